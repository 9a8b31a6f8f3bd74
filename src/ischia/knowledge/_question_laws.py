"""What must hold of the questions of the form: short where ticked, first where needed."""

from collections.abc import Iterator
from typing import Any

from ischia.errors import Defect
from ischia.knowledge._entries import Knowledge
from ischia.knowledge._questions import Question

SHORT_WORDS = 9
INTRO_WORDS = 12
_LISTS = ("words", "whole", "anywhere")


def question_defects(knowledge: Knowledge) -> Iterator[Defect]:
    """Yield each question that is too long to tick, or asked too late for screening."""
    needed = _needed(knowledge)
    ticked = _ticked_groups(knowledge)
    yield from _group_defects(knowledge)
    for question in knowledge.questions.values():
        where = f"questions/{question.id}.yaml"
        if question.group in ticked and question.kind in {"yes_no", "choices"}:
            yield from _missing(where, question)
        if len(question.short.split()) > SHORT_WORDS or question.short.endswith("."):
            yield Defect(
                f"{where}: short",
                "this is too long for a row to tick, or ends like a sentence",
                f"at most {SHORT_WORDS} words, without a full stop",
            )
        if not question.first and question.id in needed:
            yield Defect(
                f"{where}: first",
                "screening needs this answer before the first session",
                "first: yes, or leave the line out",
            )


def _group_defects(knowledge: Knowledge) -> Iterator[Defect]:
    """Yield each page whose few words of introduction are too many."""
    for group in _groups(knowledge):
        if len(str(group.get("intro", "")).split()) > INTRO_WORDS:
            yield Defect(
                f"practice/question_groups.yaml: {group['id']}: intro",
                "this is too long to be read before a page of questions",
                f"at most {INTRO_WORDS} words, or leave the line out",
            )


def watch_defects(knowledge: Knowledge) -> Iterator[Defect]:
    """Yield each row of words to watch for that asks nothing, or names no word."""
    for entry in knowledge.practice.values():
        if not entry.id.startswith("watch_words"):
            continue
        for n, row in enumerate(entry.values.get("watch", ())):
            where = f"practice/{entry.id}.yaml: watch[{n}]"
            if row.get("asks") not in knowledge.questions:
                yield Defect(f"{where}.asks", "there is no such question", "a question id")
            words = [word for key in _LISTS for word in row.get(key, ())]
            if not words or not all(isinstance(word, str) and len(word) > 1 for word in words):
                yield Defect(where, "words of two letters or more are needed", ", ".join(_LISTS))
            for key in row.keys() - {"asks", *_LISTS}:
                yield Defect(f"{where}.{key}", "this field is not known here", ", ".join(_LISTS))


def _missing(where: str, question: Question) -> Iterator[Defect]:
    if not question.short:
        yield Defect(
            f"{where}: short",
            "this stands on a page with none of these and has no short text",
            f"at most {SHORT_WORDS} words for a row to tick",
        )


def _ticked_groups(knowledge: Knowledge) -> set[str]:
    """Return the pages that offer "none of these"."""
    return {group["id"] for group in _groups(knowledge) if group["none"] in {True, "yes"}}


def _groups(knowledge: Knowledge) -> list[dict[str, Any]]:
    if "question_groups" not in knowledge.practice:
        return []
    return list(knowledge.practice["question_groups"].values["groups"])


def _needed(knowledge: Knowledge) -> set[str]:
    """Return what safety rules ask, name a place from, or reach through a branch."""
    needed: set[str] = set()
    for entry in knowledge.safety:
        for rule in entry.rules:
            needed |= {leaf.question for leaf, _ in rule.when.leaves()}
            needed |= {one for limit in rule.restrictions for one in limit.where_from}
    grown = True
    while grown:
        branches = [knowledge.questions[one].branch for one in needed if one in knowledge.questions]
        reached = {leaf.question for one in branches if one for leaf, _ in one.leaves()}
        grown = not reached <= needed
        needed |= reached
    return needed
