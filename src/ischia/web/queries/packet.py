"""What the tablet needs to run one session without a network, and nothing more."""

from typing import Any

from attrs import asdict

from ischia import anatomy, charts, documents
from ischia.knowledge import shipped
from ischia.quantities import Position, Side
from ischia.web import words
from ischia.web.records.models import Client, Snapshot, Visit

# What the therapist sees of the client in each position; feet are worked from their soles.
_SEEN = {
    Position.PRONE: ("back", "soles"),
    Position.SUPINE: ("front", "soles", "foot_tops"),
    Position.SEMI_RECLINED: ("front", "soles", "foot_tops"),
    Position.SIDE_LYING_LEFT: ("right", "back", "soles"),
    Position.SIDE_LYING_RIGHT: ("left", "back", "soles"),
}


def packet(visit: Visit, plan: Snapshot) -> dict[str, Any]:
    """Return the session as the player runs it; of the name only what one is called by.

    ``within`` of a part lists its site and everything it lies in, so that "not there" can
    drop children on the tablet without a map of the body.
    """
    parts = plan.body["session"]["segments"]
    drawn = [_drawing(part) for part in parts]
    is_capped = any(one["minutes"] is not None for one in plan.body["screening"]["restrictions"])
    return {
        "visit": str(visit.id),
        "plan": str(plan.id),
        "knowledge": plan.knowledge_version,
        "who": called(visit.client),
        "minutes": plan.body["session"]["minutes"],
        "cautions": [one["text"] for one in plan.body.get("cautions", [])][:6],
        "parts": [
            _part(number, part, is_capped) | {"drawing": asdict(picture) if picture else None}
            for number, (part, picture) in enumerate(zip(parts, drawn, strict=True))
        ],
        "figures": {
            view: asdict(charts.figure_drawn(view))
            for view in {"back", *(one.view for one in drawn if one)}
        },
        "pressures": {str(key): words.pressure_word(key) for key in words.PRESSURES},
    }


def called(client: Client) -> str:
    """Return the one name a client is called by: in Vietnamese the last, else the first."""
    names = client.name.split() or [""]
    return names[-1] if client.language == "vi" else names[0]


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
        "position": words.position_words(part["position"]) if part["position"] else "",
    }


def _drawing(part: dict[str, Any]) -> charts.StrokeDrawn | None:
    """Return place and line of a part, as the tablet draws them; none where no hands are on."""
    technique = shipped().techniques.get(part["technique"] or "")
    if technique is None or part["site"] not in anatomy.body():
        return None
    position = Position(part["position"]) if part["position"] else None
    side = Side.MIDLINE if part["side"] in {None, "both"} else Side(part["side"])
    stroke = documents.part_stroke(technique, site=part["site"], side=side, position=position)
    return charts.stroke_drawn(
        stroke, views=_SEEN.get(position or Position.PRONE, _SEEN[Position.PRONE])
    )
