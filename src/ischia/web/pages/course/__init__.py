"""Pages: course."""
