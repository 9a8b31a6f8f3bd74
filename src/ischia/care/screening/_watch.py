"""Words in free text that name a danger nobody asked about make screening ask."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ischia.care.intake import Intake
from ischia.care.screening._records import Finding
from ischia.knowledge import Knowledge
from ischia.quantities import Disposition, Truth

_ENTRY = "watch_words"


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words), re.IGNORECASE)


def watched_findings(intake: Intake, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a finding for each danger named in free text whose question is unanswered.

    Free text is never read as an answer: it can only make screening ask.
    """
    entry = knowledge.practice.get(_ENTRY)
    text = "\n".join(intake.words.values())
    if entry is None or not text.strip():
        return
    watched: list[Mapping[str, Any]] = list(entry.values.get("watch", ()))
    asked: set[str] = set()
    for row in watched:
        question = str(row["asks"])
        unknown = intake.answer(question).truth is Truth.UNKNOWN
        if unknown and question not in asked and _pattern(tuple(row["words"])).search(text):
            asked.add(question)
            yield Finding(
                id=f"{_ENTRY}.{question}",
                kind="practice",
                label="Something in the client's own words",
                tier=Disposition.ASK_FIRST,
                truth=Truth.UNKNOWN,
                because=(entry.because,),
                open_questions=(question,),
            )
