"""The day at a glance."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ischia.web.access import actor
from ischia.web.clock import now, today
from ischia.web.people.roles import BOOKING
from ischia.web.queries import day as days
from ischia.web.queries import search
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show the visits of today, or of the day asked for."""
    by = actor(request)
    if by.role not in BOOKING:
        return render(request, "today/auditor.html")
    day = _day(request.GET.get("day", ""))
    note_deed("day.read", by=by, at=now())
    rows = days.rows(day, by=by)
    context = {
        "day": day,
        "is_today": day == today(),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": rows,
        "is_new": not rows and not search.clients("", by=by),
        "notices": days.notices(by=by),
    }
    return render(request, "today/day.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()
