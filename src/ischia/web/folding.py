"""Names as they are searched: folded case and accents, in any script."""

import unicodedata
from collections.abc import Iterable, Iterator

_LONGEST = 80
_NO_SPACES = ("HANGUL", "CJK", "HIRAGANA", "KATAKANA", "THAI")


def folded(text: str) -> str:
    """Return text without case and accents; Hangul stays whole syllables."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def terms(text: str) -> list[str]:
    """Return the words of a search, at most six."""
    return [word[:_LONGEST] for word in folded(text).split()][:6]


def beginnings(name: str) -> set[str]:
    """Return what a search may begin with to find this name.

    Scripts without spaces between family and given name may be entered at any syllable.
    """
    return {word[:_LONGEST] for part in folded(name).split() for word in _entries(part)}


def _entries(word: str) -> Iterator[str]:
    yield word
    if unicodedata.name(word[0], "").startswith(_NO_SPACES):
        yield from (word[n:] for n in range(1, min(len(word), 8)))


def joined(begins: Iterable[str]) -> str:
    """Return beginnings as one text, each after a space, so that any of them is found in it."""
    return "".join(f" {word}" for word in begins)[:900]
