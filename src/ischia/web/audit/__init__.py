"""The trail: who read or wrote what, when, from where; chained, never changed."""
