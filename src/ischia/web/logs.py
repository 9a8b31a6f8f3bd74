"""Logs: one JSON line an event, without any value of a client.

Only what is named in ``KEPT`` is written. Messages of others are cut to their fixed part:
their arguments (paths, values, objects) may hold what a client said. A message of others that
was put together before it came here has no fixed part and is not written at all.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

KEPT = ("event", "route", "method", "status", "ms", "request_id", "person", "practice")

# Nothing of these is written; the log looks for each of them at every line otherwise.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class Line(logging.Formatter):
    """Write a log record as one JSON line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; messages keep their pattern and lose their arguments."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _fixed_part(record),
        }
        entry.update(
            {
                key: getattr(record, key)
                for key in KEPT
                if isinstance(getattr(record, key, None), str | int | float)
            }
        )
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            entry["error"] = record.exc_info[0].__name__
            entry["where"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-8:]]
        return json.dumps(entry, ensure_ascii=True)


def _fixed_part(record: logging.LogRecord) -> str:
    """Return what the program wrote, without what it was given."""
    is_ours = record.name.partition(".")[0] == "ischia"
    return str(record.msg)[:200] if is_ours or record.args else "(not written)"
