"""A letter to the doctor a client is sent to: what was said and seen, and what is asked.

It names no illness for an own finding, holds no plan and no forecast.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from ischia.care.intake import Intake
from ischia.documents._letter_answers import also, denied, mark_told, said, tells
from ischia.documents._paper import on_paper
from ischia.errors import Defect, InputError
from ischia.knowledge import Knowledge, Mark, Question
from ischia.quantities import Disposition, Truth
from ischia.speech import ENGLISH, LANGUAGE_OF_THE_HOUSE, Speech, UnsaidError, marked

_ASK: Final = {
    Disposition.EMERGENCY_NOW: (
        marked("Emergency: please assess now"),
        marked("Please assess this person now. Our rules treat what was said as an emergency."),
    ),
    Disposition.SAME_DAY: (
        marked("Please see today"),
        marked("Please see this person today, and tell us through them whether massage may go on."),
    ),
    Disposition.WITHIN_2_WEEKS: (
        marked("Please see within two weeks"),
        marked("Please see this person within two weeks. We give no massage until then."),
    ),
    Disposition.NOT_TODAY: (
        marked("Please advise before any massage"),
        marked(
            "Please tell us through them whether massage may be given, and what must be left out."
        ),
    ),
    Disposition.ROUTINE_GP: (
        marked("Please look at this at an ordinary appointment"),
        marked(
            "Please look at this. Gentle work within limits may go on meanwhile; tell us if not."
        ),
    ),
}
_SEEK: Final = marked(
    "Call the emergency number at once for crushing chest pain, trouble breathing, a drooping "
    "face, sudden weakness, or a leg that is suddenly cold and pale. Go to an emergency "
    "department today for numbness between the legs, when water cannot be passed or held, or "
    "when both legs go weak."
)
_BODY: Final = {"female": "female-medium", "male": "male-medium"}
_MOST_NO: Final = 12


@frozen
class LetterHead:
    """Who writes about whom, on which day.

    Parameters
    ----------
    own_reason
        The practitioner's own, if any.
    is_treated
        Whether massage goes on with that reason, within the limits.
    phone, email, address
        Where an answer reaches the practice, as far as it told; the address line by line.
    """

    practice: str
    writer: str
    patient: str
    born_on: date | None
    on: date
    own_reason: str = ""
    is_treated: bool = False
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()


@frozen
class Letter:
    """A letter in reading order, all of it words.

    Parameters
    ----------
    urgency, ask
        How soon, as a heading; and what is asked of the reader.
    said, seen
        What the client answered, and what the practitioner saw, that led here.
    own_words
        Free text of the client, quoted.
    also
        Other answers of yes, for the reader's own judgement.
    denied, not_asked
        Danger signs answered no; those nobody answered.
    why
        Sentences of the rules, each with the sources they rest on.
    marks
        The body chart, as plain data; ``where`` says it in words.
    language
        Of all its sentences; what people wrote stays as they wrote it.
    phone, email, address
        Where an answer reached the practice when the letter was written; empty where it told
        nothing, and in letters of before it could.
    """

    practice: str
    writer: str
    patient: str
    born: str
    on: str
    disposition: str
    urgency: str
    ask: str
    said: tuple[str, ...]
    seen: tuple[str, ...]
    own_words: tuple[str, ...]
    own_reason: str
    where: tuple[str, ...]
    also: tuple[str, ...]
    denied: tuple[str, ...]
    not_asked: tuple[str, ...]
    why: tuple[tuple[str, tuple[str, ...]], ...]
    done: str
    seek: str
    body: str
    marks: tuple[tuple[str, str, int, str], ...]
    knowledge_version: str
    language: str = LANGUAGE_OF_THE_HOUSE
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()

    @property
    def reach(self) -> tuple[str, ...]:
        """Return the lines of the head that say where an answer goes; none where nothing is."""
        return (*self.address, *filter(None, (self.phone, self.email)))

    @property
    def answer_to(self) -> tuple[str, ...]:
        """Return what stands beside the writer's name: the quickest ways, else the address."""
        return tuple(filter(None, (self.phone, self.email))) or self.address

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Letter":
        """Return a letter that was kept as plain data, word for word."""
        told = {name: _frozen(value) for name, value in stored.items()}
        return cls(**told)


def _frozen(value: Any) -> Any:  # noqa: ANN401 -- any JSON
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def refers(disposition: Disposition) -> bool:
    """Return whether a screening that ended so sends the client to a doctor."""
    return disposition in _ASK


