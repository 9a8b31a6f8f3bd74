"""A short way to the bare data endpoints, for who is plainly signed in.

Most of what stands around a page serves pages: static files, forms, languages, htmx. A data
endpoint that is read passes the same guard, leaves the same row in the trail and carries the
same headers, but nothing else is done around it. Only the plain case comes here: a GET with the
session of a person, remembered while nothing about either has changed. Whatever is
doubtful takes the way that every page takes.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import resolve

from ischia.web.middleware import WhereAndWhen
from ischia.web.people import recall

PREFIX = "/data/"
Answer = Callable[[HttpRequest], HttpResponse]


class Bare:
    """Answer reads of data endpoints; give everything else to the whole chain."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._sessions = SessionMiddleware(get_response)
        self._tokens = CsrfViewMiddleware(get_response)
        self._headers = SecurityMiddleware(get_response)
        self._ends = WhereAndWhen(get_response)
        self._shown = convert_exception_to_response(_shown)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if not self._is_plain(request):
            return self.get_response(request)
        self._tokens.process_request(request)  # a page that refuses has forms
        response = cast("HttpResponse", self._shown(request))
        self._headers.process_response(request, response)
        self._tokens.process_response(request, response)
        response = self._sessions.process_response(request, response)
        response.headers["Content-Length"] = str(len(response.content))
        return response

    def _is_plain(self, request: HttpRequest) -> bool:
        """Return whether a known person reads data; their session is then with the request."""
        if request.method != "GET" or not request.path_info.startswith(PREFIX):
            return False
        session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        found = recall.signed_in(session_key)
        if found is None:
            return False
        request.user, request.session = found
        return not self._ends.has_ended(request)


def _shown(request: HttpRequest) -> HttpResponse:
    """Have the route's own guard and view answer, as Django would."""
    request.get_host()  # refuses a host that is not ours
    match = request.resolver_match = resolve(request.path_info)
    response: HttpResponse = match.func(request, **match.kwargs)
    return response
