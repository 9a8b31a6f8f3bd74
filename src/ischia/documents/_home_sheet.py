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
from ischia.documents._home_words import EASY, HEADINGS, NOTE, NOW, TODAY
from ischia.documents._paper import on_paper, typeset, words_only
from ischia.documents._plan_style import PLAN_STYLE
from ischia.documents._screening_json import kept_restriction
from ischia.documents._words import FOOT
from ischia.knowledge import Knowledge, Restriction
from ischia.speech import ENGLISH, Speech

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
    emergency_number
        The number to call where the client lives; empty where nobody told it.
    """

    patient: str
    on: date
    items: tuple[HomeItem, ...]
    limits: tuple[Restriction, ...]
    knowledge_version: str
    emergency_number: str = ""

    @classmethod
    def kept(
        cls, body: Mapping[str, Any], *, patient: str, emergency_number: str = ""
    ) -> "HomeSheet":
        """Return the sheet of a plan as ``visit_json`` keeps it: its words, nothing worked out."""
        told = body["screening"]
        names = ("exercise", "label", "how", "dose", "stop")
        return cls(
            patient=patient,
            on=date.fromisoformat(told["on"]),
            items=tuple(HomeItem(*(one[name] for name in names)) for one in body["home_care"]),
            limits=tuple(kept_restriction(one) for one in told["restrictions"]),
            knowledge_version=body["knowledge_version"],
            emergency_number=emergency_number,
        )


def _sheet(intake: Intake, plan: SessionPlan, knowledge: Knowledge) -> HomeSheet:
    items = (HomeItem(o.exercise, o.label, o.how, o.dose, o.stop) for o in plan.home_care)
    version = knowledge.version
    return HomeSheet(intake.patient, intake.on, tuple(items), limits_of(plan), version)


def home_page(
    intake: Intake, plan: SessionPlan, *, knowledge: Knowledge, speech: Speech = ENGLISH
) -> str:
    """Return the client's home sheet as one HTML page, in their language as far as it has words."""
    sheet = _sheet(intake, plan, knowledge)
    body = "".join(
        _item(one, _picture(one, sheet, knowledge, speech), speech) for one in sheet.items
    )
    note = f'<p class="soft">{escape(speech.say(NOTE))}</p>' if _is_mixed(sheet, speech) else ""
    stops = "".join(f"<li>{_entry(one, speech)}</li>" for one in _stops(sheet))
    soon = "".join(f"<p>{_entry(one, speech)}</p>" for one in _helps(sheet))
    today = f"<p><b>{_heading('today', speech)}</b>: {_warning(TODAY, speech)}</p>"
    day = speech.day(intake.on)
    title = escape(f"{speech.say(HEADINGS['title'])}: {intake.patient}, {day}")
    foot = speech.say(FOOT, version=knowledge.version)
    return "\n".join(
        [
            f'<!doctype html><html lang="{speech.language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{PLAN_STYLE}{_STYLE}</style></head><body>",
            f"<header><h1>{_heading('title', speech)}</h1>",
            f'<p class="who"><b>{escape(intake.patient)}</b><br>{_spoken(day, speech)}</p>',
            f"</header><main>{note}{body}<p>{_own(EASY, speech)}</p>",
            f"<section><h2>{_heading('stop', speech)}</h2><ul>{stops}</ul></section>",
            f'<section class="help"><h2>{_heading("help", speech)}</h2>',
            f"<p><b>{_heading('now', speech)}</b>: {_warning(NOW, speech)}</p>",
            f"{today}{soon}</section></main>",
            f"<footer>{escape(foot)}</footer></body></html>\n",
        ]
    )


def _item(one: HomeItem, picture: str, speech: Speech) -> str:
    how = f"<p>{_entry(one.how, speech)}</p>"
    words = _spoken(speech.say(HEADINGS["how_much"]), speech)
    much = f'<p class="big"><b>{words}:</b> {_entry(one.dose, speech)}</p>'
    told = f"<div><h2>{_entry(one.label, speech)}</h2>{how}{much}</div>"
    return f'<section class="do-it">{picture or "<span></span>"}{told}</section>'


def _own(message: str, speech: Speech) -> str:
    """Return a message of ours as HTML, tagged where it is said in English after all."""
    return _tagged(speech.say(message), speech if speech.says(message) else ENGLISH, speech)


def _entry(sentence: str, speech: Speech) -> str:
    """Return a sentence of an entry as HTML, tagged where it is said in English after all."""
    return _tagged(speech.known(sentence), speech if speech.knows(sentence) else ENGLISH, speech)


