"""The straight way to one client's details, around all that the framework does for a page.

Opening a client is asked for most, and reading the row is the least part of it. So the one plain
case is answered before the framework begins: a GET by a person whose session is at hand, of a
client who is theirs to open. The row is read together with those that others ask for at this
moment, in the commit that tells the trail of it. The rules are those of :mod:`ischia.web.access`;
whatever is not plain is left to the whole way, which also finds the words for a refusal.
"""

import re
import time
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.middleware.security import SecurityMiddleware

from ischia.web.access import Route, actor, may_only_read
from ischia.web.api.clients import JSON, details
from ischia.web.clock import now
from ischia.web.middleware import HEADERS, WhereAndWhen, log
from ischia.web.people import recall
from ischia.web.services import client_details

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
_CLIENT = re.compile(r"/data/clients/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


class Straight:
    """Answer the plain case; give everything else to the whole application.

    Parameters
    ----------
    route
        The route of a client's details: its roles hold here too.
    """

    def __init__(self, application: Application, *, route: Route) -> None:
        self._whole = application
        self._route = route
        self._ends = WhereAndWhen(_nothing)
        self._headers = _headers()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        started = time.perf_counter()
        body = self._found(environ)
        if body is None:
            return self._whole(environ, start_response)
        start_response("200 OK", [*self._headers, ("Content-Length", str(len(body)))])
        log(self._route.name, "GET", 200, started=started)
        return [body]

    def _found(self, environ: Environ) -> bytes | None:
        """Return what is asked for; ``None`` wherever the whole way must answer."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return None
        asked = _CLIENT.fullmatch(environ.get("PATH_INFO", ""))
        request = _request(environ) if asked else None
        if request is None or asked is None:
            return None
        if self._ends.has_ended(request) or not may_only_read(request, self._route):
            return None
        client = client_details.read(UUID(asked[1]), by=actor(request), at=now())
        return details(client) if client else None


def _request(environ: Environ) -> HttpRequest | None:
    """Return as much of a request as the rules look at; ``None`` where nobody known sends it."""
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    known = recall.at_hand(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    if known is None:
        return None
    request = HttpRequest()
    request.META = environ
    request.user, request.session = known  # type: ignore[assignment]  # it is only read from
    try:
        request.get_host()  # refuses a host that is not ours
    except DisallowedHost:
        return None
    return request


def _headers() -> list[tuple[str, str]]:
    """Return the headers that the whole way gives such an answer, but for its length."""
    response = HttpResponse(content_type=JSON, headers={"Cache-Control": "no-store", **HEADERS})
    SecurityMiddleware(_nothing).process_response(HttpRequest(), response)
    response.headers["Vary"] = "Cookie"
    return list(response.items())


def _nothing(_request: HttpRequest) -> HttpResponse:
    """Stand where a part of the framework wants the rest of it."""
    return HttpResponse()
