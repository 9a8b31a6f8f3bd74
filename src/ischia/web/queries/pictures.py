"""Pictures of the body from what is on record; drawn by code, so safe to stand in a page."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ischia import anatomy, charts
from ischia.quantities import Side
from ischia.web.words import part_title


def of_marks(marks: list[dict[str, Any]]) -> SafeString:
    """Return the body chart of an intake's marks; empty when nothing is marked."""
    drawn = tuple(
        charts.Mark(one["site"], side, int(one.get("intensity", 0)), str(one.get("quality", "")))
        for one in marks
        if one.get("site") in anatomy.body()
        for side in _sides(one.get("side"))
    )
    return _drawn(charts.Chart(marks=drawn, title="Where it hurts")) if drawn else SafeString()


def of_plan(parts: list[dict[str, Any]], marks: list[dict[str, Any]]) -> SafeString:
    """Return the body with the numbered strokes of a plan over the client's marks."""
    hands = [one for one in parts if one["kind"] == "hands_on" and one["site"] in anatomy.body()]
    strokes = tuple(
        charts.Stroke(one["site"], Side(one["side"] or "midline"), part_title(one), number)
        for number, one in enumerate(hands, start=1)
    )
    pain = tuple(
        charts.Mark(one["site"], side, int(one.get("intensity", 0)))
        for one in marks
        if one.get("site") in anatomy.body()
        for side in _sides(one.get("side"))
    )
    return _drawn(
        charts.Chart(views=("back",), marks=pain, strokes=strokes, title="The planned strokes")
    )


def _sides(word: str | None) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if word == "both" else (Side(word or "midline"),)


def _drawn(chart: charts.Chart) -> SafeString:
    # The charts write text nodes only through an escaping writer; no answer is markup here.
    return mark_safe(charts.body_chart(chart))  # noqa: S308 -- see above
