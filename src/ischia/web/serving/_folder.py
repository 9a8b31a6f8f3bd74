"""The data folder: one server at a time, not synced nor on a network, demo and real apart."""

import os
from argparse import Namespace
from pathlib import Path
from typing import IO

from ischia.errors import Defect, InputError
from ischia.web.serving._keys import write_whole
from ischia.web.serving._place import what_is_wrong

_MARK = "kind"


def folder_of(arguments: Namespace) -> Path:
    """Return the data folder that a command names."""
    return Path(arguments.data or os.environ.get("ISCHIA_DATA_DIR") or "ischia-data").absolute()


def prepare(folder: Path, *, is_demo: bool) -> IO[str]:
    """Make the folder ready and hold it for this process; keep the returned file open.

    Raises
    ------
    InputError
        When the folder is synced or on a network, held by another server, or of the other kind.
    """
    in_file = not os.environ.get("ISCHIA_DATABASE_URL")
    if what := what_is_wrong(folder, holds_database=in_file):
        raise InputError("data folder", [Defect("--data", what, "a folder on this machine only")])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _same_kind(folder, is_demo=is_demo)
    lock = (folder / "server.lock").open("w")
    try:
        _hold(lock)
    except OSError:
        lock.close()
        what = "another Ischia has this practice open"
        raise InputError("data folder", [Defect("--data", what, "stop it first")]) from None
    return lock


def kind_of(folder: Path) -> str:
    """Return what a folder holds: ``practice`` or ``demo``."""
    mark = folder / _MARK
    return mark.read_text(encoding="ascii").strip() if mark.exists() else "practice"


def _hold(lock: IO[str]) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _same_kind(folder: Path, *, is_demo: bool) -> None:
    mark, wanted = folder / _MARK, "demo" if is_demo else "practice"
    if not mark.exists():
        write_whole(mark, wanted.encode("ascii"))
    found = kind_of(folder)
    if found != wanted:
        what = f"this folder holds a {found}, not a {wanted}"
        raise InputError("data folder", [Defect("--data", what, "another folder")])
