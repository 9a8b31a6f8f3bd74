"""The encrypted file as commands handle it: opened by a key, copied, checked, put in place."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from ischia.errors import Defect, InputError
from ischia.web.serving._keys import settle

NAME = "practice.db"
_TABLES = ("records_client", "records_visit", "audit_trailrow")


def opened(path: Path, key: str) -> Any:  # noqa: ANN401 -- the driver ships no types
    """Return a connection to an encrypted file; whether the key fits shows at the first use."""
    held = cipher.connect(str(path))
    held.execute(f"PRAGMA key = \"x'{key}'\"")
    return held


def fits(path: Path, key: str) -> bool:
    """Return whether a key opens a file."""
    try:
        with closing(opened(path, key)) as held:
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except cipher.DatabaseError:
        return False
    return True


def copy(source: Path, key: str, target: Path, target_key: str) -> None:
    """Copy a file, also one that is in use, under another key and without a log beside it."""
    with closing(opened(source, key)) as held:
        pour(held, target, target_key)


def pour(held: Any, target: Path, target_key: str) -> None:  # noqa: ANN401 -- as above
    """Copy what a connection has open into a file under another key, without a log beside it."""
    with closing(opened(target, target_key)) as made:
        held.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def alone(path: Path, key: str) -> Iterator[Any]:
    """Hold a file so that no other program has it open or can open it; its log is in it.

    Raises
    ------
    InputError
        When another program has it open, or the key does not fit.
    """
    with closing(opened(path, key)) as held:
        try:
            held.execute("PRAGMA journal_mode=DELETE")
            held.execute("PRAGMA locking_mode=EXCLUSIVE")
            held.execute("BEGIN EXCLUSIVE")
            held.execute("COMMIT")  # in this mode the lock stays
        except cipher.OperationalError:
            defect = Defect(path.name, "another program has it open", "end that first")
            raise InputError("practice", [defect]) from None
        except cipher.DatabaseError:
            defect = Defect(path.name, "its key does not open it", "the key that wrote it")
            raise InputError("practice", [defect]) from None
        yield held


def checked(path: Path, key: str) -> str:
    """Check each page and the structure; return what is in the file, in numbers.

    Raises
    ------
    InputError
        When a page is damaged, or another key wrote the file.
    """
    try:
        with closing(opened(path, key)) as held:
            bad = held.execute("PRAGMA cipher_integrity_check").fetchall()
            bad += [row for row in held.execute("PRAGMA integrity_check") if row[0] != "ok"]
            counts = [
                held.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- ours
                for table in _TABLES
            ]
    except cipher.DatabaseError:
        bad, counts = [("unreadable",)], [0, 0, 0]
    if bad:
        what = "it is damaged, or another key wrote it"
        raise InputError("backup", [Defect(path.name, what, "a whole backup and its own key")])
    return "{} clients, {} visits, {} rows of the trail".format(*counts)


def is_demo(path: Path, key: str) -> bool:
    """Return whether the people in a file are invented."""
    with closing(opened(path, key)) as held:
        row = held.execute("SELECT is_demo FROM practice_practice").fetchone()
    return bool(row and row[0])


def empty(path: Path) -> Path:
    """Make an empty file that only its owner may read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    return path


def put(part: Path, target: Path) -> None:
    """Give a finished file its name; it is on the disk before it has it."""
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(target)
    settle(target.parent)
