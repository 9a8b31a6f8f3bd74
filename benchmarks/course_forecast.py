"""Judge forecasts of ratings: 1 to 5 known, 1, 4, 8 and 12 weeks ahead.

    python benchmarks/course_forecast.py                        the open studies
    python benchmarks/course_forecast.py --data DIR             and the user's own, as CSV
    python benchmarks/course_forecast.py --data DIR --write     and put the result in the docs

The response model is used as shipped, except on a study its shares were learnt from: there
they are learnt again without that study. Its rivals are fitted to the other people of the
judged study (leave-person-out), which a new clinic could not do. Scores are means over people of
each person's mean over cases; the spread of the last value's errors is that of the other
people, at the same design, number known and horizon.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from attrs import evolve, frozen

from course_pages import heading, write
from course_priors import FROM, learn
from course_rivals import GRID, LevelAndSlope, MixedModel, empirical
from course_series import Series, Study, load_folder, load_open
from ischia.care.course._fit import Forecaster, fit
from ischia.care.course._priors import shipped

DESIGNS = {
    "visits": (0, 4, 11, 18, 28),
    "weekly": (0, 7, 14, 21, 28),
    "sparse": (0, 21, 42, 63, 84),
    "daily": (0, 1, 2, 3, 4),
}
HORIZONS = (7, 28, 56, 84)
KNOWN = 5
FOLDS = 5
LONGEST = 120.0
STEP_DAYS, MOST_STARTS = 14.0, 6
DIARY_RATINGS = 12
LAST, LAST_ELSEWHERE = "last value, spread of its errors", "last value, spread from other studies"
OURS, OURS_FITTED = "response model, never fitted here", "response model, fitted to the others"


@frozen
class Case:
    """One thing to predict."""

    person: str
    design: str
    horizon: int
    known: Series
    days: float
    value: float

    @property
    def key(self) -> tuple[str, int, int]:
        """Return what errors are pooled by."""
        return self.design, len(self.known), self.horizon


def trial_cases(study: Study) -> list[Case]:
    """Return cases of a study with a few fixed visits: known so far, every later visit."""
    found = []
    for person, rows in study.people.items():
        for n in range(1, min(KNOWN + 1, len(rows))):
            for day, value in rows[n:]:
                days = day - rows[n - 1][0]
                if 0 < days <= LONGEST:
                    nearest = min(HORIZONS, key=lambda h, d=days: abs(h - d))
                    found.append(Case(person, "trial", nearest, rows[:n], days, value))
    return found


def _near(days: np.ndarray, day: float, within: float) -> int | None:
    place = int(np.argmin(np.abs(days - day)))
    return place if abs(days[place] - day) <= within else None


def _sampled(days: np.ndarray, begin: float, design: str) -> list[int]:
    places: list[int] = []
    for offset in DESIGNS[design]:
        place = _near(days, begin + offset, 0.6 if design == "daily" else 2.0)
        if place is None or (places and days[place] <= days[places[-1]]):
            break
        places.append(place)
    return places


def diary_cases(study: Study) -> list[Case]:
    """Return cases of diaries: each design from several starts."""
    found = []
    for person, rows in study.people.items():
        days = np.array([day for day, _ in rows])
        begins, begin = [days[0]], days[0] + STEP_DAYS
        while begin < days[-1] and len(begins) < MOST_STARTS:
            begins.append(days[np.searchsorted(days, begin)])
            begin += STEP_DAYS
        for design in DESIGNS:
            for begin in begins:
                places = _sampled(days, begin, design)
                found += _ahead(person, design, rows, places)
    return found


def _ahead(person: str, design: str, rows: Series, places: list[int]) -> Iterable[Case]:
    days = np.array([day for day, _ in rows])
    for n in range(1, len(places) + 1):
        known = [rows[place] for place in places[:n]]
        last = known[-1][0]
        for horizon in HORIZONS:
            target = _near(days, last + horizon, max(2.0, 0.15 * horizon))
            if target is not None and days[target] > last + 0.3 * horizon:
                value = rows[target][1]
                yield Case(person, design, horizon, known, days[target] - last, value)


def cases_of(study: Study) -> list[Case]:
    """Return the cases of a study, by how often its people rated."""
    often = np.median([len(rows) for rows in study.people.values()])
    return diary_cases(study) if often >= DIARY_RATINGS else trial_cases(study)


def crps(cdf: np.ndarray, value: float) -> float:
    """Return the continuous ranked probability score of a distribution on the grid."""
    square = (cdf - (value <= GRID)) ** 2
    return float(((square[1:] + square[:-1]) / 2).sum() * (GRID[1] - GRID[0]))


def row(case: Case, cdf: np.ndarray) -> tuple[float, float, float]:
    """Return CRPS, absolute error of the median, and whether 80 % held the value."""
    low, middle, high = (GRID[min(np.searchsorted(cdf, p), len(GRID) - 1)] for p in (0.1, 0.5, 0.9))
    return crps(cdf, case.value), abs(case.value - middle), float(low <= case.value <= high)


def judge(study: Study, elsewhere: dict, ours: Forecaster) -> dict[str, list]:
    """Return, by model, one row a case."""
    cases = cases_of(study)
    errors = defaultdict(list)
    for case in cases:
        errors[case.key].append((case.person, case.value - case.known[-1][1]))
    people = sorted(study.people)
    fold = {person: n % FOLDS for n, person in enumerate(people)}
    models = {}
    for n in range(FOLDS):
        others = [study.people[p] for p in people if fold[p] != n and len(study.people[p]) > 1]
        cut = [rows[:14] if len(rows) > 40 else rows for rows in others]
        models[n] = {
            "mixed model": MixedModel(others),
            "Kalman, level and slope": LevelAndSlope([rows[:60] for rows in others]),
            OURS_FITTED: fit(cut, start=ours.population),
        }
    found = defaultdict(list)
    for case in cases:
        mine = np.array([e for p, e in errors[case.key] if p != case.person])
        if len(mine) < 8:
            continue
        last = case.known[-1][1]
        mean = float(np.mean([value for _, value in case.known]))
        means = np.array([e for p, e in errors[case.key] if p != case.person])
        drawn = {LAST: empirical(last, mine), "person mean, same spread": empirical(mean, means)}
        if len(elsewhere.get(case.key[1:], ())):
            drawn[LAST_ELSEWHERE] = empirical(last, elsewhere[case.key[1:]])
        for name, model in models[fold[case.person]].items():
            given = model(case.known, case.days)
            drawn[name] = given.cdf(GRID)
        drawn[OURS] = ours(case.known, case.days).cdf(GRID)
        for name, cdf in drawn.items():
            found[name].append((case, *row(case, cdf)))
    return found


def summary(rows: list) -> tuple[np.ndarray, np.ndarray, int]:
    """Return means over people, their standard errors, and how many people."""
    by = defaultdict(list)
    for case, *scores in rows:
        by[case.person].append(scores)
    each = np.array([np.mean(scores, axis=0) for scores in by.values()])
    return each.mean(0), each.std(0) / np.sqrt(len(each)), len(each)


def table(found: dict[str, list]) -> list[str]:
    """Return the lines of one study's table."""
    base = summary(found[LAST])[0][0]
    lines = ["| model | CRPS | against last value | MAE | 80 % covers |", "|---|---|---|---|---|"]
    for name in sorted(found, key=lambda name: summary(found[name])[0][0]):
        mean, error, _ = summary(found[name])
        gain = 100.0 * (1.0 - mean[0] / base)
        cover = f"{100 * mean[2]:.1f} ± {100 * error[2]:.1f} %"
        lines.append(f"| {name} | {mean[0]:.3f} | {gain:+.1f} % | {mean[1]:.2f} | {cover} |")
    return lines


