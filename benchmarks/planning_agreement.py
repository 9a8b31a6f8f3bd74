"""Do the planner and a second exact solver agree? On many random briefs at full size.

    python benchmarks/planning_agreement.py [--briefs 2000] [--seed 1] [--from 0] [--proof 60]
        [--log FILE] [-o PAGE]

Half of the briefs have invented limits, half are invented clients screened and assessed as
clients are; 15 to 120 minutes, any support, place, position, wish, and now and then changes such
as a pinned place. The planner's best value is held beside the one that CP-SAT proves with all
in it that the planner drops for quickness; each plan is held beside the checker. Brief ``n``
of a seed is always the same: ``--from n --briefs 1`` repeats it. A line a brief goes to the log
as it is done; a run with the log of one that was broken off goes on from there. Exit status 1
on any disagreement, and on a proof that was not done in time.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TextIO

import numpy as np
from attrs import asdict, evolve, frozen
from numpy.random import Generator

from ischia.care.assessment import Assessment, assess
from ischia.care.intake import Intake, Visit
from ischia.care.planning import Change, plan
from ischia.care.planning._brief import brief
from ischia.care.planning._changes import changed, rebooked
from ischia.care.planning._cpsat import best_value
from ischia.care.planning._exact import solve
from ischia.care.planning._figures import figures
from ischia.care.planning._problem import Problem, problem
from ischia.care.screening import Clearance, screen
from ischia.errors import InfeasiblePlan, InternalError
from ischia.quantities import Position
from ischia.synthetic.intakes import clients
from planning import DAY, KNOWN, SITES, draw

LENGTHS = (15, 20, 30, 45, 60, 75, 90, 120)
SUPPORTS = ("table", "table", "table", "bed", "chair")
PLACES = ("clinic", "clinic", "home", "hotel", "office")
LYING = tuple(one for one in Position if one is not Position.SEATED)
EQUIPMENT = (
    ("oil", "pillows"),
    ("oil", "pillows", "warm_pack", "hot_stones", "thermometer"),
    ("pillows",),
    (),
)

PAGE = """# Planning: the second solver

The planner is a dynamic programme that drops, as it goes, each stroke, row of strokes and way
that another beats. CP-SAT is given the same briefs with every lawful row of strokes tried and
nothing dropped, without hint or bound, symmetry not broken, and proves the best value of each
choice of positions. Half of the briefs have invented limits; half are invented clients, screened
and assessed as clients are. Written by the command; it ends with an error on any disagreement
and on any proof that is not done in time.

    {command} -o docs/reference/planning_agreement.md

{rows}

| booked minutes | briefs | with a plan | ways, median | ways, most | agree |
| --- | --- | --- | --- | --- | --- |
{table}

