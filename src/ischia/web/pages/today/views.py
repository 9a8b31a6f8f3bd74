"""The day at a glance."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ischia.web.access import actor
from ischia.web.clock import now, read_day, today
from ischia.web.pages import kept
from ischia.web.people.roles import BOOKING
from ischia.web.queries import check_in_due, check_ins_in, course_log, search, upkeep
from ischia.web.queries import day as days
from ischia.web.services.trail import note_deed


def show(request: HttpRequest) -> HttpResponse:
    """Show the visits of today, or of the day asked for."""
    by = actor(request)
    if by.role not in BOOKING:
        return render(request, "today/auditor.html")
    day = read_day(request.GET.get("day", "")) or today()
    note_deed("day.read", by=by, at=now())
    seen = days.found(day, by=by), days.waiting(by=by)
    signs = course_log.open_notices(by=by)
    told = tuple((one.id, one.client.name) for one in signs)
    kept_up = upkeep.of(request.user.practice, by=by, at=now())  # type: ignore[union-attr]  # a Person, by its guard
    due, came = check_in_due.of_practice(today(), by=by), check_ins_in.lately(today(), by=by)
    is_new = not seen[0] and not search.clients("", by=by)

    def make() -> kept.Made:
        return "today/day.html", {
            "day": day,
            "is_today": day == today(),
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1),
            "rows": days.rows(day, by=by),
            "is_new": is_new,
            "notices": days.notices(by=by),
            "signs": signs,
            "upkeep": kept_up,
            "due": due,
            "came": came,
        }

    shown = (seen, told, is_new, kept_up, due, came)
    return kept.page(request, make, of=("day", day, shown))
