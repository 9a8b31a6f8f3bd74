"""Bare data for other programs: signed in, guarded and in the trail as pages are."""
