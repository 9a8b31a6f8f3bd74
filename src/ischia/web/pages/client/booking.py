"""Book a visit, move it, call it off."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor, actor
from ischia.web.clock import instant, now
from ischia.web.people.roles import CLINICAL
from ischia.web.queries import earlier, overlapping, own, treating
from ischia.web.services import visits
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


def book(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Book a visit of this client."""
    by = actor(request)
    try:
        minutes = int(request.POST.get("minutes", ""))
        visit = visits.book(
            client_id,
            starts_at=_starts(request.POST.get("starts_at", "")),
            minutes=minutes,
            place=request.POST.get("place", "clinic"),
            support=request.POST.get("support", "table"),
            therapist_id=_chosen(request.POST.get("therapist", "")),
            by=by,
            at=now(),
        )
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    except ValueError:
        problems = [gettext("Please give a day and time, and whole minutes.")]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    if overlapping.of(visit):
        return redirect("visit_change", client_id=client_id, visit_id=visit.id)
    if by.role in CLINICAL:
        return redirect("visit", visit_id=visit.id)
    return redirect("client", client_id=client_id)


def change(request: HttpRequest, client_id: UUID, visit_id: UUID) -> HttpResponse:
    """Move a visit, call it off, or take that back."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    if visit.client_id != client_id:
        raise Http404
    if request.method != "POST":
        note_deed("visit.read", by=by, at=now(), client_id=client_id, object_id=visit_id)
        return render(request, "client/visit.html", _shown(visit_id, by=by))
    problems = []
    try:
        match request.POST.get("deed", ""):
            case "off":
                visits.call_off(visit_id, by=by, at=now())
            case "on":
                visits.book_again(visit_id, by=by, at=now())
            case _:
                visits.move(
                    visit_id,
                    starts_at=_starts(request.POST.get("starts_at", "")),
                    therapist_id=_chosen(request.POST.get("therapist", "")),
                    by=by,
                    at=now(),
                )
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
    except ValueError:
        problems = [gettext("Please give a day and time.")]
    if problems:
        context = _shown(visit_id, by=by) | {"problems": problems}
        return render(request, "client/visit.html", context, status=422)
    if overlapping.of(own.visit(visit_id, by=by)):
        return redirect("visit_change", client_id=client_id, visit_id=visit_id)
    return redirect("client", client_id=client_id)


def _shown(visit_id: UUID, *, by: Actor) -> dict[str, object]:
    """Return what the page of a visit's change shows."""
    visit = own.visit(visit_id, by=by)
    return {
        "visit": visit,
        "client": visit.client,
        "treating": treating.choices(visit.client, by=by),
        "stood": earlier.of_visit(visit.client_id, visit.id),
        "overlaps": overlapping.of(visit),
    }


def _starts(text: str) -> datetime:
    try:
        found = instant(datetime.fromisoformat(text))
    except OverflowError:  # a day at the very end of the calendar
        raise ValueError(text) from None
    if found is None:
        defect = Defect(
            gettext("day and time"),
            gettext("the clocks go forward and leave this time out"),
            gettext("a time before or after"),
        )
        raise InputError("visit", [defect])
    return found


def _chosen(text: str) -> UUID | None:
    """Return who is named; what cannot be read names nobody."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)
