"""Screen invented clients: who is stopped, by what, how fast; and how long the form is.

    .venv/bin/python benchmarks/screening.py [--clients N] [--seed S] [--write]

With ``--write`` the tables go to docs/reference/screening_report.md. The clients are invented
(ischia.synthetic.intakes): the report finds entries that fire too often, it is not evidence.
"""

import argparse
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from intake_questions import question_rows
from ischia.care.intake import Intake
from ischia.care.screening import Clearance, Finding, screen
from ischia.documents import asked_pages
from ischia.knowledge import Knowledge, shipped
from ischia.quantities import Disposition, Truth
from ischia.synthetic.intakes import clients

DOC = Path(__file__).parents[1] / "docs" / "reference" / "screening_report.md"
ON = date(2026, 11, 20)
REPEATS = 3
WIDTH = 95


def share(n: int, of: int) -> str:
    return f"{100 * n / of:.2f} %"


def speed(people: list[Intake], known: Knowledge) -> tuple[list[Clearance], float]:
    """Return the clearances, and the best screens a second of a few rounds on one core."""
    cleared: list[Clearance] = []
    best = float("inf")
    for _ in range(REPEATS):
        started = time.process_time()
        cleared = [screen(one, knowledge=known) for one in people]
        best = min(best, time.process_time() - started)
    return cleared, len(people) / best


def load_ms() -> float:
    found = []
    for _ in range(REPEATS):
        shipped.cache_clear()
        started = time.process_time()
        shipped()
        found.append(time.process_time() - started)
    return min(found) * 1e3


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def report(people: list[Intake], cleared: list[Clearance], known: Knowledge) -> Iterator[str]:
    n = len(people)
    dispositions = Counter(one.disposition for one in cleared)
    stopped = [one for one in cleared if one.disposition >= Disposition.ASK_FIRST]
    danger = sum(one.disposition > Disposition.ASK_FIRST for one in stopped)
    sure = [one for one, who in zip(cleared, people, strict=True) if not who.unsure]
    sure_stopped = sum(one.disposition >= Disposition.ASK_FIRST for one in sure)
    yield from ("# Screening ten thousand invented clients", "")
    yield "Made by `python benchmarks/screening.py --write`. Nobody in it is real, and the shares"
    yield "behind it (`synthetic/intakes/data/shares.yaml`) are our assumptions: it shows which"
    yield "entries would fire too often, not how many real clients are ill."
    yield from ("", "## What they came to", "")
    yield from table(
        ("disposition", "clients", "share"),
        ((one.slug, str(dispositions[one]), share(dispositions[one], n)) for one in Disposition),
    )
    yield f"Interrupted (`ask_first` or worse): {share(len(stopped), n)}; because a danger was"
    yield f"found {share(danger, n)}, merely because something was unanswered"
    yield f"{share(len(stopped) - danger, n)}. Of the {len(sure)} who left nothing open,"
    yield f"{share(sure_stopped, len(sure))} were interrupted."
    yield from ("", *asked_lines(cleared, known))
    yield from ("", *beside_published(danger, n))
    yield from ("", "## How often each entry fires", "")
    yield "*Stops* counts clients for whom the entry alone asks for no session today or worse;"
    yield "*alone*, how many of them no other entry stops; *asks*, for whom it asks first;"
    yield "*limits*, for whom it only bounds or advises; *doctor*, whom it advises to see one."
    yield ""
    yield from table(("entry", "kind", *COLUMNS), firing(cleared, known))


def asked_lines(cleared: list[Clearance], known: Knowledge) -> Iterator[str]:
    """Yield how few questions settle most of those who are merely asked."""
    asked = [one for one in cleared if one.disposition is Disposition.ASK_FIRST]
    counts = [
        sum(len(page.questions) for page in asked_pages(one.unanswered, knowledge=known))
        for one in asked
    ]
    one_only, few = (sum(n <= most for n in counts) for most in (1, FEW))
    yield from textwrap.wrap(
        f"Of the {len(asked)} who were merely asked, {share(one_only, len(asked))} had one "
        f"question to answer on the spot, {share(few, len(asked))} at most {FEW}.",
        WIDTH,
    )


def beside_published(danger: int, n: int) -> list[str]:
    return textwrap.wrap(
        "Beside it: of 1,172 people with a fresh back pain in primary care 80.4 % had at least one "
        "red flag and 0.9 % a serious cause (`prevalence_screening_serious_spinal_patholog_2009`). "
        "Flags count here only together, or when they are strong: a danger of any kind, of the "
        f"back or not, stops {share(danger, n)}. The largest group, new signs in both legs or a "
        "bladder change, is an emergency in guidance though the illness behind it is rare (1 to 3 "
        "in 100,000); how often clients tick them nobody has counted.",
        WIDTH,
    )


COLUMNS = ("stops", "alone", "asks", "doctor", "limits")
FEW = 3


def firing(cleared: list[Clearance], known: Knowledge) -> Iterator[tuple[str, ...]]:
    counted = {entry.id: Counter[str]() for entry in known.safety}
    for clearance in cleared:
        listed = [one for one in clearance.findings if one.id in counted]
        stopping = [one.id for one in listed if stops(one)]
        for found in listed:
            counted[found.id][column(found)] += 1
            counted[found.id]["alone"] += stopping == [found.id]
    kinds = {entry.id: entry.kind for entry in known.safety}
    ranked = sorted(counted, key=lambda one: [-counted[one][key] for key in COLUMNS])
    for entry_id in ranked:
        told = [share(counted[entry_id][key], len(cleared)) for key in COLUMNS]
        yield (f"`{entry_id}`", kinds[entry_id].replace("_", " "), *told)


def stops(found: Finding) -> bool:
    return found.tier > Disposition.ASK_FIRST and found.truth is Truth.YES


def column(found: Finding) -> str:
    if stops(found):
        return "stops"
    if found.tier is Disposition.ASK_FIRST:
        return "asks"
    return "doctor" if found.tier is Disposition.ROUTINE_GP else "limits"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261120)
    parser.add_argument("--write", action="store_true", help="write the report into the docs")
    chosen = parser.parse_args()
    load = load_ms()
    known = shipped()
    rng = np.random.default_rng(chosen.seed)
    people = list(clients(chosen.clients, rng, knowledge=known, on=ON))
    cleared, rate = speed(people, known)
    lines = [
        *report(people, cleared, known),
        "## How fast",
        "",
        *table(
            ("figure", "here", "aim"),
            (
                ("screens a second of processor time, one core", f"{rate:.0f}", "1000 or more"),
                ("load all knowledge", f"{load:.0f} ms", "under 300 ms"),
            ),
        ),
        "## How long the form is",
        "",
        *question_rows(known),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if chosen.write:
        DOC.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
