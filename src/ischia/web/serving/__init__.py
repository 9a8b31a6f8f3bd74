"""Start the practice: data folder, key, migrations, server."""

from ischia.web.serving._start import serve

__all__ = ["serve"]
