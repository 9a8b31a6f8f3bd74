"""What a client answered, as a letter to a doctor says it: one line an answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ischia.care.intake import Intake
from ischia.documents._words import place_words
from ischia.knowledge import Answer, Knowledge, Mark, Question
from ischia.quantities import Truth
from ischia.speech import Speech, marked

_COURSES: Final = {
    "new": marked("new"),
    "worse": marked("getting worse"),
    "unchanged": marked("unchanged"),
    "better": marked("getting better"),
}


def tells(question: Question, intake: Intake) -> bool:
    """Return whether a yes is worth a line; what was drawn stands beside, place by place."""
    return question.kind != "marks" and intake.answer(question.id).truth is Truth.YES


def said(question: Question, intake: Intake, speech: Speech) -> str:
    """Return a question in few words and what was answered to it, with how long and where."""
    answer = intake.answer(question.id)
    brief = speech.known(question.brief)
    value = _value(question, answer, speech)
    details = [value] if value else []
    if answer.days_ago is not None:
        n = answer.days_ago
        told = speech.count("for {n} day", "for {n} days", n) if n else speech.say("since today")
        details.append(told)
    if answer.course:
        known = answer.course in _COURSES
        details.append(speech.say(_COURSES[answer.course]) if known else answer.course)
    if answer.examined is not Truth.UNKNOWN:
        seen = answer.examined is Truth.YES
        details.append(speech.say("a doctor has examined it") if seen else
                       speech.say("no doctor has examined it"))  # fmt: skip
    details += [place_words(place.site, place.side, speech) for place in answer.where]
    if not details:
        return brief
    return speech.say("{question}: {details}", question=brief, details=", ".join(details))


def _value(question: Question, answer: Answer, speech: Speech) -> str:
    """Return what was answered beyond yes; marks are told apart from it."""
    labels = {one.id: one.label for one in question.choices}
    if question.kind == "number":
        return str(answer.value)
    if isinstance(answer.value, str) and question.kind == "choice":
        return _choice(answer.value, labels, speech)
    if isinstance(answer.value, frozenset):
        return ", ".join(sorted(_choice(str(one), labels, speech) for one in answer.value))
    return ""


def _choice(value: str, labels: Mapping[str, str], speech: Speech) -> str:
    return speech.known(labels[value]).lower() if value in labels else value


def mark_told(mark: Mark, speech: Speech) -> str:
    """Return a mark of the body chart in words."""
    word = f", {speech.say(mark.quality)}" if mark.quality else ""
    return f"{place_words(mark.site, mark.side, speech)}: {mark.intensity}/10{word}"


def also(
    intake: Intake, told: Sequence[Question], knowledge: Knowledge, speech: Speech
) -> Iterator[str]:
    """Yield the other danger signs and conditions answered yes."""
    for question in sorted(knowledge.questions.values(), key=lambda one: one.order):
        answer = intake.answers.get(question.id)
        is_yes = question.kind == "yes_no" and answer and answer.truth is Truth.YES
        plain = question.group not in {"behaviour", "tests", "wishes", "today", "consent"}
        if is_yes and plain and not question.reassuring and question not in told:
            yield said(question, intake, speech)


def denied(asked: Sequence[Question], intake: Intake, speech: Speech) -> Iterator[str]:
    """Yield those of some questions that were answered no, each in few words."""
    for question in asked:
        if question.kind == "yes_no" and intake.answer(question.id).truth is Truth.NO:
            yield speech.known(question.brief)
