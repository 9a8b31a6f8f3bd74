"""False claims and power of a trial in one client, by simulation.

    python benchmarks/course_nof1.py [--trials 4000] [--write]

Ratings have a trend, slow ups and downs, a carry-over and noise; they are whole numbers.
"""

import argparse
from datetime import date
from pathlib import Path

import numpy as np

from ischia.care import course

DOC = Path(__file__).parents[1] / "docs" / "reference" / "course_trials.md"
SEED = 6


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=4000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = [
        "# Trials in one client, simulated",
        "",
        "Written by `benchmarks/course_nof1.py --write`; not edited by hand.",
        "",
        f"{args.trials} simulated trials a row.",
        "",
        "| true effect | sessions | noise | says it helps | says it harms |",
        "|---|---|---|---|---|",
    ]
    for effect in (0.0, -1.0, -2.0, -3.0):
        for n_blocks in (6, 10, 14):
            for noise in (0.8, 1.2):
                helps, harms = claims(
                    effect=effect, n_blocks=n_blocks, noise=noise, trials=args.trials
                )
                lines.append(
                    f"| {effect:+.0f} | {2 * n_blocks} | {noise} | {100 * helps:.1f} % |"
                    f" {100 * harms:.1f} % |"
                )
                print(lines[-1], flush=True)
    if args.write:
        DOC.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
