"""Words in free text that name a danger nobody asked about make screening ask."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import frozen

from ischia.care.intake import Intake
from ischia.care.screening._records import Finding
from ischia.knowledge import Knowledge, Practice
from ischia.quantities import Disposition, Truth

_ENTRY = "watch_words"
_WORD = re.compile(r"\w+")
_UNSEEN = ("Mn", "Cf")  # accents; marks that change direction or width
_ALIKE = str.maketrans({"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "\u0131": "i", "œ": "oe"})


@frozen
class _Text:
    """A client's words, plain: words apart by one space, and with no spaces at all."""

    spaced: str
    joined: str


def watched_findings(intake: Intake, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a finding for each danger named in free text whose question is unanswered.

    Free text is never read as an answer: it can only make screening ask. So a word counts
    in whatever language it stands, and a "no" before it silences nothing.
    """
    for question, entry in _named_in(_text(intake), knowledge):
        if intake.answer(question).truth is Truth.UNKNOWN:
            yield _finding(question, entry)


def dangers_named(words: str, *, knowledge: Knowledge) -> tuple[str, ...]:
    """Return which questions a client's own words name, whatever was answered to them.

    For a person who reads the words: it asks again, it never answers. A list of words is short;
    that it finds nothing says nothing.

    Parameters
    ----------
    words
        What the client wrote, in any language.

    Returns
    -------
    tuple of str
        Ids of questions, in the order of the lists, each once.
    """
    plain = _plain(words)
    text = _Text(f" {plain} ", plain.replace(" ", ""))
    return tuple(question for question, _ in _named_in(text, knowledge))


def _named_in(text: _Text, knowledge: Knowledge) -> Iterator[tuple[str, Practice]]:
    """Yield each question that the text names, once, with the list that says so."""
    if not text.joined:
        return
    named: set[str] = set()
    for entry in _entries(knowledge):
        for row in entry.values["watch"]:
            question = str(row["asks"])
            if question not in named and _named(row, text):
                named.add(question)
                yield question, entry


def _entries(knowledge: Knowledge) -> Iterator[Practice]:
    """Yield the lists of words, English first: one file a language."""
    for entry_id in sorted(knowledge.practice):
        if entry_id == _ENTRY or entry_id.startswith(f"{_ENTRY}_"):
            yield knowledge.practice[entry_id]


def _finding(question: str, entry: Practice) -> Finding:
    return Finding(
        id=f"{_ENTRY}.{question}",
        kind="practice",
        label="Something in the client's own words",
        tier=Disposition.ASK_FIRST,
        truth=Truth.UNKNOWN,
        because=(entry.because,),
        open_questions=(question,),
    )


def _text(intake: Intake) -> _Text:
    marks = intake.answer("pain_map").value
    told = [mark.quality for mark in marks] if isinstance(marks, tuple) else []
    plain = " ".join(_plain(words) for words in (*intake.words.values(), *told))
    return _Text(f" {plain} ", plain.replace(" ", ""))


def _plain(words: str) -> str:
    """Return words in one case, without accents, signs and what cannot be seen."""
    apart = unicodedata.normalize("NFKD", words.casefold().translate(_ALIKE))
    seen = "".join(one for one in apart if unicodedata.category(one) not in _UNSEEN)
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", seen)))


@lru_cache(maxsize=8192)
def _listed(word: str) -> str:
    return _plain(word)


def _named(row: Mapping[str, Any], text: _Text) -> bool:
    """Return whether one of the row's words stands in the text."""
    return (
        any(f" {_listed(word)}" in text.spaced for word in row.get("words", ()))
        or any(f" {_listed(word)} " in text.spaced for word in row.get("whole", ()))
        or any(_listed(word).replace(" ", "") in text.joined for word in row.get("anywhere", ()))
    )
