"""Changes of a plan as they are kept, said in words, and what each of them cost."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict

from ischia import anatomy, documents
from ischia.care.planning import Change
from ischia.knowledge import shipped
from ischia.quantities import Side
from ischia.web.words import PRESSURES

_SENTENCES = {
    "not_there": "Not there: {place}",
    "drop": "Left out: {place}",
    "swap": "{place}: {to} in place of {what}",
    "less": "{place}: at most {pressure}",
    "shorten": "{place}: at most {minutes} min",
    "lengthen": "{place}: at least {minutes} min",
    "pin": "{place}: kept, at least {minutes} min",
    "reorder": "{place}: first in its position",
    "minutes": "{minutes} minutes booked",
}
_TIMES = frozenset({"pin", "lengthen", "shorten"})


def stored(change: Change) -> dict[str, Any]:
    """Return a change as plain data."""
    held: dict[str, Any] = asdict(change)
    return held | {"side": change.side.value if change.side else None}


def read(held: Mapping[str, Any]) -> Change:
    """Return a change from plain data."""
    side = Side(held["side"]) if held["side"] else None
    return Change(**{**held, "side": side})


def settled(changes: Iterable[Change], change: Change) -> tuple[Change, ...]:
    """Return the changes with one more; a later word on the same thing takes the place of one."""
    return (*(one for one in changes if not _replaced(one, change)), change)


def _replaced(old: Change, new: Change) -> bool:
    if old.kind in _TIMES and new.kind in _TIMES:
        return old.site == new.site
    if old.kind == new.kind == "minutes":
        return True
    same = (old.kind, old.site, old.side, old.technique) == (
        new.kind,
        new.site,
        new.side,
        new.technique,
    )
    return same and new.kind in {"less", "swap", "reorder", "drop", "not_there"}


def words(change: Change) -> str:
    """Return a change as one short sentence."""
    names = {
        "place": _place(change),
        "what": _technique(change.technique) if change.technique else "",
        "to": _technique(change.to) if change.to else "another technique",
        "minutes": change.minutes,
        "pressure": PRESSURES.get(change.pressure or 1, ""),
    }
    return _SENTENCES[change.kind].format(**names)


def _place(change: Change) -> str:
    if change.site is None:
        return "anywhere"
    if change.side is None:
        return anatomy.body()[change.site].label.capitalize()
    return documents.place_words(change.site, change.side).capitalize()


def _technique(name: str | None) -> str:
    technique = shipped().techniques.get(name or "")
    return technique.label if technique else str(name).replace("_", " ")


def minutes_by_site(body: Mapping[str, Any]) -> Counter[str]:
    """Return the hands-on minutes of each site of a plan, both sides together."""
    found: Counter[str] = Counter()
    for part in body["session"]["segments"]:
        if part["site"]:
            found[part["site"]] += part["minutes"]
    return found


def price(before: Mapping[str, Any], after: Mapping[str, Any], cost: int | None) -> str:
    """Return in one line what moved between two plans, and what it is worth by our weights."""
    old, new = minutes_by_site(before), minutes_by_site(after)
    moved = {site: new[site] - old[site] for site in {*old, *new} if new[site] != old[site]}
    more = _listed({site: n for site, n in moved.items() if n > 0}, "+")
    gone = {site: -n for site, n in moved.items() if n < 0}
    less = _listed(gone, "\u2212")
    if more and less:
        line = f"{more} costs {_listed(gone, '')}."
    elif more or less:
        line = f"{more or less}."
    else:
        line = "No minutes move."
    line += _hands_on(before, after)
    if cost is None:
        return line
    value = after["optimality"]["objective"]
    worth = (
        f" By our weights {cost} of {value + cost}."
        if cost > 0
        else " By our weights it costs nothing."
    )
    return line + worth


def _listed(moved: Mapping[str, int], sign: str) -> str:
    ranked = sorted(moved.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{sign}{n} min {anatomy.body()[site].label}" for site, n in ranked)


def _hands_on(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    gone = after["session"]["hands_on_minutes"] - before["session"]["hands_on_minutes"]
    if not gone:
        return ""
    sign = "+" if gone > 0 else "\u2212"
    return f" Hands on: {sign}{abs(gone)} min."
