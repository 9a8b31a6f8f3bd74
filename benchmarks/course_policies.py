"""Compare ways of running a course on invented clients. This is a simulation.

    python benchmarks/course_policies.py            print the table
    python benchmarks/course_policies.py --write    and put it into the docs

Every policy meets the same clients with the same chance. The variants are those of
`synthetic/courses/data/variants.yaml`, fixed before the protocol was tuned.
"""

import argparse
from pathlib import Path

import numpy as np

from ischia.synthetic import courses

DOC = Path(__file__).parents[1] / "docs" / "reference" / "course_policies.md"
SEED = 20261121
BASE, ORACLE = "weekly x 10", "an oracle that knows the client"
HEAD = (
    "| way | pain at 12 weeks | against weekly x 10 | sessions | fewer"
    " | sessions to who worsens | sessions after two worse ratings |"
)


def outcomes(variant: courses.Variant, n: int) -> tuple[courses.Cohort, dict]:
    rng = np.random.default_rng(SEED)
    population = courses.populations()["trial_persistent"]
    cohort = courses.draw(variant, population=population, n=n, days=courses.HORIZON_DAYS, rng=rng)
    found = {name: courses.run(policy, cohort) for name, policy in courses.POLICIES.items()}
    found[ORACLE] = courses.run_oracle(cohort)
    return cohort, found


def line(cohort: courses.Cohort, name: str, one: courses.Outcome, base: courses.Outcome) -> str:
    difference = one.pain - base.pain
    error = difference.std() / np.sqrt(len(difference))
    fewer = 100.0 * (1.0 - one.sessions.mean() / base.sessions.mean())
    worse = one.sessions[cohort.is_worsening].mean()
    return (
        f"| {name} | {one.pain.mean():.2f} | {difference.mean():+.2f} ± {error:.2f} |"
        f" {one.sessions.mean():.1f} | {fewer:+.0f} % | {worse:.1f} | {int(one.kept_on.sum())} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = [
        "# Ways of running a course, simulated",
        "",
        "Written by `benchmarks/course_policies.py --write`; not edited by hand.",
        "",
        f"{args.clients} invented clients a variant. This is a simulation.",
        "",
    ]
    for name, variant in courses.variants().items():
        cohort, found = outcomes(variant, args.clients)
        lines += [
            f"## {name}",
            "",
            HEAD,
            "|---|---|---|---|---|---|---|",
            *(line(cohort, way, one, found[BASE]) for way, one in found.items()),
            "",
        ]
        print("\n".join(lines[-9:]), flush=True)
    if args.write:
        DOC.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
