"""A second, slow evaluator that shares no code with the first.

It reads criteria as they are written, knows only true and false, and tries completions: an
unknown answer is filled in every way that matters, and a criterion that comes out both ways
cannot be told. Safety hangs on the evaluation, so the two must agree on every intake.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from attrs import frozen

from ischia import anatomy
from ischia.care.intake import Intake
from ischia.care.screening._second_words import words_ask
from ischia.knowledge import Answer, Knowledge, Mark, Question
from ischia.quantities import Disposition, Side, Truth

World = dict[str, Answer]


@frozen
class SecondOpinion:
    """What the slow evaluator finds.

    Parameters
    ----------
    disposition
        The strictest of all rules and of what the client's own words make us ask.
    rules
        Rules that hold or stay open.
    could_reach
        The strictest disposition that some completion of the answers would ask for.
    words_ask
        Questions that the client's own words make screening ask.
    """

    disposition: Disposition
    rules: Mapping[str, Truth]
    could_reach: Disposition
    words_ask: frozenset[str]


class _NeedError(Exception):
    """The evaluation met a question that this world has not settled."""

    def __init__(self, question: str) -> None:
        self.question = question


def second_opinion(intake: Intake, *, knowledge: Knowledge) -> SecondOpinion:
    """Evaluate every rule by trying completions of what is unknown."""
    found: dict[str, Truth] = {}
    worst = could_reach = Disposition.PROCEED
    for kind in ("red_flags", "precautions"):
        for entry in knowledge.kind(kind).values():
            if entry.status == "retired":
                continue
            for number, rule in enumerate(entry.rules, start=1):
                outcomes = _outcomes(rule.when_raw, intake, knowledge)
                if outcomes == {False}:
                    continue
                sure = outcomes == {True}
                found[f"{entry.id}.{number}"] = Truth.YES if sure else Truth.UNKNOWN
                could_reach = max(could_reach, rule.disposition)
                if sure:
                    worst = max(worst, rule.disposition)
                elif rule.disposition > Disposition.ASK_FIRST:
                    worst = max(worst, Disposition.ASK_FIRST)
                elif rule.restrictions:
                    worst = max(worst, Disposition.PROCEED_MODIFIED)
    asked = words_ask(intake, knowledge=knowledge)
    if asked:
        worst = max(worst, Disposition.ASK_FIRST)
    return SecondOpinion(worst, found, could_reach, asked)


def _outcomes(raw: Any, intake: Intake, knowledge: Knowledge) -> set[bool]:  # noqa: ANN401 -- as written
    """Return the values the criterion takes over all completions, stopping at both."""
    seen: set[bool] = set()
    open_worlds: list[World] = [{}]
    while open_worlds and len(seen) < 2:  # noqa: PLR2004 -- true and false
        world = open_worlds.pop()
        try:
            seen.add(_holds(raw, world))
        except _NeedError as need:
            question = knowledge.questions[need.question]
            known = intake.answers.get(question.id)
            open_worlds += [
                {**world, question.id: candidate}
                for candidate in _completions(question, known, raw)
            ]
    return seen


def _holds(raw: Any, world: World) -> bool:  # noqa: ANN401, PLR0911 -- one line a form
    if isinstance(raw, str):
        return _of(world, raw).truth is Truth.YES
    if "all" in raw:
        return all(_holds(part, world) for part in raw["all"])
    if "any" in raw:
        return any(_holds(part, world) for part in raw["any"])
    if "of" in raw:
        return bool(sum(_holds(part, world) for part in raw["of"]) >= raw["at_least"])
    if "not" in raw:
        return not _holds(raw["not"], world)
    if "pain" in raw:
        return _marked(raw, _of(world, "pain_map"))
    if "value" in raw:
        return _fits(raw, _of(world, raw["value"]))
    return _qualified(raw, _of(world, raw["is"]))


def _of(world: World, question: str) -> Answer:
    if question not in world:
        raise _NeedError(question)
    return world[question]


def _words(raw: Any) -> list[str]:  # noqa: ANN401 -- as written
    return [raw] if isinstance(raw, str) else list(raw)


def _qualified(raw: Mapping[str, Any], answer: Answer) -> bool:
    if answer.truth is not Truth.YES:
        return False
    days = answer.days_ago
    return (
        ("course" not in raw or answer.course in _words(raw["course"]))
        and ("within_days" not in raw or (days is not None and days <= raw["within_days"]))
        and ("beyond_days" not in raw or (days is not None and days > raw["beyond_days"]))
        and ("examined" not in raw or (answer.examined is Truth.YES) == raw["examined"])
    )


def _fits(raw: Mapping[str, Any], answer: Answer) -> bool:
    if "among" in raw:
        held = answer.value if isinstance(answer.value, frozenset) else [answer.value]
        return any(word in held for word in _words(raw["among"]))
    number = answer.value
    assert isinstance(number, int)  # noqa: S101 -- completions hold numbers
    return bool(raw.get("at_least", number) <= number <= raw.get("at_most", number))


def _marked(raw: Mapping[str, Any], answer: Answer) -> bool:
    marks = answer.value if isinstance(answer.value, tuple) else ()
    body = anatomy.body()
    strong = [mark.site for mark in marks if mark.intensity >= raw.get("at_least", 1)]
    return any(body.touch(one, other) for one in strong for other in _words(raw["pain"]))


def _completions(question: Question, known: Answer | None, raw: Any) -> Iterator[Answer]:  # noqa: ANN401 -- as written
    """Yield answers that stand for every way the unknown part could turn out."""
    if known is not None and known.truth is not Truth.UNKNOWN:
        half_known = question.kind == "yes_no" and known.truth is Truth.YES
        yield from _complete_yes(known, raw) if half_known else [known]
    elif question.kind == "yes_no":
        yield Answer(Truth.NO)
        yield from _complete_yes(Answer(Truth.YES), raw)
    else:
        yield from _values(question, raw)


def _values(question: Question, raw: Any) -> Iterator[Answer]:  # noqa: ANN401 -- as written
    match question.kind:
        case "number":
            cuts = set(_numbers(raw)) | {question.bounds[0], question.bounds[1]}
            for cut in sorted({near for n in cuts for near in (n - 1, n, n + 1)}):
                yield Answer(Truth.YES, cut)
        case "choice":
            for choice in question.choices:
                yield Answer(Truth.YES, choice.id)
        case "choices":
            yield Answer(Truth.YES, frozenset())
            for choice in question.choices:
                yield Answer(Truth.YES, frozenset({choice.id}))
            yield Answer(Truth.YES, frozenset(choice.id for choice in question.choices))
        case _:
            yield Answer(Truth.YES, ())
            leaves = anatomy.body().leaves()
            for site in leaves:
                yield Answer(Truth.YES, (Mark(site.id, Side.MIDLINE, 10),))
            yield Answer(Truth.YES, tuple(Mark(site.id, Side.MIDLINE, 10) for site in leaves))


def _complete_yes(known: Answer, raw: Any) -> Iterator[Answer]:  # noqa: ANN401 -- as written
    cuts = {near for n in _numbers(raw) for near in (n, n + 1)} | {0, 36500}
    days = [known.days_ago] if known.days_ago is not None else sorted(cuts)
    courses = [known.course] if known.course else ["new", "worse", "unchanged", "better"]
    examined = [known.examined] if known.examined is not Truth.UNKNOWN else [Truth.YES, Truth.NO]
    for day, course, seen in product(days, courses, examined):
        yield Answer(Truth.YES, days_ago=day, course=course, examined=seen)


def _numbers(raw: Any) -> Iterator[int]:  # noqa: ANN401 -- as written
    """Yield every number that stands anywhere in the criterion."""
    if isinstance(raw, Mapping):
        for part in raw.values():
            yield from _numbers(part)
    elif isinstance(raw, list):
        for part in raw:
            yield from _numbers(part)
    elif isinstance(raw, int) and not isinstance(raw, bool):
        yield raw
