"""The command line."""

from ischia.cli._main import main

__all__ = ["main"]
