"""What language results are said in: a catalogue handed in, and English where it says nothing.

Two catalogues of gettext: ``papers`` holds the words of our own programs, ``knowledge`` each
sentence of an entry. The English sentence is the key of both, so what was kept in English can be
said in another language later, and stays as it was where nobody translated it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from gettext import NullTranslations, find, translation
from importlib.resources import files
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

PAPERS: Final = "papers"
KNOWLEDGE: Final = "knowledge"
LANGUAGE_OF_THE_HOUSE: Final = "en"
_PLACE: Final = re.compile(r"\{\w+\}")


def marked(message: str) -> str:
    """Return a message as it is; the mark tells the gatherer of words that it is said later."""
    return message


MONTHS: Final = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)


class UnsaidError(LookupError):
    """A message has no translation that can be used, and the sentence is to be whole."""


class Gap(str):
    """A message as it is written, because no catalogue has it; else a string like any other."""

    __slots__ = ()


class Gaps(NullTranslations):
    """Stands behind a catalogue: what it is asked for, the catalogue does not have."""

    # The mark of an override is in the standard library from Python 3.12 on.
    def gettext(self, message: str) -> str:  # type: ignore[explicit-override]
        """Return the message, known to have no translation."""
        return Gap(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # type: ignore[explicit-override]
        """Return the form of English, known to have no translation."""
        return Gap(msgid1 if n == 1 else msgid2)


@frozen
class Said:
    """A sentence and the code of the language it is in."""

    text: str
    language: str = LANGUAGE_OF_THE_HOUSE


@frozen
class Speech:
    """A language with its words.

    Parameters
    ----------
    language
        Its code, for example ``ko``; ``en`` is the language every message is written in.
    papers, knowledge
        Catalogues of gettext; an empty one says all in English.
    glyphs
        Characters that can be set; None for all. A translation with any other is not used: the
        English sentence is whole, a sentence with boxes in it is not.
    is_strict
        Whether a message without a translation is refused, not said in English.
    """

    language: str = LANGUAGE_OF_THE_HOUSE
    papers: NullTranslations = field(factory=Gaps)
    knowledge: NullTranslations = field(factory=Gaps)
    glyphs: frozenset[str] | None = None
    is_strict: bool = False

    @property
    def is_english(self) -> bool:
        """Whether every message is said as it is written."""
        return self.language == LANGUAGE_OF_THE_HOUSE

    def within(self, glyphs: frozenset[str]) -> "Speech":
        """Return this language with only the translations that these characters can set."""
        return evolve(self, glyphs=glyphs)

    def say(self, message: str, /, **places: object) -> str:
        """Return a message of our own with its places filled.

        A translation that fills other places than its message is not used.
        """
        told = self.papers.gettext(message) if message else ""
        return self._filled(told, message, places)

    def count(self, one: str, many: str, /, n: int, **places: object) -> str:
        """Return the form of a message that goes with a number; ``{n}`` is the number."""
        told = self.papers.ngettext(one, many, n)
        return self._filled(told, one if n == 1 else many, {"n": n, **places})

    def known(self, sentence: str, /, **places: object) -> str:
        """Return a sentence of an entry, or a phrase of one with its places filled."""
        told = self.knowledge.gettext(sentence) if sentence else ""
        return self._filled(told, sentence, places)

    def says(self, message: str) -> bool:
        """Return whether a message of our own has a translation that can be used."""
        return self.is_english or self._usable(self.papers.gettext(message))

    def knows(self, sentence: str) -> bool:
        """Return whether a sentence of an entry has a translation that can be used."""
        return self.is_english or self._usable(self.knowledge.gettext(sentence))

    def day(self, on: date) -> str:
        """Return a day as people write it, its month in letters where that is the custom."""
        name = self.say(MONTHS[on.month - 1])
        places = {"day": on.day, "month": on.month, "month_name": name, "year": on.year}
        return self.say(marked("{day} {month_name} {year}"), **places)

    def short_day(self, on: date) -> str:
        """Return a day as it stands in the head of a sheet: the order of ISO in English."""
        return on.isoformat() if self.is_english else self.day(on)

    def decimal(self, text: str) -> str:
        """Return a number written with a point with the mark that the language has."""
        whole, point, part = text.partition(".")
        return self.say(marked("{whole}.{part}"), whole=whole, part=part) if point else text

    def _usable(self, told: str) -> bool:
        return not isinstance(told, Gap) and self._settable(told)

    def _settable(self, told: str) -> bool:
        return self.glyphs is None or all(one in self.glyphs for one in told if not one.isspace())

    def _filled(self, told: str, message: str, places: dict[str, object]) -> str:
        if self.is_strict and not self._usable(told) and _has_words(message):
            raise UnsaidError(message)
        if not self._settable(told):
            told = message
        if not places:
            return told
        try:
            return told.format(**places)
        except (KeyError, IndexError, ValueError):
            if self.is_strict:
                raise UnsaidError(message) from None
            return message.format(**places)


def _has_words(message: str) -> bool:
    """Return whether there is anything in a message but its places to translate."""
    return any(one.isalpha() for one in _PLACE.sub("", message))


ENGLISH: Final = Speech()


def whole(make: Callable[[Speech], str], speech: Speech, *, kept: str | None = None) -> Said:
    """Return a sentence made of parts: all of it in a language, or all of it in English.

    Parameters
    ----------
    make
        Says the sentence in a language.
    kept
        The sentence as it was kept in English. Where it would be made otherwise today it is
        returned as it was kept: what was once said is never changed.
    """
    if kept is not None and (speech.is_english or make(ENGLISH) != kept):
        return Said(kept)
    if speech.is_english:
        return Said(make(ENGLISH))
    try:
        return Said(make(evolve(speech, is_strict=True)), speech.language)
    except UnsaidError:
        return Said(make(ENGLISH))


def ours() -> Path:
    """Return the folder of the translations that are shipped."""
    return Path(str(files("ischia") / "locale"))


def speech(language: str, folders: Iterable[Path] = ()) -> Speech:
    """Return a language with the words that folders have of it; English where none has any.

    Parameters
    ----------
    language
        A code such as ``ko`` or ``pt-br``.
    folders
        Folders of one's own, read before the one that is shipped; each holds
        ``ko/LC_MESSAGES/papers.mo`` and ``knowledge.mo``, either of which may be missing.
    """
    return _speech(language.lower(), (*folders, ours()))


@cache
def _speech(language: str, folders: tuple[Path, ...]) -> Speech:
    if language.partition("-")[0] == LANGUAGE_OF_THE_HOUSE:
        return ENGLISH
    papers, knowledge = (_catalogue(domain, language, folders) for domain in (PAPERS, KNOWLEDGE))
    if papers is None and knowledge is None:
        return ENGLISH
    return Speech(language, papers or Gaps(), knowledge or Gaps())


def _catalogue(domain: str, language: str, folders: tuple[Path, ...]) -> NullTranslations | None:
    """Return the words of one domain, the first folder's first."""
    found: NullTranslations | None = None
    for folder in folders:
        if find(domain, folder, [_locale(language)]) is None:
            continue
        words = translation(domain, folder, [_locale(language)])
        if found is None:
            found = words
        else:
            found.add_fallback(words)
    if found is not None:
        found.add_fallback(Gaps())
    return found


def _locale(language: str) -> str:
    """Return a code as folders are named: ``pt_BR``, ``zh_Hans``."""
    name, _, more = language.partition("-")
    if not more:
        return name
    return f"{name}_{more.upper() if len(more) == 2 else more.title()}"  # noqa: PLR2004 -- a region


def languages(folders: Iterable[Path] = ()) -> tuple[str, ...]:
    """Return the codes that have words for papers, English first."""
    places = (*folders, ours())
    found = {
        path.parts[-3] for place in places for path in place.glob(f"*/LC_MESSAGES/{PAPERS}.mo")
    }
    return (LANGUAGE_OF_THE_HOUSE, *sorted(one.replace("_", "-").lower() for one in found))
