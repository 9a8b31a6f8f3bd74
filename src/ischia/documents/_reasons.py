"""Put reasons into words: codes come from the engine, phrases from knowledge."""

from collections.abc import Mapping
from typing import Any

from ischia import anatomy
from ischia.documents._words import readable
from ischia.knowledge import Knowledge
from ischia.reasons import Reason
from ischia.speech import ENGLISH, Said, Speech, marked, whole

_PHRASES = "phrases"
_OWN_LIMITS = {
    "wish.": marked("the client's wish"),
    "change.": marked("a change to this plan"),
    "nerve_comfort.": marked("comfort only with nerve signs"),
    "style.": marked("the style of the visit"),
}
"""What limits are called that no entry makes."""


def reason_text(reason: Reason, *, knowledge: Knowledge, speech: Speech = ENGLISH) -> str:
    """Return a reason as a sentence; parameters that are ids become their labels."""
    phrase = str(knowledge.practice_values(_PHRASES)[reason.code])
    held = {key: one for key, one in reason.params.items() if f"{{{key}}}" in phrase}
    words = {key: _word(one, knowledge, speech) for key, one in held.items()}
    return speech.known(phrase, **words)


def kept_reason(kept: Mapping[str, Any], *, knowledge: Knowledge, speech: Speech) -> Said:
    """Return a reason as :func:`reason_json` keeps it, in a language where it says the same.

    Where the phrase or a label is another one by now, or has no translation, the sentence stays
    as it was kept.
    """
    if speech.is_english or kept["code"] not in knowledge.practice_values(_PHRASES):
        return Said(kept["text"])
    reason = Reason(kept["code"], kept["params"])

    def make(language: Speech) -> str:
        return reason_text(reason, knowledge=knowledge, speech=language)

    return whole(make, speech, kept=kept["text"])


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


def _word(value: object, knowledge: Knowledge, speech: Speech) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(dict.fromkeys(_word(one, knowledge, speech) for one in value))
    if not isinstance(value, str):
        return str(getattr(value, "value", value))
    if value in anatomy.body():
        return speech.known(anatomy.body()[value].label)
    for kind in ("techniques", "patterns", "exercises", "precautions", "red_flags"):
        entry = value.partition(".")[0]  # a limit is called by its entry and a number
        if entry in knowledge.kind(kind):
            return speech.known(str(knowledge.kind(kind)[entry].label))
    for prefix, words in _OWN_LIMITS.items():
        if value.startswith(prefix):
            return speech.say(words)
    is_id = value.replace("_", "").isalnum() and value.islower()
    return speech.known(readable(value)) if is_id else value