def _tagged(text: str, said: Speech, speech: Speech) -> str:
    return escape(text) if said.language == speech.language else _spoken(text, said)


def _warning(message: str, speech: Speech) -> str:
    """Return a danger sign: a translation never stands alone, whoever hands it over reads both."""
    told = _own(message, speech)
    if speech.is_english or not speech.says(message):
        return told
    return f'{told} <span class="soft" lang="en">({escape(message.rstrip("."))})</span>'


def _is_mixed(sheet: HomeSheet, speech: Speech) -> bool:
    """Return whether any instruction has no words in this language."""
    told = (text for one in sheet.items for text in (one.label, one.how, one.dose, one.stop))
    return not all(speech.knows(text) for text in told if text)


def _picture(one: HomeItem, sheet: HomeSheet, knowledge: Knowledge, speech: Speech) -> str:
    if not is_pictured(one.exercise, sheet.limits, knowledge=knowledge):
        return ""
    words = speech.say("Picture: {what}", what=speech.known(one.label))
    return charts.exercise_picture(one.exercise or "", title=words)


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


def _heading(name: str, speech: Speech) -> str:
    """Return a heading in the client's language, with the English one for who gives the sheet."""
    english = HEADINGS[name]
    if speech.is_english or not speech.says(english):
        return _own(english, speech)
    return f'{_spoken(speech.say(english), speech)} (<span lang="en">{english}</span>)'


def _spoken(text: str, speech: Speech) -> str:
    return f'<span lang="{speech.language}">{escape(text)}</span>'


def home_paper(
    intake: Intake, plan: SessionPlan, *, knowledge: Knowledge, speech: Speech = ENGLISH
) -> bytes:
    """Return the client's home sheet as a PDF of one A4 page in large print.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    return kept_home_paper(_sheet(intake, plan, knowledge), knowledge=knowledge, speech=speech)


def kept_home_paper(sheet: HomeSheet, *, knowledge: Knowledge, speech: Speech = ENGLISH) -> bytes:
    """Return a home sheet as :func:`home_paper` does; its words are the sheet's own.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    speech = on_paper(speech)
    data: dict[str, Any] = {
        "patient": sheet.patient,
        "on_words": speech.day(sheet.on),
        "on": [sheet.on.year, sheet.on.month, sheet.on.day],
        "words": {name: _headed(name, sheet, speech) for name in HEADINGS},
        "note": speech.say(NOTE) if _is_mixed(sheet, speech) else "",
        "items": [_item_data(one, sheet, knowledge, speech) for one in sheet.items],
        "helps": [_known_piece(one, speech) for one in _helps(sheet)],
        "stops": [_known_piece(one, speech) for one in _stops(sheet)],
        "easy": _piece(EASY, speech),
        "now": _piece(NOW, speech),
        "today": _piece(TODAY, speech),
        "foot": speech.say(FOOT, version=sheet.knowledge_version).removesuffix("."),
    }
    return typeset("home.typ", words_only(data), on=sheet.on, speech=speech)


def _item_data(
    one: HomeItem, sheet: HomeSheet, knowledge: Knowledge, speech: Speech
) -> dict[str, Any]:
    picture = _picture(one, sheet, knowledge, speech)
    return {
        "label": _known_piece(one.label, speech),
        "how": _known_piece(one.how, speech),
        "dose": _known_piece(one.dose, speech),
        "picture": picture,
        "is_wide": _is_wide(picture),
    }


def _headed(name: str, sheet: HomeSheet, speech: Speech) -> dict[str, str]:
    """Return a heading; the one that says to call tells the number in each of its languages."""
    found = _piece(HEADINGS[name], speech)
    if name == "now" and sheet.emergency_number:
        for key in ("text", "english"):
            found[key] = f"{found[key]} ({sheet.emergency_number})" if found[key] else ""
    return found


def _piece(message: str, speech: Speech) -> dict[str, str]:
    """Return a message of ours for paper: its language, and the English beside a translation."""
    is_said = speech.says(message)
    english = message if is_said and not speech.is_english else ""
    language = speech.language if is_said else ENGLISH.language
    return {"text": speech.say(message), "language": language, "english": english}


def _known_piece(sentence: str, speech: Speech) -> dict[str, str]:
    language = speech.language if speech.knows(sentence) else ENGLISH.language
    return {"text": speech.known(sentence), "language": language}
