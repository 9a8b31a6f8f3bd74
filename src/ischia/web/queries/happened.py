"""What happened in a session, from what was told of it: what was taken back did not happen."""

from collections import Counter
from typing import Any

from ischia.web.once import once
from ischia.web.records.models import Client, SessionEvent, Snapshot, Visit
from ischia.web.records.states import DONE_STATES

_MINUTE_S = 60


@once
def last_visit(client: Client) -> Visit | None:
    """Return the newest visit of a client whose session took place."""
    done = Visit.objects.filter(client=client, state__in=DONE_STATES)
    return done.order_by("-starts_at").first()


def told(visit: Visit) -> list[SessionEvent]:
    """Return what was told of a session and stands, in its order; the player reads it the same."""
    events = list(SessionEvent.objects.filter(visit=visit).order_by("number", "told_at"))
    undone = {event.body.get("of") for event in events if event.kind == "undo"}
    return [one for one in events if one.kind != "undo" and str(one.id) not in undone]


def part(event: SessionEvent, plan: Snapshot | None) -> dict[str, Any] | None:
    """Return the part of the plan that an event is of."""
    number = event.body.get("part")
    parts = plan.body["session"]["segments"] if plan and plan.body.get("session") else []
    if isinstance(number, int) and 0 <= number < len(parts):
        found: dict[str, Any] = parts[number]
        return found
    return None


def given(events: list[SessionEvent], plan: Snapshot | None) -> list[dict[str, Any]]:
    """Return the parts of a plan that hands were really given to, each once."""
    found = {}
    for event in events:
        of = part(event, plan)
        if event.kind == "part_done" and of and of["site"] and event.body.get("seconds"):
            found[event.body["part"]] = of
    return list(found.values())


def minutes_by_site(events: list[SessionEvent], plan: Snapshot | None) -> Counter[str]:
    """Return the whole minutes that each site was really given, both sides together."""
    seconds: Counter[str] = Counter()
    for event in events:
        of = part(event, plan)
        if event.kind == "part_done" and of and of["site"]:
            seconds[of["site"]] += int(event.body.get("seconds", 0))
    whole = {site: round(n / _MINUTE_S) for site, n in seconds.items()}
    return Counter({site: n for site, n in whole.items() if n})
