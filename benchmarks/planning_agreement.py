"""Do the planner and a second exact solver agree? On many random briefs at full size.

    python benchmarks/planning_agreement.py [--briefs 2000] [--seed 1] [--seconds 1200]
        [--proof 60]

Each brief has 15 to 120 minutes, any support, wishes and limits; the best value of the planner
is held beside the one proved by the second solver, and each plan beside the checker. Stops at
the given seconds and prints how many briefs were done; exit status 1 on any disagreement.
"""

import argparse
import sys
import time

import numpy as np
from attrs import evolve

from ischia.care.planning import plan
from ischia.care.planning._cpsat import best_value
from ischia.care.planning._exact import solve
from ischia.errors import InfeasiblePlan, InternalError
from planning import KNOWN, draw, posed

LENGTHS = (15, 20, 30, 45, 60, 75, 90, 120)
SUPPORTS = ("table", "table", "table", "bed", "chair")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--briefs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1200)
    parser.add_argument("--proof", type=float, default=60.0, help="most seconds for one proof")
    told = parser.parse_args()
    rng, start = np.random.default_rng(told.seed), time.monotonic()
    done = planned = late = 0
    apart: list[int] = []
    while done < told.briefs and time.monotonic() - start < told.seconds:
        intake, clearance, assessment = draw(rng, int(rng.choice(LENGTHS)))
        visit = evolve(intake.visit, support=str(rng.choice(SUPPORTS)))
        intake = evolve(intake, visit=visit)
        session = posed((intake, clearance, assessment))[1]
        found = solve(session)
        try:
            second = best_value(session, seconds=told.proof)
        except TimeoutError:
            late += 1
        else:
            if second != (found.value if found else None):
                apart.append(done)
        if found is not None and found.options:
            try:
                plan(intake, clearance, assessment, knowledge=KNOWN)
            except (InfeasiblePlan, InternalError):
                apart.append(done)
            else:
                planned += 1
        done += 1
    print(f"seed {told.seed}: {done} briefs, {planned} of them with a plan that passed its check")
    print(f"second solver agrees on {done - late - len(set(apart))}, no proof in time {late}")
    if apart:
        print(f"they differ on the briefs numbered {sorted(set(apart))}")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
