"""Invented people, for demonstrations, tests and benchmarks; never evidence."""
