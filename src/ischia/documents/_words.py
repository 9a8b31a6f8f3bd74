"""Words that every document uses for the closed vocabularies."""

import re
from collections.abc import Iterable

from ischia import anatomy
from ischia.care.planning import CourseProposal
from ischia.knowledge import Restriction, RestrictionKind
from ischia.quantities import Disposition, Position, Side
from ischia.speech import marked

FOOT = marked("Ischia, knowledge {version}.")
DISPOSITION_WORDS = {
    Disposition.PROCEED: "Go ahead",
    Disposition.PROCEED_MODIFIED: "Go ahead, adjusted",
    Disposition.ROUTINE_GP: "Go ahead, adjusted; a doctor's appointment is advised",
    Disposition.ASK_FIRST: "Ask first",
    Disposition.NOT_TODAY: "Not today",
    Disposition.WITHIN_2_WEEKS: "No session until a doctor has seen it, within two weeks",
    Disposition.SAME_DAY: "No session: to a doctor today",
    Disposition.EMERGENCY_NOW: "No session: emergency help now",
}
DISPOSITION_COLOURS = {
    Disposition.PROCEED: "#2f6b3a",
    Disposition.PROCEED_MODIFIED: "#1f6f78",
    Disposition.ROUTINE_GP: "#4a5568",
    Disposition.ASK_FIRST: "#4b3f9e",
    Disposition.NOT_TODAY: "#8a5a00",
    Disposition.WITHIN_2_WEEKS: "#8a5a00",
    Disposition.SAME_DAY: "#b3400f",
    Disposition.EMERGENCY_NOW: "#8e1b1b",
}
"""Beside an icon and the word, never alone; white on each reads at 4.5:1 and more."""
POSITION_WORDS = {
    Position.PRONE: "on the front",
    Position.SUPINE: "on the back, knees supported",
    Position.SIDE_LYING_LEFT: "on the left side",
    Position.SIDE_LYING_RIGHT: "on the right side",
    Position.SEMI_RECLINED: "half sitting",
    Position.SEATED: "seated",
}
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_SIDE_WORDS = {Side.LEFT: "left", Side.RIGHT: "right", Side.MIDLINE: ""}


def place_words(site: str, side: Side) -> str:
    """Return a site with its side, for example ``left flank``."""
    return f"{_SIDE_WORDS[side]} {anatomy.body()[site].label}".strip()


def listing(words: list[str]) -> str:
    """Return words as a spoken list."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def readable(identifier: str) -> str:
    """Return an id as words."""
    return identifier.replace("_", " ")


def course_words(course: CourseProposal) -> str:
    """Return how often, how many and when to look back, as one sentence."""
    if course.frequency == "single":
        return "A single visit: nothing is planned after it."
    low, high = course.sessions
    span = f"{low} to {_many(high, 'session')}" if high > low else _many(low, "session")
    waits = ((course.review_after_sessions, "session"), (course.review_after_weeks, "week"))
    review = " or ".join(_many(n, word) for n, word in waits if n)
    back = f"; look back after {review}" if review else ""
    return f"{readable(course.frequency).capitalize()}, {span}{back}."


def _many(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def lying_words(positions: Iterable[Position]) -> str:
    """Return positions as spoken: ``lying on the front or on the left side, or seated``."""
    words = [POSITION_WORDS[one].partition(",")[0] for one in positions]
    lying = [one for one in words if one.startswith("on ")]
    others = [one for one in words if one not in lying]
    told = [f"lying {' or '.join(lying)}"] if lying else []
    return " or ".join([*told, *others])


def restriction_words(restriction: Restriction) -> str:
    """Return a restriction as one short instruction."""
    parts = []
    if restriction.techniques:
        parts.append(listing([readable(one) for one in restriction.techniques]))
    if restriction.heat:
        parts.append("heat")
    places = [anatomy.body()[site].label for site in restriction.sites]
    where = f" on the {listing(places)}".replace("on the between", "between") if places else ""
    sides = listing([side.value for side in restriction.sides if side is not Side.MIDLINE])
    where += f" ({sides})" if sides else ""
    how = lying_words(restriction.positions)
    what = listing(parts)
    match restriction.kind:
        case RestrictionKind.FORBID:
            if how and not what and not where:
                return f"Not {how}"
            where += f" {how}" if how else ""
            return f"No {what or 'hands'}{where}"
        case RestrictionKind.REQUIRE:
            where += f" {how}" if how else ""
            return readable(restriction.measure).capitalize() + where
        case RestrictionKind.CAP:
            where += f" {how}" if how else ""
            caps = []
            if restriction.pressure is not None:
                caps.append(f"pressure {restriction.pressure} at most")
            if restriction.minutes is not None:
                caps.append(f"{restriction.minutes} minutes at most")
            return f"{(what or 'any work').capitalize()}{where}: {listing(caps)}"


def language(text: str) -> str:
    """Return the language a client's words are read out in: ``ko``, ``vi`` or ``en``."""
    if _HANGUL.search(text):
        return "ko"
    return "vi" if _VIETNAMESE.search(text) else "en"
