"""Ischia: plan, record and measure massage for people with back and hip pain.

The engine is used stage by stage (``from ischia.care import screening``) or whole,
through :mod:`ischia.care.pathway`. It knows no screen, no database and no clock.
"""

from importlib.metadata import version

__version__ = version("ischia")

__all__ = ["__version__"]
