"""A change of the key ended before every line it would run: ``python -m tests.web.key_walk``.

Each run is a process of its own, ended without warning before the n-th line of the modules that
change the key; then what is left must open with everything, also where the start that tidies up
is ended in the same way.
"""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType

from ischia.cli import main
from ischia.web.serving import _file, _key_change, _keys
from ischia.web.serving._keys import key_of

TABLES = ("records_client", "records_visit", "audit_trailrow")
N_ROWS = 60
_STOPPED = 9
_STEPS = {one.__file__ for one in (_file, _key_change, _keys)}


def made_practice(folder: Path) -> Path:
    """Make a folder as a killed server leaves it: some rows only in the log beside the file."""
    key = key_of(folder / "keys" / "database.key")
    (folder / "kind").write_text("practice")
    part = folder / "part.db"
    with closing(_file.opened(part, key)) as held:
        held.execute("PRAGMA journal_mode=WAL")
        for table in TABLES:
            held.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, words TEXT)")
        held.execute("CREATE TABLE practice_practice (is_demo INTEGER)")
        add(held, 0)
        held.commit()
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        add(held, N_ROWS)
        held.commit()
        for tail in ("", "-wal"):
            (folder / f"practice.db{tail}").write_bytes(Path(f"{part}{tail}").read_bytes())
    part.unlink()
    assert main(["recovery-key", str(folder.parent / "drawer.txt"), "--data", str(folder)]) == 0
    return folder


def add(held, begin: int) -> None:
    for table in TABLES:
        rows = [(begin + n, f"{table} {begin + n} markerstone") for n in range(N_ROWS)]
        held.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608 -- ours


def rows(folder: Path) -> list[tuple[object, ...]]:
    with closing(_file.opened(folder / "practice.db", key(folder))) as held:
        return [row for one in TABLES for row in held.execute(f"SELECT * FROM {one} ORDER BY 1")]  # noqa: S608 -- ours


def key(folder: Path) -> str:
    return (folder / "keys" / "database.key").read_text()


def names(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def change(folder: Path) -> int:
    return main(["change-key", str(folder.parent / "kept"), "--data", str(folder)])


def stopped_at(n: int, act: Callable[[], object]) -> bool:
    """Do something in a process that ends before its n-th line; return whether it was stopped."""
    pid = os.fork()
    if pid == 0:
        left = n

        def line(frame: FrameType, event: str, _: object):
            nonlocal left
            if frame.f_code.co_filename not in _STEPS:
                return None
            left -= event == "line"
            if left < 0:
                os._exit(_STOPPED)
            return line

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.settrace(line)
        act()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status in {0, _STOPPED}, status
    return status == _STOPPED


class Walk:
    """A practice, and copies of it that are changed and stopped."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.old = key(room / "practice")
        self.whole = rows(self.fresh("whole"))

    def fresh(self, name: str, *, of: str = "") -> Path:
        shutil.rmtree(self.room / name, ignore_errors=True)
        return Path(shutil.copytree(self.room / of / "practice", self.room / name / "practice"))

    def is_old(self, folder: Path, step: object) -> bool:
        """Look through a practice after its start; return whether its old key opens it."""
        _key_change.finish(folder)
        assert rows(folder) == self.whole, step
        assert not {one for one in names(folder) if "new" in one}, step
        is_old = key(folder) == self.old
        assert is_old == (not (folder / "key_changed.json").exists()), step
        return is_old

    def starts(self, n: int) -> None:
        """Stop the start, too, before each of its lines."""
        again = 0
        while True:
            folder = self.fresh("again", of="left")
            if not stopped_at(again, lambda: _key_change.finish(folder)):  # noqa: B023 -- done at once
                break
            self.is_old(folder, (n, again))
            again += 1
        assert again > 5

    def steps(self) -> list[bool]:
        """Stop a change before each of its lines; return which key opened the practice then."""
        ends: list[bool] = []
        seen: set[frozenset[str]] = set()
        while True:
            folder = self.fresh("run")
            is_stopped = stopped_at(len(ends), lambda: change(folder))  # noqa: B023 -- done at once
            self.fresh("left", of="run")
            left = frozenset(names(folder))
            ends.append(self.is_old(folder, len(ends)))
            if not is_stopped:
                return ends
            if "keys/database.key.new" in left and left not in seen:
                self.starts(len(ends))  # once for each state that a stop may leave
            seen.add(left)

    def twice(self, step: int) -> None:
        """Change the key again after a change that was stopped, with no start between."""
        folder = self.fresh("run")
        assert stopped_at(step, lambda: change(folder))
        (folder.parent / "kept").unlink()
        assert change(folder) == 0
        assert key(folder) != self.old
        assert rows(folder) == self.whole


if __name__ == "__main__":
    os.fsync = lambda _: None  # an ended process keeps what it has written
    walk = Walk(Path(sys.argv[1]))
    found = walk.steps()
    decided_at = found.index(False)
    assert found == sorted(found, reverse=True), found  # one moment decides
    for at in (decided_at - 1, decided_at):
        walk.twice(at)
    sys.stdout.write(f"{len(found)} {decided_at}\n")
