"""Pages as they were made, in pieces: what many of them share is held once.

Pages of one kind differ in a few lines; the drawing of the body alone is nine tenths of many.
So a page is held as its lines, and each line only once, however many pages have it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache

from attrs import define, field, frozen

MOST_BYTES = 24_000_000
"""Of pages in each process of the server; the one asked for longest ago goes first."""
_POINTER = 8  # bytes that a piece takes in each page that has it
Key = tuple[Hashable, Hashable]
"""What a page is about, and what it rests on."""


@frozen
class Page:
    """A page in pieces; ``holes`` are the places of what is put in anew, each by its name."""

    pieces: tuple[bytes, ...]
    holes: tuple[tuple[int, str], ...]

    def whole(self, put_in: Callable[[str], bytes]) -> bytes:
        """Return the page as it goes out; ``put_in`` is asked once for each name there is."""
        if not self.holes:
            return b"".join(self.pieces)
        pieces, told = list(self.pieces), cache(put_in)
        for place, name in self.holes:
            pieces[place] = told(name)
        return b"".join(pieces)


def page(text: bytes, *, holes: Mapping[bytes, str]) -> Page:
    """Return a page in pieces; ``holes`` are the words that stand where something is put in."""
    pieces: list[bytes] = []
    found: list[tuple[int, str]] = []
    parts: Iterable[bytes] = [text]
    for word in holes:
        parts = _cut(parts, word)
    for part in parts:
        if part in holes:
            found.append((len(pieces), holes[part]))
            pieces.append(b"")
        else:
            pieces += part.splitlines(keepends=True)
    return Page(tuple(pieces), tuple(found))


def _cut(parts: Iterable[bytes], word: bytes) -> Iterator[bytes]:
    """Give each part in turn, cut before and after a word."""
    for part in parts:
        first, *rest = part.split(word)
        yield first
        for one in rest:
            yield from (word, one)


@define(eq=False)
class Shelf:
    """Pages by what they are made from, the newest at the end."""

    pages: OrderedDict[Key, Page] = field(factory=OrderedDict)
    marks: dict[Hashable, tuple[int, Key]] = field(factory=dict)
    """By what a page is about: the count of changes at which it last held, and which it was."""
    pieces: dict[bytes, tuple[bytes, int]] = field(factory=dict)
    """Each piece as it is held, and how many times pages have it."""
    size: int = 0
    lock: threading.Lock = field(factory=threading.Lock)

    def find(self, key: Key, *, mark: int | None) -> Page | None:
        """Return the page of a key; it holds at ``mark``."""
        with self.lock:
            found = self.pages.get(key)
            if found is not None:
                self.pages.move_to_end(key)
                self._note(key, mark)
            return found

    def find_marked(self, about: Hashable, mark: int | None) -> Page | None:
        """Return the page that held when no more had changed than has now."""
        with self.lock:
            at, key = self.marks.get(about, (None, None))
            if key is None or mark is None or at != mark:
                return None
            self.pages.move_to_end(key)
            return self.pages[key]

    def is_marked(self, about: Hashable) -> bool:
        """Return whether there is a page that held at some count of changes."""
        return about in self.marks

    def keep(self, key: Key, made: Page, *, mark: int | None) -> None:
        """Keep a page; what was asked for longest ago makes room."""
        with self.lock:
            self._drop(key)
            self.pages[key] = Page(tuple(map(self._share, made.pieces)), made.holes)
            self._note(key, mark)
            while self.size > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def clear(self) -> None:
        """Keep nothing."""
        with self.lock:
            self.pages.clear()
            self.marks.clear()
            self.pieces.clear()
            self.size = 0

    def _note(self, key: Key, mark: int | None) -> None:
        if mark is not None:
            self.marks[key[0]] = mark, key

    def _drop(self, key: Key) -> None:
        dropped = self.pages.pop(key, None)
        if dropped is None:
            return
        for piece in dropped.pieces:
            self._give_up(piece)
        if self.marks.get(key[0], (None, None))[1] == key:
            del self.marks[key[0]]

    def _share(self, piece: bytes) -> bytes:
        """Return a piece as it is held, held from now on once more."""
        held, times = self.pieces.get(piece, (piece, 0))
        self.pieces[held] = held, times + 1
        self.size += _POINTER + (0 if times else len(held))
        return held

    def _give_up(self, piece: bytes) -> None:
        held, times = self.pieces.pop(piece)
        if times > 1:
            self.pieces[held] = held, times - 1
        self.size -= _POINTER + (0 if times > 1 else len(held))
