"""How a session begins, whichever way a person came in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.http import HttpRequest

from ischia.web.access import source
from ischia.web.clock import now
from ischia.web.people.models import Person
from ischia.web.services import devices, own_account

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def begin_session(request: HttpRequest, person: Person, *, second: bool = False) -> None:
    """Sign a person in with a new session id; ``second`` says that both factors were shown."""
    if SESSION_KEY in request.session:  # Django keeps the id of who signs in once more
        request.session.flush()
    login(request, person, backend=_BACKEND)
    at = now()
    session = request.session
    session["begun"] = session["seen"] = session["proved"] = at.timestamp()
    if second:
        session["second"] = True
    if session.session_key is None:
        session.save()
    place = own_account.opened(
        person,
        key=str(session.session_key),
        source=source(request),
        agent=request.headers.get("User-Agent", ""),
        at=at,
    )
    session["place"] = str(place)
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")[:64]
    words = own_account.device_of(request.headers.get("User-Agent", ""))
    kept = devices.seen(person, token, words=words, source=source(request), at=at)
    request.META["ischia.device"] = kept  # the middleware gives it to the browser


def unlock_session(request: HttpRequest) -> None:
    """Let a locked session go on: its person has just proved who they are."""
    request.session.pop("locked", None)
    request.session["seen"] = request.session["proved"] = now().timestamp()


def own_path(address: str) -> str:
    """Return the address if it is a path of ours, else nothing."""
    parts = urlsplit(address)
    lawful = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if lawful and not parts.netloc else ""
