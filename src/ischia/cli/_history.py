"""Bring one history from a file or standard input."""

from datetime import date

from ischia.care import course
from ischia.cli._input import items
from ischia.errors import Defect, InputError


def history(name: str, *, today: date) -> course.History:
    """Return the one history of a file; ``-`` is standard input. Nothing in it may lie ahead."""
    found = list(items(name))
    if len(found) != 1:
        accepted = "one history, of one client, to a file"
        raise InputError(name, [Defect("the file", "holds no or several histories", accepted)])
    (item,) = found
    if item.document.defects:
        raise InputError(item.source, item.document.defects)
    return course.read_history(item.document.data, source=item.source, today=today)