def parts(found: dict[str, list]) -> list[str]:
    """Return the lines that cut one study by design, number known and horizon."""
    lines = ["| part | cases | CRPS last value | CRPS ours | gain | 80 % covers |"]
    lines.append("|---|---|---|---|---|---|")
    cuts = [("design", lambda c: c.design), ("known", lambda c: len(c.known))]
    cuts.append(("days ahead", lambda c: c.horizon))
    for title, of in cuts:
        for key in sorted({of(r[0]) for r in found[OURS]}, key=str):
            ours = [r for r in found[OURS] if of(r[0]) == key]
            last = [r for r in found[LAST] if of(r[0]) == key]
            (mean, error, _), base = summary(ours), summary(last)[0][0]
            gain = f"{100 * (1 - mean[0] / base):+.1f} %"
            cover = f"{100 * mean[2]:.1f} ± {100 * error[2]:.1f} %"
            lines.append(
                f"| {title} {key} | {len(ours)} | {base:.3f} | {mean[0]:.3f} | {gain} | {cover} |"
            )
    return lines


def ours_for(study: Study, studies: list[Study]) -> Forecaster:
    """Return the shipped model, its shares learnt again without this study if it was in."""
    population = shipped()
    if study.name not in FROM:
        return Forecaster(population)
    manner = learn([s for s in studies if s.name in FROM and s.name != study.name])
    level = population.level_weight
    return Forecaster(evolve(population.reweighted(level=level, manner=manner, n_people=0)))


def errors_by_study(studies: list[Study]) -> dict[str, dict]:
    """Return errors of the last value by study, then by number known and horizon."""
    pooled: dict[str, dict] = {study.name: defaultdict(list) for study in studies}
    for study in studies:
        for case in cases_of(study):
            pooled[study.name][case.key[1:]].append(case.value - case.known[-1][1])
    return pooled


def without(study: Study, pooled: dict[str, dict]) -> dict:
    """Return the errors of every other study together."""
    elsewhere = defaultdict(list)
    for name, by in pooled.items():
        for key, errors in by.items() if name != study.name else ():
            elsewhere[key] += errors
    return {key: np.array(errors) for key, errors in elsewhere.items()}


def main() -> None:
    """Print the result; with --write put it into the docs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    studies = load_open()
    covered = {
        "hivsn_amitriptyline",
        "cbp_prt_ashar",
        "headache_acupuncture",
        "selftrack_myaiguide",
    }
    if args.data:
        studies += [s for s in load_folder(args.data) if s.name not in covered]
    pooled = errors_by_study(studies)
    lines = heading("Forecasts of ratings, judged", by="course_forecast")
    for study in studies:
        found = judge(study, without(study, pooled), ours_for(study, studies))
        if not found:
            continue
        n = summary(found[OURS])[2]
        learnt = (
            "its shares learnt again without this study" if study.name in FROM else "as shipped"
        )
        lines += [f"## {study.name}: {n} people, {len(found[OURS])} cases ({learnt})", ""]
        lines += [*table(found), ""]
        if len({r[0].design for r in found[OURS]}) > 1 and n >= 20:
            lines += [*parts(found), ""]
        print("\n".join(lines[-40:]), flush=True)
    if args.write:
        write("course_forecasts", lines)


if __name__ == "__main__":
    main()
