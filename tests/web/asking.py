"""Ask the application as a server does, the straight way or the whole."""

import io
from collections.abc import Callable
from datetime import timedelta

from attrs import frozen
from django.conf import settings
from django.test import Client as Browser

from ischia.web import wsgi
from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.straight import Straight
from tests.web.conftest import House, signed_in


@frozen
class Answer:
    """What came back, and whether the whole way made it."""

    status: int
    headers: dict[str, str]
    body: bytes
    by_whole: bool


def ask(path: str, browser: Browser, *, straight: bool = True, **changed: object) -> Answer:
    """Ask the application as a server does."""
    passed: list[str] = []

    def whole(environ: dict[str, object], start_response: Callable[..., object]) -> object:
        passed.append(str(environ["PATH_INFO"]))
        return wsgi._whole(environ, start_response)  # noqa: SLF001 -- what stands behind

    told: list[tuple[str, list[tuple[str, str]]]] = []
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "HTTP_ACCEPT": "application/json",
        "HTTP_COOKIE": browser.cookies.output(header="", attrs=[], sep=";").strip(),
        **changed,
    }  # fmt: skip
    application = Straight(whole, ways=wsgi.WAYS) if straight else whole
    found = application(environ, lambda *given: told.append(given[:2]))
    body = b"".join(found)
    getattr(found, "close", lambda: None)()
    ((status, headers),) = told
    return Answer(int(status[:3]), dict(headers), body, bool(passed))


def remembered(house: House, role: Role = Role.OWNER) -> Browser:
    """Return a browser whose session this process has at hand."""
    browser = signed_in(house.people[role])
    for _ in range(2):
        ask("/data/clients/", browser)
    return browser


def last_row() -> dict[str, object]:
    """Return what the newest row of the trail says, but when."""
    row = TrailRow.objects.order_by("-id").values().first()
    return {name: row[name] for name in row if name not in {"id", "at", "digest"}}


def _session(browser: Browser, **values: object) -> None:
    session = browser.session
    session.update(values)
    session.save()


def half_idle(browser: Browser) -> None:
    """Let the person of a browser have been away for half of what ends a session."""
    _session(browser, seen=now().timestamp() - settings.IDLE_SECONDS / 2)


def _person(house: House, **values: object) -> None:
    Person.objects.filter(id=house.people[Role.OWNER].id).update(**values)


CLOSED: dict[str, Callable[[House, Browser], object]] = {
    "locked": lambda _, b: _session(b, locked=True),
    "left alone": lambda _, b: _session(b, seen=now().timestamp() - settings.IDLE_SECONDS - 5),
    "too old": lambda _, b: _session(b, begun=now().timestamp() - settings.SESSION_COOKIE_AGE - 5),
    "ended elsewhere": lambda h, _: _person(h, sessions_from=now() + timedelta(minutes=1)),
    "gone": lambda _, b: b.session.delete(),
    "a leaver": lambda h, _: _person(h, is_active=False),
    "another password": lambda h, _: _person(h, password="another"),  # noqa: S106 -- no password
    "an auditor now": lambda h, _: _person(h, role=Role.AUDITOR),
    "a second factor": lambda h, _: _person(h, totp_secret="JBSWY3DPEHPK3PXP"),  # noqa: S106 -- invented
}
"""What keeps the owner outside."""
