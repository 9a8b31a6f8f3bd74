"""Pages: client."""
