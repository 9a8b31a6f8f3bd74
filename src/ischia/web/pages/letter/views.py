"""The letter to a doctor: one touch from the screening, as PDF and as a page to print."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now
from ischia.web.pages.paper import pdf
from ischia.web.queries import letters as kept
from ischia.web.queries import own
from ischia.web.services import letters
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


def write(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Write the letter of the newest screening and open it as a PDF, or as a page."""
    try:
        written = letters.write(visit_id, by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    name = "letter" if request.POST.get("as") == "page" else "letter_paper"
    return redirect(name, visit_id=visit_id, snapshot_id=written.id)


def show(request: HttpRequest, visit_id: UUID, snapshot_id: UUID) -> HttpResponse:
    """Show a letter as a page that prints."""
    written = _read(request, visit_id, snapshot_id)
    context = {"visit": written.visit, "client": written.visit.client, "written": written}
    return render(request, "letter/show.html", context)


def paper(request: HttpRequest, visit_id: UUID, snapshot_id: UUID) -> HttpResponse:
    """Answer with the letter as a PDF; its file name tells nothing."""
    return pdf(_read(request, visit_id, snapshot_id).paper, name="letter")


def _read(request: HttpRequest, visit_id: UUID, snapshot_id: UUID) -> kept.Written:
    by = actor(request)
    written = kept.written(own.visit(visit_id, by=by), snapshot_id)
    client_id = written.visit.client_id
    note_deed("letter.read", by=by, at=now(), client_id=client_id, object_id=snapshot_id)
    return written
