"""Pictures of every page: ``python -m generate.screens``."""
