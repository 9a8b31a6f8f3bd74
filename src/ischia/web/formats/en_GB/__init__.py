"""English: the month in letters, so that day and month are never mixed up."""
