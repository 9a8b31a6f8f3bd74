"""The straight way to what is asked for most, around all that the framework does for a page.

Opening a client or a visit is asked for most, and what is read for it is the least part of it.
So the plain case is answered before the framework begins: a GET by a person whose session is at
hand, of what is theirs to open. What decides that is read together with what others ask for at
this moment, in the commit that tells the trail of it. The rules are those of
:mod:`ischia.web.access`; whatever is not plain is left to the whole way, which also finds the
words for a refusal.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.middleware.security import SecurityMiddleware

from ischia.web.access import Route, may_only_read
from ischia.web.middleware import HEADERS, WhereAndWhen, log
from ischia.web.people import recall

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Way(Protocol):
    """What can be answered straight."""

    address: re.Pattern[str]
    """Which addresses, whole; ids as :func:`django.urls.reverse` writes them."""
    content_type: str

    def route(self, asked: re.Match[str]) -> Route:
        """Return the route of an address: its roles hold here too."""

    def found(self, request: HttpRequest, asked: re.Match[str]) -> bytes | None:
        """Return what is asked for, once the trail has it; ``None``, and no row, leaves it."""


class Straight:
    """Answer the plain cases; give everything else to the whole application."""

    def __init__(self, application: Application, *, ways: Sequence[Way]) -> None:
        self._whole = application
        self._ways = [(way, _headers(way.content_type)) for way in ways]
        self._ends = WhereAndWhen(nothing)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        started = time.perf_counter()
        if environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING"):
            for way, headers in self._ways:
                asked = way.address.fullmatch(environ.get("PATH_INFO", ""))
                body = asked and self._found(environ, way, asked)
                if asked and body is not None:
                    length = "Content-Length", str(len(body))
                    start_response("200 OK", [*headers, length])
                    log(way.route(asked).name, "GET", 200, started=started)
                    return [body]
        return self._whole(environ, start_response)

    def _found(self, environ: Environ, way: Way, asked: re.Match[str]) -> bytes | None:
        request = _request(environ)
        if request is None or self._ends.has_ended(request):
            return None
        return way.found(request, asked) if may_only_read(request, way.route(asked)) else None


def _request(environ: Environ) -> HttpRequest | None:
    """Return as much of a request as the rules look at; ``None`` where nobody known sends it."""
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    known = recall.at_hand(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    if known is None:
        return None
    request = HttpRequest()
    request.META, request.COOKIES = dict(environ), cookies  # what is put in is for nobody else
    request.user, request.session = known  # type: ignore[assignment]  # it is only read from
    try:
        request.get_host()  # refuses a host that is not ours
    except DisallowedHost:
        return None
    return request


def _headers(content_type: str) -> list[tuple[str, str]]:
    """Return the headers that the whole way gives such an answer, but for its length."""
    told = {"Cache-Control": "no-store", **HEADERS}
    response = HttpResponse(content_type=content_type, headers=told)
    SecurityMiddleware(nothing).process_response(HttpRequest(), response)
    response.headers["Vary"] = "Cookie"
    return list(response.items())


def nothing(_request: HttpRequest) -> HttpResponse:
    """Stand where a part of the framework wants the rest of it."""
    return HttpResponse()
