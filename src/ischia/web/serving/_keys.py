"""Keys of the practice: made once, kept in files only their owner may read."""

import os
import secrets
import stat
from pathlib import Path

from ischia.errors import Defect, InputError


def key_of(path: Path) -> str:
    """Return the key in a file, made at first start with mode 0600.

    Raises
    ------
    InputError
        When others may read the file, or it holds no key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, secrets.token_hex(32).encode("ascii"))
        for folder in (path.parent, path.parent.parent):  # its name is on the disk, too
            settle(folder)
    refuse_open(path)
    key = path.read_text(encoding="ascii").strip()
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):  # noqa: PLR2004 -- 32 bytes in hex
        defect = Defect(path.name, "this is not a key", "64 hexadecimal digits")
        raise InputError("key", [defect])
    return key


def write_whole(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read; on a full disk none is left, no half of one.

    Raises
    ------
    OSError
        When the system refuses, also where the file is there already.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as fault:
        path.unlink()
        raise OSError(fault.errno, fault.strerror, path.name) from None


def settle(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def refuse_open(path: Path) -> None:
    """Refuse a key that others can read.

    Raises
    ------
    InputError
        When the file's mode lets anybody but its owner in.
    """
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        defect = Defect(path.name, "others can read this key", "mode 0600: chmod 600 on the file")
        raise InputError("key", [defect])
