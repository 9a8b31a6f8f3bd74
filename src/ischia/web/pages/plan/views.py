"""The plan: timeline and parts side by side, why and sources one touch away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ischia.errors import InfeasiblePlan, InputError
from ischia.web.access import actor
from ischia.web.clock import now, today
from ischia.web.queries import own, plan_page
from ischia.web.services import planning, visits
from ischia.web.services.trail import note_deed


def show(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Show the newest plan and whether it still stands."""
    by = actor(request)
    visit = own.visit(visit_id, by=by)
    note_deed("plan.read", by=by, at=now(), client_id=visit.client_id, object_id=visit.id)
    found = plan_page.shown(visit)
    context = {
        "visit": visit,
        "client": visit.client,
        "plan": found,
        "obstacles": planning.obstacles(visit, on=today()),
        "lengths": (30, 45, 60, 75, 90),
    }
    return render(request, "plan/show.html", context)


def make(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Plan from today's answers."""
    by = actor(request)
    try:
        planning.plan(visit_id, on=today(), by=by, at=now())
    except InputError:
        return redirect("result", visit_id=visit_id)
    except InfeasiblePlan as none:
        visit = own.visit(visit_id, by=by)
        context = {"visit": visit, "client": visit.client, "clashes": none.clashes}
        return render(request, "plan/none.html", context, status=409)
    return redirect("plan", visit_id=visit_id)


def lengthen(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Change the length of the visit and plan anew."""
    try:
        changes = {"minutes": int(request.POST.get("minutes", ""))}
        visits.shape(visit_id, changes=changes, by=actor(request), at=now())
    except InputError as refused:
        problems = [one.sentence() for one in refused.defects]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    except ValueError:
        problems = ["Please choose whole minutes."]
        return render(request, "parts/problems.html", {"problems": problems}, status=422)
    return make(request, visit_id)


def adopt(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Adopt the plan and open the player."""
    try:
        planning.adopt(visit_id, on=today(), by=actor(request), at=now())
    except InputError as refused:
        context = {"problems": [one.what for one in refused.defects]}
        return render(request, "parts/problems.html", context, status=409)
    return redirect("player", visit_id=visit_id)
