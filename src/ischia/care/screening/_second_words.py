"""The second reading of free text: by patterns, one a word, sharing no code with the first."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ischia.care.intake import Intake
from ischia.knowledge import Knowledge
from ischia.quantities import Truth

_ACCENT = r"[\u0300-\u036f]*+"  # all there are: none is left for a gap, and none is tried twice
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LETTERS = {"l": "[lł]", "d": "[dđ]", "i": "[i\u0131]"}
_GAP = r"[\W_]+"


def words_ask(intake: Intake, *, knowledge: Knowledge) -> frozenset[str]:
    """Return the questions that a client's own words make screening ask."""
    told = list(intake.words.values())
    marks = intake.answer("pain_map").value
    told += [mark.quality for mark in marks] if isinstance(marks, tuple) else []
    text = _HIDDEN.sub("", unicodedata.normalize("NFKD", "\n".join(told)))
    return frozenset(
        question
        for question, word, how in _watched(knowledge)
        if intake.answer(question).truth is Truth.UNKNOWN and _stands(word, how, text)
    )


def _stands(word: str, how: str, text: str) -> bool:
    """Return whether a listed word stands in the text; anywhere, or at the start of a word."""
    found = _pattern(word, how).finditer(text)
    return any(how == "anywhere" or not _is_inside(text[: one.start()]) for one in found)


def _is_inside(before: str) -> bool:
    """Return whether what stands before ends in a letter, however many accents it carries."""
    return re.match(r"[\u0300-\u036f]*+\w", before[::-1]) is not None


def _watched(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    for entry in knowledge.practice.values():
        if entry.id.startswith("watch_words"):
            for row in entry.values["watch"]:
                for how in ("words", "whole", "anywhere"):
                    yield from ((row["asks"], word, how) for word in row.get(how, ()))


@lru_cache(maxsize=8192)
def _pattern(word: str, how: str) -> re.Pattern[str]:
    bare = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", word.lower()))
    parts = re.findall(r"\w+", bare.replace("ł", "l").replace("đ", "d").replace("\u0131", "i"))
    spelt = [
        "".join(_LETTERS.get(sign, re.escape(sign)) + _ACCENT for sign in part) for part in parts
    ]
    if how == "anywhere":
        return re.compile(r"[\W_]*".join("".join(parts)), re.IGNORECASE)
    closed = r"(?!\w)" if how == "whole" else ""
    return re.compile(rf"(?={_GAP.join(spelt)}{closed})", re.IGNORECASE)  # also where two overlap
