"""Choose how widely the levels of the shipped priors are spread, each series left out once.

    python benchmarks/course_levels.py --data DIR [--write]

Written and committed before its first run. Why: on every series read, a first rating that lies
one point above the others is followed four weeks later by ratings about half a point above them
(0.41 to 0.58), while the shipped priors expect 0.65 of a point: they take too much of a first
rating for the person's own level. That table was looked at before this rule was written; no
score of any candidate was.

Candidates: the spreads of the two narrow levels times 1, 0.85, 0.7 or 0.6; the share of the
wide third 0.2 or 0.1; the means of the two narrow levels as shipped, or half a point lower.
Nothing else moves: kinds, noises, wanders and sessions stay, so no wish enters the slope.

Judged: mean over people of CRPS as in course_forecast.py, as a ratio to the shipped priors; the
shares of a study that the priors learnt from are learnt again without it. Series of back pain
count twice, for the priors are for back pain. Studies of fewer than 20 people are not judged.

Rule: for each series the candidate is chosen on the other series alone and judged on this one.
A new candidate is taken only if

1. the weighed geometric mean of these left-out ratios is below 0.99, and
2. on no series of back pain is the left-out ratio above 1, and
3. on the diaries of back pain 80 % intervals of the one taken cover 80 % within two standard
   errors.

The one taken is the best over all series. Otherwise the shipped priors stay.
"""

import argparse
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve

from course_forecast import Case, cases_of, row, summary
from course_pages import heading, write
from course_priors import FROM, PRIORS, learn
from course_rivals import GRID
from course_series import BACK_PAIN, Study, load_folder, load_open
from ischia.care.course._fit import Forecaster
from ischia.care.course._priors import build
from ischia.reading import parse_yaml

SPREADS, WIDE, LOWER = (1.0, 0.85, 0.7, 0.6), (0.2, 0.1), (0.0, 0.5)
NARROW_MEANS, NARROW_SDS, NARROW_SHARES = (4.0, 6.0), (1.8, 1.6), (0.4, 0.6)
WIDEST = {"mean": 4.0, "sd": 3.0}
SHIPPED = (1.0, 0.2, 0.0)
DIARIES = "cbp_placebo1"
MOST_CASES, FEWEST_PEOPLE = 2500, 20
IN_THE_OPEN = (
    "cbp_prt_ashar",
    "hivsn_amitriptyline",
    "headache_acupuncture",
    "selftrack_myaiguide",
)
"""The user's own copies of the open studies, not judged twice."""

TITLE = "How widely levels are spread, chosen by a rule written down before"
RULE = (
    "Candidates, what was known before, and the rule stand at the top of that file and were"
    " committed before its first run."
)

Candidate = tuple[float, float, float]


def levels(candidate: Candidate) -> list[dict[str, float]]:
    """Return the levels of a candidate, as they stand in the priors file."""
    spread, wide, lower = candidate
    found = [
        {"mean": mean - lower, "sd": round(sd * spread, 2), "weight": round(share * (1 - wide), 3)}
        for mean, sd, share in zip(NARROW_MEANS, NARROW_SDS, NARROW_SHARES, strict=True)
    ]
    return [*found, {**WIDEST, "weight": wide}]


def forecaster(candidate: Candidate, study: Study, studies: list[Study]) -> Forecaster:
    """Return a candidate's forecaster; its shares never learnt from the judged study."""
    raw: dict[str, Any] = dict(parse_yaml(PRIORS.read_text(encoding="utf-8")).data)
    raw["levels"] = levels(candidate)
    population = build(raw)
    if study.name not in FROM:
        return Forecaster(population)
    others = [one for one in studies if one.name in FROM and one.name != study.name]
    manner = learn(others, raw=raw)
    level = population.level_weight
    return Forecaster(evolve(population.reweighted(level=level, manner=manner, n_people=0)))


def thinned(study: Study) -> list[Case]:
    """Return at most so many cases of a study, drawn once."""
    cases = cases_of(study)
    keep = np.random.default_rng(1).permutation(len(cases))[:MOST_CASES]
    return [cases[place] for place in sorted(keep)]


