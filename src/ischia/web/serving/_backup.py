"""``ischia backup``, ``ischia restore``: the encrypted file, whole, checked, never in clear.

A backup is one page of words about itself and then the database under a key of its own; that
key is sealed to the recovery key, so that a stolen or burnt machine takes no record with it.
"""

import json
import os
import secrets
import shutil
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from attrs import frozen

from ischia.errors import Defect, InputError
from ischia.web import backups
from ischia.web.serving import _file, _recovery
from ischia.web.serving._folder import folder_of, prepare
from ischia.web.serving._keys import key_of
from ischia.writing import not_written

_BEGINS = b"ischia-backup 1\n"
_HEAD = 4096
"""Bytes before the database, most of them blank."""


@frozen
class _Opened:
    """A backup that was opened: its database in a file of its own, checked, and its key."""

    path: Path
    key: str
    told: str
    made_at: str


def backup(arguments: Namespace) -> int:
    """Copy the practice into one encrypted file, also while the server runs.

    The copy opens with the recovery key, of which the folder holds the public half only.

    Raises
    ------
    InputError
        When there is no practice or no recovery key here, the file exists, or the copy does not
        pass its check.
    """
    folder = folder_of(arguments)
    if arguments.noted:
        backups.tell_backup(folder, verified_at=backups.instant().isoformat())
        print("Noted: a backup was made and verified with other tools, now.")
        return 0
    told = make(folder, _named(arguments))
    print(f"{Path(arguments.file).name}: {told}; every page checked.")
    if "rehearsed_at" not in backups.known(folder):
        print("It was never rehearsed: ischia restore FILE --key KEYFILE --rehearse")
    return 0


def make(folder: Path, target: Path) -> str:
    """Write a backup of the practice in a folder; return what is in it, in words.

    Raises
    ------
    InputError
        As :func:`backup`.
    """
    _refuse_server()
    source = folder / _file.NAME
    if not source.exists():
        raise InputError(
            "backup", [Defect("--data", "no practice is in this folder", "its folder")]
        )
    _refuse_existing(target)
    key = key_here(folder)
    if not _file.fits(source, key):
        accepted = "the key that wrote it; after a stopped change of the key, ischia serve once"
        defect = Defect(source.name, "its key does not open it", accepted)
        raise InputError("backup", [defect])
    own, made_at = secrets.token_hex(32), backups.instant().isoformat()
    sealed, mark = _recovery.seal(own, folder, about=made_at)
    with (
        _file.written("backup", "FILE"),
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".ischia-") as room,
    ):
        copy, part = _file.empty(Path(room) / "copy"), _file.empty(Path(room) / "part")
        _file.copy(source, key, copy, own)
        told = _file.checked(copy, own)
        head = {"made_at": made_at, "recovery_key": mark, "key": sealed, "holds": told}
        with part.open("wb") as stream, copy.open("rb") as held:
            stream.write((_BEGINS + json.dumps(head).encode() + b"\n").ljust(_HEAD))
            shutil.copyfileobj(held, stream)
        _file.put(part, target)
    _note(folder, verified_at=made_at, recovery_key=mark)
    return f"{told}; opens with the recovery key {mark}"


def restore(arguments: Namespace) -> int:
    """Bring a backup into a folder that holds no practice, or only try whether it could be.

    Raises
    ------
    InputError
        When the file is not a whole backup under this key, or the folder holds a practice.
    """
    folder = folder_of(arguments)
    if arguments.noted:
        backups.tell_restore(folder, made_at="")
        print("Noted: the next start makes every plan void until it is screened again.")
        return 0
    source = _named(arguments)
    _refuse_server()
    if not source.is_file():
        raise InputError("restore", [Defect("FILE", "there is no such file", "a backup")])
    key_file = Path(arguments.key).absolute() if arguments.key else None
    if arguments.rehearse:
        return _rehearse(source, key_file, folder)
    _refuse_existing(folder / _file.NAME)
    with _file.written("restore", "--data"):
        told = _bring_back(source, key_file, folder)
    print(f"Restored {told}. ischia serve opens it; every plan must be screened again.")
    return 0


