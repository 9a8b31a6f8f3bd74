"""Does a hand edit ever slip past the check? On many random edits of many clients' plans.

    python benchmarks/plan_edits.py [--edits 5000] [--each 20] [--seed 1] [--log FILE] [-o PAGE]

Invented clients are screened and planned; then each plan is edited at random, as the buttons of
its page would: put first, keep, longer, shorter, lighter, leave out, swap, another length of the
visit, take an edit back; now and then what no button sends. Each edit is read by the page's own
reader, settled with the earlier ones and planned by ``pathway.revise``, the one path there is.
Every plan that comes back is held beside the checker, with the limits of a screening of its own,
and beside every edit that still stands in it, counted by code of this file. Client ``n`` of a
seed always gets the same edits. A line a client goes to the log as it is done; a run with the
log of one that was broken off goes on from there. Exit status 1 on any broken limit or edit.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from attrs import asdict, evolve, frozen
from django.conf import settings
from numpy.random import Generator

settings.configure(USE_I18N=False)  # the page's reader of edits says what it refuses in words

# ruff: noqa: E402 -- Django's words need settings first
from ischia import documents
from ischia.care import pathway
from ischia.care.intake import Intake
from ischia.care.planning import Change, SessionPlan
from ischia.care.planning._check import faults
from ischia.care.planning._records import Segment
from ischia.care.screening import screen
from ischia.errors import InfeasiblePlan, InputError, InternalError
from ischia.web.pages.plan import asking
from ischia.web.queries import plan_changes
from planning import KNOWN
from planning_agreement import case

LENGTHS = (30, 45, 60, 75, 90)
KINDS = (*asking.KINDS, *asking.KINDS, "length", "undo", "nonsense")

PAGE = """# Planning: random edits

Invented clients are screened and planned, and each plan is edited at random, as the buttons of
its page would. Every plan that comes back is held beside the checker, with the limits of a
screening of its own, and beside every edit that still stands in it. Written by the command; it
ends with an error on any broken limit or edit.

    {command} -o docs/reference/plan_edits.md

{rows}

| edit | asked | planned | refused by the page | leaves no lawful plan | breaks a limit or an edit |
| --- | --- | --- | --- | --- | --- |
{table}

A refused edit leaves the plan as it was. What comes after an edit is planned anew as a whole, so
no edit is written into a plan: this says that the planner keeps to what was asked of it.
"""


@frozen
class Outcome:
    """What the edits of one client came to: counts by kind and what became of them."""

    number: int
    counts: dict[str, dict[str, int]]
    broken: list[str]


@frozen
class Edited:
    """A visit with the edits that stand in it."""

    intake: Intake
    changes: tuple[Change, ...]
    plan: SessionPlan
    body: Mapping[str, Any]


def planned(intake: Intake, changes: tuple[Change, ...]) -> Edited:
    """Plan a visit with these edits by the one path.

    Raises
    ------
    InfeasiblePlan
        When they leave no lawful session.
    """
    if changes:
        visit = pathway.revise(intake, changes=changes, knowledge=KNOWN).visit
    else:
        visit = pathway.first_visit(intake, knowledge=KNOWN)
    if visit.plan is None:
        raise SystemExit("a client who may not be treated was planned for")
    return Edited(intake, changes, visit.plan, documents.visit_json(visit, knowledge=KNOWN))


def edits(seed: int, number: int, count: int) -> Outcome:
    """Edit one client's plan ``count`` times."""
    rng = np.random.default_rng([seed, number, 23])
    counts: Counter[tuple[str, str]] = Counter()
    broken: list[str] = []
    now = _first(seed, number)
    for _ in range(count if now else 0):
        kind = str(rng.choice(KINDS))
        try:
            wanted = _asked(now, kind, rng)
            then = planned(*wanted)
        except InputError:
            counts[kind, "refused"] += 1
        except InfeasiblePlan:
            counts[kind, "none"] += 1
        except InternalError as fault:  # the planner's own check found it first
            counts[kind, "broken"] += 1
            broken.append(f"{kind}: {fault}")
        else:
            wrong = list(_wrong(then))
            counts[kind, "broken" if wrong else "planned"] += 1
            broken += [f"{kind}: {one}" for one in wrong]
            now = then
    held: dict[str, dict[str, int]] = {}
    for (kind, said), n in sorted(counts.items()):
        held.setdefault(kind, {})[said] = n
    return Outcome(number, held, broken)


def _first(seed: int, number: int) -> Edited | None:
    """Return a client's plan before any edit; ``None`` where nothing lawful fits the visit."""
    try:
        return planned(case(seed, 2 * number + 1).intake, ())
    except InfeasiblePlan:
        return None