def judged(cases: list[Case], model: Forecaster) -> tuple[np.ndarray, np.ndarray]:
    """Return means over people of CRPS, absolute error and coverage, and their errors."""
    rows = [(case, *row(case, model(case.known, case.days).cdf(GRID))) for case in cases]
    mean, error, _ = summary(rows)
    return mean, error


def weight(name: str) -> float:
    """Return how much a series counts."""
    return 2.0 if name in BACK_PAIN else 1.0


def best(logs: dict[Candidate, dict[str, float]], names: list[str]) -> Candidate:
    """Return the candidate with the lowest weighed log ratio over these series."""
    return min(logs, key=lambda c: sum(weight(name) * logs[c][name] for name in names))


def judged_studies(folder: Path) -> list[Study]:
    """Return the open studies, then the user's own, each series once."""
    studies = load_open()
    own = load_folder(folder) + load_folder(folder, measure="pain_5level")
    studies += [study for study in own if study.name not in IN_THE_OPEN]
    return [study for study in studies if len(study.people) >= FEWEST_PEOPLE]


def main() -> None:
    """Print what each left-out series chose and got, and which priors are taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    studies = judged_studies(args.data)
    cases = {study.name: thinned(study) for study in studies}
    found = {}
    for candidate in product(SPREADS, WIDE, LOWER):
        found[candidate] = {
            study.name: judged(cases[study.name], forecaster(candidate, study, studies))
            for study in studies
        }
        shown = " ".join(f"{name} {found[candidate][name][0][0]:.3f}" for name in cases)
        print(candidate, shown, flush=True)
    lines = report(found)
    print("\n".join(lines))
    if args.write:
        write("course_levels", lines)


def report(found: dict[Candidate, dict[str, tuple[np.ndarray, np.ndarray]]]) -> list[str]:
    """Return the lines of the page."""
    names = list(found[SHIPPED])
    logs = {
        candidate: {n: float(np.log(by[n][0][0] / found[SHIPPED][n][0][0])) for n in names}
        for candidate, by in found.items()
    }
    lines = [
        *heading(TITLE, by="course_levels", says=[RULE]),
        "| left out | chosen on the others | CRPS shipped before | CRPS chosen | ratio | covers before | covers chosen |",  # noqa: E501 -- a table's head
        "|---|---|---|---|---|---|---|",
    ]
    left = {}
    for name in names:
        chosen = best(logs, [other for other in names if other != name])
        left[name] = logs[chosen][name]
        (was, was_error), (now, now_error) = found[SHIPPED][name], found[chosen][name]
        lines.append(
            f"| {name} | {_words(chosen)} | {was[0]:.3f} | {now[0]:.3f} |"
            f" {np.exp(left[name]):.3f} | {100 * was[2]:.1f} ± {100 * was_error[2]:.1f} % |"
            f" {100 * now[2]:.1f} ± {100 * now_error[2]:.1f} % |"
        )
    weights = np.array([weight(name) for name in names])
    mean = float(np.exp(np.average(list(left.values()), weights=weights)))
    taken = best(logs, names)
    cover, error = found[taken][DIARIES]
    is_taken = (
        mean < 0.99
        and all(left[name] <= 0.0 for name in names if name in BACK_PAIN)
        and abs(cover[2] - 0.8) <= 2.0 * error[2]
    )
    verdict = f"Taken: {_words(taken)}." if is_taken else "The shipped priors stay."
    return [
        *lines,
        "",
        f"Weighed geometric mean of the left-out ratios: {mean:.3f}. {verdict}",
        "",
        (
            f"Best over all: {_words(taken)}; on {DIARIES} it covers {100 * cover[2]:.1f} ±"
            f" {100 * error[2]:.1f} %."
        ),
    ]


def _words(candidate: Candidate) -> str:
    spread, wide, lower = candidate
    return f"spread by {spread:g}, wide third {wide:g}, {lower:g} lower"


if __name__ == "__main__":
    main()
