"""Pictures of the body from what is on record; drawn by code, so safe to stand in a page."""

from typing import Any

from attrs import evolve
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ischia import anatomy, charts
from ischia.quantities import Side
from ischia.speech import Said, whole
from ischia.web.speech import speaks, spoken
from ischia.web.words import part_title


def of_marks(
    marks: list[dict[str, Any]], earlier: list[dict[str, Any]] | None = None
) -> SafeString:
    """Return the body chart of an intake's marks, over those of an earlier one in outline."""
    drawn, before = _read(marks), _read(earlier or [])
    if not drawn and not before:
        return SafeString()
    title = gettext("Where it hurts, over the time before") if before else gettext("Where it hurts")
    chart = charts.Chart(marks=drawn, earlier=before or None, title=title, key=False)
    said = whole(lambda speech: _with_key(evolve(chart, speech=speech)), spoken())
    return mark_safe(said.text.replace("<div", f"<div{speaks(said.language)}", 1))  # noqa: S308 -- as below


def _with_key(chart: charts.Chart) -> str:
    """Return a picture and the key of its signs below, in the size of the page's words.

    Each page lists the places beside it, so the key does not. Whoever hears the page read out
    hears the picture's own description instead of the key.
    """
    rows = "".join(
        f"<li>{sign}<span>{escape(words)}</span></li>"
        for sign, words in charts.key_rows(chart)
        if sign
    )
    key = f'<ul class="chart-key" aria-hidden="true">{rows}</ul>'
    return f"<div>{charts.body_chart(chart)}{key}</div>"


def _read(marks: list[dict[str, Any]]) -> tuple[charts.Mark, ...]:
    return tuple(
        charts.Mark(one["site"], side, int(one.get("intensity", 0)), str(one.get("quality", "")))
        for one in marks
        if one.get("site") in anatomy.body()
        for side in _sides(one.get("side"))
    )


def numbered(parts: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Return each place of a plan with its number, from 1, as it is first worked."""
    places = [(one["site"], one["side"]) for one in parts if one["site"] in anatomy.body()]
    return {place: number for number, place in enumerate(dict.fromkeys(places), start=1)}


def of_plan(parts: list[dict[str, Any]], marks: list[dict[str, Any]]) -> SafeString:
    """Return the body with the numbered places of a plan over the client's marks."""
    done: dict[tuple[str, str], list[str]] = {}
    for one in parts:
        if one["site"] in anatomy.body():
            done.setdefault((one["site"], one["side"]), []).append(part_title(one))
    numbers = numbered(parts)
    strokes = tuple(
        charts.Stroke(site, Side(side or "midline"), ", ".join(dict.fromkeys(titles)),
                      numbers[(site, side)])
        for (site, side), titles in done.items()
    )  # fmt: skip
    pain = tuple(
        charts.Mark(one["site"], side, int(one.get("intensity", 0)))
        for one in marks
        if one.get("site") in anatomy.body()
        for side in _sides(one.get("side"))
    )
    views = _views([site for site, _ in done], [one.site for one in pain])
    return _drawn(
        charts.Chart(
            views=views, marks=pain, strokes=strokes, key=False, title=gettext("The places")
        )
    )


def _views(worked: list[str], marked: list[str]) -> tuple[str, ...]:
    """Return the views that show every place worked or marked."""
    body, needed = anatomy.body(), {"back"}
    for leaf in body.leaves():
        on_front = "front" in leaf.views and "back" not in leaf.views
        if on_front and any(body.within(leaf.id, site) for site in (*worked, *marked)):
            needed.add("front")
    if any(body.touch(site, "foot") for site in worked):
        needed.add("soles")
    return tuple(view for view in anatomy.VIEWS if view in needed)


def _sides(word: str | None) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if word == "both" else (Side(word or "midline"),)


def _drawn(chart: charts.Chart) -> SafeString:
    return marked(whole(lambda speech: charts.body_chart(evolve(chart, speech=speech)), spoken()))


def marked(said: Said) -> SafeString:
    """Return a picture drawn by our own code, with its language where that is not the page's."""
    svg = said.text.replace("<svg", f"<svg{speaks(said.language)}", 1)
    # The charts write text nodes only through an escaping writer; no answer is markup here.
    return mark_safe(svg)  # noqa: S308 -- see above
