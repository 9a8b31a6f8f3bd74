"""The day at a glance."""

from collections.abc import Hashable
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ischia.web.access import Actor, actor
from ischia.web.clock import now, read_day, today
from ischia.web.pages import kept
from ischia.web.people.roles import BOOKING
from ischia.web.queries import bursts, check_in_due, check_ins_in, course_log, search, upkeep
from ischia.web.queries import day as days
from ischia.web.services import watching
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show the visits of today, or of the day asked for."""
    by = actor(request)
    if by.role not in BOOKING:
        return render(request, "today/auditor.html")
    day = read_day(request.GET.get("day", "")) or today()
    note_deed("day.read", by=by, at=now())
    kept_up = upkeep.of(request.user.practice, by=by, at=now())  # type: ignore[union-attr]  # a Person, by its guard
    watching.look(by=by, at=now())
    beside = cache(lambda: _beside(day, by=by))

    def make() -> kept.Made:
        return "today/day.html", {
            "day": day,
            "is_today": day == today(),
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1),
            "rows": days.rows(day, on=today(), by=by),
            "notices": days.notices(by=by),
            "most_notices": days.MOST_NOTICES,
            "grave": days.on_void_plans(by=by),
            "upkeep": kept_up,
            **beside(),
        }

    def rests_on() -> Hashable:
        signs, *rest = beside().values()
        told = tuple((one.id, one.client.name) for one in signs)
        return days.found(day, by=by), days.waiting(by=by), told, *rest

    return kept.page(request, make, of=("day", day, kept_up), rests_on=rests_on)


def _beside(day: date, *, by: Actor) -> dict[str, Any]:
    """Return what stands beside the visits of a day; a page reads it once."""
    is_new = not days.found(day, by=by) and days.has_none(by=by)
    return {
        "signs": course_log.open_notices(by=by),
        "due": check_in_due.of_practice(today(), by=by),
        "came": check_ins_in.lately(today(), by=by),
        "many": bursts.not_looked_into(by=by),
        "is_new": is_new,
        "first": tuple(search.clients("", by=by)[:1]) if is_new else (),
    }


def burst_seen(request: HttpRequest, burst_id: UUID) -> HttpResponse:
    """Close the notice that somebody opened very many charts."""
    watching.looked_into(burst_id, by=actor(request), at=now())
    return redirect("today")
