"""What the web component ``<ischia-body-chart>`` needs: its script, its geometry, its fallback."""

import json
from importlib.resources import files
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from ischia import anatomy
from ischia.anatomy import Ring
from ischia.charts._colours import TONE


def component_script() -> str:
    """Return the web component as one ES module."""
    path = files("ischia.charts").joinpath("component/body-chart.js")
    return path.read_text(encoding="utf-8")


def component_data(
    body: str = "neutral-medium",
    *,
    views: tuple[str, ...] = anatomy.VIEWS,
    tone: str = "light",
) -> str:
    """Return the geometry the component draws and hit-tests on, as JSON.

    Rings are a first point and steps, in whole tenths of a millimetre.
    """
    sites = anatomy.body()
    paint = TONE[tone]
    drawn = anatomy.figure(body).views
    data = {
        "body": body,
        "tone": {
            "skin": paint.skin,
            "shade": paint.shade,
            "ink": paint.ink,
            "shade_opacity": paint.shade_opacity,
        },
        "views": {
            name: {
                "box": drawn[name].box,
                "skin": [_steps(ring) for ring in drawn[name].skin],
                "shade": [[_steps(ring) for ring in level] for level in drawn[name].shade],
                "lines": [_steps(line) for line in drawn[name].lines],
                "areas": [
                    {
                        "site": area.site,
                        "side": area.side.value,
                        "label": sites[area.site].label,
                        "rings": [_steps(ring) for ring in area.rings],
                    }
                    for area in drawn[name].areas
                ],
            }
            for name in views
        },
    }
    return json.dumps(data, separators=(",", ":"))


def _steps(ring: Ring) -> list[int]:
    steps = list(ring[0])
    for (x0, y0), (x1, y1) in pairwise(ring):
        steps += (x1 - x0, y1 - y0)
    return steps


def component_fallback(name: str) -> str:
    """Return the list of sites that stands inside the component and serves without a script.

    Each site is one field ``name.site.side`` with the values 0 to 10; empty means not marked.
    """
    groups = []
    for group in anatomy.body():
        rows = [site for site in anatomy.body().leaves() if site.parent == group.id]
        if rows:
            fields = "".join(_field(name, site, side.value) for site in rows for side in site.sides)
            groups.append(
                f"<fieldset><legend>{escape(group.label.capitalize())}</legend>{fields}</fieldset>"
            )
    return f'<div class="body-chart-list">{"".join(groups)}</div>'


def _field(name: str, site: anatomy.Site, side: str) -> str:
    field = quoteattr(f"{name}.{site.id}.{side}")
    words = site.label if side == "midline" else f"{site.label}, {side}"
    options = "".join(f"<option>{i}</option>" for i in range(11))
    select = f'<select name={field}><option value="">no pain</option>{options}</select>'
    return f"<p><label>{escape(words)} {select}</label></p>"
