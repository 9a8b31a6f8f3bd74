"""Writers of one file take turns: the next one begins within a millisecond.

SQLite lets one transaction write at a time; the others sleep and look again, soon only each
tenth of a second. So each first takes a lock on a file beside the database, looked at often.
It is only courtesy: SQLite's own lock still decides, who waits too long goes on to it, and a
process that dies lets go of both.
"""

import os
import time
from pathlib import Path

_LOOK_S = 0.0007


class Turn:
    """The turn of one connection to write; taken before a transaction, given back after it."""

    def __init__(self, database: str, *, longest_s: float) -> None:
        self._path = Path(f"{database}.turn")
        self._longest_s = longest_s
        self._handle: int | None = None
        self._is_held = False

    def take(self) -> None:
        """Wait until no other connection writes, or for the longest wait."""
        if os.name != "posix":
            return
        import fcntl

        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + self._longest_s
        while not self._is_held and time.monotonic() < until:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._is_held = True
            except BlockingIOError:
                time.sleep(_LOOK_S)

    def give_back(self) -> None:
        """Let the next one write; does nothing where no turn was taken."""
        if self._is_held and self._handle is not None:
            import fcntl

            self._is_held = False
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the turn back and let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle, self._is_held = None, False
