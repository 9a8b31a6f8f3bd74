"""Count the questions that five typical clients see.

    .venv/bin/python benchmarks/intake_questions.py

Minutes are an estimate at our own pace: 200 words a minute and 1.2 s a tap
(synthetic/intakes/data/typical.yaml); no person was timed.
"""

from collections.abc import Iterator

from ischia.knowledge import Knowledge, shipped
from ischia.synthetic.intakes import form_lengths

FORMS = (("first", "first visit, on a phone: aim 6 minutes"), ("door", "at a door: aim 2 minutes"))
FORMS = (*FORMS, ("rescreen", "before a later visit"), ("contact", "in touch after a session"))


def question_rows(known: Knowledge) -> Iterator[str]:
    yield "Questions seen by five typical clients, through groups and branches, with one tap for"
    yield '"none of these" on a page. Minutes are an estimate (200 words a minute, 1.2 s a tap,'
    yield "12 s for the body chart); no person was timed."
    for purpose, title in FORMS:
        yield from ("", f"**{title}**", "")
        yield "| client | questions | pages | taps | words | minutes, estimated |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for one in form_lengths(known, purpose):
            counts = f"{one.questions} | {one.pages} | {one.taps} | {one.words}"
            yield f"| {one.name} | {counts} | {one.minutes:.1f} |"


if __name__ == "__main__":
    print("\n".join(question_rows(shipped())))
