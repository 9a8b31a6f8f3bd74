"""The plans for the usual lengths side by side, as a page and on one A4 page of paper."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from attrs import evolve

from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit, Lengths
from ischia.care.planning import SessionPlan
from ischia.documents._paper import FONT, typeset, words_only
from ischia.documents._plan_bar import POSITION_COLOURS, bar_words, plan_bar
from ischia.documents._plan_changes import lengths
from ischia.documents._plan_page import visit_page
from ischia.documents._plan_paper import visit_paper
from ischia.documents._plan_records import Part
from ischia.documents._plan_sheet import timeline
from ischia.documents._plan_style import PLAN_STYLE
from ischia.documents._words import DISPOSITION_COLOURS, DISPOSITION_WORDS, POSITION_WORDS
from ischia.knowledge import Knowledge
from ischia.quantities import Position

_TITLE = "The plan at each length"
_NOTE = (
    "Each is the best for its length by our weights, which are ours, not evidence; values of two "
    "lengths cannot be compared. You adopt one or change it."
)
_KEY = "height: pressure 1 to 4"


def lengths_page(intake: Intake, found: Lengths, *, knowledge: Knowledge) -> str:
    """Return the plans for the usual lengths as one HTML page; the refusal where there is none."""
    if not found.clearance.permits_treatment:
        return visit_page(intake, _refused(found), knowledge=knowledge)
    disposition = found.clearance.disposition
    title = f"{_TITLE}, {intake.patient}, {intake.on.isoformat()}"
    who = f'<p class="who"><b>{escape(intake.patient)}</b><br>{intake.on.isoformat()}</p>'
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{PLAN_STYLE}",
            f":root {{ --tone: {DISPOSITION_COLOURS[disposition]}; }}</style></head><body>",
            f"<header><div><h1>{_TITLE}</h1><p>{DISPOSITION_WORDS[disposition]}</p></div>",
            f"{who}</header><main>{''.join(_sections(found, knowledge))}</main>",
            f"<footer>{_NOTE} Ischia, knowledge {knowledge.version}.</footer></body></html>\n",
        ]
    )


def _sections(found: Lengths, knowledge: Knowledge) -> Iterator[str]:
    keys = "".join(
        f'<li><i class="{one.value}"></i>{POSITION_WORDS[one]}</li>' for one in _used(found)
    )
    for length in lengths(found):
        bar = plan_bar(_parts(length.plan, knowledge)) if length.plan else ""
        told = "".join(f"<p>{escape(line)}</p>" for line in length.lines)
        yield f"<section><h2>{escape(length.head)}</h2>{bar}{told}</section>"
    yield f'<ul class="legend">{keys}<li class="soft">{_KEY}</li></ul>'


def lengths_paper(intake: Intake, found: Lengths, *, knowledge: Knowledge) -> bytes:
    """Return the plans for the usual lengths as a PDF of one A4 page.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    if not found.clearance.permits_treatment:
        return visit_paper(intake, _refused(found), knowledge=knowledge)
    disposition = found.clearance.disposition
    rows: list[dict[str, Any]] = []
    for length in lengths(found):
        parts = _parts(length.plan, knowledge) if length.plan else ()
        bar = {"bar": plan_bar(parts, font=FONT), "words": bar_words(parts)} if parts else {}
        rows.append({"head": length.head, "lines": list(length.lines), "bar": "", **bar})
    data = {
        "patient": intake.patient,
        "on_words": intake.on.isoformat(),
        "on": [intake.on.year, intake.on.month, intake.on.day],
        "title": _TITLE,
        "disposition": DISPOSITION_WORDS[disposition],
        "colour": DISPOSITION_COLOURS[disposition],
        "lengths": rows,
        "positions": [[POSITION_COLOURS[one], POSITION_WORDS[one]] for one in _used(found)],
        "key": _KEY,
        "note": f"{_NOTE} Ischia, knowledge {knowledge.version}.",
    }
    return typeset("lengths.typ", words_only(data), on=intake.on)


def _parts(plan: SessionPlan, knowledge: Knowledge) -> tuple[Part, ...]:
    """Return the timeline without the numbers of a picture that is not there."""
    return tuple(evolve(one, number=0) for one in timeline(plan, knowledge=knowledge))


def _used(found: Lengths) -> tuple[Position, ...]:
    plans = [plan for plan in found.plans.values() if plan is not None]
    used = {one.position for plan in plans for one in plan.segments if one.technique}
    return tuple(one for one in Position if one in used)


def _refused(found: Lengths) -> FirstVisit:
    return FirstVisit(clearance=found.clearance, assessment=found.assessment, plan=None)
