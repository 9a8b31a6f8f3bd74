"""A limit as one short instruction, from the engine or as it was kept."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from ischia import anatomy
from ischia.documents._screening_json import kept_restriction
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
_ACTS: Final = {
    "deep": marked("firm work"),
    "trigger_point": marked("held pressure on tender points"),
    "stretch": marked("stretches"),
    "stretch_pnf": marked("stretches against the client's own push"),
    "hip_adduction_stretch": marked("stretches of the leg across the middle"),
    "hip_rotation_stretch": marked("stretches that turn the hip"),
    "hamstring_stretch": marked("stretches of the back of the thigh"),
    "traction_mobilising": marked("pulling or moving of a joint"),
    "psoas_abdominal": marked("work through the belly on the hip flexor"),
    "sharp_tools": marked("tools with an edge"),
    "hot_stone": marked("hot stones"),
    "vibration_rocking": marked("rocking and shaking"),
    "compression_cloth": marked("pressing through cloth"),
    "self_massage_ball": marked("self-massage with a ball"),
    "reflexology": marked("foot reflexology"),
    "lumbar_flexion": marked("bending the low back forward"),
    "lumbar_extension": marked("arching the low back"),
    "lumbar_twist": marked("turning the low back"),
    "hip_flexion_past_90": marked("bending the hip past a right angle"),
    "supine_exercise": marked("exercise lying on the back"),
    "prone_exercise": marked("exercise lying on the front"),
    "loaded_exercise": marked("exercise against a load"),
    "side_lying_only_support": marked("pillows on all sides when lying on the side"),
    "short_strokes_towards_heart": marked("short light strokes towards the heart"),
    "no_belt_pressure": marked("nothing pressing where a belt lies"),
    "ask_pressure_every_5_min": marked("asking about the pressure every 5 minutes"),
}
"""What hands do, or what must be done, where the words of its id say too little."""


def restriction_words(restriction: Restriction, speech: Speech = ENGLISH) -> str:
    """Return a restriction as one short instruction."""
    how = _lying(restriction.positions, speech)
    what = [_act(one, speech) for one in restriction.techniques]
    what += [speech.say("heat")] if restriction.heat else []
    forbids = restriction.kind is RestrictionKind.FORBID
    named = _none_of(what, speech) if forbids else listing(what, speech)
    where = _on(restriction, speech)
    if forbids and how and not named and not where:
        return speech.say("Not {how}", how=how)
    where += f" {how}" if how else ""
    if forbids and not named and _is_all(restriction):
        return speech.say("No hands anywhere")
    if forbids:
        return speech.say("No {what}{where}", what=named or speech.say("hands"), where=where)
    if restriction.kind is RestrictionKind.REQUIRE:
        return first_upper(_act(restriction.measure, speech)) + where
    caps = []
    if restriction.pressure is not None:
        caps.append(speech.say("pressure {level} at most", level=restriction.pressure))
    if restriction.minutes is not None:
        caps.append(speech.say("{n} minutes at most", n=restriction.minutes))
    capped = first_upper(named or speech.say("any work"))
    most = listing(caps, speech)
    return speech.say("{what}{where}: {most}", what=capped, where=where, most=most)


def _act(name: str, speech: Speech) -> str:
    return speech.say(_ACTS[name]) if name in _ACTS else speech.known(readable(name))


def _is_all(restriction: Restriction) -> bool:
    return restriction.sites == ("body",) and not restriction.positions


def _on(restriction: Restriction, speech: Speech) -> str:
    """Return the places of a limit with a blank before them; nothing where it holds everywhere."""
    body = anatomy.body()
    labels = [body[site].label if site in body else readable(site) for site in restriction.sites]
    places = listing([speech.known(label) for label in labels], speech)
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


def _none_of(words: list[str], speech: Speech) -> str:
    """Return what is forbidden, one as much as another: ``friction, percussion or heat``."""
    if len(words) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(words)
    return speech.say("{one} or {other}", one=", ".join(words[:-1]), other=words[-1])


def _either(words: list[str], speech: Speech) -> str:
    """Return words as a choice between them."""
    told = "".join(words[:1])
    for one in words[1:]:
        told = speech.say("{one} or {other}", one=told, other=one)
    return told


def kept_limit(kept: Mapping[str, Any], speech: Speech = ENGLISH) -> Said:
    """Return a limit as it was kept in few words: all of them in a language, or in English."""
    return whole(partial(restriction_words, kept_restriction(kept)), speech)


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
