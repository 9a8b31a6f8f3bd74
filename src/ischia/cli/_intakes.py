"""``screen``, ``assess`` and ``plan``: one intake or many, as text or JSON."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from ischia import documents
from ischia.care import assessment, course, intake, pathway, planning, screening
from ischia.cli._changes import changes
from ischia.cli._history import history
from ischia.cli._input import Item, items
from ischia.cli._spoken import spoken
from ischia.cli._writing import write, write_bytes
from ischia.errors import Defect, InfeasiblePlan, InputError
from ischia.knowledge import Knowledge, shipped

DONE, OUR_FAULT, REFUSED, NO_MASSAGE, NO_PLAN = 0, 1, 2, 3, 4
_SHEETS = frozenset({"html", "pdf"})
_WORST_LAST = (DONE, NO_MASSAGE, NO_PLAN, REFUSED, OUR_FAULT)


@frozen
class Outcome:
    """What one intake came to: exit status, text for people, data for programs."""

    status: int
    text: str
    data: dict[str, Any]
    sheets: Mapping[str, Callable[[], bytes]] = field(factory=dict)
    """What sets it as ``html`` or ``pdf``; nothing where there is nothing to set."""
    plan: planning.SessionPlan | None = None


Verb = Callable[[intake.Intake, Knowledge], Outcome]


def _screen(asked: intake.Intake, knowledge: Knowledge) -> Outcome:
    clearance = screening.screen(asked, knowledge=knowledge)
    text = documents.screening_text(clearance, knowledge=knowledge)
    status = DONE if clearance.permits_treatment else NO_MASSAGE
    return Outcome(status, text, documents.screening_json(clearance))


def _assess(asked: intake.Intake, knowledge: Knowledge) -> Outcome:
    found = assessment.assess(asked, knowledge=knowledge)
    return Outcome(DONE, documents.assessment_text(found), documents.assessment_json(found))


def _plan(asked: intake.Intake, knowledge: Knowledge) -> Outcome:
    try:
        visit = pathway.first_visit(asked, knowledge=knowledge)
    except InfeasiblePlan as none:
        data = {"error": {"code": none.code, "clashes": list(none.clashes)}}
        return Outcome(NO_PLAN, str(none), data)
    status = DONE if visit.clearance.permits_treatment else NO_MASSAGE
    text = documents.visit_text(visit, knowledge=knowledge)
    data = documents.visit_json(visit, knowledge=knowledge)
    return Outcome(status, text, data, _sheets(asked, visit, knowledge), visit.plan)


def _sheets(
    asked: intake.Intake,
    visit: pathway.FirstVisit,
    knowledge: Knowledge,
    said: tuple[str, ...] = (),
) -> Mapping[str, Callable[[], bytes]]:
    """Return what sets a visit as a page or as paper."""
    return {
        "html": lambda: documents.visit_page(asked, visit, knowledge=knowledge, said=said).encode(),
        "pdf": lambda: documents.visit_paper(asked, visit, knowledge=knowledge, said=said),
    }


def _plan_next(
    asked: intake.Intake, past: course.History, knowledge: Knowledge, *, are_minutes_set: bool
) -> Outcome:
    try:
        visit = pathway.next_visit(
            asked, past, knowledge=knowledge, are_minutes_set=are_minutes_set
        )
    except InfeasiblePlan as none:
        data = {"error": {"code": none.code, "clashes": list(none.clashes)}}
        return Outcome(NO_PLAN, str(none), data)
    status = NO_MASSAGE if visit.plan is None else DONE
    text = documents.next_visit_text(visit, knowledge=knowledge)
    first = pathway.FirstVisit(visit.clearance, visit.assessment, visit.plan)
    asked = evolve(asked, visit=visit.visit)
    sheets = _sheets(asked, first, knowledge, documents.next_visit_said(visit))
    data = documents.next_visit_json(visit, knowledge=knowledge)
    return Outcome(status, text, data, sheets, visit.plan)


def _revise(asked: intake.Intake, words: Sequence[str], knowledge: Knowledge) -> Outcome:
    wanted = changes(words, knowledge=knowledge)
    try:
        found = pathway.revise(asked, changes=wanted, knowledge=knowledge)
    except InfeasiblePlan as none:
        data = {"error": {"code": none.code, "clashes": list(none.clashes)}}
        return Outcome(NO_PLAN, str(none), data)
    status = DONE if found.visit.clearance.permits_treatment else NO_MASSAGE
    text = documents.revised_text(found, knowledge=knowledge)
    said = tuple(f"{one}." for one in documents.revised_said(found))
    sheets = _sheets(asked, found.visit, knowledge, said)
    data = documents.revised_json(found, knowledge=knowledge)
    return Outcome(status, text, data, sheets, found.visit.plan)


def _lengths(asked: intake.Intake, knowledge: Knowledge) -> Outcome:
    found = pathway.alternatives(asked, knowledge=knowledge)
    status = NO_MASSAGE
    if found.clearance.permits_treatment:
        status = DONE if any(found.plans.values()) else NO_PLAN
    text = documents.lengths_text(found, knowledge=knowledge)
    sheets = {
        "html": lambda: documents.lengths_page(asked, found, knowledge=knowledge).encode(),
        "pdf": lambda: documents.lengths_paper(asked, found, knowledge=knowledge),
    }
    return Outcome(status, text, documents.lengths_json(found, knowledge=knowledge), sheets)


def _chart(asked: intake.Intake, knowledge: Knowledge) -> Outcome:
    """Draw the chart; where no session fits, the complaint is drawn all the same."""
    try:
        visit = pathway.first_visit(asked, knowledge=knowledge)
    except InfeasiblePlan:
        visit = pathway.FirstVisit(
            clearance=screening.screen(asked, knowledge=knowledge),
            assessment=assessment.assess(asked, knowledge=knowledge),
            plan=None,
        )
    svg = documents.visit_chart(asked, visit, knowledge=knowledge)
    return Outcome(DONE, svg, {"svg": svg})


VERBS: dict[str, Verb] = {"screen": _screen, "assess": _assess, "plan": _plan, "chart": _chart}


def run(arguments: Namespace, *, today: date) -> int:
    """Work through the intakes named on the command line; return the exit status."""
    _refuse_two_ways(arguments)
    started = time.perf_counter()
    knowledge = shipped()
    loaded = time.perf_counter()
    on = arguments.on or today
    many = arguments.intake.endswith(".jsonl")
    if getattr(arguments, "format", "text") in _SHEETS:
        return _sheet(arguments, knowledge=knowledge, on=on)
    outcomes = [
        _outcome(item, arguments, knowledge=knowledge, on=on, keep_going=many)
        for item in items(arguments.intake)
    ]
    done = time.perf_counter()
    write(
        _rendered(outcomes, as_json=getattr(arguments, "format", "text") == "json", many=many),
        arguments.output,
    )
    if arguments.timing:
        spent = f"knowledge {loaded - started:.3f} s, work {done - loaded:.3f} s"
        print(f"ischia: {spent}, {len(outcomes)} intakes", file=sys.stderr)
    return max((one.status for one in outcomes), key=_WORST_LAST.index, default=DONE)


def _sheet(arguments: Namespace, *, knowledge: Knowledge, on: date) -> int:
    """Write one plan as a page or as paper; return the exit status."""
    form = arguments.format
    if arguments.intake.endswith(".jsonl"):
        accepted = "one intake; text or json for many"
        raise InputError(f"--format {form}", [Defect("INTAKE", "a sheet holds one", accepted)])
    if form == "pdf" and arguments.output is None and sys.stdout.isatty():
        defect = Defect("-o", "a PDF cannot be shown in a terminal", "-o FILE.pdf")
        raise InputError("--format pdf", [defect])
    (item,) = items(arguments.intake)
    outcome = _outcome(item, arguments, knowledge=knowledge, on=on, keep_going=False)
    if form not in outcome.sheets:
        print(f"ischia: {outcome.text}", file=sys.stderr)
        return outcome.status
    sheet = outcome.sheets[form]
    if arguments.home and outcome.plan is not None:
        asked = intake.read(item.document, knowledge=knowledge, on=on, source=item.source)
        sheet = _home_sheets(asked, outcome.plan, knowledge, arguments.home)[form]
    write_bytes(sheet(), arguments.output)
    return outcome.status


def _home_sheets(
    asked: intake.Intake, plan: planning.SessionPlan, knowledge: Knowledge, language: str
) -> Mapping[str, Callable[[], bytes]]:
    """Return what sets the client's home sheet as a page or as paper."""
    made, said = (asked, plan), spoken(language)
    return {
        "html": lambda: documents.home_page(*made, knowledge=knowledge, speech=said).encode(),
        "pdf": lambda: documents.home_paper(*made, knowledge=knowledge, speech=said),
    }


