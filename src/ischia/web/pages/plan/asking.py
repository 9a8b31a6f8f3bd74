"""Read what a button of the plan asks for; nothing but what the plan offers is a change."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext

from ischia import anatomy
from ischia.care.planning import Change
from ischia.errors import Defect, InputError
from ischia.knowledge import shipped
from ischia.quantities import Side
from ischia.web.queries import plan_changes

STEP_MIN: Final = 2
"""Minutes that one touch adds or takes away."""
_MORE: Final = {"pin": 0, "lengthen": STEP_MIN, "shorten": -STEP_MIN}
KINDS: Final = ("reorder", "pin", "lengthen", "shorten", "less", "drop", "swap")


def change(typed: Mapping[str, str], body: Mapping[str, Any]) -> Change:
    """Return the change a form asks for, its minutes and pressure counted from the plan.

    Raises
    ------
    InputError
        When it names nothing of this plan.
    """
    kind, site = typed.get("kind", ""), typed.get("site", "")
    parts = [one for one in body["session"]["segments"] if one["site"] == site]
    if kind not in KINDS or not parts or site not in anatomy.body():
        raise InputError(
            "plan", [Defect(gettext("the change"), gettext("it names no part of this plan"))]
        )
    timed = shipped().practice_values("relevance")["site_order"]
    if kind in {"reorder", *_MORE} and site not in timed:
        raise InputError(
            "plan",
            [Defect(gettext("this part"), gettext("it opens or closes, and keeps its time"))],
        )
    if kind == "reorder":
        return Change(kind, site=site)
    if kind in _MORE:
        now = plan_changes.minutes_by_site(body)[site]
        return Change(kind, site=site, minutes=max(now + _MORE[kind], 0))
    return _of_one_side(kind, site, typed, parts)


def _of_one_side(
    kind: str, site: str, typed: Mapping[str, str], parts: list[dict[str, Any]]
) -> Change:
    side = _side(typed, parts)
    here = [one for one in parts if one["side"] == side.value]
    if kind == "less":
        firmest = max(one["pressure"] or 1 for one in here)
        return Change(kind, site=site, side=side, pressure=max(firmest - 1, 1))
    technique = typed.get("technique", "")
    if technique not in {one["technique"] for one in here}:
        raise InputError(
            "plan", [Defect(gettext("the technique"), gettext("it is not in this part"))]
        )
    if kind == "drop":
        return Change(kind, site=site, side=side)
    return Change(kind, site=site, side=side, technique=technique, to=_other(typed, technique))


def _side(typed: Mapping[str, str], parts: list[dict[str, Any]]) -> Side:
    sides = {one["side"] for one in parts}
    if typed.get("side") not in sides:
        raise InputError("plan", [Defect(gettext("the side"), gettext("it is not in this plan"))])
    return Side(typed["side"])


def _other(typed: Mapping[str, str], technique: str) -> str | None:
    """Return the technique to use in place of one; ``None`` lets the planner choose."""
    to = typed.get("to", "")
    if not to:
        return None
    known = shipped().techniques
    if to not in known or known[to].role != known[technique].role:
        raise InputError(
            "plan", [Defect(gettext("the technique"), gettext("it cannot take this part's place"))]
        )
    return to
