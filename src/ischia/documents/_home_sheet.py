"""What the client takes home: exercises in pictures and large print, when to stop, who helps."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from xml.sax.saxutils import escape

from attrs import frozen

from ischia import charts
from ischia.care.intake import Intake
from ischia.care.planning import SessionPlan
from ischia.documents._home_pictures import is_pictured, limits_of
from ischia.documents._home_words import EASY, HOME_WORDS, NOW, TODAY
from ischia.documents._paper import typeset, words_only
from ischia.documents._plan_style import PLAN_STYLE
from ischia.knowledge import Knowledge, Restriction, RestrictionKind
from ischia.quantities import Position

_ENGLISH: Final = "en"
_SEEK: Final = "Seek help"
_BOX: Final = re.compile(r'viewBox="-?[\d.]+ -?[\d.]+ (\d+) (\d+)"')
_STYLE: Final = """
:root { --tone: #1f6f78; } body { font-size: 22px; max-width: 48rem; }
.do-it { display: grid; gap: 8px 32px; } .do-it svg { height: 9rem; max-width: 100%;
  background: #fbf8f4; border-radius: 10px; } h2 { font-size: 1.3rem; } .big { font-size: 1.3rem; }
.help { border-left: 6px solid var(--stop); } .help b { color: var(--stop); }
@media (min-width: 40rem) { .do-it { grid-template-columns: 1fr 2fr; } }
@media print { body { font-size: 16pt; } }
"""


@frozen
class HomeItem:
    """An exercise or a piece of advice as it stands on the sheet, in words."""

    exercise: str | None
    label: str
    how: str
    dose: str
    stop: str


@frozen
class HomeSheet:
    """What the client takes home.

    Parameters
    ----------
    limits
        What no picture may show against.
    """

    patient: str
    on: date
    items: tuple[HomeItem, ...]
    limits: tuple[Restriction, ...]
    knowledge_version: str

    @classmethod
    def kept(cls, body: Mapping[str, Any], *, patient: str) -> "HomeSheet":
        """Return the sheet of a plan as ``visit_json`` keeps it: its words, nothing worked out."""
        told = body["screening"]
        names = ("exercise", "label", "how", "dose", "stop")
        return cls(
            patient=patient,
            on=date.fromisoformat(told["on"]),
            items=tuple(HomeItem(*(one[name] for name in names)) for one in body["home_care"]),
            limits=tuple(_limit(one) for one in told["restrictions"]),
            knowledge_version=body["knowledge_version"],
        )


def _limit(kept: Mapping[str, Any]) -> Restriction:
    """Return as much of a kept limit as decides which pictures may be shown."""
    return Restriction(
        kept["id"],
        RestrictionKind(kept["kind"]),
        techniques=tuple(kept["techniques"]),
        sites=tuple(kept["sites"]),
        positions=tuple(Position(one) for one in kept["positions"]),
        because=(),
    )


def _sheet(intake: Intake, plan: SessionPlan, knowledge: Knowledge) -> HomeSheet:
    items = (HomeItem(o.exercise, o.label, o.how, o.dose, o.stop) for o in plan.home_care)
    version = knowledge.version
    return HomeSheet(intake.patient, intake.on, tuple(items), limits_of(plan), version)


def home_page(
    intake: Intake, plan: SessionPlan, *, knowledge: Knowledge, language: str = _ENGLISH
) -> str:
    """Return the client's home sheet as one HTML page, headings in their language."""
    words, sheet = HOME_WORDS[language], _sheet(intake, plan, knowledge)
    body = "".join(_item(one, _picture(one, sheet, knowledge), language) for one in sheet.items)
    note = f'<p class="soft">{_foreign(words.note, language)}</p>' if words.note else ""
    stops = "".join(f"<li>{escape(one)}</li>" for one in _stops(sheet))
    soon = "".join(f"<p>{escape(one)}</p>" for one in _helps(sheet))
    day = words.written(intake.on)
    title = escape(f"{words.title}: {intake.patient}, {day}")
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{PLAN_STYLE}{_STYLE}</style></head><body>",
            f"<header><h1>{_heading('title', language)}</h1>",
            f'<p class="who"><b>{escape(intake.patient)}</b><br>{_foreign(day, language)}</p>',
            f"</header><main>{note}{body}<p>{EASY}</p>",
            f"<section><h2>{_heading('stop', language)}</h2><ul>{stops}</ul></section>",
            f'<section class="help"><h2>{_heading("help", language)}</h2>',
            f"<p><b>{_heading('now', language)}</b>: {NOW}</p>",
            f"<p><b>{_heading('today', language)}</b>: {TODAY}</p>{soon}</section></main>",
            f"<footer>Ischia, knowledge {knowledge.version}.</footer></body></html>\n",
        ]
    )


