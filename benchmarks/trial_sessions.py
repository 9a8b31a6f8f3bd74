"""Hold the planner's minutes, given a trial's brief, beside those of the trial.

    python benchmarks/trial_sessions.py [--write]

Plans the briefs in ``benchmarks/data/trial_briefs.yaml`` and holds the minutes beside those that
the trials published (practice ``trial_protocols``). With ``--write`` the page goes to
docs/reference/trial_sessions.md; a test holds that page to what the planner does today.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from ischia import anatomy
from ischia.care.intake import ordinary_answers, read
from ischia.care.pathway import first_visit
from ischia.care.planning import Kind, SessionPlan
from ischia.knowledge import shipped
from ischia.reading import Document, parse_yaml

ROOT = Path(__file__).parents[1]
DOC = ROOT / "docs" / "reference" / "trial_sessions.md"
BRIEFS = ROOT / "benchmarks" / "data" / "trial_briefs.yaml"
ON = date(2026, 11, 20)
KNOWN = shipped()
ALIKE = 2
"""Minutes: the shortest part there is."""
LONGEST, ROOM = 120, 40
"""Minutes: the longest visit, and how much longer than its strokes a visit may have to be."""

PAGE = """# Sessions of trials beside ours

Written by `python benchmarks/trial_sessions.py --write`; a test fails when the planner's minutes
drift from this page. The planner gets each trial's brief as a follow-up visit on a table; it
books the length whose minutes with hands on come nearest to the trial's, as arriving, turning,
teaching and rising take theirs. "Alike" means within two minutes, our
shortest part. Trials are templates to compare with, not recommendations: where we differ, the
table says why. Trials left out people with nerve signs, so no such plan is compared.

| trial | asked of the planner | its minutes | booked with us | ours | |
| --- | --- | --- | --- | --- | --- |
{rows}

What the minutes went to:

{plans}

Not compared, though they published minutes:

{left_out}

## Sources

{sources}
"""


@frozen
class Row:
    """One published figure beside ours, in minutes with hands on."""

    trial: str
    asked: str
    named: str
    least: float
    most: float
    booked: int
    ours: int
    because: str

    @property
    def is_alike(self) -> bool:
        """Return whether ours is within two minutes of the trial's."""
        return self.least - ALIKE <= self.ours <= self.most + ALIKE


def briefs() -> Mapping[str, Any]:
    return parse_yaml(BRIEFS.read_text(encoding="utf-8")).data


def protocols() -> Mapping[str, Any]:
    found = KNOWN.practice_values("trial_protocols")["protocols"]
    return {
        name: one
        for name, one in found.items()
        if "session_minutes" in one or "minutes_by_area" in one
    }


def published(protocol: Mapping[str, Any], named: str) -> tuple[float, float]:
    """Return least and most minutes that a trial published for a place or its session."""
    told = protocol.get("minutes_by_area", {}).get(named, protocol.get("session_minutes"))
    figures = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", str(told))]
    return min(figures), max(figures)


def planned(brief: Mapping[str, Any]) -> SessionPlan:
    """Return the plan of the brief, booked as it says; the shorter of two as near."""
    if "minutes" in brief:
        return _plan(brief, brief["minutes"])
    reach = brief["reach"]
    near = range(5 * (reach // 5), min(LONGEST, reach + ROOM) + 1, 5)
    plans = (_plan(brief, minutes) for minutes in near)
    return min(plans, key=lambda plan: abs(plan.hands_on_minutes - reach))


def _plan(brief: Mapping[str, Any], minutes: int) -> SessionPlan:
    marks = [
        {"site": site, "side": "both", "intensity": 5} for site in brief.get("pain", ["lumbar"])
    ]
    told = {**ordinary_answers(KNOWN), "pain_duration": "over_12_weeks", "pain_map": marks}
    visit = {"first": False, "minutes": minutes, **brief.get("visit", {})}
    document = Document({"patient": "trial", "answers": told, "visit": visit})
    made = first_visit(read(document, knowledge=KNOWN, on=ON), knowledge=KNOWN).plan
    if made is None:
        raise SystemExit("A client of a trial was refused: nothing to compare.")
    return made


def minutes_of(plan: SessionPlan, row: Mapping[str, Any]) -> int:
    """Return the minutes with hands on at the row's places, in its roles, or all."""
    body, spent = anatomy.body(), 0
    for one in plan.segments:
        if one.kind is not Kind.HANDS_ON or one.site is None or one.technique is None:
            continue
        sites, roles = row.get("sites"), row.get("roles")
        there = not sites or any(body.within(one.site, site) for site in sites)
        if there and (not roles or KNOWN.techniques[one.technique].role in roles):
            spent += one.minutes
    return spent


@cache
def rows() -> tuple[tuple[Row, SessionPlan], ...]:
    return tuple(_rows())


def _rows() -> Iterator[tuple[Row, SessionPlan]]:
    known = protocols()
    plans: dict[str, SessionPlan] = {}
    for name, brief in briefs()["compared"].items():
        asked = repr({key: value for key, value in brief.items() if key != "rows"})
        if asked not in plans:
            plans[asked] = planned(brief)
        plan = plans[asked]
        for one in brief["rows"]:
            yield (
                Row(
                    known[name]["trial"],
                    brief["asked"],
                    one["named"],
                    *published(known[name], one["named"]),
                    plan.booked_minutes,
                    minutes_of(plan, one),
                    one.get("because", ""),
                ),
                plan,
            )


def page() -> str:
    found = rows()
    known, told = protocols(), briefs()
    plans = {row.trial: f"- {row.trial}: {_spent(plan)}" for row, plan in found}
    named = {source for name in told["compared"] for source in known[name]["sources"]}
    sources = [f"- {KNOWN.sources[one].label}. <{KNOWN.sources[one].address}>" for one in named]
    left_out = [f"- {known[name]['trial']}: {why}" for name, why in told["not_compared"].items()]
    return PAGE.format(
        rows="\n".join(_line(row) for row, _ in found),
        plans="\n".join(plans.values()),
        left_out="\n".join(left_out),
        sources="\n".join(sorted(sources)),
    )


def _line(row: Row) -> str:
    trial = f"{row.least:g}" if row.least == row.most else f"{row.least:g} to {row.most:g}"
    said = "alike" if row.is_alike else f"differs: {row.because}"
    cells = (row.trial, row.asked, f"{row.named} {trial}", str(row.booked), str(row.ours), said)
    return f"| {' | '.join(cells)} |"


def _spent(plan: SessionPlan) -> str:
    spent: dict[str, int] = {}
    for one in plan.segments:
        if one.technique is not None and one.site is not None:
            words = f"{anatomy.body()[one.site].label}, {KNOWN.techniques[one.technique].label}"
            spent[words.lower()] = spent.get(words.lower(), 0) + one.minutes
    return "; ".join(f"{words} {minutes}" for words, minutes in spent.items())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help=f"write {DOC.relative_to(ROOT)}")
    if parser.parse_args().write:
        DOC.write_text(page(), encoding="utf-8")
    else:
        print(page())


if __name__ == "__main__":
    main()
