"""The limits of a screening in words, from its snapshot."""

from functools import cache
from typing import Any

from ischia.documents import kept_limit
from ischia.knowledge import shipped
from ischia.speech import Said
from ischia.web.speech import spoken

PERMITTING = frozenset({"proceed", "proceed_modified", "routine_gp"})
"""Dispositions that permit a session."""


def grouped(restrictions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return limits in words, grouped by why, which is as it was kept.

    ``unplaced`` are the questions that would say where, of limits that nobody gave a place: they
    hold for every place there could be.
    """
    speech = spoken()
    found: dict[str, dict[str, Any]] = {}
    for one in restrictions:
        why = one["because"][0]["text"] if one["because"] else ""
        held = found.setdefault(
            why, {"why": why, "limits": [], "sources": one["sources"], "unplaced": []}
        )
        asked = _placing().get(one["id"], ())
        held["unplaced"] += [brief for brief in asked if brief not in held["unplaced"]]
        if (text := kept_limit(one, speech)) not in held["limits"]:
            held["limits"].append(text)
    return list(found.values())


def in_short(restrictions: list[dict[str, Any]], *, most: int) -> tuple[list[Said], int]:
    """Return the first limits in words, and how many more there are."""
    speech = spoken()
    every = list(dict.fromkeys(kept_limit(one, speech) for one in restrictions))
    return every[:most], max(len(every) - most, 0)


@cache
def _placing() -> dict[str, tuple[str, ...]]:
    """Return which questions give a limit its place; with one, its id has a number more."""
    known = shipped()
    return {
        limit.id: tuple(known.questions[name].brief for name in limit.where_from)
        for entry in known.safety
        for rule in entry.rules
        for limit in rule.restrictions
        if limit.where_from
    }
