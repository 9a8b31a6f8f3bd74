"""Writers of one file take turns, and nobody waits for ever."""

import threading
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


def test_who_waits_too_long_goes_on_to_the_database_s_own_lock(tmp_path: Path):
    one, other = (Turn(str(tmp_path / "practice.db"), longest_s=0.02) for _ in range(2))
    one.take()
    other.take()
    other.give_back()
    assert not other._is_held  # noqa: SLF001 -- it never had it
    one.close()
    other.take()
    assert other._is_held  # noqa: SLF001 -- a connection that closes lets go
    other.close()
