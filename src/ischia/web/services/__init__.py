"""Writes: each is one transaction with one row in the trail; ``by`` and ``at`` are given."""
