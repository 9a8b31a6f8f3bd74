"""The practice in a language nobody speaks: each letter of a known message is one of Hangul.

What a page still has in Latin letters no catalogue holds, or it says that it is in English.
"""

import calendar
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils import translation

from generate.catalogue import KNOWLEDGE, PAPERS, TEMPLATE, is_date
from ischia.knowledge import shipped
from ischia.web.words import source_label
from tests.unit.spoken import LANGUAGE, LETTERS

_HELD = re.compile(r"(\{\w+\}|%\(\w+\)s|<[^>]*>|&\w+;|%%)")
_WORD = re.compile(r"[A-Za-z]{2,}")
_EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source"}
_SPOKEN = {"aria-label", "alt", "title", "placeholder"}
# Words of Django, which has its own translations, and a name.
_OTHERS = {"ischia", "noon", "midnight", "sept", *map(str.lower, calendar.day_name)}
_OTHERS |= {name.lower() for name in (*calendar.month_name, *calendar.month_abbr)}


def foreign(text: str) -> str:
    """Return a message in that language, its places and marks as they were."""
    parts = _HELD.split(text)
    parts[::2] = (part.translate(LETTERS) for part in parts[::2])
    return "".join(parts)


def write(folder: Path, *, without: frozenset[str] = frozenset()) -> Path:
    """Write every catalogue in that language, but for the messages it is ``without``."""
    made = folder / LANGUAGE / "LC_MESSAGES"
    made.mkdir(parents=True)
    for template in (TEMPLATE, PAPERS, KNOWLEDGE):
        with template.open("rb") as source:
            words = read_po(source, locale="en")
        for one in words:
            if not one.id or one.id in without:
                continue
            if not isinstance(one.id, str):
                one.string = tuple(map(foreign, one.id))
            elif template is TEMPLATE and is_date(one.id):
                one.string = one.id
            else:
                one.string = foreign(one.id)
        with (made / f"{template.stem}.mo").open("wb") as out:
            write_mo(out, words)
    return folder


@contextmanager
def spoken(folder: Path, settings: Any) -> Iterator[None]:
    """Let the pages be in that language."""
    settings.LANGUAGES = [*settings.LANGUAGES, (LANGUAGE, LANGUAGE)]
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGE_CODE = LANGUAGE  # what locks a page speaks as the practice does
    with translation.override(LANGUAGE):
        yield


class Page(HTMLParser):
    """A page taken apart: what stands in its own language, and what says it is in English."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.own: list[str] = []
        self.english: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        inside = self._open[-1][1] if self._open else ""
        if tag in {"script", "style", "textarea", "code"} or told.get("translate") == "no":
            inside = "-"
        elif "lang" in told and inside != "-":
            inside = told["lang"] or ""
        if tag not in _EMPTY:
            self._open.append((tag, inside))
        self._take(inside, [told[name] or "" for name in _SPOKEN & told.keys()])

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._take(self._open[-1][1] if self._open else "", [data])

    def _take(self, language: str, texts: list[str]) -> None:
        if language.startswith("en"):
            self.english += texts
        elif language != "-":
            self.own += texts

    def left(self, *names: str) -> list[str]:
        """Return the English words that stand in the page's own language, but for names."""
        text = "\n".join(self.own)
        for name in (*names, *(f"[{one}]" for one in shipped().sources)):
            text = text.replace(name, "")
        return [one for one in _WORD.findall(text) if one.lower() not in _OTHERS]

    @property
    def says(self) -> str:
        """Return all that stands in the page's own language."""
        return " ".join(" ".join(self.own).split())

    def marked(self) -> list[str]:
        """Return each part that says it is in English, but for the titles of sources."""
        titles = {source_label(one).strip() for one in shipped().sources}
        return [one for one in map(str.strip, self.english) if one and one not in titles]
