"""Which reader reads which kind of entry; each kind is a folder of data."""

from collections.abc import Callable
from typing import Any

from ischia.knowledge import _read_background, _read_care, _read_question, _read_safety
from ischia.reading import Reader

READERS: dict[str, Callable[[Reader], Any]] = {
    "red_flags": lambda reader: _read_safety.safety_entry(reader, "red_flags"),
    "precautions": lambda reader: _read_safety.safety_entry(reader, "precautions"),
    "questions": _read_question.question,
    "patterns": _read_care.pattern,
    "techniques": _read_care.technique,
    "muscles": _read_background.muscle,
    "reflex_zones": _read_background.reflex_zone,
    "instruments": _read_background.instrument,
    "exercises": _read_care.exercise,
    "practice": _read_care.practice,
    "claims": _read_background.claim,
    "sources": _read_background.source,
}
KINDS = tuple(READERS)
