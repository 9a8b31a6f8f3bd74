"""The limits of a screening in words, from its snapshot."""

from typing import Any

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


def _limit_words(one: dict[str, Any]) -> str:
    what = ", ".join(_plain(name) for name in one["techniques"]) or ("heat" if one["heat"] else "")
    where = ", ".join(_plain(name) for name in one["sites"])
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


def _plain(name: str) -> str:
    return name.replace("_", " ")
