"""Pages: note."""
