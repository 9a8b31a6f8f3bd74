"""Changes of a plan as they are kept, said in words, and what each of them cost."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict
from django.utils.translation import gettext, gettext_noop, ngettext

from ischia.care.planning import Change
from ischia.quantities import Side
from ischia.web.words import place_words, pressure_word, site_label, technique_label

_SENTENCES = {
    "not_there": gettext_noop("Not there: {place}"),
    "drop": gettext_noop("Left out: {place}"),
    "swap": gettext_noop("{place}: {to} in place of {what}"),
    "less": gettext_noop("{place}: at most {pressure}"),
    "shorten": gettext_noop("{place}: at most {minutes} min"),
    "lengthen": gettext_noop("{place}: at least {minutes} min"),
    "pin": gettext_noop("{place}: kept, at least {minutes} min"),
    "reorder": gettext_noop("{place}: first in its position"),
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
        "what": technique_label(change.technique) if change.technique else "",
        "to": technique_label(change.to) if change.to else gettext("another technique"),
        "minutes": change.minutes,
        "pressure": pressure_word(change.pressure or 1),
    }
    if change.kind == "minutes":
        booked = change.minutes or 0
        return ngettext("{n} minute booked", "{n} minutes booked", booked).format(n=booked)
    return gettext(_SENTENCES[change.kind]).format(**names)


def _place(change: Change) -> str:
    if change.site is None:
        return gettext("anywhere")
    if change.side is None:
        return _first_upper(site_label(change.site))
    return _first_upper(place_words(change.site, change.side))


def _first_upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


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
        line = gettext("{more} costs {less}.").format(more=more, less=_listed(gone, ""))
    elif more or less:
        line = f"{more or less}."
    else:
        line = gettext("No minutes move.")
    line += _hands_on(before, after)
    if cost is None:
        return line
    value = after["optimality"]["objective"]
    worth = (
        gettext("By our weights it gives up {cost} of {all} points.").format(
            cost=cost, all=value + cost
        )
        if cost > 0
        else gettext("By our weights it costs nothing.")
    )
    return f"{line} {worth}"


def _listed(moved: Mapping[str, int], sign: str) -> str:
    ranked = sorted(moved.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(
        gettext("{n} min {place}").format(n=f"{sign}{n}", place=site_label(site))
        for site, n in ranked
    )


def _hands_on(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    gone = after["session"]["hands_on_minutes"] - before["session"]["hands_on_minutes"]
    if not gone:
        return ""
    sign = "+" if gone > 0 else "\u2212"
    return " " + gettext("Hands on: {n} min.").format(n=f"{sign}{abs(gone)}")
