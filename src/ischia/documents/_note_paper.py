"""A signed note on accessible paper, with who signed it, when, and what was added since."""

from datetime import date
from typing import Any

from attrs import asdict, frozen

from ischia.documents._paper import on_paper, typeset, words_only
from ischia.documents._words import language
from ischia.speech import ENGLISH, Speech


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


def note_paper(note: NoteSheet, *, on: date, speech: Speech = ENGLISH) -> bytes:
    """Return a signed note as a PDF of A4; ``on`` is the day it was signed.

    The note's own words stay as they were signed; ``speech`` says what stands around them.
    """
    told = words_only(asdict(note) | _composed(note, on_paper(speech)))
    told["sections"] = [
        {"heading": heading, "lines": _lines(text)} for heading, text in note.sections
    ]
    told["additions"] = [
        asdict(one) | {"by": words_only(one.by), "lines": _lines(one.text)}
        for one in note.additions
    ]
    told["on_parts"] = [on.year, on.month, on.day]
    return typeset("note.typ", told, on=on, speech=speech)


def _composed(note: NoteSheet, speech: Speech) -> dict[str, Any]:
    """Return the sentences that stand around a name, a day or a number."""
    digest, by = note.digest, note.signed_by
    return {
        "title": speech.say("Note of {visit} for {name}", visit=note.visit, name=note.patient),
        "born": speech.say("born {on}", on=note.born) if note.born else "",
        "foot": speech.say(
            "Signed {at} by {name}. {version}, {digest}",
            at=note.signed_at, name=by, version=note.version, digest=digest,
        ),
        "signed": speech.say("Signed by {name}, {at}", name="{name}", at=note.signed_at),
        "seal": speech.say(
            "{version}. Digest of the signed words: {digest}. "
            "Nothing above this line was changed since.",
            version=note.version, digest=digest,
        ),
        "page_of": speech.say("Page {page} of {pages}"),
    }  # fmt: skip


def _lines(text: str) -> list[dict[str, str]]:
    """Return each line with the language it is read out in."""
    lines = [words_only(line) for line in text.splitlines() if line.strip()]
    return [{"text": line, "language": language(line)} for line in lines or ["\u2013"]]