def _asked(now: Edited, kind: str, rng: Generator) -> tuple[Intake, tuple[Change, ...]]:
    if kind == "length":
        visit = evolve(now.intake.visit, minutes=int(rng.choice(LENGTHS)))
        return evolve(now.intake, visit=visit), now.changes
    if kind == "undo":
        if not now.changes:
            raise InputError("plan", [])
        gone = int(rng.integers(len(now.changes)))
        return now.intake, now.changes[:gone] + now.changes[gone + 1 :]
    parts = [one for one in now.body["session"]["segments"] if one["site"]]
    part = parts[int(rng.integers(len(parts)))]
    typed = {
        "kind": kind,
        "site": part["site"],
        "side": part["side"],
        "technique": part["technique"],
        "to": str(rng.choice(["", "", *sorted(KNOWN.techniques)])),
    }
    change = asking.change(typed, now.body)
    return now.intake, plan_changes.settled(now.changes, change)


def _wrong(made: Edited) -> Iterator[str]:
    """Yield what a plan breaks: limits by the checker, edits by counting."""
    limits = screen(made.intake, knowledge=KNOWN).restrictions
    yield from faults(made.plan, limits, made.intake.visit, knowledge=KNOWN)
    parts = [one for one in made.plan.segments if one.site]
    yield from (f"{one.kind} at {one.site} is not kept" for one in made.changes
                if not _is_kept(one, parts))  # fmt: skip


def _is_kept(change: Change, parts: list[Segment]) -> bool:
    here = [one for one in parts if one.site == change.site]
    if change.kind in {"pin", "lengthen"}:
        return sum(one.minutes for one in here) >= (change.minutes or 1)
    if change.kind == "shorten":
        return sum(one.minutes for one in here) <= (change.minutes or 0)
    here = [one for one in here if change.side in {None, one.side}]
    if change.kind == "less":
        return all((one.pressure or 0) <= (change.pressure or 0) for one in here)
    if change.kind == "drop":
        return not here
    if change.kind == "swap":
        role = KNOWN.techniques[str(change.technique)].role
        alike = [one.technique for one in here
                 if KNOWN.techniques[str(one.technique)].role == role]  # fmt: skip
        return all(one == change.to if change.to else one != change.technique for one in alike)
    return True  # put first: an order within a position, which the checker does not know


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=5000)
    parser.add_argument("--each", type=int, default=20, help="edits a client")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="a line a client, as it is done")
    parser.add_argument("-o", dest="page", type=Path, help="write the result there as a page")
    told = parser.parse_args()
    held = _read(told.log)
    done: list[Outcome] = []
    while sum(_n(one) for one in done) < told.edits:
        number = len(done)
        if number not in held:
            held[number] = edits(told.seed, number, told.each)
            _tell(held[number], told.log)
        done.append(held[number])
    rows = list(_rows(done))
    print("\n".join(rows))
    if told.page:
        command = f"python benchmarks/plan_edits.py --edits {told.edits} --seed {told.seed}"
        bullets = "\n".join(f"- {row}" for row in rows)
        text = PAGE.format(command=command, rows=bullets, table="\n".join(_table(done)))
        told.page.write_text(text, encoding="utf-8")
    return 1 if any(one.broken for one in done) else 0


def _n(one: Outcome) -> int:
    return sum(sum(said.values()) for said in one.counts.values())


def _read(log: Path | None) -> dict[int, Outcome]:
    """Return what stands in a log that an earlier run of the same seed left."""
    if log is None or not log.exists():
        return {}
    lines = log.read_text(encoding="utf-8").splitlines()
    return {one.number: one for one in (Outcome(**json.loads(line)) for line in lines)}


def _tell(one: Outcome, log: Path | None) -> None:
    if log is not None:
        with log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(one)) + "\n")
    for words in one.broken:
        print(f"client {one.number}: {words}", file=sys.stderr)


def _summed(done: list[Outcome]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for one in done:
        for kind, said in one.counts.items():
            found.update({(kind, what): n for what, n in said.items()})
    return found


def _rows(done: list[Outcome]) -> Iterator[str]:
    counts = _summed(done)
    said = {what: sum(n for (_, w), n in counts.items() if w == what)
            for what in ("planned", "refused", "none", "broken")}  # fmt: skip
    clients = sum(1 for one in done if one.counts)
    yield f"{sum(counts.values())} edits of the plans of {clients} clients"
    n = said["planned"] + said["broken"]
    yield f"{n} planned anew, {said['broken']} of their plans break a limit or an edit"
    yield (
        f"{said['refused']} refused by the page, {said['none']} leave no lawful plan: the plan "
        "stays as it was"
    )


def _table(done: list[Outcome]) -> Iterator[str]:
    counts = _summed(done)
    for kind in sorted({kind for kind, _ in counts}):
        said = [counts[kind, what] for what in ("planned", "refused", "none", "broken")]
        row = " | ".join(str(n) for n in (sum(said), *said))
        yield f"| {kind} | {row} |"


if __name__ == "__main__":
    sys.exit(main())
