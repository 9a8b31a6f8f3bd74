"""The therapist's own word beside the screening: their finding, and being stricter."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ischia.errors import InputError
from ischia.quantities import Disposition
from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.services import finding, stricter
from ischia.web.words import SHORT, refusal


def find(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Keep the therapist's own finding; then the pattern opens."""

    def asked() -> None:
        is_none = request.POST.get("none") == "yes"
        text = request.POST.get("text", "")
        finding.find(visit_id, text=text, is_none=is_none, by=actor(request), at=now())

    return _tried(request, visit_id, asked, mark="#pattern")


def hold_back(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Be stricter than the screening, with a reason."""

    def asked() -> None:
        told = request.POST.get("disposition", "")
        slug = told if told in SHORT else Disposition.NOT_TODAY.slug
        reason = request.POST.get("reason", "")
        decided = Disposition.from_slug(slug)
        stricter.be_stricter(visit_id, decided, reason=reason, by=actor(request), at=now())

    return _tried(request, visit_id, asked)


def take_back(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Let the screening hold again, with a reason."""

    def asked() -> None:
        reason = request.POST.get("reason", "")
        stricter.take_back(visit_id, reason=reason, by=actor(request), at=now())

    return _tried(request, visit_id, asked)


def _tried(
    request: HttpRequest, visit_id: UUID, asked: Callable[[], None], *, mark: str = ""
) -> HttpResponse:
    try:
        asked()
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return redirect(reverse("result", kwargs={"visit_id": visit_id}) + mark)
