"""Safety entries: what a red flag or a precaution is, and the limits it makes."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from attrs import field, frozen

from ischia.knowledge._criteria import Criterion
from ischia.quantities import Disposition, Position, Side


class Basis(Enum):
    """What a statement rests on; only ``SOURCE`` may be shown as evidence."""

    SOURCE = "source"
    PRACTICE = "practice"
    PRODUCT = "product"


class RestrictionKind(Enum):
    """Forbid something, cap it, or require something to be done."""

    FORBID = "forbid"
    CAP = "cap"
    REQUIRE = "require"


@frozen
class Statement:
    """A sentence for people, what it rests on, and its source ids."""

    text: str
    basis: Basis
    sources: tuple[str, ...] = ()


@frozen
class Restriction:
    """A limit on session, home care and live changes alike.

    Empty fields mean "any"; fields join by AND: ``forbid`` with techniques and sites means
    these techniques on these sites. A site's children inherit.

    Parameters
    ----------
    id
        ``<entry id>.<n>``: which entry made it.
    kind
        See :class:`RestrictionKind`.
    techniques
        Ids of techniques or exercises, or names of families of them (``deep``, ``stretch``).
    sites, sides, positions
        Where and how.
    pressure
        Highest pressure allowed, 1 to 4, for ``cap``.
    minutes
        Most minutes allowed, for ``cap``: of the whole session when nothing else is named.
    heat
        True when the limit is about heat only.
    measure
        What must be done, for ``require``: an id of practice entry ``measures``.
    because
        Why, for people.
    meanwhile
        One sentence: what may still be done.
    """

    id: str
    kind: RestrictionKind
    techniques: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    positions: tuple[Position, ...] = ()
    pressure: int | None = None
    minutes: int | None = None
    heat: bool = False
    measure: str = ""
    because: tuple[Statement, ...] = ()
    where_from: tuple[str, ...] = ()
    """Ids of questions whose answered places replace ``sites`` and ``sides``."""


@frozen
class Rule:
    """When a criterion holds: a disposition and restrictions, and why."""

    when: Criterion
    when_raw: Any = field(eq=False, repr=False)
    disposition: Disposition
    because: Statement
    restrictions: tuple[Restriction, ...] = ()
    meanwhile: str = ""


class VignetteCase(Enum):
    """The three cases every safety entry shows."""

    FIRES = "fires"
    NEAR_MISS = "near_miss"
    UNANSWERED = "unanswered"


@frozen
class Vignette:
    """A small case a clinician can read: answers in, disposition of this entry out.

    Everything not named is answered as an ordinary adult would (``ordinary`` of each
    question); ``unanswered`` names what is left open.
    """

    name: str
    case: VignetteCase
    answers: Mapping[str, Any]
    unanswered: tuple[str, ...]
    expect: Disposition


@frozen
class SignOff:
    """Who must still agree before the entry counts as reviewed."""

    needs: str
    by: str = ""
    on: str = ""


@frozen
class SafetyEntry:
    """A red flag or a precaution: graded rules over answers."""

    kind: str
    id: str
    label: str
    status: str
    summary: str
    rules: tuple[Rule, ...]
    facts: tuple[Statement, ...]
    vignettes: tuple[Vignette, ...]
    sign_off: SignOff
    next_review: str
