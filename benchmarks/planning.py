"""How fast and how good: the planner on invented briefs, to proof, beside simpler ways.

    python benchmarks/planning.py [--briefs 500] [--second 40] [-o PAGE]

Prints median and 95th percentile of processor time to proof at 60 minutes, growth from 15 to 120
minutes, peak
memory, agreement with the second solver, and what a greedy choice and a fixed protocol lose.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
from numpy.random import Generator

from ischia import anatomy, knowledge
from ischia.care.assessment import Assessment, PatternMatch
from ischia.care.intake import Intake, Visit
from ischia.care.planning._brief import Brief, brief
from ischia.care.planning._cpsat import best_value
from ischia.care.planning._exact import solve
from ischia.care.planning._figures import figures
from ischia.care.planning._problem import Item, Layout, Problem, problem
from ischia.care.screening import Clearance
from ischia.knowledge import (
    Answer,
    Mark,
    Restriction,
    RestrictionKind,
    Spot,
    forbidden,
    hands_on,
)
from ischia.quantities import Disposition, Position, Side, Truth

KNOWN = knowledge.shipped()
DAY = np.datetime64("2026-11-21").item()
SITES = ("lumbar", "flank", "upper_buttock", "deep_buttock", "back_thigh", "front_hip",
         "outer_hip", "mid_back", "calf", "foot")  # fmt: skip
FIXED = (("lumbar", "petrissage"), ("upper_buttock", "petrissage"), ("back_thigh", "petrissage"),
         ("lumbar", "deep_tissue"), ("calf", "petrissage"))  # fmt: skip


PAGE = """# Planning: figures

Processor time, shared cores, invented briefs; written by the command, nothing set by hand.

    {command} -o docs/reference/planning_figures.md

