"""First start, sign-in and out, second factor."""

import zoneinfo
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ischia.errors import InputError
from ischia.web.access import actor, source
from ischia.web.clock import now
from ischia.web.people.models import Person
from ischia.web.people.roles import ROLE_WORDS, Role
from ischia.web.queries import practice as practices
from ischia.web.services import setting_up, signing_in

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]
_HERE = {"127.0.0.1", "::1", ""}


def begin_session(request: HttpRequest, person: Person) -> None:
    """Sign a person in with a new session id."""
    login(request, person, backend=_BACKEND)
    request.session["begun"] = request.session["seen"] = now().timestamp()


@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """Walk the owner of a new practice through the first start, on this machine only."""
    if practices.exists():
        return redirect("sign_in")
    if source(request) not in _HERE:
        return render(request, "account/set_up_elsewhere.html", status=403)
    typed = {key: str(value).strip() for key, value in request.POST.items()}
    context = {"typed": typed, "zones": sorted(zoneinfo.available_timezones()), "problems": []}
    if request.method != "POST":
        return render(request, "account/set_up.html", context)
    problems = _set_up_problems(typed)
    if problems:
        context["problems"] = problems
        return render(request, "account/set_up.html", context, status=422)
    person = setting_up.begin(
        practice=typed["practice"],
        time_zone=typed["time_zone"],
        emergency_number=typed["emergency_number"] or "112",
        owner=(typed["name"], typed["email"], request.POST["password"]),
        at=now(),
    )
    begin_session(request, person)
    return redirect("today")


def _set_up_problems(typed: dict[str, str]) -> list[str]:
    wanted = {"practice": "the practice", "name": "your name", "email": "your e-mail"}
    problems = [f"Please fill in {words}." for key, words in wanted.items() if not typed.get(key)]
    if typed.get("time_zone") not in zoneinfo.available_timezones():
        problems.append("Please choose a time zone from the list.")
    person = Person(name=typed.get("name", ""), email=typed.get("email", ""))
    try:
        validate_password(typed.get("password", ""), person)
    except ValidationError as refused:
        problems += refused.messages
    return problems


@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a person in, slowly after failures."""
    if not practices.exists():
        return redirect("set_up")
    context: dict[str, object] = {"next": _own_path(request.GET.get("next", ""))}
    if request.method != "POST":
        return render(request, "account/sign_in.html", context)
    found = signing_in.attempt(
        request,
        email=request.POST.get("email", ""),
        password=request.POST.get("password", "")[:128],
        source=source(request),
        at=now(),
    )
    if found.person is None:
        context |= {"slowed": found.slowed, "failed": True, "email": request.POST.get("email", "")}
        return render(request, "account/sign_in.html", context, status=429 if found.slowed else 422)
    begin_session(request, found.person)
    if settings.IS_OPEN or found.person.totp_secret:
        return redirect("second_factor")
    return redirect(_own_path(request.POST.get("next", "")) or "/")


def _own_path(address: str) -> str:
    """Return the address if it is a path of ours, else nothing."""
    parts = urlsplit(address)
    lawful = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if lawful and not parts.netloc else ""


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign_in")


def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the six digits; show the QR code the first time."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    secret = person.totp_secret or request.session.get("new_secret")
    if not secret:
        secret = request.session["new_secret"] = signing_in.new_secret()
    context: dict[str, object] = {"is_new": not person.totp_secret}
    if not person.totp_secret:
        address = signing_in.secret_address(secret, person)
        context |= {
            "secret": secret,
            "picture": segno.make(address).svg_data_uri(scale=5, dark="#2f2420"),
        }
    if request.method == "POST":
        found = signing_in.confirm_code(
            person,
            code=request.POST.get("code", ""),
            secret=secret,
            source=source(request),
            at=now(),
        )
        if found.person is not None:
            request.session.pop("new_secret", None)
            request.session["second"] = True
            return redirect("today")
        context |= {"failed": True, "slowed": found.slowed}
        return render(request, "account/second.html", context, status=422)
    return render(request, "account/second.html", context)


@sensitive_post_parameters()
def people(request: HttpRequest) -> HttpResponse:
    """Show the people of the practice; take one on."""
    by = actor(request)
    context: dict[str, object] = {"roles": [(role.value, ROLE_WORDS[role]) for role in Role]}
    status = 200
    if request.method == "POST":
        problems = _taken_on(request)
        if not problems:
            return redirect("people")
        context |= {"problems": problems, "typed": request.POST}
        status = 422
    context["people"] = practices.people(by=by)
    return render(request, "account/people.html", context, status=status)


def _taken_on(request: HttpRequest) -> list[str]:
    name, email = request.POST.get("name", "").strip(), request.POST.get("email", "").strip()
    role, password = request.POST.get("role", ""), request.POST.get("password", "")
    problems = [] if name and "@" in email else ["Please give a name and an e-mail."]
    if role not in set(Role):
        problems.append("Please choose a role.")
    try:
        validate_password(password, Person(name=name, email=email))
    except ValidationError as refused:
        problems += refused.messages
    if problems:
        return problems
    try:
        setting_up.take_on(
            name=name,
            email=email,
            password=password,
            role=Role(role),
            by=actor(request),
            at=now(),
        )
    except InputError as refused:
        return [one.sentence() for one in refused.defects]
    return []
