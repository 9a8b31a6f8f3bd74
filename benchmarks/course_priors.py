"""Learn the shipped shares of noises and wanders in each kind from the open series.

    python benchmarks/course_priors.py            print them
    python benchmarks/course_priors.py --write    put them into priors.yaml

Levels and shares of kinds are not learnt here: levels come from published figures of people
with back pain, and people of trials were all treated, so they would teach a wish.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from course_series import OPEN_STUDIES, Study, load_open
from ischia.care.course import _filter, _priors
from ischia.reading import parse_yaml

PRIORS = Path(_priors.__file__).with_name("data") / "priors.yaml"
FIRST = {
    "kinds": (0.45, 0.25, 0.15, 0.15),
    "noises": (0.15, 0.35, 0.3, 0.2),
    "wanders": (0.25, 0.3, 0.25, 0.2),
}
KEPT = 0.3
ROUNDS = 30
FROM = ("back_pain_reprocessing", "neuropathy_amitriptyline", "self_tracked_pain")


def design() -> np.ndarray:
    """Return the shares before any series was seen."""
    kinds, noises, wanders = (np.array(FIRST[key]) for key in ("kinds", "noises", "wanders"))
    return kinds[:, None, None] * noises[None, :, None] * wanders[None, None, :]


def windows(study: Study, *, gap: float = 3.0, span: float = 84.0, most: int = 14) -> list:
    """Return each person's first four stretches of twelve weeks, thinned to ``gap`` days."""
    found = []
    for series in study.people.values():
        begin, rows, kept = series[0][0], [], 0
        for day, value in series:
            if day - begin > span:
                found.append(rows)
                kept += 1
                begin, rows = day, []
                if kept == 4:
                    break
            if (not rows or day - rows[-1][0] >= gap) and len(rows) < most:
                rows.append((day, value))
        found.append(rows)
    return [rows for rows in found if len(rows) > 1]


def learn(studies: list[Study], *, raw: dict[str, Any] | None = None) -> np.ndarray:
    """Return shares of kinds by noises by wanders; each study counts the same.

    ``raw`` is what a priors file holds; the shipped one by default.
    """
    raw = dict(raw or parse_yaml(PRIORS.read_text(encoding="utf-8")).data)
    first = design()
    raw["manner_weight"] = first.tolist()
    population = _priors.build(raw)
    bank, level = population.bank, population.level_weight
    seen = [
        np.array([_filter.follow(bank, rows).log_weight for rows in windows(study)])
        - np.log(bank.weight)
        for study in studies
    ]
    shape = (first.shape[0], len(level), *first.shape[1:])
    manner = first
    for _ in range(ROUNDS):
        learnt = np.zeros_like(first)
        for likelihood in seen:
            share = likelihood + np.log(_priors.joint_weight(level, manner))
            share = np.exp(share - share.max(1, keepdims=True))
            share /= share.sum(1, keepdims=True)
            learnt += share.mean(0).reshape(shape).sum(1) / len(seen)
        mixed = KEPT * first + (1.0 - KEPT) * learnt
        # People of trials were all treated: how often they ease is not learnt from them.
        manner = mixed / mixed.sum((1, 2), keepdims=True) * first.sum((1, 2), keepdims=True)
    return manner / manner.sum()


def main() -> None:
    """Print the shares, or write them into the shipped file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    studies = [study for study in load_open() if study.name in FROM]
    lines = []
    for kind in learn(studies):
        rows = ["[" + ", ".join(f"{share:.5f}" for share in row) + "]" for row in kind]
        lines.append("  - [" + ", ".join(rows) + "]")
    text = "manner_weight:\n" + "\n".join(lines) + "\n"
    if args.write:
        before = PRIORS.read_text(encoding="utf-8").split("manner_weight:\n")[0]
        PRIORS.write_text(before + text, encoding="utf-8")
    print(f"from {len(studies)} of {len(OPEN_STUDIES)} open studies\n{text}")


if __name__ == "__main__":
    main()
