"""Read ``--change`` words: what a plan is to be changed in, like ``less:lumbar.left:2``."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from ischia import anatomy
from ischia.care import intake
from ischia.care.planning import Change
from ischia.errors import Defect, InputError
from ischia.knowledge import Knowledge
from ischia.quantities import MAX_PRESSURE, Side

_FORMS: Final = {
    "not_there": ("site",),
    "drop": ("site", "technique?"),
    "swap": ("site", "technique", "to?"),
    "less": ("site", "pressure?"),
    "shorten": ("site", "minutes"),
    "lengthen": ("site", "minutes"),
    "pin": ("site", "minutes"),
    "reorder": ("site",),
    "minutes": ("booked",),
}
_TIMED: Final = frozenset({"lengthen", "pin"})
_LIGHT: Final = 2
"""Pressure of ``less`` when none is named."""


@frozen
class _Unreadable(Exception):  # noqa: N818 -- carried into one InputError
    """What a word should have been, and what is wrong with it."""

    accepted: str
    what: str = "is no change of a plan"


def changes(words: Sequence[str], *, knowledge: Knowledge) -> tuple[Change, ...]:
    """Return the changes named on the command line.

    Raises
    ------
    InputError
        For every word that cannot be read, all at once.
    """
    found, defects = [], []
    for number, word in enumerate(words, start=1):
        try:
            found.append(_change(word, knowledge))
        except _Unreadable as none:
            where = f"--change {number}"
            defects.append(Defect(where, none.what, none.accepted, word))
    if defects:
        raise InputError("--change", defects)
    return tuple(found)


def _change(word: str, knowledge: Knowledge) -> Change:
    kind, *parts = word.split(":")
    if kind not in _FORMS:
        raise _Unreadable(f"one of {', '.join(_FORMS)}, then : and its parts")
    form = _FORMS[kind]
    least = sum(not name.endswith("?") for name in form)
    if not least <= len(parts) <= len(form):
        shape = "".join(f":{name.upper()}" for name in form).replace("BOOKED", "MINUTES")
        raise _Unreadable(f"{kind}{shape} (a part with ? may be left out)")
    read = dict(zip((name.rstrip("?") for name in form), parts, strict=False))
    site, side = _site(read["site"]) if "site" in read else (None, None)
    if kind in _TIMED:
        _check_timed(str(site), knowledge)
    return Change(
        kind,
        site=site,
        side=side,
        technique=_technique(read.get("technique"), knowledge),
        to=_technique(read.get("to"), knowledge),
        minutes=_minutes(read),
        pressure=_whole(read.get("pressure", str(_LIGHT)), 1, MAX_PRESSURE, "a pressure")
        if kind == "less"
        else None,
    )


def _site(text: str) -> tuple[str, Side | None]:
    name, _, side = text.partition(".")
    if name not in anatomy.body() or side not in {"", "left", "right"}:
        raise _Unreadable("a site's id, with .left or .right for one side: lumbar, lumbar.left")
    return name, Side(side) if side else None


def _check_timed(site: str, knowledge: Knowledge) -> None:
    """Refuse a place without minutes of its own, as the strokes over the whole back are."""
    timed = knowledge.practice_values("relevance")["site_order"]
    if site not in timed:
        what = "asks for minutes at a place that has none of its own"
        raise _Unreadable(", ".join(timed), what)


def _technique(text: str | None, knowledge: Knowledge) -> str | None:
    if text is not None and text not in knowledge.techniques:
        raise _Unreadable("a technique's id (ischia knowledge list techniques)")
    return text


def _minutes(read: dict[str, str]) -> int | None:
    if "booked" in read:
        return _whole(read["booked"], intake.LEAST_MINUTES, intake.MOST_MINUTES, "minutes")
    if "minutes" in read:
        return _whole(read["minutes"], 0, intake.MOST_MINUTES, "minutes")
    return None


def _whole(text: str, least: int, most: int, what: str) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise _Unreadable(f"{what} from {least} to {most}")
    return int(text)