What both share is what a brief asks: which strokes are lawful where, and what they are worth.
The checker reads each plan with code of its own.
"""


@frozen
class Case:
    """A brief as it is asked, with the changes made to its plan."""

    intake: Intake
    clearance: Clearance
    assessment: Assessment
    changes: tuple[Change, ...]

    def posed(self, *, whole: bool = False) -> Problem:
        """Return the problem, with all that the planner drops if ``whole``."""
        intake = rebooked(self.intake, self.changes)
        asked = brief(intake, self.clearance, self.assessment, knowledge=KNOWN)
        asked = changed(asked, self.changes, knowledge=KNOWN)
        return problem(asked, figures(KNOWN), KNOWN, whole=whole)


@frozen
class Outcome:
    """What one brief came to; ``said`` is ``agree``, ``differ``, ``check`` or ``late``."""

    number: int
    minutes: int
    ways: int
    value: int | None
    second: int | None
    planned: bool
    said: str
    seconds: float

    def line(self) -> str:
        """Return the outcome as a line of the log."""
        return json.dumps(asdict(self))


def case(seed: int, number: int) -> Case:
    """Return brief ``number`` of a seed: odd ones are clients, even ones have invented limits."""
    rng = np.random.default_rng([seed, number])
    minutes = int(rng.choice(LENGTHS))
    if number % 2 == 0:
        intake, clearance, assessment = draw(rng, minutes)
        visit = evolve(intake.visit, **_surroundings(rng))
        return Case(evolve(intake, visit=visit), clearance, assessment, _changes(rng))
    while True:  # until one may be treated: the others have no plan to compare
        intake = next(clients(1, rng, knowledge=KNOWN, on=DAY))
        wishes = {"first": bool(rng.random() < 1 / 2), "foot_work": _of(rng, "yes", "unsaid")}
        visit = Visit(minutes=minutes, **wishes, **_surroundings(rng))  # type: ignore[arg-type]
        intake = evolve(intake, visit=visit)
        clearance = screen(intake, knowledge=KNOWN)
        if clearance.permits_treatment:
            found = assess(intake, knowledge=KNOWN)
            return Case(intake, clearance, found, _changes(rng))


def _of(rng: Generator, *words: str) -> str:
    return str(rng.choice(words))


def _surroundings(rng: Generator) -> dict[str, object]:
    support = _of(rng, *SUPPORTS)
    lying = [one for one in LYING if rng.random() < 2 / 3] if rng.random() < 1 / 4 else []
    return {
        "support": support,
        "place": _of(rng, *PLACES),
        "equipment": EQUIPMENT[int(rng.integers(len(EQUIPMENT)))],
        "positions_tolerated": () if support == "chair" else tuple(lying),
        "not_there": (_of(rng, *SITES),) if rng.random() < 1 / 5 else (),
        "deep_minutes_today": int(rng.choice([0, 0, 45, 60])),
        "skills": tuple(one for one in ("hot_stone", "lymphatic_drainage") if rng.random() < 1 / 4),
    }


def _changes(rng: Generator) -> tuple[Change, ...]:
    """Return no change three times of four, or one or two."""
    if rng.random() < 3 / 4:
        return ()
    site = _of(rng, *SITES)
    every = (
        Change("pin", site=site, minutes=int(rng.integers(2, 9))),
        Change("not_there", site=site),
        Change("less", site=site, pressure=2),
        Change("shorten", site=site, minutes=4),
        Change("drop", site=site, technique="petrissage"),
        Change("swap", site=site, technique="petrissage"),
        Change("reorder", site=site),
    )
    some = rng.choice(len(every), size=int(rng.integers(1, 3)), replace=False)
    return tuple(every[int(one)] for one in some)


def outcome(seed: int, number: int, proof: float) -> Outcome:
    asked, start = case(seed, number), time.process_time()
    found, whole = solve(asked.posed()), asked.posed(whole=True)
    value = found.value if found else None
    second, said = None, "agree"
    try:
        second = best_value(whole, seconds=proof)
    except TimeoutError:
        said = "late"
    else:
        said = "agree" if second == value else "differ"
    planned = found is not None and bool(found.options)
    if not _plans_as_solved(asked, value if planned else None):
        said = "check"
    ways = sum(len(item.options) for layout in whole.layouts for item in layout.items)
    minutes = asked.intake.visit.minutes
    spent = time.process_time() - start
    return Outcome(number, minutes, ways, value, second, planned, said, spent)


def _plans_as_solved(asked: Case, value: int | None) -> bool:
    """Return whether a plan of that value is handed out, or none where there is none."""
    told = (asked.intake, asked.clearance, asked.assessment)
    try:
        made = plan(*told, knowledge=KNOWN, changes=asked.changes)
    except InfeasiblePlan:
        return value is None
    except InternalError:
        return False
    return made.optimality.objective == value


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--briefs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="begin", help="first brief")
    parser.add_argument("--proof", type=float, default=60.0, help="most seconds for one proof")
    parser.add_argument("--log", type=Path, help="a line a brief, as it is done")
    parser.add_argument("-o", dest="page", type=Path, help="write the result there as a page")
    told = parser.parse_args()
    numbers = range(told.begin, told.begin + told.briefs)
    held = _read(told.log)
    log = told.log.open("a", encoding="utf-8") if told.log else sys.stderr
    for number in numbers:
        if number not in held:
            held[number] = outcome(told.seed, number, told.proof)
            _tell(held[number], log)
    done = [held[number] for number in numbers]
    rows = list(_rows(done))
    print("\n".join(rows))
    if told.page:
        command = f"python benchmarks/planning_agreement.py --briefs {told.briefs}"
        command += f" --seed {told.seed}"
        bullets = "\n".join(f"- {row}" for row in rows)
        text = PAGE.format(command=command, rows=bullets, table="\n".join(_table(done)))
        told.page.write_text(text, encoding="utf-8")
    return 0 if all(one.said == "agree" for one in done) else 1


def _read(log: Path | None) -> dict[int, Outcome]:
    """Return what stands in a log that an earlier run of the same seed and planner left."""
    if log is None or not log.exists():
        return {}
    lines = log.read_text(encoding="utf-8").splitlines()
    found = (Outcome(**json.loads(line)) for line in lines)
    return {one.number: one for one in found}


def _tell(one: Outcome, log: TextIO) -> None:
    if log is not sys.stderr or one.said != "agree":
        log.write(one.line() + "\n")
        log.flush()


def _rows(done: list[Outcome]) -> Iterator[str]:
    counts = {said: sum(one.said == said for one in done) for said in ("agree", "differ", "check")}
    late = [one.number for one in done if one.said == "late"]
    planned = sum(one.planned for one in done)
    yield (
        f"{len(done)} briefs: the solvers agree on {counts['agree']}, differ on "
        f"{counts['differ']}, no proof in time on {len(late)}"
    )
    yield (
        f"{planned} plans handed out, {counts['check']} of them against their check or their "
        f"value; on {len(done) - planned} both say that there is none"
    )
    spent = [one.seconds for one in done]
    yield f"processor time a brief: median {median(spent):.2f} s, most {max(spent):.1f} s"
    yield f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"
    apart = [one.number for one in done if one.said in {"differ", "check", "late"}]
    if apart:
        yield f"to be looked at, by number: {apart}"


def _table(done: list[Outcome]) -> Iterator[str]:
    for minutes in sorted({one.minutes for one in done}):
        some = [one for one in done if one.minutes == minutes]
        ways = [one.ways for one in some]
        agree = sum(one.said == "agree" for one in some)
        planned = sum(one.planned for one in some)
        sizes = f"{median(ways):.0f} | {max(ways)}"
        yield f"| {minutes} | {len(some)} | {planned} | {sizes} | {agree} |"


if __name__ == "__main__":
    sys.exit(main())
