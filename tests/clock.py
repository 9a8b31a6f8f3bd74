"""The one clock of the tests: it begins at a set instant, whatever day it is, and runs on.

``ISCHIA_TEST_NOW`` sets another beginning, such as ``2026-12-31T23:58:00+00:00``.
"""

import os
from datetime import UTC, datetime

BEGINS = datetime.fromisoformat(os.environ.get("ISCHIA_TEST_NOW", "2026-11-20T10:00:00+00:00"))
SHIFT = BEGINS - datetime.now(UTC)  # noqa: TID251 -- the one place that asks the machine
"""From the machine's clock to this one: what a server and a browser of a test go by too."""


def now() -> datetime:
    """Return what this clock shows."""
    return datetime.now(UTC) + SHIFT  # noqa: TID251 -- as above
