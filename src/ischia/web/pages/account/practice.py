"""What the practice is called, where its clock is, whom to call there, how to reach it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.pages.account.zones import zones
from ischia.web.people.models import Person
from ischia.web.services import setting_up
from ischia.web.services.reaching import Reach
from ischia.web.words import refusal

_FIELDS = ("name", "time_zone", "emergency_number")
_REACH = ("phone", "email", "address")


def change(request: HttpRequest) -> HttpResponse:
    """Show what the owner told at the first start, and let it be put right."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 -- behind the guard
    held = {field: str(getattr(person.practice, field)) for field in (*_FIELDS, *_REACH)}
    context: dict[str, object] = {"typed": held, "zones": zones(held["time_zone"])}
    if request.method != "POST":
        return render(request, "account/practice.html", context)
    told = {field: request.POST.get(field, "").strip() for field in _FIELDS}
    reach = {field: request.POST.get(field, "") for field in _REACH}
    try:
        setting_up.change(**told, reach=Reach(**reach), by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        context |= {"typed": told | reach, "problems": problems}
        return render(request, "account/practice.html", context, status=422)
    return redirect("people")
