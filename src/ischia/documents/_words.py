"""Words that every document uses for the closed vocabularies."""

import re

from ischia import anatomy
from ischia.care.planning import CourseProposal
from ischia.quantities import Disposition, Position, Side
from ischia.speech import ENGLISH, Speech, marked

FOOT = marked("Ischia, knowledge {version}.")
DISPOSITION_WORDS = {
    Disposition.PROCEED: marked("Go ahead"),
    Disposition.PROCEED_MODIFIED: marked("Go ahead, adjusted"),
    Disposition.ROUTINE_GP: marked("Go ahead, adjusted; a doctor's appointment is advised"),
    Disposition.ASK_FIRST: marked("Ask first"),
    Disposition.NOT_TODAY: marked("Not today"),
    Disposition.WITHIN_2_WEEKS: marked("No session until a doctor has seen it, within two weeks"),
    Disposition.SAME_DAY: marked("No session: to a doctor today"),
    Disposition.EMERGENCY_NOW: marked("No session: emergency help now"),
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
    Position.PRONE: marked("on the front"),
    Position.SUPINE: marked("on the back, knees supported"),
    Position.SIDE_LYING_LEFT: marked("on the left side"),
    Position.SIDE_LYING_RIGHT: marked("on the right side"),
    Position.SEMI_RECLINED: marked("half sitting"),
    Position.SEATED: marked("seated"),
}
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def place_words(site: str, side: Side, speech: Speech = ENGLISH) -> str:
    """Return a site with its side, for example ``left flank``."""
    place = speech.known(anatomy.body()[site].label)
    if side is Side.MIDLINE:
        return place
    return speech.say("{side} {place}", side=speech.known(side.value), place=place)


def listing(words: list[str], speech: Speech = ENGLISH) -> str:
    """Return words as a spoken list."""
    if len(words) <= 1:
        return "".join(words)
    return speech.say(marked("{most} and {last}"), most=", ".join(words[:-1]), last=words[-1])


def first_upper(text: str) -> str:
    """Return words as they begin a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


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


def language(text: str) -> str:
    """Return the language a client's words are read out in: ``ko``, ``vi`` or ``en``."""
    if _HANGUL.search(text):
        return "ko"
    return "vi" if _VIETNAMESE.search(text) else "en"
