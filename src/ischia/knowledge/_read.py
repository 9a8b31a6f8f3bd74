"""Read each kind of entry from its file into its record."""

from collections.abc import Callable
from typing import Any

from attrs import evolve

from ischia import anatomy
from ischia.knowledge import _records as r
from ischia.knowledge._criteria import Criterion, read_criterion
from ischia.quantities import MAX_PRESSURE, Disposition, Position, Side
from ischia.reading import Reader

STATUSES = ("draft", "reviewed", "retired")
POSITIONS = tuple(position.value for position in Position)
SIDES = tuple(side.value for side in Side)
DISPOSITIONS = tuple(disposition.slug for disposition in Disposition)
QUESTION_KINDS = ("yes_no", "number", "choice", "choices", "text", "marks", "places")
DETAILS = ("since", "course", "examined", "where")
ROLES = ("settle", "warm", "work", "deepen", "stretch", "finish", "feet")
MEDIA = ("dry", "oil", "cloth")


def _statement(reader: Reader, key: str) -> r.Statement:
    inner = reader.inside(key)
    statement = _read_statement(inner)
    inner.close()
    return statement


def _read_statement(reader: Reader) -> r.Statement:
    basis = r.Basis(reader.choice("basis", [basis.value for basis in r.Basis]))
    statement = r.Statement(reader.text("text"), basis, reader.words("sources"))
    if basis is r.Basis.SOURCE and not statement.sources:
        reader.refuse("sources", "a statement with basis source names its source", "source ids")
    return statement


def _criterion(reader: Reader, key: str) -> Criterion:
    return read_criterion(reader.raw(key), reader, key)


def _sites(reader: Reader, key: str) -> tuple[str, ...]:
    return reader.words(key, anatomy.body().sites)


def _positions(reader: Reader) -> tuple[Position, ...]:
    words = reader.words("positions", POSITIONS)
    return tuple(Position(word) for word in words if word in POSITIONS)


def _span(reader: Reader, key: str, low: int, high: int) -> tuple[int, int]:
    """Read a pair [least, most]."""
    pair = reader.raw(key, [])
    whole = isinstance(pair, list) and all(isinstance(end, int) for end in pair)
    if not whole or len(pair) != 2 or not low <= pair[0] <= pair[1] <= high:  # noqa: PLR2004 -- a pair
        reader.refuse(key, "a pair [least, most] is needed here", f"within {low} to {high}")
        return low, high
    return pair[0], pair[1]


def _sign_off(reader: Reader) -> r.SignOff:
    inner = reader.inside("sign_off")
    signed = r.SignOff(inner.text("needs"), inner.text("by", ""), inner.text("on", ""))
    inner.close()
    return signed


def _restriction(reader: Reader, *, made_by: str, because: r.Statement) -> r.Restriction:
    kind = r.RestrictionKind(reader.choice("kind", [kind.value for kind in r.RestrictionKind]))
    sides = reader.words("sides", SIDES)
    own = (_statement(reader, "because"),) if reader.has("because") else (because,)
    found = r.Restriction(
        id=made_by,
        kind=kind,
        techniques=reader.words("techniques"),
        sites=_sites(reader, "sites"),
        sides=tuple(Side(side) for side in sides if side in SIDES),
        positions=_positions(reader),
        pressure=reader.whole("pressure", 1, MAX_PRESSURE),
        minutes=reader.whole("minutes", 0, 120),
        heat=reader.flag("heat"),
        measure=reader.text("measure", ""),
        because=own,
        where_from=reader.words("where_from"),
    )
    if kind is r.RestrictionKind.CAP and found.pressure is None and found.minutes is None:
        reader.refuse("", "a cap needs a highest pressure or most minutes", "pressure, minutes")
    if kind is r.RestrictionKind.REQUIRE and not found.measure:
        reader.refuse("measure", "a require names what must be done", "a measure id")
    return found


def _restrictions(reader: Reader, made_by: str, because: r.Statement) -> tuple[r.Restriction, ...]:
    made = reader.each(
        "restrictions", lambda inner: _restriction(inner, made_by=made_by, because=because)
    )
    return tuple(_renumbered(made))


