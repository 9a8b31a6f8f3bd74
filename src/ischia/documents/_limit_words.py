"""A limit as one short instruction, from the engine or as it was kept."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from ischia import anatomy
from ischia.documents._words import first_upper, listing, readable
from ischia.knowledge import Knowledge, Restriction, RestrictionKind
from ischia.quantities import Position, Side
from ischia.speech import ENGLISH, Said, Speech, marked, whole

_SIDES: Final = {"left": marked("left"), "right": marked("right")}
_LYING: Final = {
    Position.PRONE: marked("on the front"),
    Position.SUPINE: marked("on the back"),
    Position.SIDE_LYING_LEFT: marked("on the left side"),
    Position.SIDE_LYING_RIGHT: marked("on the right side"),
}
_UPRIGHT: Final = {
    Position.SEMI_RECLINED: marked("half sitting"),
    Position.SEATED: marked("seated"),
}


def restriction_words(restriction: Restriction, speech: Speech = ENGLISH) -> str:
    """Return a restriction as one short instruction."""
    how = _lying(restriction.positions, speech)
    what = [speech.known(readable(one)) for one in restriction.techniques]
    what += [speech.say("heat")] if restriction.heat else []
    named, where = listing(what, speech), _on(restriction, speech)
    if restriction.kind is RestrictionKind.FORBID and how and not named and not where:
        return speech.say("Not {how}", how=how)
    where += f" {how}" if how else ""
    if restriction.kind is RestrictionKind.FORBID:
        return speech.say("No {what}{where}", what=named or speech.say("hands"), where=where)
    if restriction.kind is RestrictionKind.REQUIRE:
        return first_upper(speech.known(readable(restriction.measure))) + where
    caps = []
    if restriction.pressure is not None:
        caps.append(speech.say("pressure {level} at most", level=restriction.pressure))
    if restriction.minutes is not None:
        caps.append(speech.say("{n} minutes at most", n=restriction.minutes))
    capped = first_upper(named or speech.say("any work"))
    most = listing(caps, speech)
    return speech.say("{what}{where}: {most}", what=capped, where=where, most=most)


def _on(restriction: Restriction, speech: Speech) -> str:
    """Return the places of a limit with a blank before them; nothing where it holds everywhere."""
    body = anatomy.body()
    places = listing([speech.known(body[site].label) for site in restriction.sites], speech)
    where = " " + speech.say("on the {places}", places=places) if places else ""
    where = where.replace("on the between", "between")
    sides = [one.value for one in restriction.sides if one is not Side.MIDLINE]
    named = listing([speech.say(_SIDES[one]) for one in sides], speech)
    return where + (f" ({named})" if named else "")


def _lying(positions: Iterable[Position], speech: Speech) -> str:
    """Return positions as spoken: ``lying on the front or on the left side, or seated``."""
    held = tuple(positions)
    lying = [speech.say(_LYING[one]) for one in held if one in _LYING]
    told = [speech.say("lying {positions}", positions=_either(lying, speech))] if lying else []
    told += [speech.say(_UPRIGHT[one]) for one in held if one in _UPRIGHT]
    return _either(told, speech)


def _either(words: list[str], speech: Speech) -> str:
    """Return words as a choice between them."""
    told = "".join(words[:1])
    for one in words[1:]:
        told = speech.say("{one} or {other}", one=told, other=one)
    return told


def kept_limit(kept: Mapping[str, Any], speech: Speech = ENGLISH) -> Said:
    """Return a limit as it was kept in few words: all of them in a language, or in English."""
    return whole(partial(_in_few, kept), speech)


def kept_lift(kept: Mapping[str, Any], *, knowledge: Knowledge, speech: Speech) -> Said:
    """Return what a lift lifted, from its kept words and the limit's id."""
    name, words = str(kept["restriction"]), str(kept["words"])
    entry = name.partition(".")[0]
    rules = {**knowledge.precautions, **knowledge.red_flags}
    found = [
        one
        for rule in (rules[entry].rules if entry in rules else ())
        for one in rule.restrictions
        if one.id == name
    ]
    if not found:
        return Said(words)
    return whole(partial(restriction_words, found[0]), speech, kept=words)


def _in_few(kept: Mapping[str, Any], speech: Speech) -> str:
    heat = speech.say("heat") if kept["heat"] else ""
    what = ", ".join(speech.known(readable(name)) for name in kept["techniques"]) or heat
    where = _where(kept, speech)
    if kept["kind"] == "forbid":
        return speech.say("No {what}{where}", what=what or speech.say("hands"), where=where)
    if kept["kind"] == "require":
        return f"{first_upper(speech.known(readable(kept['measure'])))}{where}"
    caps = []
    if kept["pressure"] is not None:
        caps.append(speech.say("pressure {level} at most", level=kept["pressure"]))
    if kept["minutes"] is not None:
        caps.append(speech.say("{n} min at most", n=kept["minutes"]))
    capped = first_upper(what or speech.say("any work"))
    return speech.say("{what}{where}: {most}", what=capped, where=where, most=", ".join(caps))


def _where(kept: Mapping[str, Any], speech: Speech) -> str:
    """Return where a limit holds, with a blank before it; nothing where it holds everywhere."""
    sides = "/".join(speech.say(_SIDES[side]) for side in kept["sides"] if side in _SIDES)
    named = ", ".join(speech.known(_place(site)) for site in kept["sites"])
    places = " ".join(filter(None, (sides, named)))
    where = " " + speech.say("on {places}", places=places) if kept["sites"] else ""
    if kept["positions"]:
        lying = ", ".join(speech.known(readable(name)) for name in kept["positions"])
        where += " " + speech.say("lying {positions}", positions=lying)
    return where


def _place(site: str) -> str:
    return anatomy.body()[site].label if site in anatomy.body() else readable(site)
