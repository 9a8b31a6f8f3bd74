"""The note: drafted from the record, edited, signed, then only added to."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now, today
from ischia.web.pages import kept
from ischia.web.pages.paper import pdf
from ischia.web.queries import (
    check_in_due,
    course_log,
    course_words,
    outdated,
    own,
    plan_page,
    said_page,
)
from ischia.web.queries import notes as signed_notes
from ischia.web.queries.drafting import HEADINGS
from ischia.web.records.states import Due
from ischia.web.services import notes
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


def show(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show the note: signed, or still to be written."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    note_deed("note.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)

    def make() -> kept.Made:
        shown: dict[str, object] = {"visit": visit, "client": visit.client}
        shown["form"] = said_page.form(visit)
        shown["outdated"] = outdated.of(visit)
        if signed := signed_notes.signed(visit):
            return "note/signed.html", shown | {
                "signed": signed,
                "due": check_in_due.of_client(
                    visit.client, course_log.of(visit.client_id), on=today()
                ),
                "dues": [(one.value, course_words.due(one)) for one in Due],
                "has_plan": plan_page.shown(visit) is not None,
                "sections": [(name, signed.note.body["text"][name]) for name in HEADINGS],
            }
        draft = notes.begin(visit_id, by=by, at=now())
        return "note/edit.html", shown | {
            "draft": draft,
            "sections": [(name, draft.body["text"][name]) for name in HEADINGS],
            "may_sign": visit.state in {"done", "stopped"},
        }

    of = "note", visit.id
    return kept.page(request, make, of=of, rests_on=kept.whole_record(visit.client_id))


def paper(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Answer with the signed note as a PDF; an unsigned one is not printed."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    signed = signed_notes.signed(visit)
    if signed is None:
        return redirect("note", visit_id=visit_id)
    note_deed("note.printed", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    return pdf(signed_notes.paper(visit, signed), name="note")


def edit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Keep what is typed, as it is typed; sign when asked to."""
    by = actor(request)
    try:
        draft = notes.edit(
            visit_id,
            text={name: request.POST.get(name, "") for name in HEADINGS},
            version=int(request.POST.get("version", "0")),
            by=by,
            at=now(),
        )
        if request.POST.get("sign") == "yes":
            notes.sign(visit_id, version=draft.version, by=by, at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"saved": False, "problem": " ".join(problems)}, status=409)
        return render(request, "parts/problems.html", {"problems": problems}, status=409)
    except ValueError:
        return JsonResponse({"saved": False, "problem": gettext("no version")}, status=422)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"saved": True, "version": draft.version})
    return redirect("note", visit_id=visit_id)


def add_to(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Add to a signed note."""
    try:
        notes.add_to(visit_id, text=request.POST.get("text", ""), by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return redirect("note", visit_id=visit_id)
