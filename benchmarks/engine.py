"""Measure the engine: start-up, loading, screening, planning to proof, memory.

    python3 start.py bench            or   .venv/bin/python benchmarks/engine.py [--plans N]

Prints a table; figures depend on the machine and on what else it does, so compare figures of
one run only. Peak memory is that of this process after everything.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ischia.care import intake, pathway, screening
from ischia.errors import InfeasiblePlan
from ischia.knowledge import shipped
from ischia.reading import Document, parse_yaml

ROOT = Path(__file__).parents[1]
ON = date(2026, 11, 20)


def seconds(work: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return found


def process(*arguments: str) -> float:
    command = [sys.executable, "-m", "ischia", *arguments]

    def call() -> None:
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)  # noqa: S603 -- ours

    return statistics.median(seconds(call, 7))


def examples() -> list[intake.Intake]:
    known = shipped()
    paths = sorted((ROOT / "examples/intakes").glob("*.yaml"))
    documents = [parse_yaml(path.read_text(encoding="utf-8")) for path in paths]
    return [intake.read(one, knowledge=known, on=ON) for one in documents]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=20, help="how often each example is planned")
    times = parser.parse_args().plans
    rows: list[tuple[str, str]] = []
    first = str(next((ROOT / "examples/intakes").glob("09_*.yaml")))
    rows.append(("ischia --version, whole process, median", f"{process('--version') * 1e3:.0f} ms"))
    rows.append(("ischia plan, whole process, median", f"{process('plan', first) * 1e3:.0f} ms"))
    shipped.cache_clear()
    rows.append(("load all knowledge", f"{min(seconds(shipped, 1)) * 1e3:.0f} ms"))
    shipped.cache_clear()
    rows.append(("load all knowledge, again", f"{min(seconds(shipped, 1)) * 1e3:.0f} ms"))

    known = shipped()
    asked = examples()
    answers = intake.ordinary_answers(known)
    ordinary = intake.read(Document(data={"answers": answers}), knowledge=known, on=ON)
    people = [*asked, ordinary] * 40
    spent = seconds(lambda: [screening.screen(one, knowledge=known) for one in people], 3)
    rows.append(("screens a second, one core", f"{len(people) / min(spent):.0f}"))

    plans: list[float] = []
    for one in asked:
        try:
            if pathway.first_visit(one, knowledge=known).plan is None:
                continue
        except InfeasiblePlan:
            continue
        plans += seconds(lambda one=one: pathway.first_visit(one, knowledge=known), times)
    quantiles = statistics.quantiles(plans, n=20)
    rows.append(
        (
            f"screen, assess, plan to proof ({len(plans)}), median",
            f"{statistics.median(plans) * 1e3:.0f} ms",
        )
    )
    rows.append(("the same, 95th percentile", f"{quantiles[-1] * 1e3:.0f} ms"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(("peak memory of this process", f"{peak:.0f} MiB"))
    for name, figure in rows:
        print(f"| {name:<52} | {figure:>10} |")


if __name__ == "__main__":
    main()
