"""Start the practice: data folder, key, migrations, server; back it up and restore it."""

from ischia.web.serving._backup import backup, restore
from ischia.web.serving._recovery import make_key
from ischia.web.serving._start import serve

__all__ = ["backup", "make_key", "restore", "serve"]
