"""A letter as it is given away: one page of accessible paper, with the body chart."""

from datetime import date
from typing import Any, Final

from attrs import asdict

from ischia import charts
from ischia.documents._letter import Letter
from ischia.documents._paper import on_paper, set_in_font, typeset, words_only
from ischia.documents._words import DISPOSITION_COLOURS, FOOT, language
from ischia.quantities import Disposition, Side
from ischia.speech import ENGLISH, Speech

_MOST_NOT_ASKED: Final = 8


def letter_chart(letter: Letter, *, speech: Speech = ENGLISH) -> str:
    """Return the body chart of a letter as SVG; empty where nothing was marked.

    ``speech`` has the words of the letter's own language.
    """
    marks = tuple(
        charts.Mark(site, Side(side), intensity, quality)
        for site, side, intensity, quality in letter.marks
    )
    if not marks:
        return ""
    words = speech.say("Where it hurts, as the client marked it")
    return charts.body_chart(
        charts.Chart(body=letter.body, marks=marks, key=False, title=words, speech=speech)
    )


def letter_paper(letter: Letter, *, on: date, speech: Speech = ENGLISH) -> bytes:
    """Return a letter as a PDF of A4, accessible; its date is the day it was written.

    ``speech`` has the words of the letter's own language.
    """
    told: dict[str, Any] = words_only(asdict(letter))
    told |= words_only(_composed(letter, on_paper(speech)))
    told |= {
        "own_words": [{"text": text, "language": language(text)} for text in told["own_words"]],
        "why": [{"text": text, "sources": sources} for text, sources in told["why"]],
        "colour": DISPOSITION_COLOURS[Disposition.from_slug(letter.disposition)],
        "reach": words_only(letter.reach),
        "answer_to": words_only(letter.answer_to),
        "on_parts": [on.year, on.month, on.day],
        "chart": set_in_font(letter_chart(letter, speech=on_paper(speech)), larger=2.1),
    }
    return typeset("letter.typ", told, on=on, speech=speech)


def _composed(letter: Letter, speech: Speech) -> dict[str, Any]:
    """Return the sentences that stand around a name, a day or a number."""
    left = len(letter.not_asked) - _MOST_NOT_ASKED
    not_asked = "; ".join(letter.not_asked[:_MOST_NOT_ASKED])
    if left > 0:
        not_asked = speech.say("{questions} and {n} more", questions=not_asked, n=left)
    return {
        "title": speech.say("Letter about {name}, {day}", name=letter.patient, day=letter.on),
        "about": speech.say("About {name}"),
        "born": speech.say("born {on}", on=letter.born) if letter.born else "",
        "alt": speech.say("Body chart: {places}", places="; ".join(letter.where)),
        "not_asked": not_asked,
        "foot": speech.say(FOOT, version=letter.knowledge_version).removesuffix("."),
    }
