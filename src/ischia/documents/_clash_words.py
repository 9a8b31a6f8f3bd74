"""Why no lawful session is left, as planning says it in English, in another language."""

import re
from functools import partial
from typing import Final

from ischia import anatomy
from ischia.documents._words import listing
from ischia.speech import Said, Speech, marked, whole

_SENTENCES: Final = (
    marked("Limits from screening: {limits}."),
    marked("Limits from screening leave nothing lawful: {limits}."),
    marked("A plan is possible with this change: {changes}."),
    marked("No change of the visit frees a plan; a doctor's word on these limits would."),
    marked("Nothing at hand fits these places and positions."),
    marked("Change the visit's brief."),
    marked("Pinned: {pinned}."),
    marked("With these changes nothing is left that the limits allow and that fits the time."),
    marked("A plan is possible without the last one: take it back, or book another length."),
)
_CHANGES: Final = (
    marked("book 30 minutes"),
    marked("ask again which places may be touched"),
    marked("find a further position the client can lie in"),
    marked("use further techniques"),
    marked("bring oil"),
    marked("use a table"),
    marked("offer foot work"),
    marked("unpin, or pin fewer minutes"),
)
_PLACE: Final = re.compile(r"\\\{(\w+)\\\}")
_PIN: Final = re.compile(r"(.+) at least (\d+) minutes")


def clash_words(text: str, *, speech: Speech) -> Said:
    """Return a sentence of ``InfeasiblePlan.clashes`` in a language; in English if it is another.

    Ids of limits stay ids in it.
    """
    for sentence in () if speech.is_english else _SENTENCES:
        found = re.fullmatch(_PLACE.sub(r"(?P<\1>.+)", re.escape(sentence)), text)
        if found:
            return whole(partial(_made, sentence, found.groupdict()), speech, kept=text)
    return Said(text)


def _made(sentence: str, held: dict[str, str], speech: Speech) -> str:
    places = dict(held)
    if "changes" in held:
        known = [one for one in held["changes"].split(" and ") if one in _CHANGES]
        told = [speech.say(one) for one in known]
        places["changes"] = listing(told, speech)
    if "pinned" in held:
        pins = (_PIN.fullmatch(one) for one in held["pinned"].split(", "))
        places["pinned"] = ", ".join(_pin(one[1], int(one[2]), speech) for one in pins if one)
    return speech.say(sentence, **places)


def _pin(label: str, minutes: int, speech: Speech) -> str:
    labels = {one.label for one in anatomy.body()}
    place = speech.known(label) if label in labels else label
    return speech.say("{place} at least {n} minutes", place=place, n=minutes)
