"""A check-in for the client's own phone: one touch makes its link."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.pages.visit.views import link_page
from ischia.web.queries import course_words
from ischia.web.records.states import Due
from ischia.web.services import links
from ischia.web.words import refusal


def make(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Make the link of one check-in and show it once, with a QR code."""
    try:
        due = _due(request.POST.get("due", ""))
        token, _ = links.make_check_in(client_id, due, by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    where = reverse("check_cover", kwargs={"token": token})
    return link_page(request, where, {"client_id": client_id, "due": course_words.due(due)})


def _due(word: str) -> Due:
    if word not in {one.value for one in Due}:
        known = gettext(", ").join(course_words.due(one) for one in Due)
        raise InputError("link", [Defect(gettext("the check-in"), gettext("no such one"), known)])
    return Due(word)
