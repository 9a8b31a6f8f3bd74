"""False claims and power of a trial in one client, by simulation.

    python benchmarks/course_nof1.py [--trials 4000] [--write]

Trials without an effect are run that often, with one an eighth as often.

Ratings have a trend, slow ups and downs, a carry-over and noise; they are whole numbers.
"""

import argparse
from datetime import date

import numpy as np

from course_pages import heading, write
from ischia.care import course

SEED = 6
BLOCKS, NOISES = (6, 10, 14), (0.8, 1.2)


def claims(*, effect: float, n_blocks: int, noise: float, trials: int) -> tuple[float, float]:
    """Return the shares of trials that claim help and harm."""
    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(trials):
        seed = int(rng.integers(2**31))
        trial = course.plan_trial("t", seed=seed, n_blocks=n_blocks, written_on=date(2026, 1, 5))
        given = np.array(trial.order, dtype=float)
        n = len(given)
        slow = np.cumsum(rng.normal(0, 0.25, n))
        carry = 0.3 * effect * np.concatenate([[0.0], given[:-1]])
        level = 5.0 - rng.uniform(0, 2) * np.linspace(0, 1, n)
        ratings = np.round(level + slow + effect * given + carry + rng.normal(0, noise, n))
        judged = course.judge_trial(trial, ratings=list(np.clip(ratings, 0, 10)))
        found.append(judged.finding)
    share = [
        np.mean([f is kind for f in found]) for kind in (course.Finding.HELPS, course.Finding.HARMS)
    ]
    return float(share[0]), float(share[1])


def main() -> None:
    """Print the table; with --write put it into the docs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=4000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    says = (
        f"{args.trials} simulated trials a row without an effect, {args.trials // 8} with one."
        " Ratings are whole numbers with a trend, slow ups and downs, noise of that size and,"
        " with an effect, a carry-over of 0.3 of it. `±` is two standard errors of the"
        " simulation."
    )
    lines = [
        *heading("Trials in one client, simulated", by="course_nof1", says=[says]),
        "## False claims (asked: at most 5 %)",
        "",
        "| sessions | noise | says it helps | says it harms | either | at most |",
        "|---|---|---|---|---|---|",
    ]
    lines += [nothing(n, noise, args.trials) for n in BLOCKS for noise in NOISES]
    lines += ["", "## Power: says it helps", ""]
    lines += ["| true effect, points | noise | " + " | ".join(f"{2 * n} sessions" for n in BLOCKS)]
    lines[-1] += " |"
    lines += ["|---|---|" + "---|" * len(BLOCKS)]
    lines += [power(effect, noise, args.trials // 8) for effect in (1, 2, 3) for noise in NOISES]
    if args.write:
        write("course_trials", lines)


def nothing(n_blocks: int, noise: float, trials: int) -> str:
    """Return the line of trials whose technique adds nothing."""
    helps, harms = claims(effect=0.0, n_blocks=n_blocks, noise=noise, trials=trials)
    either = helps + harms
    error = 2.0 * np.sqrt(either * (1.0 - either) / trials)
    line = (
        f"| {2 * n_blocks} | {noise} | {100 * helps:.1f} % | {100 * harms:.1f} % |"
        f" {100 * either:.1f} ± {100 * error:.1f} % | {100 * (either + error):.1f} % |"
    )
    print(line, flush=True)
    return line


def power(effect: int, noise: float, trials: int) -> str:
    """Return the line of trials whose technique takes ``effect`` points away."""
    cells = []
    for n_blocks in BLOCKS:
        helps, _ = claims(effect=-float(effect), n_blocks=n_blocks, noise=noise, trials=trials)
        error = 2.0 * np.sqrt(helps * (1.0 - helps) / trials)
        cells.append(f"{100 * helps:.0f} ± {100 * error:.0f} %")
    line = f"| {effect} | {noise} | " + " | ".join(cells) + " |"
    print(line, flush=True)
    return line


if __name__ == "__main__":
    main()
