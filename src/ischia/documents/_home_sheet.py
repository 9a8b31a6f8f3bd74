"""What the client takes home: exercises in pictures and large print, when to stop, who helps."""

import re
from typing import Any, Final
from xml.sax.saxutils import escape

from ischia import charts
from ischia.care.intake import Intake
from ischia.care.planning import HomeCare, SessionPlan
from ischia.documents._home_pictures import is_pictured
from ischia.documents._home_words import EASY, HOME_WORDS, NOW, TODAY
from ischia.documents._paper import typeset, words_only
from ischia.documents._plan_style import PLAN_STYLE
from ischia.knowledge import Knowledge

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


def home_page(
    intake: Intake, plan: SessionPlan, *, knowledge: Knowledge, language: str = _ENGLISH
) -> str:
    """Return the client's home sheet as one HTML page, headings in their language."""
    words = HOME_WORDS[language]
    body = "".join(_item(one, _picture(one, plan, knowledge), language) for one in plan.home_care)
    note = f'<p class="soft">{_foreign(words.note, language)}</p>' if words.note else ""
    stops = "".join(f"<li>{escape(one)}</li>" for one in _stops(plan))
    soon = "".join(f"<p>{escape(one)}</p>" for one in _helps(plan))
    title = escape(f"{words.title}: {intake.patient}, {intake.on.isoformat()}")
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{PLAN_STYLE}{_STYLE}</style></head><body>",
            f"<header><h1>{_heading('title', language)}</h1>",
            f'<p class="who"><b>{escape(intake.patient)}</b><br>{intake.on.isoformat()}</p>',
            f"</header><main>{note}{body}<p>{EASY}</p>",
            f"<section><h2>{_heading('stop', language)}</h2><ul>{stops}</ul></section>",
            f'<section class="help"><h2>{_heading("help", language)}</h2>',
            f"<p><b>{_heading('now', language)}</b>: {NOW}</p>",
            f"<p><b>{_heading('today', language)}</b>: {TODAY}</p>{soon}</section></main>",
            f"<footer>Ischia, knowledge {knowledge.version}.</footer></body></html>\n",
        ]
    )


def _item(one: HomeCare, picture: str, language: str) -> str:
    words = HOME_WORDS[language]
    how = f"<p>{escape(one.how)}</p>"
    much = f'<p class="big"><b>{_foreign(words.how_much, language)}:</b> {escape(one.dose)}</p>'
    told = f"<div><h2>{escape(one.label)}</h2>{how}{much}</div>"
    return f'<section class="do-it">{picture or "<span></span>"}{told}</section>'


def _picture(one: HomeCare, plan: SessionPlan, knowledge: Knowledge) -> str:
    if not is_pictured(one, plan, knowledge=knowledge):
        return ""
    return charts.exercise_picture(one.exercise or "", title=f"Picture: {one.label}")


def _stops(plan: SessionPlan) -> list[str]:
    told = dict.fromkeys(one.stop for one in plan.home_care if one.stop)
    return [one for one in told if not one.startswith(_SEEK)]


def _helps(plan: SessionPlan) -> list[str]:
    """Return what stands among the stop signs but is a reason to see someone."""
    told = dict.fromkeys(one.stop for one in plan.home_care)
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
    words = HOME_WORDS[language]
    english = HOME_WORDS[_ENGLISH]
    names = ("title", "stop", "help", "now", "today")
    data: dict[str, Any] = {
        "patient": intake.patient,
        "on_words": intake.on.isoformat(),
        "on": [intake.on.year, intake.on.month, intake.on.day],
        "language": language,
        "words": {name: getattr(words, name) for name in (*names, "how_much", "note")},
        "english": {name: "" if words is english else getattr(english, name) for name in names},
        "items": [
            {
                "label": one.label,
                "how": one.how,
                "dose": one.dose,
                "picture": (picture := _picture(one, plan, knowledge)),
                "is_wide": _is_wide(picture),
            }
            for one in plan.home_care
        ],
        "helps": _helps(plan),
        "stops": _stops(plan),
        "easy": EASY,
        "now": NOW,
        "today": TODAY,
        "knowledge_version": knowledge.version,
    }
    return typeset("home.typ", words_only(data), on=intake.on)