def _renumbered(made: tuple[r.Restriction, ...]) -> list[r.Restriction]:
    return [evolve(one, id=f"{one.id}.{n}") for n, one in enumerate(made, start=1)]


def _rule(reader: Reader, entry_id: str, number: int) -> r.Rule:
    because = _statement(reader, "because")
    return r.Rule(
        when=_criterion(reader, "when"),
        when_raw=reader.raw("when"),
        disposition=Disposition.from_slug(reader.choice("disposition", DISPOSITIONS)),
        because=because,
        restrictions=_restrictions(reader, f"{entry_id}.{number}", because),
        meanwhile=reader.text("meanwhile", ""),
    )


def _vignette(reader: Reader) -> r.Vignette:
    cases = [case.value for case in r.VignetteCase]
    answers = reader.raw("answers", {})
    if not isinstance(answers, dict):
        reader.refuse("answers", "a group of answers is needed here", "question: answer lines")
        answers = {}
    return r.Vignette(
        name=reader.text("name"),
        case=r.VignetteCase(reader.choice("case", cases)),
        answers=answers,
        unanswered=reader.words("unanswered"),
        expect=Disposition.from_slug(reader.choice("expect", DISPOSITIONS)),
    )


def _safety(reader: Reader, kind: str) -> r.SafetyEntry:
    entry_id = reader.text("id")
    numbers = iter(range(1, 1000))
    return r.SafetyEntry(
        kind=kind,
        id=entry_id,
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        summary=reader.text("summary"),
        rules=reader.each("rules", lambda inner: _rule(inner, entry_id, next(numbers))),
        facts=reader.each("facts", _read_statement),
        vignettes=reader.each("vignettes", _vignette),
        sign_off=_sign_off(reader),
        next_review=reader.text("next_review"),
    )


def _question(reader: Reader) -> r.Question:
    kind = reader.choice("kind", QUESTION_KINDS)
    choices = reader.each("choices", lambda c: r.Choice(c.text("id"), c.text("label")))
    return r.Question(
        id=reader.text("id"),
        order=reader.whole("order", 1, 9999) or 0,
        group=reader.text("group"),
        kind=kind,
        text=reader.text("text"),
        help=reader.text("help", ""),
        choices=choices,
        bounds=_span(reader, "bounds", 0, 1000) if kind == "number" else (0, 0),
        details=reader.words("details", DETAILS),
        reassuring=reader.flag("reassuring"),
        lives_days=reader.whole("lives_days", 1, 36500) or 1,
        asked_by=reader.choice(
            "asked_by", ("client", "therapist_asking", "therapist_looking"), "client"
        ),
        branch=_criterion(reader, "branch") if reader.has("branch") else None,
        ordinary=reader.raw("ordinary"),
        rescreen=reader.flag("rescreen"),
        door=reader.flag("door"),
        short=reader.text("short", ""),
        help_open=reader.flag("help_open"),
        first=reader.flag("first", default=True),
        none=reader.choice("none", ["", *(one.id for one in choices)], ""),
    )


