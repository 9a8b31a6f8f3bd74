"""Before hands go on: answers, today's questions, what is seen, screening, consent."""

from datetime import date
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from ischia.care.screening import Lift
from ischia.errors import InputError
from ischia.web.access import actor
from ischia.web.clock import now, read_day, today
from ischia.web.pages import kept
from ischia.web.pages.intake import parsing
from ischia.web.queries import (
    consent,
    form,
    outdated,
    own,
    pattern_page,
    practice,
    visit_page,
    wording,
)
from ischia.web.queries import read_back as reading
from ischia.web.services import answering, gates, lifting, links, screening
from ischia.web.services.answering import Sent
from ischia.web.services.trail import note_deed
from ischia.web.words import refusal


def show(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show where this visit stands and what comes next."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    note_deed("visit.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)

    def make() -> kept.Made:
        on, agreed, found = today(), consent.held(visit), visit_page.result(visit)
        return "visit/show.html", {
            "visit": visit,
            "client": visit.client,
            "result": found,
            "day_changed": visit_page.day_changed(found, visit, on=on),
            "progress": visit_page.progress(visit, on=on),
            "looks": form.looks(visit),
            "sheet": reading.sheet(visit),
            "consent": agreed,
            "agreed": consent.labels(sorted(agreed.areas)),
            "draft_language": wording.draft_name(visit.client.language),
            "outdated": outdated.of(visit),
            "obstacles": gates.obstacles(visit, on=on),
            "may_plan": pattern_page.is_open(visit, on=on),
            "number": practice.emergency_number(visit),
            "save_address": reverse("visit_save", kwargs={"visit_id": visit.id}),
            **form.choices(),
        }

    of = "visit", visit.id
    return kept.page(request, make, of=of, rests_on=kept.whole_record(visit.client_id))


def make_link(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Make the client's link and show it once, with a QR code."""
    token = links.make(visit_id, by=actor(request), at=now())
    return link_page(
        request, reverse("form_cover", kwargs={"token": token}), {"visit_id": visit_id}
    )


def link_page(request: HttpRequest, where: str, context: dict[str, object]) -> HttpResponse:
    """Show a client's link: in full, and as a picture for the camera of their phone."""
    address = f"{settings.ADDRESS}{where}"
    picture = segno.make(address).svg_data_uri(scale=5, dark="#2f2420")
    return render(request, "visit/link.html", {"address": address, "picture": picture, **context})


def save(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Store what the therapist sees, at once."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    asked = {one.question.id: one.question for one, _ in form.looks(visit)}
    question = asked.get(request.POST.get("question", ""))
    try:
        event = UUID(request.POST.get("event", ""))
        if question is None:
            raise ValueError  # noqa: TRY301 -- the same answer for both
        sent = Sent(event, {question.id: parsing.answer(question, request.POST)})
        answering.by_person(visit_id, sent, observed=True, on=today(), by=by, at=now())
    except InputError as refused:
        problem = " ".join(refusal(one) for one in refused.defects)
        return JsonResponse({"saved": False, "problem": problem}, status=422)
    except ValueError:
        return JsonResponse({"saved": False, "problem": gettext("not a question here")}, status=422)
    return JsonResponse({"saved": True})


def screen(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Screen now; the result stands on the visit's page."""
    try:
        screening.screen(visit_id, on=today(), by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return redirect("result", visit_id=visit_id)


def result(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show what the screening found, why, and what it rests on."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    if not visit_page.is_screened(visit):
        return redirect("visit", visit_id=visit_id)
    note_deed("screening.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)

    def make() -> kept.Made:
        found = visit_page.result(visit)
        seen = found and pattern_page.findings(visit, found.snapshot, on=today())
        return "visit/result.html", {
            "visit": visit,
            "client": visit.client,
            "result": found,
            "day_changed": visit_page.day_changed(found, visit, on=today()),
            "findings": seen,
            "number": practice.emergency_number(visit),
            "may_lift": lifting.offered(visit, on=today()),
        }

    of = "result", visit.id
    return kept.page(request, make, of=of, rests_on=kept.whole_record(visit.client_id))


def lift(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Lift one limit with a written reason; keep what was typed when it is refused."""
    typed = request.POST
    asked = Lift(
        restriction=typed.get("restriction", "")[:80],
        reason=typed.get("reason", "")[:400],
        doctor=typed.get("doctor", "")[:120],
        doctor_on=_day(typed.get("doctor_on", "")),
    )
    try:
        wanted = lifting.Asked(asked, confirmed=typed.get("confirmed") == "yes")
        lifting.lift(visit_id, wanted, on=today(), by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return redirect("result", visit_id=visit_id)


def _day(text: str) -> date | None:
    """Return a day that is not ahead; anything else counts as not given."""
    found = read_day(text)
    return found if found and found <= today() else None


def put_back(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Let a lifted limit bind again."""
    name = request.POST.get("restriction", "")[:80]
    try:
        lifting.put_back(visit_id, name, on=today(), by=actor(request), at=now())
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return redirect("result", visit_id=visit_id)


def past_result(request: HttpRequest, visit_id: UUID, snapshot_id: UUID) -> HttpResponse:
    """Show a past result exactly as it was decided."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    found = visit_page.past_result(visit, snapshot_id)
    note_deed("screening.read", by=by, at=now(), client_id=visit.client_id, object_id=snapshot_id)
    context = {
        "visit": visit,
        "client": visit.client,
        "result": found,
        "number": practice.emergency_number(visit),
        "is_past": True,
    }
    return render(request, "visit/result.html", context)


def read_back(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Record that the answers were read back aloud; what was screened is screened again.

    Where the form is in, screening is what comes next: it follows at once, and is shown.
    """
    by, words = actor(request), request.POST.getlist("words")
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() else None
    try:
        answering.read_back(
            visit_id,
            seen=number,
            words=words,
            asked=request.POST.getlist("asked"),
            by=by,
            at=now(),
        )
        visit, shown = own.visit(visit_id, by=by), ("visit", "#ready")
        if visit_page.result(visit):
            screening.screen(visit_id, on=today(), by=by, at=now())
        elif visit_page.progress(visit, on=today()).is_in:
            screening.screen(visit_id, on=today(), by=by, at=now())
            shown = ("result", "")
    except InputError as refused:
        problems = [refusal(one) for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return redirect(reverse(shown[0], kwargs={"visit_id": visit_id}) + shown[1])
