"""Reads: each takes the acting person, stays within their practice, has a fixed query count."""
