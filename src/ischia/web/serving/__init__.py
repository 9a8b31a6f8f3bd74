"""Start the practice: data folder, key, migrations, server; backup, restore, a new key."""

from ischia.web.serving._backup import backup, restore
from ischia.web.serving._key_change import change_key
from ischia.web.serving._recovery import make_key
from ischia.web.serving._start import serve

__all__ = ["backup", "change_key", "make_key", "restore", "serve"]
