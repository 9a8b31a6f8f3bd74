"""Pages that were made before, given again while nothing that they show has changed.

Making a page takes tens of milliseconds, asking whether it still holds takes one statement.
What a page is kept under names all that it is made from: who asks, the whole record of the
client or the rows it lists, the names of people and practices, the day, the language, the
knowledge. Who may see it is asked before, and the trail is written, each time. A page made while
the record changed is not kept. The tokens of its forms are put in anew for each answer.
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


@define(eq=False)
class _Shelf:
    """Pages by what they are made from, the newest at the end."""

    pages: OrderedDict[Hashable, Parts] = field(factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(factory=threading.Lock)

    def find(self, key: Hashable) -> Parts | None:
        with self.lock:
            found = self.pages.get(key)
            if found is not None:
                self.pages.move_to_end(key)
            return found

    def keep(self, key: Hashable, parts: Parts) -> None:
        with self.lock:
            self._drop(key)
            self.pages[key] = parts
            self.size += sum(map(len, parts))
            while self.size > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: Hashable) -> None:
        self.size -= sum(map(len, self.pages.pop(key, ())))

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.size = 0


_shelf = _Shelf()
clear = _shelf.clear


def page(
    request: HttpRequest,
    make: Callable[[], Made],
    *,
    of: Hashable,
    client_id: UUID | None = None,
) -> HttpResponse:
    """Answer with a page, made anew only if something it shows has changed.

    Call it where all that is shown is known to be the actor's, and inside one reading.

    Parameters
    ----------
    make
        Gives the template and what it shows, from the client's record and from what a page is
        kept under: person, practice, day, language, knowledge, ``of``; from nothing else.
    of
        What tells this page from others: its name, its visit, and whatever else it shows.
    client_id
        Whose record the page is on; ``None`` where all that it shows is in ``of``.
    """
    by = actor(request)
    about = (of, client_id, by.person_id, by.practice_id, by.role, get_language())
    key = (*about, _now(client_id))
    parts = _shelf.find(key)
    if parts is None:
        template, context = make()
        text = render_to_string(template, {**context, "csrf_token": _TOKEN}, request)
        parts = tuple(text.encode().split(_TOKEN.encode()))
        if key == (*about, _now(client_id)):
            _shelf.keep(key, parts)
    if len(parts) == 1:
        return HttpResponse(parts[0])
    return HttpResponse(get_token(request).encode().join(parts))


def _now(client_id: UUID | None) -> Hashable:
    """Return what changes when anything else that a page rests on does."""
    names = freshness.names()
    record = record_state.of(client_id) if client_id else ""
    return names, today(), shipped().version, record
