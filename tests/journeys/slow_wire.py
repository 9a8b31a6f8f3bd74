"""A server whose answers take their time, to find walks that do not wait.

``ISCHIA_TEST_WIRE=1 pytest tests/journeys`` lets each answer wait for up to a second, and a page
for up to another in its middle. Whatever looks at a page right after the touch that leads to it
then finds the old page, or a piece of the new one, and fails where a quick machine would let it
pass for years.
"""

import os
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

WIRE = "ISCHIA_TEST_WIRE"


def slow_wire() -> None:
    """Slow this program's answers down if the environment says so."""
    longest_s = float(os.environ.get(WIRE, "0"))
    if not longest_s:
        return
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 -- once its settings stand

    at_once, random = WSGIHandler.__call__, np.random.default_rng()

    def told(whole: bytes, *, is_page: bool) -> Iterator[bytes]:
        cut = int(len(whole) * random.random())
        yield whole[:cut]
        time.sleep(longest_s * random.random() * is_page)
        yield whole[cut:]

    def slowly(handler: WSGIHandler, *asked: Any) -> Iterator[bytes]:
        answer = at_once(handler, *asked)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        whole = b"".join(answer)
        answer.close()
        time.sleep(longest_s * random.random())
        return told(whole, is_page=is_page)

    WSGIHandler.__call__ = slowly
