"""First start, sign-in and out, second factor."""

import segno
from django.contrib.auth import logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from ischia.errors import InputError
from ischia.web.access import actor, asks_second, source
from ischia.web.clock import now
from ischia.web.pages.account.entering import begin_session, own_path
from ischia.web.pages.account.zones import zones
from ischia.web.people.models import Person
from ischia.web.people.passwords import LONGEST
from ischia.web.queries import practice as practices
from ischia.web.services import own_account, recovery, setting_up, signing_in
from ischia.web.services.trail import note_deed

_HERE = {"127.0.0.1", "::1", ""}


@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    """Walk the owner of a new practice through the first start, on this machine only."""
    if practices.exists():
        return redirect("sign_in")
    if source(request) not in _HERE:
        return render(request, "account/set_up_elsewhere.html", status=403)
    typed = {key: str(value).strip() for key, value in request.POST.items()}
    context = {"typed": typed, "zones": zones(), "problems": []}
    if request.method != "POST":
        return render(request, "account/set_up.html", context)
    problems = _set_up_problems(typed | {"password": request.POST.get("password", "")})
    if problems:
        context["problems"] = problems
        return render(request, "account/set_up.html", context, status=422)
    try:
        person = setting_up.begin(
            practice=typed["practice"],
            time_zone=typed["time_zone"],
            emergency_number=typed.get("emergency_number") or "112",
            owner=(typed["name"], typed["email"], request.POST["password"]),
            at=now(),
        )
    except InputError:  # another page of the same start was quicker
        return redirect("sign_in")
    begin_session(request, person)
    return redirect("today")


def _set_up_problems(typed: dict[str, str]) -> list[str]:
    wanted = {
        "practice": gettext("Please fill in the practice."),
        "name": gettext("Please fill in your name."),
        "email": gettext("Please fill in your e-mail."),
    }
    problems = [words for key, words in wanted.items() if not typed.get(key)]
    if "email" in typed and typed["email"] and "@" not in typed["email"]:
        problems.append(gettext("An e-mail has an @ in it."))
    if max(len(typed.get(key, "")) for key in wanted) > setting_up.LONGEST_NAME:
        problems.append(
            gettext("At most {n} letters for each name.").format(n=setting_up.LONGEST_NAME)
        )
    number = typed.get("emergency_number", "")
    if number and not setting_up.is_callable(number):
        problems.append(gettext("The emergency number has two digits or more, and no letters."))
    if not setting_up.is_zone(typed.get("time_zone", "")):
        problems.append(gettext("Please choose a time zone from the list."))
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
    context: dict[str, object] = {"next": own_path(request.GET.get("next", ""))}
    if request.method != "POST":
        return render(request, "account/sign_in.html", context)
    found = signing_in.attempt(
        request,
        email=request.POST.get("email", ""),
        password=request.POST.get("password", "")[:LONGEST],
        source=source(request),
        at=now(),
    )
    if found.person is None:
        context |= {"slowed": found.slowed, "failed": True, "email": request.POST.get("email", "")}
        return render(request, "account/sign_in.html", context, status=429 if found.slowed else 422)
    begin_session(request, found.person)
    if asks_second(found.person):
        return redirect("second_factor")
    return redirect(own_path(request.POST.get("next", "")) or "/")


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    note_deed("sign_out", by=actor(request), at=now())
    logout(request)
    return redirect("sign_in")


@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for digits, passkey or recovery code; let a person begin only who has none of them."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    has_key = own_account.has_passkey(person)
    if not person.totp_secret and not has_key:
        return new_app(request, person)
    context: dict[str, object] = {"asks_digits": bool(person.totp_secret), "has_key": has_key}
    if request.method != "POST":
        return render(request, "account/second.html", context)
    typed, place, at = request.POST.get("recovery", ""), source(request), now()
    if typed:
        found = recovery.use(person, code=typed, source=place, at=at)
    elif person.totp_secret:
        code, secret = request.POST.get("code", ""), person.totp_secret
        found = signing_in.confirm_code(person, code=code, secret=secret, source=place, at=at)
    else:
        found = signing_in.SignIn(None)
    if found.person is None:
        context |= {"failed": True, "slowed": found.slowed}
        return render(request, "account/second.html", context, status=422)
    request.session["second"] = True
    return redirect("own_account" if typed else "today")


def new_app(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the QR code of a new secret; once its digits are right, show the recovery codes."""
    secret = request.session.get("new_secret")
    if not secret:
        secret = request.session["new_secret"] = signing_in.new_secret()
    address = signing_in.secret_address(secret, person)
    context: dict[str, object] = {
        "is_new": True,
        "asks_digits": True,
        "secret": secret,
        "picture": segno.make(address).svg_data_uri(scale=5, dark="#2f2420"),
    }
    if request.method == "POST":
        code = request.POST.get("code", "")
        found = signing_in.confirm_code(
            person, code=code, secret=secret, source=source(request), at=now()
        )
        if found.person is not None:
            del request.session["new_secret"]
            request.session["second"] = True
            by = actor(request)
            own_account.end_others(by=by, key=str(request.session.session_key), at=now())
            return render(request, "account/codes.html", {"codes": recovery.renew(by=by, at=now())})
        context |= {"failed": True, "slowed": found.slowed}
        return render(request, "account/second.html", context, status=422)
    return render(request, "account/second.html", context)
