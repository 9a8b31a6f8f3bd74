"""Measure how long a plan takes to become a page and a PDF.

    .venv/bin/python benchmarks/paper.py [--times N]

Prints a table; figures depend on the machine and on what else it does. Planning itself is not
counted.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ischia import documents
from ischia.care import intake, pathway
from ischia.knowledge import shipped
from ischia.reading import parse_yaml

ROOT = Path(__file__).parents[1]


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="how often each example is set")
    times = parser.parse_args().times
    known = shipped()
    visits = []
    for path in sorted((ROOT / "examples/intakes").glob("*.yaml")):
        document = parse_yaml(path.read_text(encoding="utf-8"))
        asked = intake.read(document, knowledge=known, on=date(2026, 11, 20))
        visits.append((asked, pathway.first_visit(asked, knowledge=known)))
    for name, make in (("page", documents.visit_page), ("PDF", documents.visit_paper)):
        first = milliseconds(lambda make=make: make(*visits[0], knowledge=known))
        spent = [
            milliseconds(lambda make=make, one=one: make(*one, knowledge=known))
            for one in visits * times
        ]
        size = max(len(make(*one, knowledge=known)) for one in visits) / 1024
        median, most = statistics.median(spent), max(spent)
        print(f"{name}: first {first:.0f} ms, median {median:.0f} ms, most {most:.0f} ms", end="")
        print(f", largest {size:.0f} kB ({len(spent)} runs)")


if __name__ == "__main__":
    main()
