"""How often within a minute: counted in the memory of one process, so that asking costs nothing.

Each process of the server counts its own; what must be exact is counted in the database instead.
"""

import threading
from collections.abc import Hashable
from datetime import datetime, timedelta

from attrs import define, field

from ischia.errors import InputError

MINUTE = timedelta(minutes=1)
_MOST_KEPT = 10_000


class TooOftenError(InputError):
    """More came within a minute than people do; the same may be asked again after it."""


@define(eq=False)
class Rate:
    """So many within a minute for each of those who are counted."""

    most: int
    _begun: dict[Hashable, tuple[datetime, int]] = field(factory=dict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    def is_over(self, who: Hashable, *, at: datetime) -> bool:
        """Return whether no more fits into this minute; counts nothing."""
        return self._count(who, at=at)[1] >= self.most

    def take(self, who: Hashable, *, at: datetime) -> bool:
        """Count one more; return whether it fits into this minute."""
        with self._lock:
            begun_at, n = self._count(who, at=at)
            self._begun[who] = begun_at, n + 1
            if len(self._begun) > _MOST_KEPT:
                self._forget(at=at)
        return n < self.most

    def clear(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._begun.clear()

    def _count(self, who: Hashable, *, at: datetime) -> tuple[datetime, int]:
        begun_at, n = self._begun.get(who, (at, 0))
        return (begun_at, n) if begun_at <= at < begun_at + MINUTE else (at, 0)

    def _forget(self, *, at: datetime) -> None:
        """Forget whose minute is over; where too many are left, those who were first."""
        left = {who: one for who, one in self._begun.items() if one[0] <= at < one[0] + MINUTE}
        self._begun = dict(list(left.items())[-_MOST_KEPT // 2 :])
