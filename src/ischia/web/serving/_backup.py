"""``ischia backup``, ``ischia restore``: the encrypted file, whole, checked, never in clear."""

import os
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from ischia.errors import Defect, InputError
from ischia.web.serving._folder import prepare
from ischia.web.serving._keys import key_of

_FILE = "practice.db"


def backup(arguments: Namespace) -> int:
    """Copy the practice into one encrypted file, also while the server runs.

    The copy opens with the key of the practice, which is not in it.

    Raises
    ------
    InputError
        When there is no practice here, the file exists, or the copy does not pass its check.
    """
    folder, target = _folder(arguments), Path(arguments.file).absolute()
    _refuse_server()
    source = folder / _FILE
    if not source.exists():
        raise InputError(
            "backup", [Defect("--data", "no practice is in this folder", "its folder")]
        )
    _refuse_existing(target)
    key = _key(folder)
    part = _empty(target.with_name(f"{target.name}.part"))
    try:
        with closing(_opened(source, key)) as held, closing(_opened(part, key)) as made:
            held.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
        told = _checked(part, key)
        _put(part, target)
    finally:
        part.unlink(missing_ok=True)
    print(f"{target.name}: {told}; every page checked. Keep the key apart from it.")
    return 0


def restore(arguments: Namespace) -> int:
    """Bring a backup into a folder that holds no practice.

    Raises
    ------
    InputError
        When the file is not a whole backup under this key, or the folder holds a practice.
    """
    folder, source = _folder(arguments), Path(arguments.file).absolute()
    _refuse_server()
    if not source.is_file():
        raise InputError("restore", [Defect("FILE", "there is no such file", "a backup")])
    target = folder / _FILE
    _refuse_existing(target)
    key = _key(folder, must_exist=True)
    told = _checked(source, key)
    lock = prepare(folder, is_demo=_is_demo(source, key))
    part = _empty(folder / f"{_FILE}.part")
    try:
        part.write_bytes(source.read_bytes())
        _put(part, target)
    finally:
        part.unlink(missing_ok=True)
        lock.close()
    print(f"Restored {told}. ischia serve opens it.")
    return 0


def _folder(arguments: Namespace) -> Path:
    return Path(arguments.data or os.environ.get("ISCHIA_DATA_DIR") or "ischia-data").absolute()


def _refuse_server() -> None:
    if os.environ.get("ISCHIA_DATABASE_URL"):
        what = "this practice is in PostgreSQL"
        raise InputError("backup", [Defect("ISCHIA_DATABASE_URL", what, "pg_dump, pg_restore")])


def _refuse_existing(path: Path) -> None:
    if path.exists():
        what = "it exists already, and nothing is written over"
        raise InputError("file", [Defect(path.name, what, "another name or folder")])
    if not path.parent.is_dir() and path.name != _FILE:
        raise InputError("file", [Defect(path.name, "its folder does not exist", "a folder")])


def _key(folder: Path, *, must_exist: bool = False) -> str:
    named = os.environ.get("ISCHIA_DB_KEY_FILE")
    path = Path(named) if named else folder / "keys" / "database.key"
    if must_exist and not path.exists():
        accepted = "the key of the practice there, or ISCHIA_DB_KEY_FILE"
        raise InputError("restore", [Defect("keys/database.key", "it is missing", accepted)])
    return key_of(path)


def _empty(path: Path) -> Path:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    return path


def _opened(path: Path, key: str) -> Any:  # noqa: ANN401 -- the driver ships no types
    held = cipher.connect(str(path))
    held.execute(f"PRAGMA key = \"x'{key}'\"")
    return held


def _checked(path: Path, key: str) -> str:
    """Check each page and the structure; return what is in the file, in numbers."""
    try:
        with closing(_opened(path, key)) as held:
            bad = held.execute("PRAGMA cipher_integrity_check").fetchall()
            bad += [row for row in held.execute("PRAGMA integrity_check") if row[0] != "ok"]
            counts = [
                held.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- ours
                for table in ("records_client", "records_visit", "audit_trailrow")
            ]
    except cipher.DatabaseError:
        bad, counts = [("unreadable",)], [0, 0, 0]
    if bad:
        what = "it is damaged, or another key wrote it"
        raise InputError("backup", [Defect(path.name, what, "a whole backup and its own key")])
    return "{} clients, {} visits, {} rows of the trail".format(*counts)


def _is_demo(path: Path, key: str) -> bool:
    with closing(_opened(path, key)) as held:
        row = held.execute("SELECT is_demo FROM practice_practice").fetchone()
    return bool(row and row[0])


def _put(part: Path, target: Path) -> None:
    """Give a finished file its name; it is on the disk before it has it."""
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
