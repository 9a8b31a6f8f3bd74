"""What the therapist reads back with the client before anything is counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext

from ischia.care.screening import dangers_named
from ischia.knowledge import Answers, Question, shipped
from ischia.quantities import Truth
from ischia.web.queries import answers, counting, course_log, form, wording
from ischia.web.queries.given import Given
from ischia.web.records.models import ClientLink, Visit
from ischia.web.speech import spoken

_PARTS: Final = {
    "what": gettext_noop("Check-in of {on}: the unwanted effect"),
    "words": gettext_noop("Check-in of {on}: in their own words"),
}


@frozen
class Named:
    """A danger that the client's own words seem to name, beside what was answered to it.

    Parameters
    ----------
    id
        Of the words and the question, for the tick that says it was asked again.
    brief
        The question in few words.
    answered
        What stands as its answer, in words.
    is_denied
        Whether the answer is no: then it is asked again before hands go on. Where there is none,
        screening asks; a yes counts already.
    """

    id: str
    brief: str
    answered: str
    is_denied: bool


@frozen
class OwnWords:
    """What the client wrote, beside what the list of words made of it.

    The list only ever makes somebody ask; it answers nothing, so a person must read.
    ``question`` is what they answer, or which check-in they stand in (``is_check_in``).
    """

    id: str
    question: str
    text: str
    is_read: bool
    named: tuple[Named, ...] = ()
    is_check_in: bool = False


@frozen
class Sheet:
    """The safety answers of a visit, to be read aloud.

    Parameters
    ----------
    signs
        What was said yes to, or chosen: (question, what was added).
    denied
        What was said no to, in few words, by page.
    unsure
        What was left "not sure".
    words
        The client's own words.
    n_held
        How many answers by link wait to be read back; overtaken ones aside.
    by_another
        Whether somebody else said they filled the form in.
    seen
        Number of the newest answer on the sheet.
    """

    signs: list[tuple[str, str]]
    denied: list[tuple[str, list[str]]]
    unsure: list[str]
    words: list[OwnWords]
    n_held: int
    by_another: bool
    seen: int

    @property
    def unread(self) -> list[OwnWords]:
        """Return the words that nobody has read yet."""
        return [one for one in self.words if not one.is_read]

    @property
    def contradicted(self) -> list[Named]:
        """Return the dangers that unread words name and an answer denies."""
        return [named for one in self.unread for named in one.named if named.is_denied]


def sheet(visit: Visit) -> Sheet:
    """Return what to read back, from the answers as they were told."""
    told = answers.standing(visit)
    draft = bool(wording.draft_name(visit.client.language))
    questions = shipped().questions
    ordered = sorted(told, key=lambda one: questions[one].order)
    moot = _moot(visit, told)
    safety = [one for one in ordered if one in counting.stopping() - moot]
    signs: list[tuple[str, str]] = []
    denied: dict[str, list[str]] = {}
    unsure = []
    for question_id in safety:
        question, given = questions[question_id], told[question_id]
        if given.value == "unknown":
            unsure.append(question.brief)
        elif _is_no(question, given):
            denied.setdefault(question.group, []).append(question.brief)
        elif question.kind in {"yes_no", "choices", "choice"}:
            signs.append((question.text, _added(question, given)))
    return Sheet(
        signs=signs,
        denied=[(_page_name(group), briefs) for group, briefs in denied.items()],
        unsure=unsure,
        words=[*_words(told), *_of_check_ins(visit, told)],
        n_held=sum(
            counting.is_held(key, one, draft=draft) for key, one in told.items() if key not in moot
        ),
        by_another=ClientLink.objects.filter(visit=visit, filled_by="other").exists(),
        seen=max((one.number for one in told.values()), default=0),
    )


def _moot(visit: Visit, told: Mapping[str, Given]) -> frozenset[str]:
    """Return the questions whose answer was overtaken: nobody would ask them any more.

    "Warfarin" stays on record when "a blood thinner" is taken back; read back, it would be a
    yes that nobody said. Where a rule still rests on such an answer it is read back all the same.
    """
    nested = [one for one in told if shipped().questions[one].branch is not None]
    if not nested:
        return frozenset()
    last = max(date.fromisoformat(one.on) for one in told.values())
    known = form.as_read(visit, on=last)
    return frozenset(one for one in nested if _is_moot(shipped().questions[one], told[one], known))


def _is_moot(question: Question, given: Given, known: Answers) -> bool:
    if question.branch is None or question.branch.evaluate(known) is not Truth.NO:
        return False
    if question.kind == "yes_no" and not question.reassuring and _is_no(question, given):
        return True  # unasked, it would count as no as well
    resting = counting.resting_on().get(question.id, ())
    return not any(when.evaluate(known) is not Truth.NO for when in resting)


def _words(told: Mapping[str, Given]) -> list[OwnWords]:
    questions = shipped().questions
    return [
        OwnWords(
            id=given.id,
            question=questions[key].text,
            text=str(given.value),
            is_read=given.is_read,
            named=_named(given.id, str(given.value), told),
        )
        for key, given in sorted(told.items(), key=lambda one: questions[one[0]].order)
        if questions[key].kind == "text" and given.value not in (None, "unknown", "")
    ]


def _of_check_ins(visit: Visit, told: Mapping[str, Given]) -> list[OwnWords]:
    """Return what the client wrote in check-ins since their last session, and what it names."""
    read = visit.answers_read_at
    return [
        OwnWords(
            id=f"{one.id}.{part}",
            question=gettext(_PARTS[part]).format(on=date_format(one.on)),
            text=text,
            is_read=read is not None and one.at <= read,
            named=_named(f"{one.id}.{part}", text, told),
            is_check_in=True,
        )
        for one in course_log.since_session(visit)
        for part in _PARTS
        if (text := str(one.body[part]))
    ]


def _named(written: str, text: str, told: Mapping[str, Given]) -> tuple[Named, ...]:
    found = []
    for name in dangers_named(text, knowledge=shipped()):
        question, given = shipped().questions[name], told.get(name)
        if given is None:
            answered = gettext("no answer yet: screening asks")
        elif given.value == "unknown":
            answered = gettext("answered: not sure")
        elif _is_no(question, given):
            answered = gettext("answered: no")
        else:
            answered = gettext("answered: yes")
        is_denied = given is not None and _is_no(question, given)
        found.append(Named(f"{written}.{name}", question.brief, answered, is_denied))
    return tuple(sorted(found, key=lambda one: not one.is_denied))


def _is_no(question: Question, given: Given) -> bool:
    value = given.value.get("answer") if isinstance(given.value, dict) else given.value
    return value in ("no", False, []) or (bool(question.none) and value == question.none)


def _added(question: Question, given: Given) -> str:
    value: Any = given.value
    labels = {choice.id: spoken().known(choice.label) for choice in question.choices}
    if isinstance(value, list):
        return ", ".join(labels.get(one, str(one)) for one in value)
    if isinstance(value, str):
        return labels.get(value, "")
    if not isinstance(value, dict):
        return ""
    told = []
    if "since" in value:
        told.append(
            ngettext("{n} day ago", "{n} days ago", int(value["since"])).format(n=value["since"])
        )
    if "course" in value:
        told.append(
            {"new": gettext("new"), "worse": gettext("worse"), "better": gettext("better")}.get(
                value["course"], gettext("same")
            )
        )
    if "examined" in value:
        seen = {"yes": gettext("seen by a doctor"), "no": gettext("not seen by a doctor")}
        told.append(seen.get(value["examined"], gettext("not sure whether a doctor saw it")))
    return ", ".join(told)


def _page_name(group: str) -> str:
    groups = shipped().practice_values("question_groups")["groups"]
    return next((str(one["label"]) for one in groups if one["id"] == group), group)
