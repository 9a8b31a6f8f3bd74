"""Care entries: pain patterns, techniques, exercises, and our own figures."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ischia.knowledge._criteria import Criterion
from ischia.knowledge._safety import Restriction, SignOff, Statement
from ischia.quantities import Position


@frozen
class Clue:
    """Something that speaks for or against a pattern."""

    when: Criterion
    strength: str
    because: Statement


@frozen
class Pattern:
    """A pain pattern, named by what the person feels.

    Parameters
    ----------
    relevance
        How much hands-on work at each site suits the pattern, 0 to 100 (our weights).
    nerve_signs
        Whether it is leg pain with nerve signs: comfort and referral only.
    restrictions
        Its do's and don'ts as restrictions.
    home_care
        Ids of exercises, best first.
    """

    id: str
    label: str
    status: str
    summary: str
    clues_for: tuple[Clue, ...]
    clues_against: tuple[Clue, ...]
    at_least: int
    relevance: Mapping[str, int]
    nerve_signs: bool
    do: tuple[Statement, ...]
    restrictions: tuple[Restriction, ...]
    home_care: tuple[str, ...]
    claims: tuple[str, ...]
    sign_off: SignOff


@frozen
class Technique:
    """What hands do.

    Parameters
    ----------
    role
        Place in the order at a site: ``settle``, ``warm``, ``work``, ``deepen``,
        ``stretch``, ``finish``; ``feet`` for foot work.
    families
        What restrictions may name: for example ``deep``, ``stretch``, ``percussion``.
    medium
        ``dry``, ``oil``, ``cloth`` (through clothes or drape).
    pressure, minutes
        Lowest and highest pressure (1 to 4); least and most whole minutes a part and side.
    sites, positions
        Where it is lawful, children of sites included, and in which positions.
    equipment, skill
        What must be at hand; ``basic`` or the name of a training.
    thumbs
        Whether thumbs do the work (hand load).
    heat
        Whether it brings heat.
    tradition
        Whether its map is tradition and not evidence.
    claims
        Ids of claims that say how sure its use is.
    """

    id: str
    label: str
    status: str
    summary: str
    role: str
    families: tuple[str, ...]
    medium: str
    pressure: tuple[int, int]
    minutes: tuple[int, int]
    sites: tuple[str, ...]
    positions: tuple[Position, ...]
    equipment: tuple[str, ...]
    skill: str
    thumbs: bool
    heat: bool
    tradition: bool
    claims: tuple[str, ...]
    because: Statement
    sign_off: SignOff


@frozen
class Exercise:
    """Home care: what to do, how much, when to stop. Bound by the same restrictions."""

    id: str
    label: str
    status: str
    how: str
    dose: str
    stop: str
    families: tuple[str, ...]
    sites: tuple[str, ...]
    positions: tuple[Position, ...]
    because: Statement
    sign_off: SignOff


@frozen
class Practice:
    """Named figures and phrases of ours: minutes, turns, weights; each shown as our default."""

    id: str
    label: str
    status: str
    values: Mapping[str, Any]
    because: Statement
