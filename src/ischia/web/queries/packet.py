"""What the tablet needs to run one session without a network, and nothing more."""

from typing import Any

from ischia import anatomy, documents
from ischia.knowledge import shipped
from ischia.quantities import Position
from ischia.web import words
from ischia.web.records.models import Snapshot, Visit


def packet(visit: Visit, plan: Snapshot) -> dict[str, Any]:
    """Return the session as the player runs it; the first name only.

    ``within`` of a part lists its site and everything it lies in, so that "not there" can
    drop children on the tablet without a map of the body.
    """
    parts = plan.body["session"]["segments"]
    is_capped = any(one["minutes"] is not None for one in plan.body["screening"]["restrictions"])
    return {
        "visit": str(visit.id),
        "plan": str(plan.id),
        "knowledge": plan.knowledge_version,
        "who": visit.client.name.split()[0] if visit.client.name else "",
        "minutes": plan.body["session"]["minutes"],
        "cautions": [one["text"] for one in plan.body.get("cautions", [])][:6],
        "parts": [_part(number, part, is_capped) for number, part in enumerate(parts)],
        "pressures": {str(key): word for key, word in words.PRESSURES.items()},
    }


def _part(number: int, part: dict[str, Any], is_capped: bool) -> dict[str, Any]:
    site = part["site"]
    known = site in anatomy.body() if site else False
    technique = shipped().techniques.get(part["technique"] or "")
    least, most = technique.minutes if technique else (part["minutes"], part["minutes"])
    return {
        "number": number,
        "kind": part["kind"],
        "title": words.part_title(part),
        "place": words.part_place(part),
        "site": site or "",
        "side": part["side"] or "",
        "within": [
            one.id for one in anatomy.body() if known and anatomy.body().within(site, one.id)
        ],
        "seconds": part["minutes"] * 60,
        "pressure": part["pressure"] or 0,
        "least_s": least * 60,
        # Where any limit on minutes holds today, the tablet lengthens nothing by itself.
        "most_s": (part["minutes"] if is_capped else most) * 60,
        "position": documents.POSITION_WORDS.get(Position(part["position"]), "")
        if part["position"]
        else "",
    }
