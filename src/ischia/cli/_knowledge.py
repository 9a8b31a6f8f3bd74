"""``knowledge check | list KIND | show ID`` and ``schema NAME``."""

import json
from argparse import Namespace
from enum import Enum
from typing import Any

import attrs

from ischia import documents
from ischia.care import screening
from ischia.care.intake import vignette_intake
from ischia.errors import Defect, InputError, KnowledgeError
from ischia.knowledge import KINDS, Knowledge, shipped
from ischia.quantities import Disposition


def knowledge(arguments: Namespace) -> int:
    """Check, list or show entries; return the exit status."""
    known = shipped()
    match arguments.what:
        case "check":
            return _check(known)
        case "list":
            return _list(arguments.name, known)
        case _:
            return _show(arguments.name, known)


def _check(known: Knowledge) -> int:
    """Run every vignette of every safety entry against that entry alone."""
    failed = []
    n = 0
    for entry in known.safety:
        for vignette in entry.vignettes:
            n += 1
            asked = vignette_intake(vignette, knowledge=known)
            found = screening.tier_of(entry, asked)
            if found is not vignette.expect:
                what = f"gives {found.slug}, expected {vignette.expect.slug}"
                failed.append(Defect(f"{entry.kind}/{entry.id}: {vignette.name}", what))
    if failed:
        raise KnowledgeError("vignettes", failed)
    counts = ", ".join(f"{len(known.kind(kind))} {kind}" for kind in KINDS)
    print(f"Knowledge {known.version}: {counts}; {n} vignettes hold.")
    return 0


def _list(kind: str | None, known: Knowledge) -> int:
    if kind not in KINDS:
        accepted = ", ".join(KINDS)
        raise InputError("knowledge list", [Defect("KIND", "there is no such kind", accepted)])
    for entry_id in sorted(known.kind(kind)):
        print(entry_id)
    return 0


def _show(entry_id: str | None, known: Knowledge) -> int:
    kind, _, name = (entry_id or "").rpartition("/")
    held = [k for k in KINDS if name in known.kind(k) and kind in {"", k}]
    if not held:
        defect = Defect("ID", "there is no such entry", "an id of 'ischia knowledge list KIND'")
        raise InputError("knowledge show", [defect])
    for kind in held:
        entry = known.kind(kind)[name]
        data = attrs.asdict(entry, value_serializer=_plain, filter=_shown)
        print(json.dumps({"kind": kind, **data}, ensure_ascii=False, indent=2, default=str))
    return 0


def _shown(attribute: "attrs.Attribute[Any]", _: object) -> bool:
    return attribute.name != "when"


def _plain(_: type, __: object, value: Any) -> Any:  # noqa: ANN401 -- any knowledge value
    if isinstance(value, Disposition):
        return value.slug
    return value.value if isinstance(value, Enum) else value


def schema(arguments: Namespace) -> int:
    """Print a JSON Schema."""
    print(json.dumps(documents.schema(arguments.name, knowledge=shipped()), indent=2))
    return 0
