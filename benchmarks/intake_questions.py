"""Count the questions that five typical clients see.

    .venv/bin/python benchmarks/intake_questions.py

Minutes are an estimate at our own pace: 200 words a minute and 1.2 s a tap
(synthetic/intakes/data/typical.yaml); no person was timed.
"""

from collections.abc import Iterator

from ischia.knowledge import Knowledge, shipped
from ischia.synthetic.intakes import form_lengths

FORMS = (("first", "first visit, on a phone: aim 6 minutes"), ("door", "at a door: aim 2 minutes"))
# The same estimate at commit 686b568, when each row was a full sentence.
BEFORE = {
    "first": (10.1, 13.0, 10.7, 12.0, 10.9),
    "door": (4.8, 5.1, 5.2, 5.0, 4.8),
    "rescreen": (4.5, 5.2, 5.1, 4.9, 4.5),
    "contact": (1.3, 1.4, 1.3, 1.3, 1.3),
}
FORMS = (*FORMS, ("rescreen", "before a later visit"), ("contact", "in touch after a session"))


def question_rows(known: Knowledge) -> Iterator[str]:
    yield "Questions seen by five typical clients, through groups and branches, with one tap for"
    yield '"none of these" on a page. Minutes are an estimate (200 words a minute, 1.2 s a tap,'
    yield "12 s for the body chart); no person was timed. Counted are the short texts and choice"
    yield "labels as they stand on the page, not headings or help. Minutes before: the same"
    yield "estimate when each row was a full sentence."
    yield ""
    yield "The aims are not met: screening, patterns and wishes need more. At a door nearly each"
    yield "danger blocks the session while it is open, so none is left out; reading"
    yield "them with the health questions in short takes about three minutes, not two."
    for purpose, title in FORMS:
        yield from ("", f"**{title}**", "")
        yield "| client | questions | pages | taps | words | minutes, estimated | minutes before |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        for one, before in zip(form_lengths(known, purpose), BEFORE[purpose], strict=True):
            counts = f"{one.questions} | {one.pages} | {one.taps} | {one.words}"
            yield f"| {one.name} | {counts} | {one.minutes:.1f} | {before:.1f} |"


if __name__ == "__main__":
    print("\n".join(question_rows(shipped())))
