"""Pages that were made before, given again while nothing that they show has changed.

Making a page takes tens of milliseconds, asking whether it still holds takes one statement.
What a page is kept under names all that it is made from: who asks, the whole record of the
client or the rows it lists, the names of people and practices, the day, the language, the
knowledge. While no record at all has changed, one number says so; after a change anywhere, the
record or the rows of this page are looked at. Who may see it is asked before, and the trail is
written, each time. A page made while the record changed is not kept. The tokens of its forms,
and what else has a place of its own, are put in anew for each answer.
"""

import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from ischia.knowledge import shipped
from ischia.web import freshness
from ischia.web.access import Actor, actor
from ischia.web.clock import now
from ischia.web.pages import shelf
from ischia.web.pages.shelf import Key, Page, Shelf
from ischia.web.queries import record_state

TOKEN = "csrf_token"  # noqa: S105 -- a name
"""What a template calls a form's token, which is put in anew."""
NOTHING: Mapping[str, str] = {}
Made = tuple[str, Mapping[str, Any]]
"""A template and what it shows."""
_shelf = Shelf()
clear = _shelf.clear


def page(
    request: HttpRequest,
    make: Callable[[], Made],
    *,
    of: Hashable,
    rests_on: Callable[[], Hashable] | None,
    put_in: Mapping[str, str] = NOTHING,
) -> HttpResponse:
    """Answer with a page, made anew only if something it shows has changed.

    Call it where all that is shown is known to be the actor's, and inside one reading.

    Parameters
    ----------
    make
        Gives the template and what it shows, from what ``rests_on`` names and from what a page
        is kept under: person, practice, hour, language, knowledge, ``of``; from nothing else.
    of
        What tells this page from others: its name, its visit, and whatever else it shows that
        no record holds.
    rests_on
        Gives what changes when anything on a record that the page shows does; asked only where
        some record has changed since. See :func:`whole_record`. ``None`` where the page shows
        nothing of any record.
    put_in
        What the page shows anew in each answer, by what its template calls it: it stands in text
        as ``{{ name }}``, through no filter. What is not marked as safe is escaped.
    """
    about = _about(of, by=actor(request))
    mark = record_state.mark() if rests_on else None
    found = _shelf.find_marked(about, mark)
    if found is None:
        around = partial(_rests, rests_on)
        found = _found_or_made(request, make, around, (about, around()), mark=mark, holes=put_in)
    return HttpResponse(whole(found, request, put_in))


def whole(page: Page, request: HttpRequest, put_in: Mapping[str, str] = NOTHING) -> bytes:
    """Return a page as it goes out, with the token of who asks and what else is put in."""

    def found(name: str) -> bytes:
        told = get_token(request) if name == TOKEN else conditional_escape(put_in[name])
        return told.encode()

    return page.whole(found)


def held(of: Hashable, *, by: Actor) -> Callable[[int], Page | None] | None:
    """Return what gives the page that :func:`page` made ``of`` this, at a count of changes.

    ``None`` where there is none. Whether it may be shown is asked apart.
    """
    about = _about(of, by=by)
    return partial(_shelf.find_marked, about) if _shelf.is_marked(about) else None


def whole_record(client_id: UUID) -> Callable[[], Hashable]:
    """Return what a page rests on that may show anything of a client's record."""
    return lambda: record_state.of(client_id)


def _about(of: Hashable, *, by: Actor) -> Hashable:
    """Return what tells a page from others: what it shows, to whom, and what is around."""
    return of, by.person_id, by.practice_id, by.role, get_language(), _around()


def _around() -> Hashable:
    """Return what every page rests on besides the record."""
    hour = timezone.localtime(now()).replace(minute=0, second=0, microsecond=0)
    return freshness.names(), hour, shipped().version


def _rests(rests_on: Callable[[], Hashable] | None) -> Hashable:
    """Return what a page rests on of any record, and what is around it."""
    return rests_on() if rests_on else None, _around()


def _found_or_made(
    request: HttpRequest,
    make: Callable[[], Made],
    rests: Callable[[], Hashable],
    key: Key,
    *,
    mark: int | None,
    holes: Iterable[str],
) -> Page:
    """Return the page of a key; kept if what it ``rests`` on is so still when it is made."""
    found = _shelf.find(key, mark=mark)
    if found is not None:
        return found
    template, context = make()
    words = {name: secrets.token_hex(32) for name in (TOKEN, *holes)}
    text = render_to_string(template, {**context, **words}, request)
    made = shelf.page(text.encode(), holes={word.encode(): name for name, word in words.items()})
    if rests() == key[1]:
        _shelf.keep(key, made, mark=mark)
    return made
