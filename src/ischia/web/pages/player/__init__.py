"""Pages: player."""