def referral_letter(
    intake: Intake,
    screening: Mapping[str, Any],
    *,
    head: LetterHead,
    knowledge: Knowledge,
    speech: Speech = ENGLISH,
) -> Letter:
    """Return the letter of one screening, in one language from head to foot.

    Parameters
    ----------
    intake
        The answers that were screened.
    screening
        The result as :func:`~ischia.documents.screening_json` wrote it; nothing is decided anew.
    head
        Who writes about whom.
    speech
        Where it lacks a word of the letter, or one that paper can set, the letter is in English.

    Raises
    ------
    InputError
        When the screening sends nobody anywhere and the writer gives no reason either.
    """
    disposition = Disposition.from_slug(screening["disposition"])
    if not refers(disposition) and not head.own_reason:
        what = "this screening refers to nobody"
        raise InputError("letter", [Defect("the screening", what, "a refused or referring one")])
    if not speech.is_english:
        try:
            strict = evolve(on_paper(speech), is_strict=True)
            return _written(intake, screening, head, knowledge, strict)
        except UnsaidError:
            pass
    return _written(intake, screening, head, knowledge, ENGLISH)


def _written(
    intake: Intake,
    screening: Mapping[str, Any],
    head: LetterHead,
    knowledge: Knowledge,
    speech: Speech,
) -> Letter:
    disposition = Disposition.from_slug(screening["disposition"])
    urgency, ask = _ASK.get(disposition, _ASK[Disposition.NOT_TODAY])
    found = [one for one in screening["findings"] if _refers(one)]
    asked = _asked(found, knowledge)
    told = [one for one in asked if tells(one, intake)]
    marks = intake.answer("pain_map").value
    drawn: tuple[Mark, ...] = marks if isinstance(marks, tuple) else ()
    return Letter(
        practice=head.practice,
        writer=head.writer,
        patient=head.patient,
        born=speech.day(head.born_on) if head.born_on else "",
        on=speech.day(head.on),
        disposition=disposition.slug,
        urgency=speech.say(urgency),
        ask=speech.say(ask),
        said=tuple(said(one, intake, speech) for one in told if one.id not in intake.observed),
        seen=tuple(said(one, intake, speech) for one in told if one.id in intake.observed),
        own_words=tuple(intake.words.values()),
        own_reason=head.own_reason,
        where=tuple(mark_told(one, speech) for one in drawn),
        also=tuple(also(intake, told, knowledge, speech)),
        denied=tuple(denied(asked, intake, speech))[:_MOST_NO],
        not_asked=tuple(
            speech.known(one.brief) for one in _dangers(knowledge) if _is_open(one, intake)
        ),
        why=tuple(_why(found, knowledge, speech)),
        done=speech.say(_done(disposition, head)),
        seek=speech.say(_SEEK),
        body=_BODY.get(str(intake.answer("sex").value), "neutral-medium"),
        marks=tuple((one.site, one.side.value, one.intensity, one.quality) for one in drawn),
        knowledge_version=screening["knowledge_version"],
        language=speech.language,
        phone=head.phone,
        email=head.email,
        address=head.address,
    )


def _done(disposition: Disposition, head: LetterHead) -> str:
    if disposition.permits_treatment and (head.is_treated or not head.own_reason):
        return marked(
            "We keep within the limits our screening sets, and change nothing on our own."
        )
    return marked("No massage was given.")


def _refers(finding: Mapping[str, Any]) -> bool:
    return finding["certain"] == "yes" and refers(Disposition.from_slug(finding["tier"]))


def _asked(found: Sequence[Mapping[str, Any]], knowledge: Knowledge) -> list[Question]:
    """Return the questions that the findings rest on, in form order."""
    entries = {entry.id: entry for entry in knowledge.safety}
    names = {
        leaf.question
        for one in found
        if one["id"] in entries
        for rule in entries[one["id"]].rules
        for leaf, _ in rule.when.leaves()
    }
    known = [knowledge.questions[name] for name in names if name in knowledge.questions]
    return sorted(known, key=lambda one: one.order)


def _dangers(knowledge: Knowledge) -> list[Question]:
    found = [one for one in knowledge.questions.values() if one.group.startswith("danger")]
    return sorted(found, key=lambda one: one.order)


def _is_open(question: Question, intake: Intake) -> bool:
    return intake.answer(question.id).truth is Truth.UNKNOWN


def _why(
    found: Sequence[Mapping[str, Any]], knowledge: Knowledge, speech: Speech
) -> Iterator[tuple[str, tuple[str, ...]]]:
    told = {}
    for one in found:
        for because in one["because"]:
            names = [knowledge.sources[key] for key in because["sources"]
                     if key in knowledge.sources]  # fmt: skip
            told[speech.known(because["text"])] = tuple(
                f"{one.label} ({one.year})" if one.year else one.label for one in names
            )
    yield from told.items()
