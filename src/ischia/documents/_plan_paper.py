"""A visit on one A4 page of accessible PDF, for the table."""

import re
from typing import Any, Final

import attrs

from ischia import charts
from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit
from ischia.documents._chart import visit_chart
from ischia.documents._paper import FONT, printable, set_in_font, typeset
from ischia.documents._plan_bar import POSITION_COLOURS, bar_words, plan_bar
from ischia.documents._plan_records import Home, Part, Session, Sheet
from ischia.documents._plan_sheet import plan_sheet
from ischia.documents._words import DISPOSITION_COLOURS, POSITION_WORDS, language
from ischia.knowledge import Knowledge

_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_LARGER: Final = 1.55
_TWO_FIGURES: Final = 0.75
_CHART_WORDS: Final = "Body picture: where it hurts, and the places of the session numbered"
CHART_KEY: Final = "Filled red: pain, darker is more. Red lines without filling: hands stay away."


def visit_paper(
    intake: Intake, visit: FirstVisit, *, knowledge: Knowledge, said: tuple[str, ...] = ()
) -> bytes:
    """Return a visit as a PDF of one A4 page, checked against PDF/UA-1 as it is made.

    First what was ``said`` of how the plan came about, then cautions, the timeline, the body
    and home care; where there is no plan, why not and what to do. The same input gives the same
    bytes: its date is that of the intake.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    sheet = plan_sheet(intake, visit, knowledge=knowledge, said=said)
    data = _data(sheet, visit_chart(intake, visit, knowledge=knowledge, has_key=False))
    return typeset("plan.typ", data, on=intake.on)


def _data(sheet: Sheet, chart: str) -> dict[str, Any]:
    data: dict[str, Any] = attrs.asdict(sheet, filter=lambda at, _: at.name != "session")
    return data | {
        "disposition": sheet.disposition.slug,
        "colour": DISPOSITION_COLOURS[sheet.disposition],
        "on": [sheet.on.year, sheet.on.month, sheet.on.day],
        "on_words": sheet.on.isoformat(),
        "patient": printable(sheet.patient),
        "wish": printable(sheet.wish),
        "wish_language": language(sheet.wish),
        "chart": set_in_font(chart, larger=_LARGER),
        "chart_words": _CHART_WORDS,
        "chart_key": CHART_KEY,
        "is_chart_wide": _is_wide(chart),
        "session": _session(sheet.session) if sheet.session else None,
    }


def _session(session: Session) -> dict[str, Any]:
    shown = ("minutes", "booked_minutes", "hands_on_minutes", "style", "measures", "limits")
    data: dict[str, Any] = {name: getattr(session, name) for name in (*shown, "tell", "course")}
    used = dict.fromkeys(one.position for one in session.parts if one.pressure and one.position)
    return data | {
        "proof": session.proof,
        "pattern": session.pattern,
        "bar": plan_bar(session.parts, font=FONT),
        "bar_words": bar_words(session.parts),
        "positions": [[POSITION_COLOURS[one], POSITION_WORDS[one]] for one in used],
        "parts": [_part(one) for one in session.parts],
        "home": [_home(one) for one in session.home],
        "stops": list(dict.fromkeys(one.stop for one in session.home if one.stop)),
    }


def _part(part: Part) -> dict[str, Any]:
    is_coloured = part.pressure and part.position
    return {
        "span": f"{part.start_min}\u2013{part.start_min + part.minutes}",
        "minutes": part.minutes,
        "words": part.words,
        "technique": part.technique,
        "pressure": part.pressure,
        "number": part.number,
        "colour": POSITION_COLOURS[part.position] if is_coloured and part.position else "",
    }


def _home(home: Home) -> dict[str, Any]:
    picture = charts.exercise_picture(home.exercise, title=home.label) if home.exercise else ""
    return {
        "label": home.label,
        "how": home.how,
        "dose": home.dose,
        "basis": ", ".join(home.told.sources) or home.told.default,
        "picture": picture,
        "is_wide": picture.count("<g transform") > 1,
    }


def _is_wide(svg: str) -> bool:
    """Return whether a picture is wider than two upright figures."""
    box = _BOX.search(svg)
    return box is not None and int(box[1]) > _TWO_FIGURES * int(box[2])
