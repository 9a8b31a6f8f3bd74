"""A visit on one A4 page of accessible PDF, for the table."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import attrs

from ischia import charts
from ischia.care.intake import Intake
from ischia.care.pathway import FirstVisit
from ischia.documents._chart import visit_chart
from ischia.documents._plan_bar import POSITION_COLOURS, bar_words, plan_bar
from ischia.documents._plan_records import Home, Part, Session, Sheet
from ischia.documents._plan_sheet import plan_sheet
from ischia.documents._words import DISPOSITION_COLOURS, POSITION_WORDS
from ischia.errors import Defect, InputError
from ischia.knowledge import Knowledge

FONT: Final = "Noto Sans KR"
_FAMILY = re.compile(r"font-family=(\"[^\"]*\"|'[^']*')")
_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_HEADING = re.compile(r'font-size="(285|234)"')  # of views, their sides; nothing else on a chart
_LARGER: Final = 1.55
_TWO_FIGURES: Final = 0.75
_CHART_WORDS: Final = "Body picture: where it hurts, and the places of the session numbered"
CHART_KEY: Final = "Filled red: pain, darker is more. Red lines without filling: hands stay away."
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


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
    try:
        import typst  # noqa: PLC0415 -- only paper needs the typesetter
    except ModuleNotFoundError:
        what = "the typesetter for PDF is not installed"
        accepted = "pip install 'ischia[paper]', or --format html, which any browser prints"
        raise InputError("--format pdf", [Defect("--format", what, accepted)]) from None
    sheet = plan_sheet(intake, visit, knowledge=knowledge, said=said)
    data = _data(sheet, visit_chart(intake, visit, knowledge=knowledge, has_key=False))
    here = Path(str(files("ischia.documents")))
    stamp = datetime(intake.on.year, intake.on.month, intake.on.day, tzinfo=UTC)
    pdf: bytes = typst.compile(
        str(here / "paper" / "plan.typ"),
        root=str(here / "paper"),
        font_paths=[str(here / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=stamp,
    )
    return pdf


@cache
def coverage() -> frozenset[str]:
    """Return the characters the font of the paper holds."""
    text = (files("ischia.documents") / "fonts" / "coverage.txt").read_text(encoding="ascii")
    spans = (span.split("-") for span in text.split())
    return frozenset(
        chr(code) for low, high in spans for code in range(int(low, 16), int(high, 16) + 1)
    )


def printable(text: str) -> str:
    """Return text with a box in place of each character the font has no glyph for.

    A missing glyph would be refused by PDF/UA, and no plan may fail for a smiley.
    """
    one_line = " ".join(normalize("NFC", text).split())
    return "".join(one if one in coverage() else "\u25a1" for one in one_line)


def language(text: str) -> str:
    """Return the language a client's words are read out in: ``ko``, ``vi`` or ``en``."""
    if _HANGUL.search(text):
        return "ko"
    return "vi" if _VIETNAMESE.search(text) else "en"


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
        "chart": _set_in_font(chart),
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


def _set_in_font(svg: str) -> str:
    """Set a picture's words in the one font there is, its headings readable at this size."""
    enlarged = _HEADING.sub(lambda size: f'font-size="{round(int(size[1]) * _LARGER)}"', svg)
    return _FAMILY.sub(f'font-family="{FONT}"', enlarged)
