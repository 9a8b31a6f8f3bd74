"""Read claims, sources, muscles, traditional zones and instruments."""

from ischia import anatomy
from ischia.knowledge._background import Claim, Instrument, Muscle, ReflexZone, Source
from ischia.knowledge._read_parts import (
    STATUSES,
    positions_of,
    read_statement,
    sites_of,
    statement,
)
from ischia.knowledge._safety import Basis
from ischia.reading import Reader


def claim(reader: Reader) -> Claim:
    verdicts = ("supported", "uncertain", "unsupported", "contradicted")
    return Claim(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        verdict=reader.choice("verdict", verdicts),
        certainty=reader.choice("certainty", ("high", "moderate", "low", "very-low")),
        wording=reader.text("wording"),
        avoid_saying=reader.words("avoid_saying"),
        basis=Basis(reader.choice("basis", [basis.value for basis in Basis])),
        sources=reader.words("sources"),
    )


def source(reader: Reader) -> Source:
    return Source(
        id=reader.text("id"),
        label=reader.text("label"),
        publisher=reader.text("publisher", ""),
        year=reader.whole("year", 1900, 2100),
        address=reader.text("address", ""),
        grade=reader.choice("grade", ("A", "B", "C")),
        checked=reader.flag("checked"),
    )


def muscle(reader: Reader) -> Muscle:
    return Muscle(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        sites=sites_of(reader, "sites"),
        positions=positions_of(reader),
        actions=reader.words("actions"),
        caution=reader.text("caution", ""),
        because=statement(reader, "because"),
    )


def reflex_zone(reader: Reader) -> ReflexZone:
    return ReflexZone(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        site=reader.choice("site", anatomy.body().sites),
        surface=reader.text("surface"),
        tradition=statement(reader, "tradition"),
        evidence=statement(reader, "evidence"),
    )


def instrument(reader: Reader) -> Instrument:
    return Instrument(
        id=reader.text("id"),
        label=reader.text("label"),
        status=reader.choice("status", STATUSES),
        licence=reader.choice("licence", ("free", "permission", "fee")),
        low=reader.whole("low", -100, 1000, 0) or 0,
        high=reader.whole("high", 0, 1000) or 0,
        higher_is=reader.choice("higher_is", ("worse", "better")),
        purpose=reader.text("purpose"),
        thresholds=reader.each("thresholds", read_statement),
        because=statement(reader, "because"),
    )
