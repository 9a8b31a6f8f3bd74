"""The pages of a check-in on the client's phone: dangers first, then ratings, then the session.

The danger questions are knowledge's, asked of everyone; ratings are the instruments that a
course counts. Nothing here depends on who is asked, but for the answers already given.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen
from django.utils.translation import gettext, gettext_noop

from ischia.instruments import instrument
from ischia.knowledge import Choice, Question, shipped
from ischia.web.queries import course_log, course_words, wording
from ischia.web.queries.form import Asked, Page
from ischia.web.queries.wording import Words
from ischia.web.records.models import CheckInAnswer, ClientLink
from ischia.web.records.states import Due

NO_EFFECT = "none"
_LIVES = 2
"""Days a rating of the last week counts, where a check-in is begun on one day and sent later."""
_LATELY = "lately"
_PAGES = {
    "pain": gettext_noop("Your pain"),
    "week": gettext_noop("Your last 7 days"),
    "session": gettext_noop("After the massage"),
}
_WORST = gettext_noop("0 none, 10 the worst you can imagine.")
# Question: its page, what is asked, what the ends of the scale mean.
_RATED = {
    "pain_now": ("pain", gettext_noop("How strong is your pain now?"), _WORST),
    "pain_average": (
        "pain", gettext_noop("How strong was the pain on average in the last 7 days?"), _WORST,
    ),
    "pain_worst": (
        "pain", gettext_noop("How strong was it at its worst in the last 7 days?"), _WORST,
    ),
    "leg_pain": (
        "pain",
        gettext_noop("Leg pain alone: how strong was it on average in the last 7 days?"),
        gettext_noop("0 none, 10 the worst you can imagine. No leg pain: 0."),
    ),
    "activity": (
        "week",
        gettext_noop("The one thing you wanted to do better: how well can you do it now?"),
        gettext_noop("0 not at all, 10 as well as before. None named: leave it open."),
    ),
    "sleep": (
        "week",
        gettext_noop("How bad was your sleep in the last 7 days?"),
        gettext_noop("0 no problem, 10 the worst."),
    ),
    "medicine_days": (
        "week", gettext_noop("On how many of the last 7 days did you take pain medicine?"), "",
    ),
}  # fmt: skip
_EFFECT = gettext_noop("Did the massage leave you sore, or was anything else unwanted after it?")
_EFFECTS = {
    NO_EFFECT: gettext_noop("No, nothing"),
    "mild": gettext_noop("Yes, mild"),
    "moderate": gettext_noop("Yes, moderate"),
    "severe": gettext_noop("Yes, severe"),
}
_TEXTS = {
    "what": gettext_noop("If there was something: what was it?"),
    "words": gettext_noop("What helped, and what did not?"),
}
_SAID = gettext_noop("Was something of this so?")


def pages(link: ClientLink, *, on: date, language: str) -> list[Page]:
    """Return the pages of one check-in in order, with what was answered and still counts."""
    held = standing(link, on=on)
    return [
        *_dangers(held, language=language),
        *(
            Page(
                id=one,
                label=gettext(label),
                intro="",
                offers_none=False,
                help_card=False,
                by="client",
                lang=language,
                questions=tuple(_asked(one, Due(link.due), held, language=language)),
            )
            for one, label in _PAGES.items()
            if one in _pages_of(Due(link.due))
        ),
    ]


def _pages_of(due: Due) -> tuple[str, ...]:
    """Return what is asked besides dangers: the day after, pain as it is now and the session."""
    match due:
        case Due.DAY:
            return "pain", "session"
        case Due.THREE_DAYS | Due.WEEK:
            return "pain", "week", "session"
        case _:
            return "pain", "week"


@frozen
class Held:
    """The newest answer to a question, and when it was given."""

    value: Any
    on: date


def given(link: ClientLink) -> dict[str, Held]:
    """Return the newest answers to one check-in that was not sent, by whichever link to it."""
    rows = CheckInAnswer.objects.filter(
        client_id=link.visit.client_id, link__visit_id=link.visit_id, link__due=link.due,
        link__sent_at=None,
    )  # fmt: skip
    newest = {row.question: row for row in rows.order_by("number")}
    return {name: Held(row.value, row.on) for name, row in newest.items() if row.value is not None}


def standing(link: ClientLink, *, on: date) -> dict[str, Any]:
    """Return the answers that still count; what has outlived its days is asked again."""
    return {
        name: held.value
        for name, held in given(link).items()
        if name in questions() and (on - held.on).days < questions()[name].lives_days
    }


def questions() -> Mapping[str, Question]:
    """Return every question a check-in may ask, as the form puts it."""
    found = {name: _danger(name) for name, _ in course_log.signs()}
    for name, (group, _, _) in _RATED.items():
        entry = instrument(name)
        found[name] = Question(
            id=name, order=0, group=group, kind="number", text="",
            bounds=(int(entry.lo), int(entry.hi)), lives_days=1 if name == "pain_now" else _LIVES,
        )  # fmt: skip
    found["effect"] = _choice("effect", "choice", _EFFECTS)
    found["what"] = _text("what")
    found["said"] = _choice("said", "choices", course_words.SAID)
    found["words"] = _text("words")
    return found


def _choice(name: str, kind: str, labels: Mapping[str, str]) -> Question:
    """Return a question of the session with its choices, each by its id."""
    choices = tuple(Choice(one, label) for one, label in labels.items())
    return Question(
        id=name, order=0, group="session", kind=kind, text="", choices=choices, lives_days=7
    )


def _text(name: str) -> Question:
    """Return a question of the session that is answered in words."""
    return Question(id=name, order=0, group="session", kind="text", text="", lives_days=7)


def _danger(name: str) -> Question:
    """Return a danger question as a check-in puts it: yes, no or not sure, and nothing else."""
    return evolve(shipped().questions[name], details=(), branch=None)


def _dangers(held: Mapping[str, Any], *, language: str) -> Iterable[Page]:
    groups = {one["id"]: one for one in shipped().practice_values("question_groups")["groups"]}
    asked: dict[str, list[Asked]] = {}
    for name, _ in course_log.signs():
        question = _danger(name)
        page = question.group if question.group in course_log.SIGN_GROUPS else _LATELY
        words = wording.words(question, language=language, few=False)
        asked.setdefault(page, []).append(_one(question, held, words))
    for name, rows in asked.items():
        label = gettext("Lately")
        if name != _LATELY:
            label = wording.group_label(groups[name], language=language, few=False)
        yield Page(
            id=name,
            label=label,
            intro=gettext("Tick what is new or worse since your last visit."),
            offers_none=True,
            help_card=True,
            by="client",
            lang=language,
            questions=tuple(rows),
        )


def _one(question: Question, held: Mapping[str, Any], words: Words) -> Asked:
    return Asked(question, held.get(question.id), {}, is_open=True, words=words)


def _asked(page: str, due: Due, held: Mapping[str, Any], *, language: str) -> Iterable[Asked]:
    for name, question in questions().items():
        if question.group != page or (due is Due.DAY and page == "pain" and name != "pain_now"):
            continue
        yield _one(question, held, _words(question, language=language))


def _words(question: Question, *, language: str) -> Words:
    """Return the words of a question of ours, in the language of the page."""
    hint = ""
    if question.id in _RATED:
        _, text, hint = _RATED[question.id]
    else:
        text = {**_TEXTS, "effect": _EFFECT, "said": _SAID}[question.id]
    return Words(
        brief=gettext(text),
        hint=gettext(hint) if hint else "",
        full="",
        help="",
        choices=tuple((one.id, gettext(one.label)) for one in question.choices),
        lang=language,
    )
