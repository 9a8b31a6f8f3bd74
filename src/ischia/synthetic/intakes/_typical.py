"""Five typical clients: which questions they see, and how long the form takes them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from ischia.care.intake import Page, ordinary_answers, pages, read
from ischia.knowledge import Knowledge
from ischia.reading import Document, parse_yaml

_DAY = date(2026, 1, 1)


@frozen
class FormLength:
    """What one client meets in one form.

    Parameters
    ----------
    name
        Who.
    questions, pages, taps, words
        Questions seen, pages, taps ("none of these" is one) and words to read.
    minutes
        At our pace (reading speed and seconds a tap in ``typical.yaml``): an estimate.
    """

    name: str
    questions: int
    pages: int
    taps: int
    words: int
    minutes: float


def form_lengths(knowledge: Knowledge, purpose: str) -> tuple[FormLength, ...]:
    """Return how long a form of ``purpose`` is for each typical client."""
    told = _typical()
    return tuple(
        _measured(one["name"], one["answers"], knowledge, purpose) for one in told["clients"]
    )


@cache
def _typical() -> Mapping[str, Any]:
    text = files(__package__).joinpath("data/typical.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = parse_yaml(text).data or {}
    return data


def _measured(
    name: str, answers: Mapping[str, Any], knowledge: Knowledge, purpose: str
) -> FormLength:
    written = {**ordinary_answers(knowledge), **answers}
    intake = read(Document({"answers": written}), knowledge=knowledge, on=_DAY)
    seen = pages(intake.answers, knowledge=knowledge, purpose=purpose)
    shown = [knowledge.questions[one] for page in seen for one in page.questions]
    words = sum(len(one.brief.split()) for one in shown)
    words += sum(len(one.help.split()) for one in shown if one.help_open)
    words += sum(len(choice.label.split()) for one in shown for choice in one.choices)
    taps = sum(_taps(page, written, knowledge) for page in seen)
    pace = _typical()["pace"]
    chart = pace["chart_s"] * any(one.kind == "marks" for one in shown)
    seconds = words / pace["words_a_minute"] * 60 + taps * pace["tap_s"] + chart
    return FormLength(name, len(shown), len(seen), taps, words, round(seconds / 60, 1))


def _taps(page: Page, written: Mapping[str, Any], knowledge: Knowledge) -> int:
    """Count a tap for each answer that is not a no, one for the rest, one to go on."""
    taps = 1
    none = 0
    for question_id in page.questions:
        value = written.get(question_id)
        if question_id in page.none_of and value in (False, "no", [], None):
            none = 1
        elif isinstance(value, dict | list):
            taps += len(value)
        elif knowledge.questions[question_id].kind != "text":
            taps += 1
    return taps + none
