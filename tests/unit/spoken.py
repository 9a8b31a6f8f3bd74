"""A language nobody speaks for papers and entries: each letter of a known message is another one.

A message that the gatherer of words did not find stays in English, and so is found on the paper.
"""

import re
from functools import cache
from pathlib import Path
from string import ascii_letters

from babel.messages.pofile import read_po

from generate.catalogue import KNOWLEDGE, PAPERS
from ischia.documents._paper import coverage
from ischia.speech import Gaps, Speech

LANGUAGE = "qaa"  # of those that the standard leaves to private use
_HANGUL = sorted(one for one in coverage() if "\uac00" <= one <= "\ud7a3")
LETTERS = str.maketrans(dict(zip(ascii_letters, _HANGUL, strict=False)))
_HELD = re.compile(r"(\{\w+\})")


def foreign(text: str) -> str:
    """Return a text in letters of Hangul, which the font of the paper has; its places stay."""
    parts = _HELD.split(text)
    parts[::2] = (part.translate(LETTERS) for part in parts[::2])
    return "".join(parts)


class Words(Gaps):
    """Every message of a template, in that language."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.template = template
        with template.open("rb") as source:
            found = [one.id for one in read_po(source) if one.id]
        self.known = {text for one in found for text in ([one] if isinstance(one, str) else one)}

    def gettext(self, message: str) -> str:
        return foreign(message) if message in self.known else super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@cache
def nobodys() -> Speech:
    """Return the language with all there is to say."""
    return Speech(LANGUAGE, Words(PAPERS), Words(KNOWLEDGE))
