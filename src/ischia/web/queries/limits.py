"""The limits of a screening in words, from its snapshot."""

from typing import Any

from django.utils.translation import gettext

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
    heat = gettext("heat") if one["heat"] else ""
    what = ", ".join(_plain(name) for name in one["techniques"]) or heat
    where = _where(one)
    if one["kind"] == "forbid":
        return gettext("No {what}{where}").format(what=what or gettext("hands"), where=where)
    if one["kind"] == "require":
        return f"{_plain(one['measure']).capitalize()}{where}"
    what = what or gettext("any work")
    caps = []
    if one["pressure"] is not None:
        caps.append(gettext("pressure {level} at most").format(level=one["pressure"]))
    if one["minutes"] is not None:
        caps.append(gettext("{n} min at most").format(n=one["minutes"]))
    return gettext("{what}{where}: {most}").format(
        what=what.capitalize(), where=where, most=", ".join(caps)
    )


def _where(one: dict[str, Any]) -> str:
    """Return where a limit holds, with a blank before it; nothing where it holds everywhere."""
    words = {"left": gettext("left"), "right": gettext("right")}
    sides = "/".join(words[side] for side in one["sides"] if side in words)
    places = " ".join(filter(None, (sides, ", ".join(_place(name) for name in one["sites"]))))
    where = " " + gettext("on {places}").format(places=places) if one["sites"] else ""
    if one["positions"]:
        lying = ", ".join(_plain(name) for name in one["positions"])
        where += " " + gettext("lying {positions}").format(positions=lying)
    return where


def _place(site: str) -> str:
    return anatomy.body()[site].label if site in anatomy.body() else _plain(site)


def _plain(name: str) -> str:
    return name.replace("_", " ")
