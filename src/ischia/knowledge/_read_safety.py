"""Read red flags and precautions, and restrictions wherever an entry makes them."""

from attrs import evolve

from ischia.knowledge._read_parts import (
    STATUSES,
    criterion,
    positions_of,
    read_statement,
    sign_off,
    sites_of,
    statement,
)
from ischia.knowledge._safety import (
    Restriction,
    RestrictionKind,
    Rule,
    SafetyEntry,
    Statement,
    Vignette,
    VignetteCase,
)
from ischia.quantities import MAX_PRESSURE, Disposition, Side
from ischia.reading import Reader

SIDES = tuple(side.value for side in Side)
DISPOSITIONS = tuple(disposition.slug for disposition in Disposition)


def _restriction(reader: Reader, *, made_by: str, because: Statement) -> Restriction:
    kind = RestrictionKind(reader.choice("kind", [kind.value for kind in RestrictionKind]))
    sides = reader.words("sides", SIDES)
    own = (statement(reader, "because"),) if reader.has("because") else (because,)
    found = Restriction(
        id=made_by,
        kind=kind,
        techniques=reader.words("techniques"),
        sites=sites_of(reader, "sites"),
        sides=tuple(Side(side) for side in sides if side in SIDES),
        positions=positions_of(reader),
        pressure=reader.whole("pressure", 1, MAX_PRESSURE),
        minutes=reader.whole("minutes", 0, 120),
        heat=reader.flag("heat"),
        measure=reader.text("measure", ""),
        because=own,
        where_from=reader.words("where_from"),
    )
    if kind is RestrictionKind.CAP and found.pressure is None and found.minutes is None:
        reader.refuse("", "a cap needs a highest pressure or most minutes", "pressure, minutes")
    if kind is RestrictionKind.REQUIRE and not found.measure:
        reader.refuse("measure", "a require names what must be done", "a measure id")
    return found


def restrictions(reader: Reader, made_by: str, because: Statement) -> tuple[Restriction, ...]:
    made = reader.each(
        "restrictions", lambda inner: _restriction(inner, made_by=made_by, because=because)
    )
    return tuple(_renumbered(made))


def _renumbered(made: tuple[Restriction, ...]) -> list[Restriction]:
    return [evolve(one, id=f"{one.id}.{n}") for n, one in enumerate(made, start=1)]


def _rule(reader: Reader, entry_id: str, number: int) -> Rule:
    because = statement(reader, "because")
    return Rule(
        when=criterion(reader, "when"),
        when_raw=reader.raw("when"),
        disposition=Disposition.from_slug(reader.choice("disposition", DISPOSITIONS)),
        because=because,
        restrictions=restrictions(reader, f"{entry_id}.{number}", because),
        meanwhile=reader.text("meanwhile", ""),
    )


def _vignette(reader: Reader) -> Vignette:
    cases = [case.value for case in VignetteCase]
    answers = reader.raw("answers", {})
    if not isinstance(answers, dict):
        reader.refuse("answers", "a group of answers is needed here", "question: answer lines")
        answers = {}
    return Vignette(
        name=reader.text("name"),
        case=VignetteCase(reader.choice("case", cases)),
        answers=answers,
        unanswered=reader.words("unanswered"),
        expect=Disposition.from_slug(reader.choice("expect", DISPOSITIONS)),
    )


def safety_entry(reader: Reader, kind: str) -> SafetyEntry:
    entry_id = reader.text("id")
    numbers = iter(range(1, 1000))
    return SafetyEntry(
        kind=kind,
        id=entry_id,
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        summary=reader.text("summary"),
        rules=reader.each("rules", lambda inner: _rule(inner, entry_id, next(numbers))),
        facts=reader.each("facts", read_statement),
        vignettes=reader.each("vignettes", _vignette),
        sign_off=sign_off(reader),
        next_review=reader.text("next_review"),
    )
