"""Pages: visit."""
