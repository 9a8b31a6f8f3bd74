"""Invent clients: one draw a question, in the order of the form, obeying its branches."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from attrs import frozen

from ischia import anatomy
from ischia.care.intake import Intake, read
from ischia.knowledge import UNANSWERED, Answer, Knowledge, Mark, Question
from ischia.quantities import Side, Truth
from ischia.reading import Document
from ischia.synthetic.intakes._shares import share_among, share_of_yes, shares

_NEVER_UNSURE = frozenset({"pain_map", "age", "sex"})
_RECENT_DAYS, _LONG_DAYS = 14, 1500


@frozen
class Answering:
    """Who answers: what they come with, and how often they are unsure."""

    profile: str
    unsure: float


def clients(
    n: int, rng: np.random.Generator, *, knowledge: Knowledge, on: date
) -> Iterator[Intake]:
    """Yield ``n`` invented clients, read as intakes of the day."""
    for number in range(1, n + 1):
        written = {**client(rng, knowledge=knowledge), "patient": f"invented-{number:05}"}
        yield read(Document(written), knowledge=knowledge, on=on)


def client(rng: np.random.Generator, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return an invented client as a written intake, as a file would hold it.

    Age, sex and complaint come first, then each question of the form in order: asked when its
    branch may apply, answered by the shares that fit the answers so far, now and then left
    open. A simulation for tests and demonstrations, not evidence about anyone.

    Parameters
    ----------
    rng
        Where chance comes from.
    knowledge
        The questions.
    """
    who = shares()["who"]
    person = _answering(rng, who)
    written: dict[str, Any] = {}
    known: dict[str, Answer] = {}
    for question in sorted(knowledge.questions.values(), key=lambda one: one.order):
        if question.branch is not None and question.branch.evaluate(known) is Truth.NO:
            known[question.id] = Answer(Truth.NO if question.kind == "yes_no" else Truth.UNKNOWN)
            continue
        if question.kind == "text" or question.asked_by != "client":
            continue
        if question.id not in _NEVER_UNSURE and rng.random() < person.unsure:
            written[question.id] = "unknown"
            continue
        about = {**written, "profile": person.profile}
        written[question.id] = _drawn(question, about, rng)
        known[question.id] = _as_answer(question, written[question.id])
    place = _one_of(who["places"], rng)
    return {"ischia": "intake/1", "answers": written, "visit": {"place": place}}


def _answering(rng: np.random.Generator, who: Mapping[str, Any]) -> Answering:
    profiles = {k: p for k, p in who["profiles"].items() if k != "from"}
    rates = {str(row["rate"]): row["share"] for row in who["unsure"]}
    return Answering(profile=_one_of(profiles, rng), unsure=float(_one_of(rates, rng)))


def _one_of(weights: Mapping[str, float], rng: np.random.Generator) -> str:
    return list(weights)[_place(tuple(weights.values()), rng)]


def _place(weights: tuple[float, ...], rng: np.random.Generator) -> int:
    return int(np.searchsorted(np.cumsum(weights), rng.random() * sum(weights), side="right"))


def _drawn(question: Question, about: Mapping[str, Any], rng: np.random.Generator) -> Any:  # noqa: ANN401 -- as written
    match question.kind:
        case "yes_no":
            yes = rng.random() < share_of_yes(question, about)
            return _yes(question, about, rng) if yes else "no"
        case "number":
            return _number(question, about, rng)
        case "choice":
            return _choice(question, rng)
        case "choices":
            table = shares()["choices"].get(question.id, {})
            usual = shares()["by_default"]["choices"]
            ids = [one.id for one in question.choices]
            return [one for one in ids if rng.random() < table.get(one, usual)]
        case "marks":
            return _marks(about["profile"], rng)
        case _:
            return [_spot(("lumbar", "calf", "foot_top", "outer_hip"), rng)]


def _yes(question: Question, about: Mapping[str, Any], rng: np.random.Generator) -> Any:  # noqa: ANN401 -- as written
    if not question.details:
        return "yes"
    table = shares()["details"]
    lately = rng.random() < share_among(table["lately"], about)
    days = rng.integers(0, _RECENT_DAYS) if lately else rng.integers(_RECENT_DAYS, _LONG_DAYS)
    fresh = lately or rng.random() < table["worse_or_new"] / 4
    told = {
        "since": int(days),
        "course": ("new" if lately else "worse") if fresh else "unchanged",
        "examined": "yes" if rng.random() < share_among(table["examined"], about) else "no",
        "where": [_spot(("calf", "lumbar", "outer_hip", "arch"), rng)],
    }
    return {"answer": "yes", **{key: told[key] for key in question.details}}


def _number(question: Question, about: Mapping[str, Any], rng: np.random.Generator) -> int:
    low, high = question.bounds
    if question.id == "age":
        age = shares()["who"]["age"]
        older = 20 if about["profile"] == "stenosis" else 0
        drawn = rng.normal(age["mean"] + older, age["sd"])
        return int(np.clip(drawn, age["least"], age["most"]))
    if question.id == "pregnancy_weeks":
        return int(rng.integers(5, 41))
    usual = question.ordinary if isinstance(question.ordinary, int) else (low + high) // 2
    return int(np.clip(rng.normal(usual, 2), low, high))


def _choice(question: Question, rng: np.random.Generator) -> str:
    if question.id == "sex":
        female = shares()["who"]["female"]
        return _one_of({"female": female, "male": 0.99 - female, "other": 0.01}, rng)
    table = shares()["choice"].get(question.id)
    if table is not None:
        return _one_of(table, rng)
    ids = [one.id for one in question.choices]
    other = rng.random() < shares()["by_default"]["choice"]
    if question.ordinary in ids and not other:
        return str(question.ordinary)
    return ids[int(rng.integers(len(ids)))]


def _spot(sites: tuple[str, ...], rng: np.random.Generator) -> dict[str, Any]:
    site = sites[int(rng.integers(len(sites)))]
    paired = anatomy.body()[site].paired
    side = ("left", "right", "both")[int(rng.integers(3))] if paired else "midline"
    return {"site": site, "side": side}


def _marks(profile: str, rng: np.random.Generator) -> list[dict[str, Any]]:
    sites = tuple(shares()["marks"][profile])
    n = int(rng.integers(1, 4))
    spots = {spot["site"]: spot for spot in (_spot(sites, rng) for _ in range(n))}
    return [{**spot, "intensity": int(rng.integers(2, 9))} for spot in spots.values()]


def _as_answer(question: Question, written: Any) -> Answer:  # noqa: ANN401 -- as written
    """Return just enough of the answer for branches."""
    bare = written["answer"] if isinstance(written, dict) else written
    match question.kind:
        case "yes_no":
            return Answer(Truth(bare))
        case "choices":
            return Answer(Truth.YES, frozenset(bare))
        case "marks":
            return Answer(
                Truth.YES,
                tuple(Mark(one["site"], Side.MIDLINE, one["intensity"]) for one in bare),
            )
        case "number" | "choice":
            return Answer(Truth.YES, bare)
        case _:
            return UNANSWERED
