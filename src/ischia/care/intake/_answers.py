"""Read one answer as written in a file: yes, no, unknown, a number, words, marks, places."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import evolve, frozen

from ischia import anatomy
from ischia.knowledge import COURSES, UNANSWERED, Answer, Mark, Place, Question
from ischia.quantities import Side, Truth
from ischia.reading import Reader

_SIDES = ("left", "right", "both", "midline")
_TRUTHS: Mapping[object, Truth] = {
    True: Truth.YES,
    "yes": Truth.YES,
    False: Truth.NO,
    "no": Truth.NO,
    "unknown": Truth.UNKNOWN,
    "not sure": Truth.UNKNOWN,
}
_LONGEST_DAYS = 36500
_MOST_MARKS = 200


@frozen
class Given:
    """An answer with the day it was given on, and whether a therapist observed it."""

    answer: Answer
    on: date
    observed: bool = False


def read_answer(question: Question, reader: Reader, *, given_on: date, today: date) -> Given:
    """Read the answer to ``question`` under its own id in ``reader``.

    A mapping may carry ``answer`` with ``since`` (days before the answer, or a date),
    ``course``, ``examined``, ``where`` and ``on``, as far as the question asks for them.
    """
    raw = reader.raw(question.id)
    if not isinstance(raw, Mapping):
        return Given(_bare(question, raw, reader, question.id), given_on)
    inner = reader.inside(question.id)
    on = read_day(inner, "on", today=today) or given_on
    if not inner.has("answer"):
        inner.refuse("answer", "this field is missing", "an answer, or unknown")
    answer = _bare(question, inner.raw("answer"), inner, "answer")
    if "since" in question.details:
        answer = evolve(answer, days_ago=_since(inner, on=on, today=today))
    if "course" in question.details and inner.has("course"):
        answer = evolve(answer, course=inner.choice("course", COURSES))
    if "examined" in question.details and inner.has("examined"):
        answer = evolve(answer, examined=_truth(inner, "examined", inner.raw("examined")))
    if "where" in question.details:
        answer = evolve(answer, where=read_places(inner, "where"))
    inner.close()
    return Given(answer, on)


def _bare(question: Question, raw: Any, reader: Reader, key: str) -> Answer:  # noqa: ANN401 -- raw data
    if raw is None or raw == "unknown":
        return UNANSWERED
    if question.kind == "yes_no":
        return Answer(_truth(reader, key, raw))
    if question.kind == "places":
        return Answer(Truth.YES, where=read_places(reader, key))
    value = _value(question, reader, key)
    return UNANSWERED if value is None else Answer(Truth.YES, value)


def _value(question: Question, reader: Reader, key: str) -> object:
    words = [choice.id for choice in question.choices]
    match question.kind:
        case "number":
            return reader.whole(key, *question.bounds)
        case "choice":
            return reader.choice(key, words)
        case "choices":
            return frozenset(reader.words(key, words))
        case "marks":
            return tuple(_marks(reader, key))
        case _:
            return reader.text(key, "")


def _truth(reader: Reader, key: str, raw: object) -> Truth:
    if isinstance(raw, bool | str) and raw in _TRUTHS:
        return _TRUTHS[raw]
    reader.refuse(key, "this is not an answer to a yes-or-no question", "yes, no, unknown", raw)
    return Truth.UNKNOWN


def read_day(reader: Reader, key: str, *, today: date) -> date | None:
    """Read a date; one after ``today`` or more than 100 years before it is refused."""
    raw = reader.raw(key)
    if raw is None:
        return None
    try:
        day = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError:
        reader.refuse(key, "this is not a date", "a date like 2026-11-21", raw)
        return None
    if isinstance(day, datetime):
        reader.refuse(key, "a time of day is not asked here", "a date like 2026-11-21", raw)
        return None
    if day > today:
        reader.refuse(key, "this date lies after the day of screening", "that day or before", raw)
        return None
    if (today - day).days > _LONGEST_DAYS:
        reader.refuse(key, "this date lies too far back", "a date of the last 100 years", raw)
        return None
    return day


def _since(reader: Reader, *, on: date, today: date) -> int | None:
    raw = reader.raw("since")
    if isinstance(raw, int) and not isinstance(raw, bool):
        days = reader.whole("since", 0, _LONGEST_DAYS)
        return None if days is None else days + (today - on).days
    day = read_day(reader, "since", today=today)
    if day is not None and day > on:
        reader.refuse("since", "this date lies after the day of the answer", "that day or before")
        return None
    return None if day is None else (today - day).days


def _sides(reader: Reader, site_id: str) -> tuple[Side, ...]:
    body = anatomy.body()
    reader.raw("side")
    if site_id not in body:
        reader.refuse("site", "this is not a site of the body", _near(site_id), site_id)
        return ()
    paired = body[site_id].paired
    word = reader.choice("side", _SIDES, None if paired else "midline")
    if word == "both" and paired:
        return (Side.LEFT, Side.RIGHT)
    if paired is (word == "midline"):
        accepted = "left, right, both" if paired else "midline"
        reader.refuse("side", "this side does not go with this site", accepted, word)
        return ()
    return (Side(word),)


def _near(word: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 -- only on a defect

    near = get_close_matches(word, anatomy.body().sites, n=3)
    return ", ".join(near) if near else "a site id, see 'ischia schema intake'"


def _marks(reader: Reader, key: str) -> list[Mark]:
    def read(inner: Reader) -> list[Mark]:
        site = inner.text("site")
        intensity = inner.whole("intensity", 0, 10)
        if not inner.has("intensity"):
            inner.refuse("intensity", "this field is missing", "0 (none) to 10 (worst)")
        quality = inner.text("quality", "")
        return [Mark(site, side, intensity or 0, quality) for side in _sides(inner, site)]

    found = [mark for marks in reader.each(key, read) for mark in marks]
    if len(found) > _MOST_MARKS:
        reader.refuse(key, "these are too many marks", f"at most {_MOST_MARKS}")
    return found


def read_places(reader: Reader, key: str) -> tuple[Place, ...]:
    """Read a list of ``{site, side}``; ``both`` stands for left and right."""

    def read(inner: Reader) -> list[Place]:
        site = inner.text("site")
        return [Place(site, side) for side in _sides(inner, site)]

    return tuple(place for places in reader.each(key, read) for place in places)
