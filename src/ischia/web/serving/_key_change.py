"""``ischia change-key``: the practice under a new key, stopped at any moment and nothing lost.

The file's name decides. Until the copy under the new key has it, the old key opens the practice;
from then on the new one, which lies on the disk since before. What a stopped change left is found
and tidied up by the next start or the next change.
"""

import os
import secrets
from argparse import Namespace
from pathlib import Path

import sqlcipher3.dbapi2 as cipher

from ischia.errors import Defect, InputError
from ischia.web import backups
from ischia.web.serving import _backup, _file
from ischia.web.serving._folder import folder_of, kind_of, prepare
from ischia.web.serving._keys import key_of

_COPY = f"{_file.NAME}.new"


def change_key(arguments: Namespace) -> int:
    """Make a sealed backup, then put the practice under a new key; nothing may serve it.

    Raises
    ------
    InputError
        When there is no practice here, it is served or open elsewhere, it is in PostgreSQL, or
        the backup could not be made.
    """
    folder = folder_of(arguments)
    _refuse(folder)
    lock = prepare(folder, is_demo=kind_of(folder) == "demo")
    try:
        finish(folder)
        with _file.alone(folder / _file.NAME, _backup.key_here(folder)):
            pass  # refused before a backup is made
        try:
            told = _backup.make(folder, Path(arguments.file).absolute())
            print(f"{Path(arguments.file).name}: {told}; every page checked.")
            _change(folder)
        except (OSError, cipher.Error) as fault:
            what = f"the practice could not be written anew ({type(fault).__name__})"
            accepted = "as much free room as the practice takes, and a folder you may write to"
            raise InputError("change-key", [Defect("--data", what, accepted)]) from None
        finally:
            finish(folder)
    finally:
        lock.close()
    print("The practice has a new key. Put a copy of keys/database.key where the old one was kept.")
    return 0


def finish(folder: Path) -> None:
    """Finish a change of the key that was stopped, or take it back; hold the folder meanwhile.

    The old key is tried first: a log that a killed server left must be read with the key that
    wrote it, and the new file has no log before its key has its name.

    Raises
    ------
    InputError
        When neither key opens the practice.
    """
    source, path = folder / _file.NAME, _backup.key_file(folder)
    new_path = _new(path)
    if new_path.exists() and source.exists():
        if path.exists() and _file.fits(source, key_of(path)):
            backups.forget_key_change(folder)
        elif _file.fits(source, key_of(new_path)):
            _file.put(new_path, path)
        else:
            what = f"neither this key nor {new_path.name} beside it opens the practice"
            accepted = "the key that wrote it; or a backup, by ischia restore"
            raise InputError("key", [Defect(path.name, what, accepted)])
    for left in (folder / _COPY, folder / f"{_COPY}-journal", _part(path), new_path):
        if source.exists():
            left.unlink(missing_ok=True)


def _change(folder: Path) -> None:
    source, path = folder / _file.NAME, _backup.key_file(folder)
    old, new = key_of(path), secrets.token_hex(32)
    with _file.alone(source, old) as held:
        _write(new, path)
        copy = _file.empty(folder / _COPY)
        _file.pour(held, copy, new)
        _file.checked(copy, new)
        backups.tell_key_change(folder)
        _file.put(copy, source)  # from here on the new key opens it
    _file.put(_new(path), path)


def _write(key: str, path: Path) -> None:
    """Lay the new key beside the old one; it is whole and on the disk when it is there."""
    part = _file.empty(_part(path))
    part.write_text(key, encoding="ascii")
    _file.put(part, _new(path))


def _new(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.new.part")


def _refuse(folder: Path) -> None:
    if os.environ.get("ISCHIA_DATABASE_URL"):
        what = "this practice is in PostgreSQL, which has no key of ours"
        accepted = "the encryption of its disk, and ALTER ROLE for the password of its role"
        raise InputError("change-key", [Defect("ISCHIA_DATABASE_URL", what, accepted)])
    if not (folder / _file.NAME).exists():
        what = "no practice is in this folder"
        raise InputError("change-key", [Defect("--data", what, "its folder")])
