"""Read questions."""

from ischia.knowledge._questions import Choice, Question
from ischia.knowledge._read_parts import criterion, span
from ischia.reading import Reader

QUESTION_KINDS = ("yes_no", "number", "choice", "choices", "text", "marks", "places")
DETAILS = ("since", "course", "examined", "where")


def question(reader: Reader) -> Question:
    kind = reader.choice("kind", QUESTION_KINDS)
    choices = reader.each("choices", lambda c: Choice(c.text("id"), c.text("label")))
    return Question(
        id=reader.text("id"),
        order=reader.whole("order", 1, 9999) or 0,
        group=reader.text("group"),
        kind=kind,
        text=reader.text("text"),
        help=reader.text("help", ""),
        choices=choices,
        bounds=span(reader, "bounds", 0, 1000) if kind == "number" else (0, 0),
        details=reader.words("details", DETAILS),
        reassuring=reader.flag("reassuring"),
        lives_days=reader.whole("lives_days", 1, 36500) or 1,
        asked_by=reader.choice(
            "asked_by", ("client", "therapist_asking", "therapist_looking"), "client"
        ),
        branch=criterion(reader, "branch") if reader.has("branch") else None,
        ordinary=reader.raw("ordinary"),
        rescreen=reader.flag("rescreen"),
        door=reader.flag("door"),
        short=reader.text("short", ""),
        help_open=reader.flag("help_open"),
        first=reader.flag("first", default=True),
        none=reader.choice("none", ["", *(one.id for one in choices)], ""),
    )
