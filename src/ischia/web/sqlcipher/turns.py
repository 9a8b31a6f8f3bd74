"""Writers of one file take turns: the next one begins within a millisecond.

SQLite lets one transaction write at a time; the others sleep and look again, soon only each
tenth of a second. So each first takes a lock on a file beside the database, looked at often.
Who waits holds a second lock, of the one who is next: who has just written cannot take the turn
again before the one who waited, and so no worker's requests wait for many commits of another.
It is only courtesy: SQLite's own lock still decides, who waits too long goes on to it, and a
process that dies lets go of both.
"""

import os
import time
from pathlib import Path

_LOOK_S = 0.0004


class Turn:
    """The turn of one connection to write; taken before a transaction, given back after it."""

    def __init__(self, database: str, *, longest_s: float) -> None:
        self._turn = _Lock(Path(f"{database}.turn"))
        self._next = _Lock(Path(f"{database}.next"))
        self._longest_s = longest_s

    def take(self) -> None:
        """Wait until no other connection writes, or for the longest wait."""
        if os.name != "posix":
            return
        until = time.monotonic() + self._longest_s
        while not self._turn.is_held and time.monotonic() < until:
            if not (self._next.take() and self._turn.take()):
                time.sleep(_LOOK_S)
        self._next.give_back()

    def give_back(self) -> None:
        """Let the next one write; does nothing where no turn was taken."""
        self._turn.give_back()

    def close(self) -> None:
        """Give the turn back and let go of the files."""
        self._turn.close()
        self._next.close()


class _Lock:
    """A lock on a file, of one connection; asked for, never waited for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self.is_held = False

    def take(self) -> bool:
        """Return whether it is held now."""
        import fcntl

        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not self.is_held:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self.is_held = True
        return True

    def give_back(self) -> None:
        """Let another take it; does nothing where it was not held."""
        if self.is_held and self._handle is not None:
            import fcntl

            self.is_held = False
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give it back and let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle, self.is_held = None, False
