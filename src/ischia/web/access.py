"""Who may open what: one row a route, held against the tests' own table.

Every page is reached through :func:`guarded`; a route without a row cannot exist, since
the rows are the routes.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from uuid import UUID

from attrs import frozen
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path

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
        Whether the second factor must have been shown where the server is open.
    """

    address: str
    name: str
    view: View
    roles: frozenset[Role] | None
    methods: tuple[str, ...] = ("GET",)
    needs_second: bool = True


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


def guarded(route: Route) -> View:
    """Wrap a route's view: method, sign-in, second factor, role, in that order."""
    allowed = (*route.methods, *(("HEAD",) if "GET" in route.methods else ()))

    @wraps(route.view)
    def view(request: HttpRequest, **parts: object) -> HttpResponse:
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        if route.roles is not None and (refusal := _refusal(request, route)):
            return refusal
        return route.view(request, **parts)

    return view


def _refusal(request: HttpRequest, route: Route) -> HttpResponse | None:
    if not isinstance(request.user, Person):
        return _to_sign_in(request)
    if route.needs_second and settings.IS_OPEN and not request.session.get("second"):
        return redirect("second_factor")
    if route.roles is None or request.user.role not in route.roles:
        from ischia.web.pages.failure import not_yours

        return not_yours(request)
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
    asked = f"?next={request.path}" if request.method == "GET" and request.path != "/" else ""
    return redirect(f"{settings.LOGIN_URL}{asked}")


def patterns(routes: Iterable[Route]) -> list[URLPattern]:
    """Return Django's patterns for routes, each behind its guard."""
    return [path(route.address, guarded(route), name=route.name) for route in routes]