def _item(one: HomeItem, picture: str, language: str) -> str:
    words = HOME_WORDS[language]
    how = f"<p>{escape(one.how)}</p>"
    much = f'<p class="big"><b>{_foreign(words.how_much, language)}:</b> {escape(one.dose)}</p>'
    told = f"<div><h2>{escape(one.label)}</h2>{how}{much}</div>"
    return f'<section class="do-it">{picture or "<span></span>"}{told}</section>'


def _picture(one: HomeItem, sheet: HomeSheet, knowledge: Knowledge) -> str:
    if not is_pictured(one.exercise, sheet.limits, knowledge=knowledge):
        return ""
    return charts.exercise_picture(one.exercise or "", title=f"Picture: {one.label}")


def _stops(sheet: HomeSheet) -> list[str]:
    told = dict.fromkeys(one.stop for one in sheet.items if one.stop)
    return [one for one in told if not one.startswith(_SEEK)]


def _helps(sheet: HomeSheet) -> list[str]:
    """Return what stands among the stop signs but is a reason to see someone."""
    told = dict.fromkeys(one.stop for one in sheet.items)
    return [one for one in told if one.startswith(_SEEK)]


def _is_wide(svg: str) -> bool:
    """Return whether a picture is more than twice as wide as high: someone who lies."""
    box = _BOX.search(svg)
    return box is not None and int(box[1]) > 2 * int(box[2])


def _heading(name: str, language: str) -> str:
    """Return a heading in the client's language, with the English one for who gives the sheet."""
    english = str(getattr(HOME_WORDS[_ENGLISH], name))
    if language == _ENGLISH:
        return english
    return f"{_foreign(getattr(HOME_WORDS[language], name), language)} ({english})"


def _foreign(text: str, language: str) -> str:
    return f'<span lang="{language}">{escape(text)}</span>'


def home_paper(
    intake: Intake, plan: SessionPlan, *, knowledge: Knowledge, language: str = _ENGLISH
) -> bytes:
    """Return the client's home sheet as a PDF of one A4 page in large print.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    return kept_home_paper(_sheet(intake, plan, knowledge), knowledge=knowledge, language=language)


def kept_home_paper(sheet: HomeSheet, *, knowledge: Knowledge, language: str = _ENGLISH) -> bytes:
    """Return a home sheet as :func:`home_paper` does; its words are the sheet's own.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    words = HOME_WORDS[language]
    english = HOME_WORDS[_ENGLISH]
    names = ("title", "stop", "help", "now", "today")
    data: dict[str, Any] = {
        "patient": sheet.patient,
        "on_words": words.written(sheet.on),
        "on": [sheet.on.year, sheet.on.month, sheet.on.day],
        "language": language,
        "words": {name: getattr(words, name) for name in (*names, "how_much", "note")},
        "english": {name: "" if words is english else getattr(english, name) for name in names},
        "items": [
            {
                "label": one.label,
                "how": one.how,
                "dose": one.dose,
                "picture": (picture := _picture(one, sheet, knowledge)),
                "is_wide": _is_wide(picture),
            }
            for one in sheet.items
        ],
        "helps": _helps(sheet),
        "stops": _stops(sheet),
        "easy": EASY,
        "now": NOW,
        "today": TODAY,
        "knowledge_version": sheet.knowledge_version,
    }
    return typeset("home.typ", words_only(data), on=sheet.on)
