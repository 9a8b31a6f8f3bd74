"""The limits of a screening in words, from its snapshot."""

from typing import Any

from ischia.documents import kept_limit
from ischia.speech import Said
from ischia.web.speech import spoken

PERMITTING = frozenset({"proceed", "proceed_modified", "routine_gp"})
"""Dispositions that permit a session."""


def grouped(restrictions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return limits in words, grouped by why, which is as it was kept."""
    speech = spoken()
    found: dict[str, dict[str, Any]] = {}
    for one in restrictions:
        why = one["because"][0]["text"] if one["because"] else ""
        held = found.setdefault(why, {"why": why, "limits": [], "sources": one["sources"]})
        if (text := kept_limit(one, speech)) not in held["limits"]:
            held["limits"].append(text)
    return list(found.values())


def in_short(restrictions: list[dict[str, Any]], *, most: int) -> tuple[list[Said], int]:
    """Return the first limits in words, and how many more there are."""
    speech = spoken()
    every = list(dict.fromkeys(kept_limit(one, speech) for one in restrictions))
    return every[:most], max(len(every) - most, 0)
