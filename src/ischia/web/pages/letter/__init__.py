"""Pages: letter."""
