"""Why no lawful session is left, as planning says it in English, in another language."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from ischia import anatomy
from ischia.care.planning import caution_text
from ischia.documents._words import listing
from ischia.knowledge import Knowledge, Restriction
from ischia.speech import Said, Speech, marked, whole

_SENTENCES: Final = (
    marked("Limit from screening: {limit}"),
    marked("The limits from screening leave nothing lawful."),
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


def clash_words(
    text: str, *, speech: Speech, knowledge: Knowledge, limits: Iterable[Restriction] = ()
) -> Said:
    """Return a sentence of ``InfeasiblePlan.clashes`` in a language; in English if it is another.

    ``limits`` are those of the same finding, by which a limit is said again.
    """
    for sentence in () if speech.is_english else _SENTENCES:
        before, _, rest = sentence.partition("{")
        name, _, after = rest.partition("}")
        if text == sentence or (name and text.startswith(before) and text.endswith(after)):
            held = text.removeprefix(before).removesuffix(after)
            say: Callable[[Speech], str] = partial(_made, sentence, name, held)
            if name == "limit":
                same = [one for one in limits if caution_text(one, knowledge=knowledge) == held]
                if not same:
                    return Said(text)
                say = partial(_limit, sentence, same[0], knowledge)
            return whole(say, speech, kept=text)
    return Said(text)


def _limit(sentence: str, limit: Restriction, knowledge: Knowledge, speech: Speech) -> str:
    return speech.say(sentence, limit=caution_text(limit, knowledge=knowledge, speech=speech))


def _made(sentence: str, name: str, held: str, speech: Speech) -> str:
    if name == "changes":
        known = [one for one in held.split(" and ") if one in _CHANGES]
        held = listing([speech.say(one) for one in known], speech)
    if name == "pinned":
        held = ", ".join(_pin(one, speech) for one in held.split(", "))
    return speech.say(sentence, **({name: held} if name else {}))


def _pin(held: str, speech: Speech) -> str:
    label, _, least = held.partition(" at least ")
    labels = {one.label for one in anatomy.body()}
    place = speech.known(label) if label in labels else label
    n = least.removesuffix(" minutes")
    return speech.say("{place} at least {n} minutes", place=place, n=n)
