"""How many sessions are still to come, by simulation of the shipped protocol.

    python benchmarks/course_visits.py --clients 150            print what it found
    python benchmarks/course_visits.py --clients 150 --write    and put it where it is read from

Invented clients of each population, as many from each of the six variants, are followed for 26
weeks; at every decision that goes on with sessions it is noted which rule decided, how many
sessions there had been (the one of that day with them) and how many came after. `ischia course`
shows the range in which eight of ten lie. To be run again whenever the protocol changes; a test
holds the file to the version of the protocol.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from ischia.care import course
from ischia.care.course import _likely
from ischia.synthetic import courses

FILE = Path(_likely.__file__).with_name("data") / "likely_visits.yaml"
SEED = 20261124
DAYS = 182
FEWEST = 40
POPULATIONS = {
    "acute": "acute",
    "subacute": "subacute",
    "persistent": "trial_persistent",
    "leg_pain": "leg_pain",
}
HEAD = """\
# Sessions still to come, by simulation: written by `benchmarks/course_visits.py --write`, not
# edited by hand. {clients} invented clients of each of six variants and each population, followed
# for 26 weeks; never evidence. Rows: rule that decided (`any`: whichever), sessions so far, then
# the sessions still to come that one in ten stays under, the middle, what one in ten goes beyond,
# and how many clients stood there; places that fewer than {fewest} came to are left out.
protocol_version: {version}
populations:
"""

Place = tuple[str, int]


def followed(variant: courses.Variant, population: courses.Population, n: int) -> dict:
    """Return sessions still to come by rule and sessions done, one for each client there."""
    rng = np.random.default_rng(SEED)
    cohort = courses.draw(variant, population=population, n=n, days=DAYS, rng=rng)
    seen: dict[tuple, course.Decision] = {}

    def ours(client: courses.Client) -> courses.Answer:
        found = courses.decided(client)
        seen[client.ratings, client.activity, client.sessions] = found
        return courses.answer_to(client, found)

    still: dict[Place, list[int]] = defaultdict(list)
    for client in courses.run(ours, cohort, days=DAYS).clients:
        for place, left in _places(client, seen):
            still[place].append(left)
    return still


def _places(client: courses.Client, seen: dict) -> list[tuple[Place, int]]:
    """Return each place a client came to, once, with the sessions that came after."""
    found: dict[Place, int] = {}
    for n, (day, _) in enumerate(client.ratings):
        before = tuple(one for one in client.sessions if one < day)
        decision = seen[client.ratings[: n + 1], client.activity[: n + 1], before]
        if decision.gives_session:
            done = len(before) + (day in client.sessions)
            for rule in (decision.rule, "any"):
                found.setdefault((rule, done), len(client.sessions) - done)
    return list(found.items())


def rows(still: dict[Place, list[int]]) -> list[str]:
    """Return the lines of one population."""
    lines = []
    for (rule, done), left in sorted(still.items()):
        if done and len(left) >= FEWEST:
            low, middle, high = (round(q) for q in np.quantile(left, (0.1, 0.5, 0.9)))
            lines.append(f"    - [{rule}, {done}, {low}, {middle}, {high}, {len(left)}]")
    return lines


def main() -> None:
    """Print the rows; with --write put them where they are read from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=150)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = []
    for name, population in POPULATIONS.items():
        still: dict[Place, list[int]] = defaultdict(list)
        for variant in courses.variants().values():
            one = followed(variant, courses.populations()[population], args.clients)
            for place, left in one.items():
                still[place] += left
        lines += [f"  {name}:", *rows(still)]
        print("\n".join(lines[-12:]), flush=True)
    if args.write:
        version = course.protocol().version
        head = HEAD.format(clients=args.clients, fewest=FEWEST, version=version)
        FILE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
