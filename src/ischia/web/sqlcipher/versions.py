"""Which SQLite versions may hold a practice."""

# Fixed in 3.51.3 and carried back to two older lines (sqlite.org/wal.html, "the WAL-reset bug").
_FIXED = (3, 51, 3)
_CARRIED_BACK = {(3, 44, 6), (3, 50, 7)}


def is_faulty(version: str) -> bool:
    """Return whether this SQLite can damage a file in WAL mode."""
    number = tuple(int(part) for part in version.split("."))
    return number < _FIXED and number not in _CARRIED_BACK
