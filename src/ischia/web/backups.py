"""What commands leave in the folder for the server: backups made, brought back, a new key.

Small files without any record in them: ``backups.json``, which Today reads to tell the owner
how old the last verified backup is; ``restored.json``, which the next start of the server turns
into void plans and a row in the trail; ``key_changed.json``, which it turns into a row alone.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_BACKUPS, _RESTORED, _KEY_CHANGED = "backups.json", "restored.json", "key_changed.json"


def instant() -> datetime:
    """Return now, by this machine's clock."""
    return datetime.now(UTC)  # noqa: TID251 -- a command of the machine has its clock


def tell_backup(folder: Path, **told: str) -> None:
    """Note what is known of the backups beside what was known before."""
    _write(folder / _BACKUPS, {**read(folder / _BACKUPS), **told})


def tell_restore(folder: Path, *, made_at: str) -> None:
    """Note that a backup is being brought back, before its file has its name."""
    _write(folder / _RESTORED, {"made_at": made_at, "at": instant().isoformat()})


def restored(folder: Path) -> dict[str, str]:
    """Return what a restore left to be done; empty when none did."""
    return read(folder / _RESTORED)


def known(folder: Path) -> dict[str, str]:
    """Return what is known of the backups: ``verified_at``, ``rehearsed_at``, ``recovery_key``."""
    return read(folder / _BACKUPS)


def forget_restore(folder: Path) -> None:
    """Note that all was done that a restore asks for."""
    (folder / _RESTORED).unlink(missing_ok=True)


def tell_key_change(folder: Path) -> None:
    """Note that the practice gets a new key, before its file has its name."""
    _write(folder / _KEY_CHANGED, {"at": instant().isoformat()})


def key_changed(folder: Path) -> dict[str, str]:
    """Return what a change of the key left to be told in the trail; empty when none did."""
    return read(folder / _KEY_CHANGED)


def forget_key_change(folder: Path) -> None:
    """Note that it was told, or that the change was taken back."""
    (folder / _KEY_CHANGED).unlink(missing_ok=True)


def read(path: Path) -> dict[str, str]:
    """Return what such a file tells; nothing where it is missing or is not one."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): str(word) for name, word in found.items()}


def _write(path: Path, told: dict[str, str]) -> None:
    part = path.with_name(f"{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(told, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
