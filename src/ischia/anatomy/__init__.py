"""The body: sites with ids, sides and groups, and the drawn figure. One list for every stage."""

from ischia.anatomy._codes import Code, codes
from ischia.anatomy._figures import (
    BODIES,
    VIEWS,
    Area,
    Figure,
    Patch,
    Point,
    Ring,
    Strap,
    View,
    figure,
)
from ischia.anatomy._names import names
from ischia.anatomy._sites import Body, Site, body, read_sites
from ischia.anatomy._touch import (
    LEAST_SHARE,
    Covered,
    Drawing,
    covered,
    filling,
    is_inside,
    site_at,
    spans,
)

__all__ = [
    "BODIES",
    "LEAST_SHARE",
    "VIEWS",
    "Area",
    "Body",
    "Code",
    "Covered",
    "Drawing",
    "Figure",
    "Patch",
    "Point",
    "Ring",
    "Site",
    "Strap",
    "View",
    "body",
    "codes",
    "covered",
    "figure",
    "filling",
    "is_inside",
    "names",
    "read_sites",
    "site_at",
    "spans",
]
