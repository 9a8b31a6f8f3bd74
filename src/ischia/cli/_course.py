"""``course``: one history as text, JSON or a page."""

import json
from argparse import Namespace
from datetime import date
from typing import Final

from ischia import documents
from ischia.care import course
from ischia.cli._history import history
from ischia.cli._intakes import DONE, NO_MASSAGE
from ischia.cli._writing import write
from ischia.errors import Defect, InputError

_NO_SESSION: Final = frozenset({course.Step.REFER, course.Step.PAUSE})


def run(arguments: Namespace, *, today: date) -> int:
    """Review the history named on the command line; return the exit status.

    3 where the next step is to pause or to send to a doctor.
    """
    held = history(arguments.history, today=max(today, arguments.on or today))
    if arguments.on and arguments.on < held.started_on:
        accepted = "the first day of the course or later"
        defect = Defect("--on", "lies before the course began", accepted)
        raise InputError(arguments.history, [defect])
    found = course.review(held, on=arguments.on, is_range_shown=arguments.range)
    write(_rendered(found, arguments.format), arguments.output)
    return NO_MASSAGE if found.decision.step in _NO_SESSION else DONE


def _rendered(found: course.Review, form: str) -> str:
    if form == "json":
        return json.dumps(documents.course_json(found), ensure_ascii=False, indent=2) + "\n"
    return documents.course_page(found) if form == "html" else documents.course_text(found)
