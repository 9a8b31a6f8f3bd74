"""The picture of a knowledge entry on the body, where an entry has a place on it."""

from typing import Any

from ischia import anatomy
from ischia.charts import Chart, Hatch, Stroke, body_chart
from ischia.knowledge import SafetyEntry
from ischia.quantities import Side

SURFACES = {"plantar": "soles", "dorsal": "foot_tops"}
DIRECTIONS = {"gliding": "up", "kneading": "circles", "reflexology": "across", "deep": "up"}


def entry_picture(kind: str, entry: Any) -> str | None:  # noqa: ANN401 -- any kind of entry
    """Return the entry drawn on the body as SVG; ``None`` where there is nothing to draw."""
    chart = {
        "muscles": _muscle,
        "reflex_zones": _zone,
        "techniques": _technique,
        "precautions": _limits,
    }.get(kind, _nothing)(entry)
    return None if chart is None else body_chart(chart)


def _nothing(_: object) -> Chart | None:
    return None


def _view(site: str) -> str:
    """Return the view that shows a site best: back before front before side."""
    body = anatomy.body()
    leaves = [leaf for leaf in body.leaves() if body.within(leaf.id, site)]
    views = [view for leaf in leaves for view in leaf.views]
    return next((view for view in ("back", "front") if view in views), "soles")


def _muscle(entry: Any) -> Chart | None:  # noqa: ANN401 -- a muscle
    if entry.id not in anatomy.names("muscles"):
        return None
    return Chart(
        body="male-medium",
        views=(_view(entry.sites[0]),),
        layers=frozenset({"muscles"}),
        only=frozenset({entry.id}),
        key=False,
        title=entry.label,
    )


def _zone(entry: Any) -> Chart | None:  # noqa: ANN401 -- a zone
    view = next((one for word, one in SURFACES.items() if word in entry.surface), "soles")
    return Chart(
        views=(view,),
        layers=frozenset({"zones"}),
        only=frozenset({entry.id}),
        key=False,
        title=f"{entry.label}, a tradition",
    )


def _technique(entry: Any) -> Chart | None:  # noqa: ANN401 -- a technique
    site = next(iter(entry.sites), "lumbar")
    site = "lumbar" if site in {"back", "body"} else site
    sides = anatomy.body()[site].sides
    way = next((DIRECTIONS[one] for one in entry.families if one in DIRECTIONS), "hold")
    return Chart(
        views=("soles",) if site == "foot" else (_view(site),),
        strokes=tuple(Stroke(site, side, entry.label, 1, way) for side in sides[:1]),
        key=False,
        title=f"{entry.label}, for example here",
    )


def _limits(entry: SafetyEntry) -> Chart | None:
    sites = dict.fromkeys(
        site
        for rule in entry.rules
        for limit in rule.restrictions
        for site in limit.sites
        if site != "body"
    )
    if not sites:
        return None
    hatches = [
        Hatch(site, side, "limited here")
        for site in sites
        for side in anatomy.body()[site].sides or (Side.MIDLINE,)
    ]
    views = tuple(dict.fromkeys(_view(site) for site in sites))
    return Chart(
        views=views, hatches=tuple(hatches), key=False, title="Where this entry limits work"
    )