{rows}
"""


def draw(rng: Generator, minutes: int) -> tuple[Intake, Clearance, Assessment]:
    """Invent a brief: pain at a few sites, a pattern half of the time, up to three limits."""
    marks = []
    for site in rng.choice(SITES, size=int(rng.integers(1, 4)), replace=False):
        sides = anatomy.body()[str(site)].sides
        chosen = sides if rng.random() < 0.5 else sides[:1]
        marks += [Mark(str(site), side, int(rng.integers(2, 9))) for side in chosen]
    visit = Visit(
        minutes=minutes,
        first=bool(rng.random() < 0.4),
        foot_work=str(rng.choice(["yes", "no", "unsaid"])),
        style=str(rng.choice(["focused", "focused", "focused", "relaxation"])),
        pressure_wish=str(rng.choice(["light", "medium", "firm", "unsaid"])),
    )
    answers = {"pain_map": Answer(Truth.YES, tuple(marks))}
    limits = tuple(_limit(rng, n) for n in range(int(rng.integers(0, 4))))
    found: tuple[PatternMatch, ...] = ()
    if rng.random() < 0.5 and KNOWN.patterns:
        name = str(rng.choice(sorted(KNOWN.patterns)))
        found = (PatternMatch(name, name, (), (), fits=True),)
    return (
        Intake("invented", DAY, answers, visit),
        Clearance(Disposition.PROCEED, (), limits, (), DAY, KNOWN.version),
        Assessment(found, (), "mechanical", "low", "persistent"),
    )


def _limit(rng: Generator, n: int) -> Restriction:
    site = (str(rng.choice(SITES)),)
    name = f"invented.{n}"
    match int(rng.integers(0, 5)):
        case 0:
            return Restriction(name, RestrictionKind.CAP, sites=site, pressure=2)
        case 1:
            return Restriction(name, RestrictionKind.FORBID, sites=site, sides=(Side.LEFT,))
        case 2:
            family = str(rng.choice(["deep", "stretch", "trigger_point", "kneading"]))
            return Restriction(name, RestrictionKind.FORBID, techniques=(family,))
        case 3:
            return Restriction(name, RestrictionKind.FORBID, positions=(Position.PRONE,))
        case _:
            return Restriction(name, RestrictionKind.CAP, sites=site, minutes=8)


def posed(case: tuple[Intake, Clearance, Assessment]) -> tuple[Brief, Problem]:
    asked = brief(*case, knowledge=KNOWN)
    return asked, problem(asked, figures(KNOWN), KNOWN)


def greedy(asked: Problem) -> int:
    """Return the value of taking, in each layout, the best value a minute while it fits."""
    return max((_greedy_in(layout, asked.capacities) for layout in asked.layouts), default=0)


def _owed(item: Item) -> bool:
    return item.must and all(option.works for option in item.options)


def _greedy_in(layout: Layout, capacities: tuple[int, ...]) -> int:
    left, room, value = layout.minutes, list(capacities), layout.fixed
    items = sorted(layout.items, key=lambda item: not _owed(item))
    while items:
        best = None
        for item in items:
            for option in filter(lambda one: one.works, item.options):
                fits = option.minutes <= left and all(
                    use <= have for use, have in zip(option.uses, room, strict=True)
                )
                rate = option.value / option.minutes
                if fits and option.value > 0 and (best is None or (_owed(item), rate) > best[0]):
                    best = ((_owed(item), rate), item, option)
        if best is None:
            return layout.fixed if any(_owed(item) for item in items) else value
        _, item, option = best
        items.remove(item)
        left -= option.minutes
        room = [have - use for have, use in zip(room, option.uses, strict=True)]
        value += option.value
    return value


def fixed_breaks(asked: Brief) -> int:
    """Return how many limits a fixed protocol, face down, would break."""
    broken = set()
    for site, technique in FIXED:
        entry = KNOWN.techniques[technique]
        for side in (Side.LEFT, Side.RIGHT):
            act = hands_on(entry, Spot(site, side, Position.PRONE), 3, KNOWN)
            broken |= {limit.id for limit in asked.restrictions if forbidden(limit, act)}
    return len(broken)


def timed(minutes: int, briefs: int) -> list[float]:
    rng, spent = np.random.default_rng(minutes), []
    for _ in range(briefs):
        case = draw(rng, minutes)
        start = time.process_time()
        solve(posed(case)[1])
        spent.append(time.process_time() - start)
    return spent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--briefs", type=int, default=500)
    parser.add_argument("--second", type=int, default=40)
    parser.add_argument("-o", dest="output", help="write the figures there as a page too")
    told = parser.parse_args()
    lines = list(figures_of(told.briefs, told.second))
    print("\n".join(lines))
    if told.output:
        rows = "\n".join(f"- {line}" for line in lines)
        command = f"python benchmarks/planning.py --briefs {told.briefs} --second {told.second}"
        Path(told.output).write_text(PAGE.format(command=command, rows=rows), encoding="utf-8")


def figures_of(briefs: int, second: int) -> Iterator[str]:
    spent = timed(60, briefs)
    low, high = 1000 * median(spent), 1000 * float(np.quantile(spent, 0.95))
    yield f"60 minutes, {briefs} briefs: median {low:.0f} ms, 95th percentile {high:.0f} ms"
    yield f"first brief of the process: {1000 * spent[0]:.0f} ms"
    for minutes in (15, 30, 45, 75, 90, 120):
        some = timed(minutes, max(10, briefs // 10))
        yield f"{minutes:4} minutes: median {1000 * median(some):.0f} ms"
    rng, ratios, breaks, agree, limits = np.random.default_rng(7), [], [], 0, 0
    for _ in range(second):
        case = draw(rng, 60)
        asked, session = posed(case)
        found = solve(session)
        value = found.value if found else None
        agree += value == best_value(session)
        if value:
            ratios.append(greedy(session) / value)
        breaks.append(fixed_breaks(asked))
        limits += len(asked.restrictions)
    yield f"second solver agrees: {agree} of {second}"
    middle, worst = 100 * median(ratios), 100 * min(ratios)
    yield f"greedy reaches {middle:.0f} % of the best (worst {worst:.0f} %)"
    yield f"a fixed protocol breaks {sum(breaks)} of {limits} limits; the planner breaks none"
    yield f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"


if __name__ == "__main__":
    main()
