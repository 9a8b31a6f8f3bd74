"""What a knowledge entry is, kind by kind: frozen records, checked when read."""

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


@frozen
class Choice:
    """One answer of a choice question."""

    id: str
    label: str


@frozen
class Question:
    """One question of the intake; file, schema, form and re-screen come from it.

    Parameters
    ----------
    id, order, group
        Identity, place in the form, and page.
    kind
        ``yes_no``, ``number``, ``choice``, ``choices``, ``text``, ``marks``, ``places``.
    text, help
        What the person is asked in full: read aloud, exported, and one touch away on a page.
    short
        The same in a few words, for a row to tick on a phone; empty where the text stands.
    help_open
        Whether the help stands open beside the short text, since it names dangers of its own.
    choices
        For choice questions.
    bounds
        Lowest and highest number, with the unit in the text.
    details
        What else may be said with a yes: ``since``, ``course``, ``examined``, ``where``.
    reassuring
        Whether a yes makes things safer; all other yes-or-no questions ask for a danger.
    lives_days
        How many days an answer counts; older ones are asked again.
    asked_by
        ``client``, ``therapist_asking`` or ``therapist_looking``.
    branch
        Asked only when this holds or cannot be told; ``None`` means always.
    ordinary
        What an ordinary well adult with a sore back answers, as written in a file.
    rescreen
        Whether it is asked again before every later visit.
    door
        Whether it belongs to the short form at a hotel door.
    first
        Whether the client's first form asks it; others wait for a later form or the therapist.
    none
        The choice that "none of these" stands for; for a choice question, empty when it
        must be tapped.
    """

    id: str
    order: int
    group: str
    kind: str
    text: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    bounds: tuple[int, int] = (0, 0)
    details: tuple[str, ...] = ()
    reassuring: bool = False
    lives_days: int = 1
    asked_by: str = "client"
    branch: Criterion | None = None
    ordinary: Any = field(default=None, eq=False)
    rescreen: bool = False
    door: bool = False
    short: str = ""
    help_open: bool = False
    first: bool = True
    none: str = ""

    @property
    def has_none(self) -> bool:
        """Return whether "none of these" answers it; never where a yes reassures."""
        if self.kind == "yes_no":
            return not self.reassuring
        return self.kind == "choices" or bool(self.none)

    @property
    def brief(self) -> str:
        """Return what stands on a page: the short text, or the full one where there is none."""
        return self.short or self.text


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


@frozen
class Claim:
    """A popular or scientific claim, its verdict, and the only wording that may be shown."""

    id: str
    label: str
    status: str
    verdict: str
    certainty: str
    wording: str
    avoid_saying: tuple[str, ...]
    basis: Basis
    sources: tuple[str, ...]


@frozen
class Source:
    """Where a fact was read.

    Parameters
    ----------
    grade
        ``A`` guideline or journal, ``B`` secondary clinical reference, ``C`` practitioner page.
    checked
        Whether what we take from it was read in its own text.
    """

    id: str
    label: str
    publisher: str
    year: int | None
    address: str
    grade: str
    checked: bool


@frozen
class Muscle:
    """A muscle hands can reach: for plan, explanation and chart."""

    id: str
    label: str
    status: str
    sites: tuple[str, ...]
    positions: tuple[Position, ...]
    actions: tuple[str, ...]
    caution: str
    because: Statement


@frozen
class ReflexZone:
    """A traditional zone of the foot; shown as tradition, never as evidence."""

    id: str
    label: str
    status: str
    site: str
    surface: str
    tradition: Statement
    evidence: Statement


@frozen
class Instrument:
    """A questionnaire or scale: range, direction, thresholds, licence."""

    id: str
    label: str
    status: str
    licence: str
    low: int
    high: int
    higher_is: str
    purpose: str
    thresholds: tuple[Statement, ...]
    because: Statement
