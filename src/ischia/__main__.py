"""Start the command line with ``python -m ischia``."""
