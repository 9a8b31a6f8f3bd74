"""Generated intakes: any lawful way of answering, or leaving unanswered, each question."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from ischia import anatomy
from ischia.care.intake import Intake, read
from ischia.knowledge import Knowledge, Question, shipped
from ischia.reading import Document

DAY = date(2026, 11, 20)
COURSES = ("new", "worse", "unchanged", "better")


def places() -> st.SearchStrategy[dict[str, Any]]:
    """A site with a side that goes with it."""
    return st.sampled_from(anatomy.body().leaves()).flatmap(
        lambda site: st.fixed_dictionaries(
            {
                "site": st.just(site.id),
                "side": st.sampled_from(("left", "right", "both") if site.paired else ("midline",)),
            }
        )
    )


def marks() -> st.SearchStrategy[list[dict[str, Any]]]:
    """A body chart with up to four marks."""
    mark = st.tuples(places(), st.integers(1, 10)).map(lambda p: {**p[0], "intensity": p[1]})
    return st.lists(mark, max_size=4)


def _yes(question: Question) -> st.SearchStrategy[Any]:
    parts: dict[str, st.SearchStrategy[Any]] = {"answer": st.just("yes")}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "since": st.integers(0, 800),
        "course": st.sampled_from(COURSES),
        "examined": st.sampled_from(("yes", "no", "unknown")),
        "where": st.lists(places(), max_size=2),
    }
    told = {key: value for key, value in optional.items() if key in question.details}
    return st.fixed_dictionaries(parts, optional=told) if told else st.just("yes")


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Any lawful answer to a question, as written in a file."""
    match question.kind:
        case "yes_no":
            return st.one_of(st.just("no"), st.just("no"), st.just("unknown"), _yes(question))
        case "number":
            return st.integers(*question.bounds)
        case "choice":
            return st.sampled_from([choice.id for choice in question.choices])
        case "choices":
            return st.lists(
                st.sampled_from([choice.id for choice in question.choices]), unique=True, max_size=3
            )
        case "marks":
            return marks()
        case "places":
            return st.lists(places(), max_size=2)
        case _:
            return st.just("words")


@st.composite
def written_answers(draw: st.DrawFn, knowledge: Knowledge | None = None) -> dict[str, Any]:
    """Answers as written: most ordinary, a few surprising, a few left out."""
    known = knowledge or shipped()
    found = {q.id: q.ordinary for q in known.questions.values() if q.ordinary is not None}
    ids = sorted(known.questions)
    for question_id in draw(st.lists(st.sampled_from(ids), max_size=12, unique=True)):
        found[question_id] = draw(answers_to(known.questions[question_id]))
    for question_id in draw(st.lists(st.sampled_from(ids), max_size=4, unique=True)):
        found.pop(question_id, None)
    return found


def intake_of(answers: dict[str, Any], *, on: date = DAY, **parts: Any) -> Intake:
    """Read answers as an intake of that day."""
    document = Document(data={"patient": "test", "answers": answers, **parts})
    return read(document, knowledge=shipped(), on=on)


def own_words(max_size: int) -> st.SearchStrategy[str]:
    """Draw text as a person may write it: without signs that hide or turn the writing."""
    signs = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u202d\u202e")
    return st.text(signs, max_size=max_size)
