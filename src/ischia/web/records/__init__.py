"""The record: clients, visits, and append-only rows of what was said, decided and done."""
