"""Count the questions that five typical clients see.

    .venv/bin/python benchmarks/intake_questions.py

Minutes are an estimate at our own pace: 200 words a minute and 1.2 s a tap
(synthetic/intakes/data/typical.yaml); no person was timed.
"""

from collections.abc import Iterator

from ischia.knowledge import Knowledge, shipped
from ischia.synthetic.intakes import form_lengths

# The same estimate at commit 2548750, when "none of these" and going on were two taps; it left
# out headings, introductions and the help card.
BEFORE = {
    "first": (6.2, 7.4, 6.7, 6.8, 6.5),
    "door": (3.0, 3.2, 3.4, 3.2, 3.0),
    "rescreen": (2.7, 3.1, 3.1, 3.0, 2.8),
    "contact": (0.7, 0.8, 0.7, 0.7, 0.7),
}
FORMS = (
    ("first", 2, "first visit, on a phone two days before: aim 6 minutes"),
    ("first", 0, "first visit, on the day itself"),
    ("door", 0, "at a door: aim 2 minutes"),
    ("rescreen", 0, "before a later visit"),
    ("contact", 0, "in touch after a session"),
)


def question_rows(known: Knowledge) -> Iterator[str]:
    yield "Questions seen by five typical clients, through groups and branches. One tap says"
    yield '"none of these" and goes on. Minutes are an estimate (200 words a minute, 1.2 s a tap,'
    yield "12 s for the body chart); no person was timed. Counted is every word of a page that is"
    yield "not folded away: heading, introduction, rows, choices, and the help card once. The two"
    yield "fields for own words may stay empty; typing is not counted. Minutes before leave out"
    yield "headings, introductions and the card, about 0.7 minutes a form."
    yield ""
    yield "At a door the short form is read: few words beside a picture (practice few_words_en)."
    yield ""
    yield "Two days before a visit the pages about skin and today wait for the day itself: by"
    yield "then their answers would be too old to count."
    for purpose, ahead, title in FORMS:
        yield from ("", f"**{title}**", "")
        yield "| client | questions | pages | taps | words | minutes, estimated | minutes before |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        found = form_lengths(known, purpose, days_ahead=ahead)
        for one, before in zip(found, BEFORE[purpose], strict=True):
            counts = f"{one.questions} | {one.pages} | {one.taps} | {one.words}"
            yield f"| {one.name} | {counts} | {one.minutes:.1f} | {before:.1f} |"


if __name__ == "__main__":
    print("\n".join(question_rows(shipped())))