def _clue(reader: Reader) -> r.Clue:
    return r.Clue(
        when=_criterion(reader, "when"),
        strength=reader.choice("strength", ("strong", "some")),
        because=_statement(reader, "because"),
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


def _pattern(reader: Reader) -> r.Pattern:
    entry_id = reader.text("id")
    default = r.Statement(reader.text("summary"), r.Basis.PRODUCT)
    return r.Pattern(
        id=entry_id,
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        summary=default.text,
        clues_for=reader.each("clues_for", _clue),
        clues_against=reader.each("clues_against", _clue),
        at_least=reader.whole("at_least", 1, 9, 1) or 1,
        relevance=_weights(reader, "relevance"),
        nerve_signs=reader.flag("nerve_signs"),
        do=reader.each("do", _read_statement),
        restrictions=_restrictions(reader, entry_id, default),
        home_care=reader.words("home_care"),
        claims=reader.words("claims"),
        sign_off=_sign_off(reader),
    )


def _technique(reader: Reader) -> r.Technique:
    return r.Technique(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        summary=reader.text("summary"),
        role=reader.choice("role", ROLES),
        families=reader.words("families"),
        medium=reader.choice("medium", MEDIA),
        pressure=_span(reader, "pressure", 1, MAX_PRESSURE),
        minutes=_span(reader, "minutes", 1, 60),
        sites=_sites(reader, "sites"),
        positions=_positions(reader),
        equipment=reader.words("equipment"),
        skill=reader.text("skill", "basic"),
        thumbs=reader.flag("thumbs"),
        heat=reader.flag("heat"),
        tradition=reader.flag("tradition"),
        claims=reader.words("claims"),
        because=_statement(reader, "because"),
        sign_off=_sign_off(reader),
    )


def _exercise(reader: Reader) -> r.Exercise:
    return r.Exercise(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        how=reader.text("how"),
        dose=reader.text("dose"),
        stop=reader.text("stop"),
        families=reader.words("families"),
        sites=_sites(reader, "sites"),
        positions=_positions(reader),
        because=_statement(reader, "because"),
        sign_off=_sign_off(reader),
    )


def _practice(reader: Reader) -> r.Practice:
    values = reader.raw("values", {})
    if not isinstance(values, dict):
        reader.refuse("values", "a group of named figures is needed here", "name: value lines")
        values = {}
    return r.Practice(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        values=values,
        because=_statement(reader, "because"),
    )


def _claim(reader: Reader) -> r.Claim:
    verdicts = ("supported", "uncertain", "unsupported", "contradicted")
    return r.Claim(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        verdict=reader.choice("verdict", verdicts),
        certainty=reader.choice("certainty", ("high", "moderate", "low", "very-low")),
        wording=reader.text("wording"),
        avoid_saying=reader.words("avoid_saying"),
        basis=r.Basis(reader.choice("basis", [basis.value for basis in r.Basis])),
        sources=reader.words("sources"),
    )


def _source(reader: Reader) -> r.Source:
    return r.Source(
        id=reader.text("id"),
        label=reader.text("label"),
        publisher=reader.text("publisher", ""),
        year=reader.whole("year", 1900, 2100),
        address=reader.text("address", ""),
        grade=reader.choice("grade", ("A", "B", "C")),
        checked=reader.flag("checked"),
    )


def _muscle(reader: Reader) -> r.Muscle:
    return r.Muscle(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        sites=_sites(reader, "sites"),
        positions=_positions(reader),
        actions=reader.words("actions"),
        caution=reader.text("caution", ""),
        because=_statement(reader, "because"),
    )


def _reflex_zone(reader: Reader) -> r.ReflexZone:
    return r.ReflexZone(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        site=reader.choice("site", anatomy.body().sites),
        surface=reader.text("surface"),
        tradition=_statement(reader, "tradition"),
        evidence=_statement(reader, "evidence"),
    )


def _instrument(reader: Reader) -> r.Instrument:
    return r.Instrument(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        licence=reader.choice("licence", ("free", "permission", "fee")),
        low=reader.whole("low", -100, 1000, 0) or 0,
        high=reader.whole("high", 0, 1000) or 0,
        higher_is=reader.choice("higher_is", ("worse", "better")),
        purpose=reader.text("purpose"),
        thresholds=reader.each("thresholds", _read_statement),
        because=_statement(reader, "because"),
    )


READERS: dict[str, Callable[[Reader], Any]] = {
    "red_flags": lambda reader: _safety(reader, "red_flags"),
    "precautions": lambda reader: _safety(reader, "precautions"),
    "questions": _question,
    "patterns": _pattern,
    "techniques": _technique,
    "muscles": _muscle,
    "reflex_zones": _reflex_zone,
    "instruments": _instrument,
    "exercises": _exercise,
    "practice": _practice,
    "claims": _claim,
    "sources": _source,
}
KINDS = tuple(READERS)
