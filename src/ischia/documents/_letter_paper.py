"""A letter as it is given away: one page of accessible paper, with the body chart."""

from datetime import date
from typing import Any

from attrs import asdict

from ischia import charts
from ischia.documents._letter import Letter
from ischia.documents._paper import set_in_font, typeset, words_only
from ischia.documents._words import DISPOSITION_COLOURS, language
from ischia.quantities import Disposition, Side


def letter_chart(letter: Letter) -> str:
    """Return the body chart of a letter as SVG; empty where nothing was marked."""
    marks = tuple(
        charts.Mark(site, Side(side), intensity, quality)
        for site, side, intensity, quality in letter.marks
    )
    if not marks:
        return ""
    words = "Where it hurts, as the client marked it"
    return charts.body_chart(charts.Chart(body=letter.body, marks=marks, key=False, title=words))


def letter_paper(letter: Letter, *, on: date) -> bytes:
    """Return a letter as a PDF of A4, accessible; its date is the day it was written."""
    told: dict[str, Any] = words_only(asdict(letter))
    told |= {
        "own_words": [{"text": text, "language": language(text)} for text in told["own_words"]],
        "why": [{"text": text, "sources": sources} for text, sources in told["why"]],
        "colour": DISPOSITION_COLOURS[Disposition.from_slug(letter.disposition)],
        "on_parts": [on.year, on.month, on.day],
        "chart": set_in_font(letter_chart(letter), larger=2.1),
    }
    return typeset("letter.typ", told, on=on)
