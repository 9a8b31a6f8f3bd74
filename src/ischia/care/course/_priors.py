"""The shipped priors: how people's ratings run, before this person has said anything."""

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from attrs import evolve, field, frozen

from ischia.care.course._filter import Bank
from ischia.care.course._normal import Floats
from ischia.reading import parse_yaml

_FILE = "priors.yaml"


@frozen(eq=False)
class Duration:
    """What a known duration of the complaint does to the bank.

    Parameters
    ----------
    kinds
        Factors on the shares of kinds.
    pace
        Factor on the days in which what is still to go fades.
    depth
        Factor on how much that is, and on how far below the start a kind settles.
    """

    kinds: Floats
    pace: float
    depth: float


@frozen(eq=False)
class Population:
    """A population: the bank of members and how its weights are made.

    Parameters
    ----------
    level_weight
        Share of each level; published figures of people with back pain.
    manner_weight
        Share of each manner of running: kinds by noises by wanders. Learnt from open series.
    durations
        By word, what a known duration does.
    level_shift
        By member, how far from its level's mean the member settles.
    bank
        Members in the order kinds, levels, noises, wanders, with their weights.
    n_people
        How many people beyond the shipped priors it was learnt from.
    """

    level_weight: Floats
    manner_weight: Floats
    durations: dict[str, Duration] = field(repr=False)
    level_shift: Floats = field(repr=False)
    bank: Bank = field(repr=False)
    n_people: int = 0

    def reweighted(self, *, level: Floats, manner: Floats, n_people: int) -> "Population":
        """Return the same members with other shares."""
        weight = joint_weight(level, manner)
        return evolve(
            self,
            level_weight=level,
            manner_weight=manner,
            bank=evolve(self.bank, weight=weight),
            n_people=n_people,
        )

    def bank_for(self, chronicity: str | None) -> Bank:
        """Return the bank for a person whose complaint has lasted that long."""
        duration = self.durations.get(chronicity or "")
        if duration is None:
            return self.bank
        manner = self.manner_weight * duration.kinds[:, None, None]
        bank = self.bank
        return evolve(
            bank,
            weight=joint_weight(self.level_weight, manner / manner.sum()),
            level_mean=bank.level_mean + (duration.depth - 1.0) * self.level_shift,
            settling_mean=bank.settling_mean * duration.depth,
            settling_days=bank.settling_days * duration.pace,
        )


def joint_weight(level: Floats, manner: Floats) -> Floats:
    """Return the members' weights, flat, from the shares of levels and of manners."""
    return (manner[:, None, :, :] * level[None, :, None, None]).ravel()


def _column(entries: list[dict[str, Any]], key: str) -> Floats:
    return np.array([float(entry[key]) for entry in entries])


def build(raw: dict[str, Any]) -> Population:
    """Return the population written in a priors file."""
    kinds, levels, noises, wanders = (raw[k] for k in ("kinds", "levels", "noises", "wanders"))
    shape = (len(kinds), len(levels), len(noises), len(wanders))
    kind, level, noise, wander = (index.ravel() for index in np.indices(shape))
    level_weight = _column(levels, "weight")
    manner = np.array(raw["manner_weight"], dtype=np.float64).reshape(shape[0], shape[2], shape[3])
    manner = manner / manner.sum()
    session = raw["session"]
    bank = Bank(
        weight=joint_weight(level_weight, manner),
        level_mean=_column(levels, "mean")[level] + _column(kinds, "level_shift")[kind],
        level_sd=_column(levels, "sd")[level],
        settling_mean=_column(kinds, "to_go_mean")[kind],
        settling_sd=_column(kinds, "to_go_sd")[kind],
        settling_days=_column(kinds, "days")[kind],
        wander_sd=_column(wanders, "sd")[wander],
        wander_days=_column(wanders, "days")[wander],
        drift_sd=_column(kinds, "drift_sd")[kind],
        noise_sd=_column(noises, "sd")[noise],
        response_mean=float(session["drop_mean"]),
        response_sd=float(session["drop_sd"]),
        lasting_share=float(session["lasting_share"]),
        relief_days=float(session["fading_days"]),
    )
    durations = {
        word: Duration(_factors(row, kinds), float(row["pace"]), float(row["depth"]))
        for word, row in raw["chronicity"].items()
    }
    shift = _column(kinds, "level_shift")[kind]
    return Population(level_weight, manner, durations, shift, bank)


def _factors(row: dict[str, Any], kinds: list[dict[str, Any]]) -> Floats:
    return np.array([float(row[kind["id"]]) for kind in kinds])


@cache
def shipped() -> Population:
    """Return the population that ships; usable without any training run."""
    text = files("ischia.care.course").joinpath("data", _FILE).read_text(encoding="utf-8")
    return build(parse_yaml(text).data)
