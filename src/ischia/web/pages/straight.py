"""The straight way to the pages of a client and a visit that are kept; see :mod:`.kept`.

What a page shows is not looked at here: it is one that the whole way made and kept for this very
person, and it is given while the count of changes is what it was. Whether they may see it is
asked each time, and the trail has its row before it goes out. The cookie of their token, which
lasts a year, is renewed by the whole way only.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from attrs import frozen
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from ischia.web.access import Route, actor
from ischia.web.clock import now
from ischia.web.pages import kept
from ischia.web.services import giving_again
from ischia.web.services.giving_again import OfVisit
from ischia.web.straight import nothing

_NAMES: Final = {
    ("clients", ""): "client",
    ("visits", ""): "visit",
    ("visits", "result/"): "result",
    ("visits", "plan/"): "plan",
    ("visits", "note/"): "note",
}
"""The route of each address, by how it begins and ends."""
_OF_VISIT: Final = {
    "visit": OfVisit.VISIT,
    "result": OfVisit.RESULT,
    "plan": OfVisit.PLAN,
    "note": OfVisit.NOTE,
}


@frozen
class Kept:
    """Give a page again.

    Parameters
    ----------
    routes
        The routes by name; roles are asked of them.
    """

    routes: Mapping[str, Route]
    address = re.compile(
        r"/(?:(clients)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/()"
        r"|(visits)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/((?:result|plan|note)/|))"
    )
    content_type = "text/html; charset=utf-8"
    _tokens = CsrfViewMiddleware(nothing)

    @classmethod
    def among(cls, routes: Iterable[Route]) -> "Kept":
        """Return the way to those pages of all routes that are kept."""
        return cls({route.name: route for route in routes if route.name in _NAMES.values()})

    def route(self, asked: re.Match[str]) -> Route:
        """Return the route of an address."""
        return self.routes[_parts(asked)[0]]

    def found(self, request: HttpRequest, asked: re.Match[str]) -> bytes | None:
        """Return the page with the token of who asks; they came with one."""
        self._tokens.process_request(request)
        if "CSRF_COOKIE" not in request.META or "CSRF_COOKIE_NEEDS_UPDATE" in request.META:
            return None  # the whole way gives one
        by, (name, thing_id) = actor(request), _parts(asked)
        zone = ZoneInfo(request.user.practice.time_zone)  # type: ignore[union-attr]  # a Person, at hand
        with timezone.override(zone):
            page_at = kept.held((name, thing_id), by=by)
        if page_at is None:
            return None
        if name == "client":
            page = giving_again.of_client(thing_id, page_at, by=by, at=now())
        else:
            page = giving_again.of_visit(thing_id, _OF_VISIT[name], page_at, by=by, at=now())
        return kept.whole(page, request) if page else None


def _parts(asked: re.Match[str]) -> tuple[str, UUID]:
    """Return the route's name and the id in an address."""
    begins, thing_id, ends = (one for one in asked.groups() if one is not None)
    return _NAMES[begins, ends], UUID(thing_id)
