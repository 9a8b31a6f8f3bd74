"""What a kept plan keeps in mind, said in another language where it says the same."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ischia.care.planning import Change, caution_text, consent_text, limits_called
from ischia.documents._screening_json import kept_restriction
from ischia.knowledge import Knowledge, Restriction
from ischia.quantities import MAX_PRESSURE, Side
from ischia.speech import Said, Speech, whole


def kept_cautions(
    body: Mapping[str, Any], *, knowledge: Knowledge, speech: Speech
) -> tuple[Said, ...]:
    """Return the cautions of a plan as ``visit_json`` keeps it.

    One whose words no limit of that id gives today stays as it was kept.
    """
    return tuple(_said(one, body, knowledge, speech) for one in body["cautions"])


def _said(
    kept: Mapping[str, Any], body: Mapping[str, Any], knowledge: Knowledge, speech: Speech
) -> Said:
    text = str(kept["text"])
    if speech.is_english:
        return Said(text)
    if kept["measure"]:
        return whole(lambda language: language.known(text), speech)
    if kept["id"] == "care_parts.consent":
        sites = [one["site"] for one in body["session"]["segments"] if one["site"]]
        told = partial(consent_text, sites, knowledge=knowledge)
        return whole(lambda language: told(speech=language) or "", speech, kept=text)
    for limit in _limits(kept["id"], body, knowledge):
        if caution_text(limit, knowledge=knowledge) == text:
            return _of_limit(limit, knowledge, speech)
    return Said(text)


def _of_limit(limit: Restriction, knowledge: Knowledge, speech: Speech) -> Said:
    return whole(lambda told: caution_text(limit, knowledge=knowledge, speech=told), speech)


def _limits(name: str, body: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Restriction]:
    for one in body["screening"]["restrictions"]:
        if one["id"] == name:
            yield kept_restriction(one)
    changes = [_change(one["change"]) for one in body.get("changes", ())]
    changes += [
        Change("less", site=site, pressure=pressure)  # what the client found too hard
        for told in body.get("changed", ())
        for site in told["params"].get("sites", ())
        for pressure in range(1, MAX_PRESSURE)
    ]
    yield from limits_called(name, changes, knowledge=knowledge)


def _change(kept: Mapping[str, Any]) -> Change:
    return Change(**{**kept, "side": Side(kept["side"]) if kept["side"] else None})
