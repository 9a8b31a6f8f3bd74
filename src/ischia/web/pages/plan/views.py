"""The plan: timeline and body side by side, changed by touch, its why one touch away."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from ischia import documents
from ischia.care.planning import Change
from ischia.errors import InfeasiblePlan, InputError
from ischia.knowledge import shipped
from ischia.speech import Said
from ischia.web.access import Actor, actor
from ischia.web.clock import now, today
from ischia.web.pages import kept
from ischia.web.pages.paper import pdf
from ischia.web.pages.plan import asking
from ischia.web.queries import consent, course, own, pattern_page, plan_page
from ischia.web.records.states import OPEN_STATES
from ischia.web.services import consenting, gates, planning
from ischia.web.services.trail import note_deed
from ischia.web.speech import spoken
from ischia.web.words import refusal

LENGTHS = (30, 45, 60, 75, 90)


def show(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show the newest plan and whether it still stands."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    note_deed("plan.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)

    def make() -> kept.Made:
        return "plan/show.html", _context(visit_id, by=by)

    of = "plan", visit.id
    return kept.page(request, make, of=of, rests_on=kept.whole_record(visit.client_id))


def _context(visit_id: UUID, *, by: Actor, refused: tuple[Said, ...] = ()) -> dict[str, object]:
    visit = own.visit(visit_id, by=by)
    found = plan_page.shown(visit)
    held, may_plan = consent.held(visit), pattern_page.is_open(visit, on=today())
    may_change = visit.state == "booked" and found is not None and found.is_current
    return {
        "visit": visit,
        "client": visit.client,
        "plan": found,
        "obstacles": gates.obstacles(visit, on=today()),
        "lengths": LENGTHS,
        "refused": refused,
        "areas": consent.asked(visit, found.snapshot if found else None),
        "consent": held,
        "consent_text": gettext(consenting.TEXTS["massage"]),
        "consent_version": consenting.TEXT_VERSION,
        "step": asking.STEP_MIN,
        "may_plan": may_plan,
        "may_change": may_change and may_plan,
    }


def make(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Plan from today's answers."""
    by = actor(request)
    try:
        planning.plan(visit_id, on=today(), by=by, at=now())
    except InputError as refused:
        if refused.source == gates.COURSE:
            return redirect("plan_stopped", visit_id=visit_id)
        if refused.source == gates.FINDING:
            return _look_first(request, visit_id, refused)
        return redirect("result", visit_id=visit_id)
    except InfeasiblePlan as none:
        visit = own.visit(visit_id, by=by)
        context = {
            "visit": visit,
            "client": visit.client,
            "clashes": _clashes(none),
        }
        return render(request, "plan/none.html", context, status=409)
    return redirect("plan", visit_id=visit_id)


def _where_to_look(visit_id: UUID) -> str:
    return reverse("result", kwargs={"visit_id": visit_id}) + "#pattern"


def _look_first(request: HttpRequest, visit_id: UUID, refused: InputError) -> HttpResponse:
    """Say that the therapist's own finding comes first, and lead to where it is written down."""
    context = {
        "problems": [refusal(one) for one in refused.defects],
        "onward": _where_to_look(visit_id),
        "onward_words": gettext("Write it down first"),
    }
    return render(request, "parts/problems.html", context, status=422)


def stopped(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show why the course goes on with no session now, and what a person may decide."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    note_deed("course.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    found = course.of_client(visit.client, on=today())
    context = {"visit": visit, "client": visit.client, "course": found}
    return render(request, "plan/stopped.html", context)


def change(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Change the plan by what one button asks for."""

    def asked() -> None:
        by = actor(request)
        found = plan_page.shown(own.visit(visit_id, by=by))
        if found is not None:
            wanted = asking.change(request.POST, found.body)
            planning.change(visit_id, wanted, on=today(), by=by, at=now())

    return _tried(request, visit_id, asked)


def undo(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Take one change back."""

    def asked() -> None:
        text = request.POST.get("number", "")
        number = int(text) if text.isdecimal() else -1
        planning.undo(visit_id, number, on=today(), by=actor(request), at=now())

    return _tried(request, visit_id, asked)


def lengthen(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Change the length of the visit and plan anew."""
    text = request.POST.get("minutes", "")
    if not text.isdecimal():
        problems = [gettext("Please choose whole minutes.")]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)

    def asked() -> None:
        planning.lengthen(visit_id, int(text), on=today(), by=actor(request), at=now())

    return _tried(request, visit_id, asked)


def _tried(request: HttpRequest, visit_id: UUID, asked: Callable[[], None]) -> HttpResponse:
    """Do it and show the plan; when it is refused, show the plan as it was, and why."""
    try:
        asked()
    except InfeasiblePlan as none:
        refused, status = tuple(_clashes(none)), 409
    except InputError as no:
        if no.source == gates.FINDING:
            return _look_first(request, visit_id, no)
        said = get_language() or "en"
        refused, status = tuple(Said(refusal(one), said) for one in no.defects), 422
    else:
        return redirect("plan", visit_id=visit_id)
    context = _context(visit_id, by=actor(request), refused=refused)
    return render(request, "plan/show.html", context, status=status)


def lengths(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show what each usual length would give, beside what it takes."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    note_deed("plan.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    try:
        found, held = planning.lengths(visit, on=today()), plan_page.shown(visit)
    except InputError:
        return redirect(_where_to_look(visit_id))
    context = {
        "visit": visit,
        "client": visit.client,
        "rows": plan_page.lengths(found, booked=held.booked if held else visit.minutes),
        "may_change": visit.state == "booked",
    }
    return render(request, "plan/lengths.html", context)


def home(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Answer with what the client takes home as a PDF; a void plan gives nothing away."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    sheet = plan_page.home_paper(visit)
    if sheet is None:
        return redirect("plan", visit_id=visit_id)
    note_deed("home.printed", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    return pdf(sheet, name="home")


def agree(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Record which areas the client agreed to; what was not agreed to leaves the plan at once."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    if request.POST.get("given") == "no":
        consenting.by_person(visit_id, "massage", given=False, by=by, at=now())
        return redirect("plan", visit_id=visit_id)

    def asked() -> None:
        areas = request.POST.getlist("area")[:80]
        refused = consenting.to_areas(visit_id, areas, by=by, at=now())
        if refused and areas and visit.state in OPEN_STATES:
            barred = (Change("not_there", site=site) for site in refused)
            planning.change(visit_id, *barred, on=today(), by=by, at=now())

    return _tried(request, visit_id, asked)


def adopt(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Adopt the plan and open the player."""
    try:
        planning.adopt(visit_id, on=today(), by=actor(request), at=now())
    except InputError as refused:
        context = {"problems": [one.what for one in refused.defects]}
        return render(request, "parts/problems.html", context, status=409)
    return redirect("player", visit_id=visit_id)


def _clashes(none: InfeasiblePlan) -> list[Said]:
    """Return why no lawful session is left, in the language of the page."""
    speech, known = spoken(), shipped()
    return [
        documents.clash_words(one, speech=speech, knowledge=known, limits=none.limits)
        for one in none.clashes
    ]
