"""Who may open what: one row a route, held against the tests' own table.

Every page is reached through :func:`guarded`; a route without a row cannot exist, since
the rows are the routes.
"""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID

from attrs import frozen
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import RawPostDataException
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from ischia.web.audit.group import note
from ischia.web.audit.models import Deed
from ischia.web.clock import now
from ischia.web.once import reading
from ischia.web.people.models import Person
from ischia.web.people.roles import Role

View = Callable[..., HttpResponse]


@frozen
class Actor:
    """Who acts: the person, the wall around their practice, and where from."""

    person_id: UUID
    practice_id: UUID
    role: Role
    name: str
    source: str


@frozen
class Route:
    """A page: its address, who may open it, and how.

    Parameters
    ----------
    roles
        Roles that may open it; ``None`` means anyone, with no account at all.
    methods
        HTTP methods it answers; HEAD goes with GET.
    needs_second
        Whether the second factor must have been shown, where one is asked for.
    while_locked
        Whether it also answers while the session is locked: it shows nothing of any client.
    by_hand
        Whether opening it shows that a person is there; what the page does by itself does not.
    needs_proof
        Whether a write asks that the person proved who they are in the last quarter of an hour.
    """

    address: str
    name: str
    view: View
    roles: frozenset[Role] | None
    methods: tuple[str, ...] = ("GET",)
    needs_second: bool = True
    while_locked: bool = False
    by_hand: bool = True
    needs_proof: bool = False


PROOF_SECONDS = 900


def actor(request: HttpRequest) -> Actor:
    """Return who acts in this request; only behind :func:`guarded`."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- guarded() let only people through
    return Actor(
        person_id=person.id,
        practice_id=person.practice_id,
        role=Role(person.role),
        name=person.name,
        source=source(request),
    )


def source(request: HttpRequest) -> str:
    """Return the address a request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def sent_json(request: HttpRequest) -> object:
    """Return the JSON a request carries; ``None`` where it is none that a database can keep."""
    try:
        found: object = json.loads(request.body)
        plain = json.dumps(found, ensure_ascii=False, allow_nan=False)
        plain.encode()
    except (ValueError, RecursionError):  # not JSON, half a character, no number, too deep
        return None
    except RawPostDataException:  # a form, which was read as one
        return None
    return None if "\\u0000" in plain else found


def _holds_nul(request: HttpRequest) -> bool:
    """Return whether a field holds the one character that no database keeps as text."""
    fields = [request.GET, request.POST] if request.method == "POST" else [request.GET]
    return any("\0" in one for each in fields for _, many in each.lists() for one in many)


Check = Callable[[HttpRequest, Route, dict[str, object]], HttpResponse | None]


def guarded(route: Route, *, check: Check | None = None) -> View:
    """Wrap a route's view: method, sign-in, second factor, role, then one more check, in order.

    A page that is only shown is one reading: the same is not read twice for it.
    """
    allowed = (*route.methods, *(("HEAD",) if "GET" in route.methods else ()))

    @wraps(route.view)
    def view(request: HttpRequest, **parts: object) -> HttpResponse:
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        if _holds_nul(request):
            raise BadRequest
        if route.roles is not None and (refusal := _refusal(request, route)):
            return refusal
        if request.method == "POST":  # decides on what it reads itself, when it reads it
            return _checked(request, route, parts, check)
        with reading():
            return _checked(request, route, parts, check)

    return view


def _checked(
    request: HttpRequest, route: Route, parts: dict[str, object], check: Check | None
) -> HttpResponse:
    if route.roles is not None and check and (answer := check(request, route, parts)):
        return answer
    return route.view(request, **parts)


def _refusal(request: HttpRequest, route: Route) -> HttpResponse | None:
    if not isinstance(request.user, Person):
        return _to_sign_in(request)
    if route.needs_second and asks_second(request.user) and not request.session.get("second"):
        return redirect("second_factor")
    if is_locked(request) and not route.while_locked:
        return _to(request, reverse("unlock"), status=423)
    if route.roles is None or request.user.role not in route.roles:
        from ischia.web.pages.failure import not_yours

        who = request.user
        note(Deed(f"refused.{route.name}", who.practice_id, who.id, source(request)), at=now())
        return not_yours(request)
    if route.needs_proof and request.method == "POST" and age(request, "proved") > PROOF_SECONDS:
        return _to(request, reverse("unlock"), status=423)
    if route.by_hand:
        still_here(request)
    return None


def may_only_read(request: HttpRequest, route: Route) -> bool:
    """Return whether a person may open a route, and opening it leaves the session as it is."""
    user = request.user
    return (
        isinstance(user, Person)
        and route.roles is not None
        and user.role in route.roles
        and not (route.needs_second and asks_second(user) and not request.session.get("second"))
        and not is_locked(request)
        and age(request, "seen") <= settings.IDLE_SECONDS / 10
    )


def asks_second(person: Person) -> bool:
    """Return whether a password alone does not let this person in."""
    return bool(settings.IS_OPEN or person.totp_secret)


def age(request: HttpRequest, mark: str) -> float:
    """Return the seconds since a mark of the session was set."""
    return now().timestamp() - float(request.session.get(mark, 0))


def is_locked(request: HttpRequest) -> bool:
    """Return whether the session waits for its person: nobody was there, or it was locked."""
    return bool(request.session.get("locked")) or age(request, "seen") > settings.IDLE_SECONDS


def still_here(request: HttpRequest) -> None:
    """Note that a person is there; a locked session stays locked."""
    if not is_locked(request) and age(request, "seen") > settings.IDLE_SECONDS / 10:
        request.session["seen"] = now().timestamp()


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return _to(request, settings.LOGIN_URL, status=401)


def _to(request: HttpRequest, where: str, *, status: int) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=status)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=status, headers={"HX-Redirect": where})
    came_from = urlsplit(request.headers.get("Referer", "")).path
    page = request.path if request.method == "GET" else came_from
    return redirect(f"{where}?next={page}" if page not in {"", "/"} else where)


def patterns(routes: Iterable[Route], *, check: Check | None = None) -> list[URLPattern]:
    """Return Django's patterns for routes, each behind its guard."""
    return [path(route.address, guarded(route, check=check), name=route.name) for route in routes]