def _outcome(
    item: Item, arguments: Namespace, *, knowledge: Knowledge, on: date, keep_going: bool
) -> Outcome:
    try:
        asked = intake.read(item.document, knowledge=knowledge, on=on, source=item.source)
        asked = _with_flags(asked, arguments)
        if getattr(arguments, "history", None):
            past, set_by_hand = history(arguments.history, today=on), arguments.minutes is not None
            return _plan_next(asked, past, knowledge, are_minutes_set=set_by_hand)
        if getattr(arguments, "alternatives", False):
            return _lengths(asked, knowledge)
        if getattr(arguments, "change", None):
            return _revise(asked, arguments.change, knowledge)
    except InputError as refused:
        if not keep_going:
            raise
        return Outcome(REFUSED, str(refused), {"error": _error(refused)})
    return VERBS[arguments.verb](asked, knowledge)


def _refuse_two_ways(arguments: Namespace) -> None:
    """Refuse flags of which each asks for another result."""
    ways = ("history", "change", "alternatives")
    named = [f"--{way}" for way in ways if getattr(arguments, way, None)]
    if len(named) > 1:
        what = f"{' and '.join(named)} ask for two results"
        raise InputError("ischia plan", [Defect(named[1], what, "one of them at a time")])
    if getattr(arguments, "home", None) and arguments.alternatives:
        defect = Defect("--home", "is of one plan, not of several lengths", "--home with --minutes")
        raise InputError("ischia plan", [defect])
    if getattr(arguments, "home", None) and arguments.format not in _SHEETS:
        raise InputError("ischia plan", [Defect("--home", "is a sheet", "--format pdf or html")])


def _with_flags(asked: intake.Intake, arguments: Namespace) -> intake.Intake:
    """Let flags override the visit of the file."""
    minutes = getattr(arguments, "minutes", None)
    if minutes is None:
        return asked
    if not intake.LEAST_MINUTES <= minutes <= intake.MOST_MINUTES:
        accepted = f"{intake.LEAST_MINUTES} to {intake.MOST_MINUTES} whole minutes"
        raise InputError("--minutes", [Defect("--minutes", "no such visit is planned", accepted)])
    return evolve(asked, visit=evolve(asked.visit, minutes=minutes))


def _error(refused: InputError) -> dict[str, Any]:
    defects = [
        {"where": one.where, "what": one.what, "accepted": one.accepted} for one in refused.defects
    ]
    return {"code": refused.code, "source": refused.source, "defects": defects}


def _rendered(outcomes: Iterable[Outcome], *, as_json: bool, many: bool) -> str:
    if not as_json:
        return "\n\n".join(one.text for one in outcomes) + "\n"
    if many:
        return "".join(json.dumps(one.data, ensure_ascii=False) + "\n" for one in outcomes)
    return "".join(json.dumps(one.data, ensure_ascii=False, indent=2) + "\n" for one in outcomes)
