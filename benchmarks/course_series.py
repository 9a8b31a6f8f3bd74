"""Read the rating series that the course benchmarks judge and learn from."""

import csv
from collections import defaultdict
from pathlib import Path

from attrs import frozen

OPEN = Path(__file__).with_name("data") / "course"
OPEN_STUDIES = (
    "back_pain_reprocessing",
    "neuropathy_amitriptyline",
    "headache_acupuncture",
    "self_tracked_pain",
)
BACK_PAIN = ("back_pain_reprocessing", "cbp_placebo1")

Series = list[tuple[float, float]]


@frozen
class Study:
    """One study: its people's ratings on 0 to 10, higher is worse, oldest first."""

    name: str
    people: dict[str, Series]


def _study(name: str, rows: list[tuple[str, float, float]]) -> Study:
    people: dict[str, Series] = defaultdict(list)
    for person, day, value in rows:
        people[person].append((day, value))
    return Study(name, {person: sorted(series) for person, series in people.items()})


def load_open() -> list[Study]:
    """Return the studies whose licence allows them in this repository."""
    found = []
    for name in OPEN_STUDIES:
        with (OPEN / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = [
                (f"{row['person']}/{row['measure']}", float(row["day"]), float(row["value_of_10"]))
                for row in csv.DictReader(lines)
            ]
        found.append(_study(name, rows))
    return found


def load_folder(folder: Path, *, measure: str = "pain") -> list[Study]:
    """Return one measure of each long-format CSV in a folder that the user gives."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        rows = []
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["measure"] != measure or not (row["day"] and row["value"]):
                    continue
                lo, hi = float(row["scale_min"]), float(row["scale_max"])
                share = (float(row["value"]) - lo) / (hi - lo)
                share = share if float(row["worse"]) > 0 else 1.0 - share
                rows.append((row["person"], float(row["day"]), 10.0 * share))
        if rows:
            found.append(_study(path.stem, rows))
    return found
