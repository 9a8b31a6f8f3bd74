"""Put reasons into words: codes come from the engine, phrases from knowledge."""

from collections.abc import Mapping
from typing import Any

from ischia import anatomy
from ischia.documents._words import readable
from ischia.knowledge import Knowledge
from ischia.reasons import Reason

_PHRASES = "phrases"
_OWN_LIMITS = {
    "wish.": "the client's wish",
    "change.": "a change to this plan",
    "nerve_comfort.": "comfort only with nerve signs",
    "style.": "the style of the visit",
}
"""What limits are called that no entry makes."""


def reason_text(reason: Reason, *, knowledge: Knowledge) -> str:
    """Return a reason as a sentence; parameters that are ids become their labels."""
    phrases = knowledge.practice_values(_PHRASES)
    words = {key: _word(value, knowledge) for key, value in reason.params.items()}
    return str(phrases[reason.code]).format_map(words)


def reason_json(reason: Reason, *, knowledge: Knowledge) -> dict[str, Any]:
    """Return a reason as plain data, with its sentence."""
    return {
        "code": reason.code,
        "params": _plain(reason.params),
        "sources": list(reason.sources),
        "text": reason_text(reason, knowledge=knowledge),
    }


def _plain(params: Mapping[str, object]) -> dict[str, Any]:
    return {key: getattr(value, "value", value) for key, value in params.items()}


def _word(value: object, knowledge: Knowledge) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(dict.fromkeys(_word(one, knowledge) for one in value))
    if not isinstance(value, str):
        return str(getattr(value, "value", value))
    if value in anatomy.body():
        return anatomy.body()[value].label
    for kind in ("techniques", "patterns", "exercises", "precautions", "red_flags"):
        entry = value.partition(".")[0]  # a limit is called by its entry and a number
        if entry in knowledge.kind(kind):
            return str(knowledge.kind(kind)[entry].label)
    for prefix, words in _OWN_LIMITS.items():
        if value.startswith(prefix):
            return words
    return readable(value) if value.replace("_", "").isalnum() and value.islower() else value
