"""The encrypted file as commands handle it: opened by a key, copied, checked, put in place."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from ischia.errors import Defect, InputError
from ischia.web.serving._keys import settle
from ischia.writing import not_written

NAME = "practice.db"
_TABLES = ("records_client", "records_visit", "audit_trailrow")


def opened(path: Path, key: str) -> Any:  # noqa: ANN401 -- the driver ships no types
    """Return a connection to an encrypted file; whether the key fits shows at the first use."""
    held = cipher.connect(str(path))
    held.execute(f"PRAGMA key = \"x'{key}'\"")
    return held


def fits(path: Path, key: str) -> bool:
    """Return whether a key opens a file.

    Raises
    ------
    InputError
        When the file cannot be opened whatever the key: held by another, in a folder not ours.
    """
    try:
        with closing(opened(path, key)) as held:
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except cipher.OperationalError as fault:
        raise InputError("practice", [not_written(path.name, as_told(fault))]) from None
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


@contextmanager
def written(what: str, where: str) -> Iterator[None]:
    """Say in one message that something could not be written; what was begun is not kept.

    Raises
    ------
    InputError
        When the system or the database's driver refuses: a full disk, a place not ours.
    """
    try:
        yield
    except cipher.OperationalError as fault:
        raise InputError(what, [not_written(where, as_told(fault))]) from None
    except cipher.DatabaseError:
        defect = Defect(NAME, "it is damaged", "a backup: ischia restore into another folder")
        raise InputError(what, [defect]) from None
    except OSError as fault:
        raise InputError(what, [not_written(where, fault)]) from None


def as_told(fault: Exception) -> OSError:
    """Return what the driver says of a disk or a folder as the system would say it."""
    told = str(fault)
    code = errno.ENOSPC if "full" in told else errno.EIO
    return OSError(errno.EACCES if "readonly" in told or "open" in told else code, told)


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
