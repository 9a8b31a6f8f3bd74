"""The JSON of ``screen``: what other programs read."""

from collections.abc import Iterable, Mapping
from typing import Any

from ischia.care.screening import Clearance, Finding
from ischia.knowledge import Restriction, RestrictionKind, Statement
from ischia.quantities import Position, Side


def reasons_json(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Return statements with what each rests on; only ``source`` is evidence."""
    return [
        {"text": one.text, "basis": one.basis.value, "sources": list(one.sources)}
        for one in statements
    ]


def _sources(statements: Iterable[Statement]) -> list[str]:
    return sorted({source for one in statements for source in one.sources})


def screening_json(clearance: Clearance) -> dict[str, Any]:
    """Return a clearance as plain data."""
    return {
        "disposition": clearance.disposition.slug,
        "findings": [_finding_json(one) for one in clearance.findings],
        "restrictions": [restriction_json(one) for one in clearance.restrictions],
        "unanswered": list(clearance.unanswered),
        "could_worsen": list(clearance.could_worsen),
        "on": clearance.on.isoformat(),
        "knowledge_version": clearance.knowledge_version,
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "kind": finding.kind,
        "label": finding.label,
        "tier": finding.tier.slug,
        "certain": finding.truth.value,
        "because": reasons_json(finding.because),
        "facts": reasons_json(finding.facts),
        "sources": _sources((*finding.because, *finding.facts)),
        "open_questions": list(finding.open_questions),
        "meanwhile": finding.meanwhile,
    }


def restriction_json(restriction: Restriction) -> dict[str, Any]:
    """Return a restriction as plain data; empty lists mean "any"."""
    return {
        "id": restriction.id,
        "kind": restriction.kind.value,
        "techniques": list(restriction.techniques),
        "sites": list(restriction.sites),
        "sides": [side.value for side in restriction.sides],
        "positions": [position.value for position in restriction.positions],
        "pressure": restriction.pressure,
        "minutes": restriction.minutes,
        "heat": restriction.heat,
        "measure": restriction.measure,
        "because": reasons_json(restriction.because),
        "sources": _sources(restriction.because),
    }


def kept_restriction(kept: Mapping[str, Any]) -> Restriction:
    """Return a limit from plain data, to be read: its reasons stay where they are kept."""
    return Restriction(
        kept["id"],
        RestrictionKind(kept["kind"]),
        techniques=tuple(kept["techniques"]),
        sites=tuple(kept["sites"]),
        sides=tuple(Side(one) for one in kept.get("sides", ())),
        positions=tuple(Position(one) for one in kept["positions"]),
        pressure=kept.get("pressure"),
        minutes=kept.get("minutes"),
        heat=kept.get("heat", False),
        measure=kept.get("measure", ""),
        because=(),
    )
