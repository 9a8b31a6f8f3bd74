"""Writers of one file take turns, and nobody waits for ever."""

import threading
import time
from pathlib import Path

from ischia.web.sqlcipher.turns import Turn


def test_a_turn_is_held_by_one_connection_until_it_is_given_back(tmp_path: Path):
    one, other = (Turn(str(tmp_path / "practice.db"), longest_s=30) for _ in range(2))
    one.take()
    has_it = threading.Event()

    def wait() -> None:
        other.take()
        has_it.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not has_it.wait(0.05)
    one.give_back()
    assert has_it.wait(30)
    waiting.join()
    other.close()
    one.close()


def test_who_has_just_written_lets_the_one_who_waits_go_before(tmp_path: Path):
    one, other = (Turn(str(tmp_path / "practice.db"), longest_s=30) for _ in range(2))
    one.take()
    wrote = []

    def write() -> None:
        other.take()
        wrote.append("other")
        other.give_back()

    waiting = threading.Thread(target=write)
    waiting.start()
    while not other._next.is_held:  # noqa: SLF001 -- it waits, and is the next
        time.sleep(0.001)
    one.give_back()
    one.take()
    wrote.append("one")
    waiting.join()
    assert wrote == ["other", "one"]
    one.close()
    other.close()


def test_who_waits_too_long_goes_on_to_the_database_s_own_lock(tmp_path: Path):
    one, other = (Turn(str(tmp_path / "practice.db"), longest_s=0.02) for _ in range(2))
    one.take()
    other.take()
    other.give_back()
    assert not other._turn.is_held  # noqa: SLF001 -- it never had it
    one.close()
    other.take()
    assert other._turn.is_held  # noqa: SLF001 -- a connection that closes lets go
    other.close()
