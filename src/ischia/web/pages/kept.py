"""Pages that were made before, given again while nothing that they show has changed.

Making a page takes tens of milliseconds, asking whether it still holds takes one statement.
What a page is kept under names all that it is made from: who asks, the whole record of the
client or the rows it lists, the names of people and practices, the day, the language, the
knowledge. While no record at all has changed, one number says so; after a change anywhere, the
record or the rows of this page are looked at. Who may see it is asked before, and the trail is
written, each time. A page made while the record changed is not kept. The tokens of its forms are
put in anew for each answer.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any
from uuid import UUID

from attrs import define, field
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language

from ischia.knowledge import shipped
from ischia.web import freshness
from ischia.web.access import actor
from ischia.web.clock import today
from ischia.web.queries import record_state

MOST_BYTES = 24_000_000
"""Of pages in each process of the server; the one asked for longest ago goes first."""
_TOKEN = secrets.token_hex(32)
"""Stands where a form's token goes; nobody outside this process knows it."""
Parts = tuple[bytes, ...]
Made = tuple[str, Mapping[str, Any]]
"""A template and what it shows."""


Key = tuple[Hashable, Hashable]
"""What a page is about, and what it rests on."""


@define(eq=False)
class _Shelf:
    """Pages by what they are made from, the newest at the end."""

    pages: OrderedDict[Key, Parts] = field(factory=OrderedDict)
    marks: dict[Hashable, tuple[int, Key]] = field(factory=dict)
    """By what a page is about: the count of changes at which it last held, and which it was."""
    size: int = 0
    lock: threading.Lock = field(factory=threading.Lock)

    def find(self, key: Key, *, mark: int | None) -> Parts | None:
        """Return the page of a key; it holds at ``mark``."""
        with self.lock:
            found = self.pages.get(key)
            if found is not None:
                self.pages.move_to_end(key)
                self._note(key, mark)
            return found

    def find_marked(self, about: Hashable, mark: int | None) -> Parts | None:
        """Return the page that held when no more had changed than has now."""
        with self.lock:
            at, key = self.marks.get(about, (None, None))
            if key is None or mark is None or at != mark:
                return None
            self.pages.move_to_end(key)
            return self.pages[key]

    def keep(self, key: Key, parts: Parts, *, mark: int | None) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = parts
            self.size += sum(map(len, parts))
            self._note(key, mark)
            while self.size > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def _note(self, key: Key, mark: int | None) -> None:
        if mark is not None:
            self.marks[key[0]] = mark, key

    def _drop(self, key: Key) -> None:
        self.size -= sum(map(len, self.pages.pop(key, ())))
        if self.marks.get(key[0], (None, None))[1] == key:
            del self.marks[key[0]]

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.marks.clear()
            self.size = 0


_shelf = _Shelf()
clear = _shelf.clear


def page(
    request: HttpRequest,
    make: Callable[[], Made],
    *,
    of: Hashable,
    rests_on: Callable[[], Hashable],
) -> HttpResponse:
    """Answer with a page, made anew only if something it shows has changed.

    Call it where all that is shown is known to be the actor's, and inside one reading.

    Parameters
    ----------
    make
        Gives the template and what it shows, from what ``rests_on`` names and from what a page
        is kept under: person, practice, day, language, knowledge, ``of``; from nothing else.
    of
        What tells this page from others: its name, its visit, and whatever else it shows that
        no record holds.
    rests_on
        Gives what changes when anything on a record that the page shows does; asked only where
        some record has changed since. See :func:`whole_record`.
    """
    by = actor(request)
    about = of, by.person_id, by.practice_id, by.role, get_language(), _around()
    mark = record_state.mark()
    parts = _shelf.find_marked(about, mark)
    if parts is None:
        parts = _found_or_made(request, make, rests_on, about=about, mark=mark)
    if len(parts) == 1:
        return HttpResponse(parts[0])
    return HttpResponse(get_token(request).encode().join(parts))


def whole_record(client_id: UUID) -> Callable[[], Hashable]:
    """Return what a page rests on that may show anything of a client's record."""
    return lambda: record_state.of(client_id)


def _around() -> Hashable:
    """Return what every page rests on besides the record."""
    return freshness.names(), today(), shipped().version


def _found_or_made(
    request: HttpRequest,
    make: Callable[[], Made],
    rests_on: Callable[[], Hashable],
    *,
    about: Hashable,
    mark: int | None,
) -> Parts:
    """Return the page of what it rests on now; kept if that is so still when it is made."""
    key, around = (about, rests_on()), _around()
    found = _shelf.find(key, mark=mark)
    if found is not None:
        return found
    template, context = make()
    text = render_to_string(template, {**context, "csrf_token": _TOKEN}, request)
    parts = tuple(text.encode().split(_TOKEN.encode()))
    if key == (about, rests_on()) and around == _around():
        _shelf.keep(key, parts, mark=mark)
    return parts