def _bring_back(source: Path, key_file: Path | None, folder: Path) -> str:
    """Put what a backup holds into a folder; the practice has its name when it is whole."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix="restore-") as room:
        held = _open(source, key_file, Path(room), folder)
        lock = prepare(folder, is_demo=_file.is_demo(held.path, held.key))
        try:
            part, key = _file.empty(Path(room) / "ours"), key_here(folder)
            _file.copy(held.path, held.key, part, key)
            _file.checked(part, key)
            backups.tell_restore(folder, made_at=held.made_at)
            _file.put(part, folder / _file.NAME)
        except BaseException:
            if not (folder / _file.NAME).exists():  # it was told before the file had its name
                backups.forget_restore(folder)
            raise
        finally:
            lock.close()
    return held.told


def _rehearse(source: Path, key_file: Path | None, folder: Path) -> int:
    """Do all that a restore does, in a folder that is gone afterwards."""
    with (
        _file.written("restore --rehearse", "the folder for temporary files (TMPDIR)"),
        tempfile.TemporaryDirectory(prefix="ischia-rehearsal-") as room,
    ):
        held = _open(source, key_file, Path(room), folder)
        part, key = _file.empty(Path(room) / "ours"), secrets.token_hex(32)
        _file.copy(held.path, held.key, part, key)
        told = _file.checked(part, key)
    if (folder / _file.NAME).exists():
        _note(folder, rehearsed_at=backups.instant().isoformat())
    print(f"Rehearsed: {told}. This backup and this key bring the practice back.")
    return 0


def _note(folder: Path, **told: str) -> None:
    """Note what was done in the data folder; where there is no room for it, it was done still."""
    try:
        backups.tell_backup(folder, **told)
    except OSError as fault:
        defect = not_written("backups.json in the data folder", fault)
        print(f"ischia: It was done, but {defect.sentence()}", file=sys.stderr)
        print("Today does not know of it: make room, and do it once more.", file=sys.stderr)


def _open(source: Path, key_file: Path | None, room: Path, folder: Path) -> _Opened:
    """Take the database out of a backup, still encrypted, and check it."""
    target = _file.empty(room / "database")
    with source.open("rb") as stream, target.open("wb") as out:
        head = stream.read(_HEAD)
        is_sealed = head.startswith(_BEGINS)
        if not is_sealed:  # of a version before recovery keys: under the practice's own key
            stream.seek(0)
        shutil.copyfileobj(stream, out)
    if not is_sealed:
        key, made_at = key_here(folder, must_exist=True), ""
    else:
        key, made_at = _unsealed(head, key_file)
    return _Opened(target, key, _file.checked(target, key), made_at)


def _unsealed(head: bytes, key_file: Path | None) -> tuple[str, str]:
    try:
        told = json.loads(head[len(_BEGINS) :])
        sealed, mark, made_at = (str(told[one]) for one in ("key", "recovery_key", "made_at"))
    except (ValueError, KeyError, TypeError):
        what = "it is damaged: its first lines cannot be read"
        raise InputError("restore", [Defect("FILE", what, "a whole backup")]) from None
    if key_file is None:
        what = f"this backup opens with the recovery key {mark}"
        raise InputError("restore", [Defect("--key", what, "the file of that key")])
    return _recovery.unseal(sealed, key_file, about=made_at), made_at


def _named(arguments: Namespace) -> Path:
    if not arguments.file:
        raise InputError(arguments.verb, [Defect("FILE", "no file is named", "its path")])
    return Path(arguments.file).absolute()


def _refuse_server() -> None:
    if os.environ.get("ISCHIA_DATABASE_URL"):
        what = "this practice is in PostgreSQL"
        accepted = "pg_dump, pg_restore, and then this command with --noted"
        raise InputError("backup", [Defect("ISCHIA_DATABASE_URL", what, accepted)])


def _refuse_existing(path: Path) -> None:
    if path.exists():
        what = "it exists already, and nothing is written over"
        raise InputError("file", [Defect(path.name, what, "another name or folder")])
    if not path.parent.is_dir() and path.name != _file.NAME:
        raise InputError("file", [Defect(path.name, "its folder does not exist", "a folder")])


def key_here(folder: Path, *, must_exist: bool = False) -> str:
    """Return the key of the practice in a folder, made where there is none yet.

    Raises
    ------
    InputError
        When it must exist and does not, or others can read it.
    """
    path = key_file(folder)
    if must_exist and not path.exists():
        accepted = "the key of the practice there, or ISCHIA_DB_KEY_FILE"
        raise InputError("restore", [Defect("keys/database.key", "it is missing", accepted)])
    return key_of(path)


def key_file(folder: Path) -> Path:
    """Return where the key of the practice lies."""
    named = os.environ.get("ISCHIA_DB_KEY_FILE")
    return Path(named) if named else folder / "keys" / "database.key"
