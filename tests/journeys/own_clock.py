"""Run a program of ours by the clock of the tests: ``python -m tests.journeys.own_clock MODULE``.

A server and a browser live in processes of their own; they go by the same clock as the test, told
as seconds from the machine's. The server has no setting for this, so nobody can set it outside.
"""

import os
import runpy
import sys
from datetime import timedelta

from tests.clock import SHIFT
from tests.journeys.slow_wire import slow_wire

NAME = "ISCHIA_TEST_SHIFT"
BY_OWN_CLOCK = (sys.executable, "-m", "tests.journeys.own_clock")
# In a page: the same shift for everything that asks what time it is.
IN_PAGE = f"""(() => {{
  const Machine = Date, by = {round(SHIFT.total_seconds() * 1000)};
  globalThis.Date = class Date extends Machine {{
    constructor(...told) {{ told.length ? super(...told) : super(Machine.now() + by); }}
    static now() {{ return Machine.now() + by; }}
  }};
}})()"""


def environment() -> dict[str, str]:
    """Return the environment of a program that goes by the clock of this test."""
    return {**os.environ, NAME: str(SHIFT.total_seconds())}


def main() -> None:
    from django.utils import timezone  # noqa: PLC0415 -- before anything of ours is loaded

    shift, machine = timedelta(seconds=float(os.environ[NAME])), timezone.now
    timezone.now = lambda: machine() + shift
    slow_wire()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
