"""A server whose answers take their time, to find walks that do not wait.

``ISCHIA_TEST_WIRE=1 pytest tests/journeys`` lets each answer wait for up to a second, and a page
for up to another in its middle. Whatever looks at a page right after the touch that leads to it
then finds the old page, or a piece of the new one, and fails where a quick machine would let it
pass for years.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

WIRE = "ISCHIA_TEST_WIRE"


def slow_wire() -> None:
    """Slow this program's answers down if the environment says so."""
    longest_s = float(os.environ.get(WIRE, "0"))
    if not longest_s:
        return
    from django.core import wsgi  # noqa: PLC0415 -- the programs that are not slow need it later

    made = wsgi.get_wsgi_application

    def made_slow() -> Any:
        whole = made()
        from ischia.web.straight import Straight  # noqa: PLC0415 -- once the framework is set up

        Straight.__call__ = _slowly(Straight.__call__, longest_s)
        return whole

    wsgi.get_wsgi_application = made_slow


def _slowly(at_once: Callable[..., Any], longest_s: float) -> Callable[..., Any]:
    random = np.random.default_rng()

    def halves(whole: bytes, *, is_page: bool) -> Iterator[bytes]:
        cut = int(len(whole) * random.random())
        yield whole[:cut]
        time.sleep(longest_s * random.random() * is_page)
        yield whole[cut:]

    def slowly(way: object, environ: Any, start_response: Callable[..., Any]) -> Iterator[bytes]:
        told: dict[str, str] = {}

        def begin(status: str, headers: list[tuple[str, str]], *more: object) -> object:
            told.update(headers)
            return start_response(status, headers, *more)

        answer = at_once(way, environ, begin)
        whole = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        time.sleep(longest_s * random.random())
        return halves(whole, is_page=told.get("Content-Type", "").startswith("text/html"))

    return slowly
