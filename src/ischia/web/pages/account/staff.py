"""The people of the practice: invite, join by the link, leave and come back."""

from uuid import UUID

import segno
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.debug import sensitive_post_parameters

from ischia.errors import InputError
from ischia.web.access import actor, asks_second, source
from ischia.web.clock import now
from ischia.web.pages.account.entering import begin_session
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.queries import practice as practices
from ischia.web.services import staff
from ischia.web.words import refusal, role_words

_DEEDS = {"leave": staff.leave, "back": staff.come_back, "forget": staff.forget_second}
_WHAT = {
    Role.OWNER: gettext_noop("sees and does everything, and takes people on"),
    Role.THERAPIST: gettext_noop("sees clients, plans and notes, and treats"),
    Role.FRONT_DESK: gettext_noop("books visits; sees no health data"),
    Role.AUDITOR: gettext_noop("sees who opened which record, nothing inside it"),
}


def people(request: HttpRequest) -> HttpResponse:
    """Show the people of the practice; invite one."""
    if request.method != "POST":
        return _page(request)
    typed = {key: str(value).strip() for key, value in request.POST.items()}
    problems = [] if typed.get("name") and "@" in typed.get("email", "") else [
        gettext("Please give a name and an e-mail.")
    ]  # fmt: skip
    if typed.get("role") not in set(Role):
        problems.append(gettext("Please choose a role."))
    if problems:
        return _page(request, problems, typed)
    name, email, role = typed["name"], typed["email"], Role(typed["role"])
    try:
        address = staff.invite(name=name, email=email, role=role, by=actor(request), at=now())
    except InputError as refused:
        return _page(request, [refusal(one) for one in refused.defects], typed)
    return _link_page(request, address, name)


def _page(
    request: HttpRequest, problems: list[str] | None = None, typed: dict[str, str] | None = None
) -> HttpResponse:
    by = actor(request)
    context = {
        "problems": problems,
        "typed": typed,
        "roles": [(role.value, role_words(role), gettext(_WHAT[role])) for role in Role],
        "people": practices.people(by=by),
    }
    return render(request, "account/people.html", context, status=422 if problems else 200)


def _link_page(request: HttpRequest, address: str, name: str) -> HttpResponse:
    picture = segno.make(address).svg_data_uri(scale=5, dark="#2f2420")
    context = {"address": address, "picture": picture, "name": name, "days": staff.LIFE.days}
    return render(request, "account/invited.html", context)


def again(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a new link by which a person sets a password."""
    try:
        address = staff.invite_again(person_id, by=actor(request), at=now())
    except InputError as refused:
        return _page(request, [refusal(one) for one in refused.defects])
    return _link_page(request, address, "")


def change(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let a person leave, come back, or begin the second factor anew."""
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        return _page(request, [gettext("Please choose what is to happen.")])
    try:
        deed(person_id, by=actor(request), at=now())
    except InputError as refused:
        return _page(request, [refusal(one) for one in refused.defects])
    return redirect("people")


def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Take the link out of the address bar; it is used up only once a password is set."""
    found = staff.followed(token, at=now())
    if found is None:
        return render(request, "account/join_ended.html", status=410)
    request.session["joining"] = str(found)
    return redirect("join")


@sensitive_post_parameters()
def join(request: HttpRequest) -> HttpResponse:
    """Let an invited person set their own password."""
    held = str(request.session.get("joining", ""))
    person = staff.invited(UUID(held), at=now()) if held else None
    if person is None:
        return render(request, "account/join_ended.html", status=410)
    context: dict[str, object] = {"person": person, "role": role_words(person.role)}
    if request.method != "POST":
        return render(request, "account/join.html", context)
    password = request.POST.get("password", "")
    problems = _problems(password, person)
    if problems:
        return render(request, "account/join.html", context | {"problems": problems}, status=422)
    joined = staff.join(UUID(held), password=password, source=source(request), at=now())
    if joined is None:
        return render(request, "account/join_ended.html", status=410)
    request.session.flush()
    begin_session(request, joined)
    return redirect("second_factor" if asks_second(joined) else "today")


def _problems(password: str, person: Person) -> list[str]:
    try:
        validate_password(password, person)
    except ValidationError as refused:
        return list(refused.messages)
    return []
