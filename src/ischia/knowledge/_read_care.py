"""Read patterns, techniques, exercises, and our own figures."""

from ischia import anatomy
from ischia.knowledge._care import Clue, Exercise, Pattern, Practice, Technique
from ischia.knowledge._read_parts import (
    STATUSES,
    criterion,
    positions_of,
    read_statement,
    sign_off,
    sites_of,
    span,
    statement,
)
from ischia.knowledge._read_safety import restrictions
from ischia.knowledge._safety import Basis, Statement
from ischia.quantities import MAX_PRESSURE
from ischia.reading import Reader

ROLES = ("settle", "warm", "work", "deepen", "stretch", "finish", "feet")
MEDIA = ("dry", "oil", "cloth")


def _clue(reader: Reader) -> Clue:
    return Clue(
        when=criterion(reader, "when"),
        strength=reader.choice("strength", ("strong", "some")),
        because=statement(reader, "because"),
    )


def _weights(reader: Reader, key: str) -> dict[str, int]:
    inner = reader.inside(key)
    sites = anatomy.body()
    found = {}
    for site in inner.fields():
        if site not in sites:
            inner.refuse(site, "this is not a site", "a site id", site)
        found[site] = inner.whole(site, 0, 100) or 0
    return found


def pattern(reader: Reader) -> Pattern:
    entry_id = reader.text("id")
    default = Statement(reader.text("summary"), Basis.PRODUCT)
    return Pattern(
        id=entry_id,
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        summary=default.text,
        clues_for=reader.each("clues_for", _clue),
        clues_against=reader.each("clues_against", _clue),
        at_least=reader.whole("at_least", 1, 9, 1) or 1,
        relevance=_weights(reader, "relevance"),
        nerve_signs=reader.flag("nerve_signs"),
        do=reader.each("do", read_statement),
        restrictions=restrictions(reader, entry_id, default),
        home_care=reader.words("home_care"),
        claims=reader.words("claims"),
        sign_off=sign_off(reader),
    )


def technique(reader: Reader) -> Technique:
    return Technique(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        summary=reader.text("summary"),
        role=reader.choice("role", ROLES),
        families=reader.words("families"),
        medium=reader.choice("medium", MEDIA),
        pressure=span(reader, "pressure", 1, MAX_PRESSURE),
        minutes=span(reader, "minutes", 1, 60),
        sites=sites_of(reader, "sites"),
        positions=positions_of(reader),
        equipment=reader.words("equipment"),
        skill=reader.text("skill", "basic"),
        thumbs=reader.flag("thumbs"),
        heat=reader.flag("heat"),
        tradition=reader.flag("tradition"),
        claims=reader.words("claims"),
        because=statement(reader, "because"),
        sign_off=sign_off(reader),
    )


def exercise(reader: Reader) -> Exercise:
    return Exercise(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        how=reader.text("how"),
        dose=reader.text("dose"),
        stop=reader.text("stop"),
        families=reader.words("families"),
        sites=sites_of(reader, "sites"),
        positions=positions_of(reader),
        because=statement(reader, "because"),
        sign_off=sign_off(reader),
    )


def practice(reader: Reader) -> Practice:
    values = reader.raw("values", {})
    if not isinstance(values, dict):
        reader.refuse("values", "a group of named figures is needed here", "name: value lines")
        values = {}
    return Practice(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        values=values,
        because=statement(reader, "because"),
    )
