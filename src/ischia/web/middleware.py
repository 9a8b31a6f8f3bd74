"""What goes around every request: headers, time zone, ended sessions, one log line."""

import logging
import secrets
import time
import zoneinfo
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ischia.web.clock import now
from ischia.web.people.models import Person

Answer = Callable[[HttpRequest], HttpResponse]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}
_CODE = frozenset({"worker", "player_code"})
DEVICE_S = 400 * 24 * 3600
"""Seconds a browser keeps the secret it is known by: the longest that browsers allow."""
_LOG = logging.getLogger("ischia.web")


class Guard:
    """Set the headers every answer carries, and write one line without client data."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers set."""
        started = time.perf_counter()
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if device := request.META.get("ischia.device"):
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME, device, max_age=DEVICE_S, httponly=True,
                secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
            )  # fmt: skip
        if not request.path.startswith(settings.STATIC_URL) and not _is_code(request, response):
            response.headers["Cache-Control"] = "no-store"
        self._log(request, response, started)
        return response

    def _log(self, request: HttpRequest, response: HttpResponse, started: float) -> None:
        match = getattr(request, "resolver_match", None)
        if match is None:
            return
        log(match.url_name, request.method, response.status_code, started=started)


def log(route: str | None, method: str | None, status: int, *, started: float) -> None:
    """Write the one line of a request; ``started`` is a reading of the performance counter."""
    _LOG.info(
        "request",
        extra={
            "route": route,
            "method": method,
            "status": status,
            "ms": round((time.perf_counter() - started) * 1000, 1),
            "request_id": secrets.token_hex(6),
        },
    )


def _is_code(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether this is the player's code, which a tablet may keep: it holds no data."""
    name = getattr(getattr(request, "resolver_match", None), "url_name", None)
    return name in _CODE and response.status_code == HTTPStatus.OK


class WhereAndWhen:
    """Activate the practice's time zone; end sessions too old or revoked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the practice's time zone."""
        if isinstance(request.user, Person):
            if self.has_ended(request):
                logout(request)
            else:
                timezone.activate(zoneinfo.ZoneInfo(request.user.practice.time_zone))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def has_ended(self, request: HttpRequest) -> bool:
        """Return whether the session of a person is too old, or was ended elsewhere."""
        begun = request.session.get("begun", 0)
        ended = request.user.sessions_from  # type: ignore[union-attr]  # a Person, see above
        if now().timestamp() - begun > settings.SESSION_COOKIE_AGE:
            return True
        return ended is not None and begun < ended.timestamp()
