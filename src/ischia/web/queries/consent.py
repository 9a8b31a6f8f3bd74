"""What the client has agreed to: the keeping of answers, and today's areas one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import frozen
from django.utils.translation import gettext

from ischia import anatomy
from ischia.knowledge import shipped
from ischia.quantities import Side
from ischia.web.once import once
from ischia.web.queries import practice
from ischia.web.records.models import Consent, Snapshot, Visit
from ischia.web.words import place_words, site_label

Area = tuple[str, str]


@frozen
class Asked:
    """One site of the plan as it is asked for, with its sides.

    Parameters
    ----------
    key
        The site's id, as the page sends it.
    is_given
        Whether consent to it stands, on every side that is planned.
    is_close
        Whether it lies near private parts: never ticked beforehand.
    """

    key: str
    label: str
    is_given: bool
    is_close: bool


@frozen
class Held:
    """What was last recorded of the room's consent, if anything."""

    given: bool
    areas: frozenset[Area]
    text_version: str
    at: datetime | None


def stands(visit: Visit, purpose: str) -> bool:
    """Return whether consent stands: of this visit for massage, of any visit for answers."""
    rows = Consent.objects.filter(client_id=visit.client_id, purpose=purpose)
    if purpose == "massage":
        rows = rows.filter(visit=visit)
    last = rows.order_by("-id").values_list("given").first()
    return bool(last and last[0])


@once
def held(visit: Visit) -> Held:
    """Return the newest consent of this visit to hands on; withdrawn means no area.

    One that a restore brought back is asked again: it may have been withdrawn since.
    """
    last = Consent.objects.filter(visit=visit, purpose="massage").order_by("-id").first()
    if last is None or practice.is_before_restore(last.at, visit):
        return Held(given=False, areas=frozenset(), text_version="", at=None)
    areas = frozenset((site, side) for site, side in (last.areas or [])) if last.given else ()
    return Held(last.given, frozenset(areas), last.text_version, last.at)


def areas_of(plan: Snapshot | None) -> list[Area]:
    """Return the places a plan puts hands on, in the order of the session."""
    session = (plan.body.get("session") or {}) if plan else {}
    parts = session.get("segments", [])
    found = [(one["site"], one["side"] or "midline") for one in parts if one["site"]]
    return list(dict.fromkeys(found))


def asked(visit: Visit, plan: Snapshot | None) -> list[Asked]:
    """Return each site of the plan with whether the client agreed to it."""
    given = held(visit).areas
    return [
        Asked(site, label(areas), set(areas) <= given, _is_close(site))
        for site, areas in by_site(areas_of(plan)).items()
    ]


def missing(visit: Visit, plan: Snapshot | None) -> list[str]:
    """Return the sites of the plan that nobody agreed to yet, in words."""
    given, planned = held(visit).areas, areas_of(plan)
    if not given:
        return [gettext("today's areas")]
    left = by_site(area for area in planned if area not in given)
    return [label(areas) for areas in left.values()]


def by_site(areas: Iterable[Area]) -> dict[str, list[Area]]:
    """Return places by their site, in order."""
    found: dict[str, list[Area]] = {}
    for site, side in areas:
        found.setdefault(site, []).append((site, side))
    return found


def label(areas: Sequence[Area]) -> str:
    """Return one site in words, with its side where it is one; an older body's keeps its id."""
    site, side = areas[0]
    if site not in anatomy.body():
        return site.replace("_", " ")
    if len(areas) > 1:
        return site_label(site)
    return place_words(site, Side(side))


def labels(areas: Iterable[Area]) -> list[str]:
    """Return places in words, each site once."""
    return [label(some) for some in by_site(areas).values()]


def _is_close(site: str) -> bool:
    body = anatomy.body()
    named: list[str] = shipped().practice_values("care_parts")["consent_sites"]
    return site in body and any(body.within(site, one) or body.within(one, site) for one in named)
