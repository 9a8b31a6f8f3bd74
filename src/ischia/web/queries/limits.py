"""The limits of a screening in words, from its snapshot."""

from typing import Any

from ischia import anatomy

PERMITTING = frozenset({"proceed", "proceed_modified", "routine_gp"})
"""Dispositions that permit a session."""


def grouped(restrictions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return limits in words, grouped by why."""
    found: dict[str, dict[str, Any]] = {}
    for one in restrictions:
        why = one["because"][0]["text"] if one["because"] else ""
        held = found.setdefault(why, {"why": why, "limits": [], "sources": one["sources"]})
        if (text := _limit_words(one)) not in held["limits"]:
            held["limits"].append(text)
    return list(found.values())


def in_short(restrictions: list[dict[str, Any]], *, most: int) -> tuple[list[str], int]:
    """Return the first limits in words, and how many more there are."""
    every = list(dict.fromkeys(_limit_words(one) for one in restrictions))
    return every[:most], max(len(every) - most, 0)


def _limit_words(one: dict[str, Any]) -> str:
    what = ", ".join(_plain(name) for name in one["techniques"]) or ("heat" if one["heat"] else "")
    where = ", ".join(_place(name) for name in one["sites"])
    sides = "/".join(side for side in one["sides"] if side != "midline")
    place = f" on {sides} {where}".replace("  ", " ") if where else ""
    lying = f" lying {', '.join(_plain(name) for name in one['positions'])}"
    place += lying if one["positions"] else ""
    if one["kind"] == "forbid":
        return f"No {what or 'hands'}{place}"
    if one["kind"] == "require":
        return f"{_plain(one['measure']).capitalize()}{place}"
    caps = [f"pressure {one['pressure']} at most"] if one["pressure"] is not None else []
    caps += [f"{one['minutes']} min at most"] if one["minutes"] is not None else []
    return f"{(what or 'any work').capitalize()}{place}: {', '.join(caps)}"


def _place(site: str) -> str:
    return anatomy.body()[site].label if site in anatomy.body() else _plain(site)


def _plain(name: str) -> str:
    return name.replace("_", " ")
