"""Five typical clients: which questions they see, and how long the form takes them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from ischia.care.intake import Page, ordinary_answers, pages, read
from ischia.knowledge import Knowledge, Question
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
        Questions seen, pages, taps (one goes on and says "none of these") and words to read:
        headings, introductions, rows and choices, and the help card once.
    minutes
        At our pace (reading speed and seconds a tap in ``typical.yaml``): an estimate.
    """

    name: str
    questions: int
    pages: int
    taps: int
    words: int
    minutes: float


def form_lengths(
    knowledge: Knowledge, purpose: str, *, days_ahead: int = 0
) -> tuple[FormLength, ...]:
    """Return how long a form of ``purpose`` is for each typical client."""
    return tuple(
        _measured(one, knowledge, purpose, days_ahead=days_ahead) for one in _typical()["clients"]
    )


@cache
def _typical() -> Mapping[str, Any]:
    text = files(__package__).joinpath("data/typical.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = parse_yaml(text).data or {}
    return data


def _measured(
    client: Mapping[str, Any], knowledge: Knowledge, purpose: str, *, days_ahead: int
) -> FormLength:
    written = {**ordinary_answers(knowledge), **client["answers"]}
    intake = read(Document({"answers": written}), knowledge=knowledge, on=_DAY)
    seen = pages(intake.answers, knowledge=knowledge, purpose=purpose, days_ahead=days_ahead)
    pace = _typical()["pace"]
    count = _few_words if purpose == "door" else _words
    words = pace["card_words"] + sum(count(page, knowledge) for page in seen)
    taps = sum(_taps(page, written, knowledge) for page in seen)
    shown = [knowledge.questions[one] for page in seen for one in page.questions]
    chart = pace["chart_s"] * any(one.kind == "marks" for one in shown)
    seconds = words / pace["words_a_minute"] * 60 + taps * pace["tap_s"] + chart
    return FormLength(client["name"], len(shown), len(seen), taps, words, round(seconds / 60, 1))


def _words(page: Page, knowledge: Knowledge) -> int:
    """Count the words of a page: heading, introduction, rows, open helps, choices."""
    groups = knowledge.practice_values("question_groups")["groups"]
    group = next(one for one in groups if one["id"] == page.group)
    texts = [group["label"], group.get("intro", "")]
    for question_id in page.questions:
        question = knowledge.questions[question_id]
        texts += [question.brief, question.help if question.help_open else ""]
        covered = question.none if question_id in page.none_of else ""
        texts += [choice.label for choice in question.choices if choice.id != covered]
    return sum(len(text.split()) for text in texts)


def _few_words(page: Page, knowledge: Knowledge) -> int:
    """Count the words of a page of the short form, which stand beside pictures."""
    told = knowledge.practice_values("few_words_en")
    texts = [told["groups"][page.group]]
    for question_id in page.questions:
        question = knowledge.questions[question_id]
        texts += [told["questions"][question_id], told["help"].get(question_id, "")]
        covered = question.none if question_id in page.none_of else ""
        labels = told["choices"].get(question_id, {})
        texts += [labels[one.id] for one in question.choices if one.id != covered]
    return sum(len(text.split()) for text in texts)


def _taps(page: Page, written: Mapping[str, Any], knowledge: Knowledge) -> int:
    """Count a tap for each answer that "none of these" does not give, and one to go on."""
    taps = 1
    for question_id in page.questions:
        question, value = knowledge.questions[question_id], written.get(question_id)
        if question_id in page.none_of and value in _nothing(question):
            continue
        if isinstance(value, dict | list):
            taps += max(len(value), 1)
        elif question.kind != "text":
            taps += 1
    return taps


def _nothing(question: Question) -> tuple[object, ...]:
    return (False, "no", [], None, question.none)
