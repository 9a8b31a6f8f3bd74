"""A signed note on accessible paper, with who signed it, when, and what was added since."""

from datetime import date

from attrs import asdict, frozen

from ischia.documents._paper import typeset, words_only
from ischia.documents._words import language


@frozen
class Addition:
    """Words added to a signed note, by whom and when, in words."""

    text: str
    by: str
    at: str


@frozen
class NoteSheet:
    """A signed note as it is printed.

    Parameters
    ----------
    sections
        Heading and text, in order; an empty text is printed as a dash.
    signed_by, signed_at
        Who and when, in words.
    digest
        Of the signed words; it ties the paper to the record.
    version
        Which draft was signed.
    additions
        Oldest first.
    """

    practice: str
    patient: str
    born: str
    visit: str
    sections: tuple[tuple[str, str], ...]
    signed_by: str
    signed_at: str
    digest: str
    version: str
    additions: tuple[Addition, ...] = ()


def note_paper(note: NoteSheet, *, on: date) -> bytes:
    """Return a signed note as a PDF of A4; ``on`` is the day it was signed."""
    told = words_only(asdict(note))
    told["sections"] = [
        {"heading": heading, "lines": _lines(text)} for heading, text in note.sections
    ]
    told["additions"] = [
        asdict(one) | {"by": words_only(one.by), "lines": _lines(one.text)}
        for one in note.additions
    ]
    told["on_parts"] = [on.year, on.month, on.day]
    return typeset("note.typ", told, on=on)


def _lines(text: str) -> list[dict[str, str]]:
    """Return each line with the language it is read out in."""
    lines = [words_only(line) for line in text.splitlines() if line.strip()]
    return [{"text": line, "language": language(line)} for line in lines or ["\u2013"]]
