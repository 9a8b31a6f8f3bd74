"""What the therapist keeps in mind: measures first, then limits in words."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from ischia import anatomy
from ischia.care.planning._brief import Brief
from ischia.care.planning._explain import applies
from ischia.care.planning._records import Caution, Segment
from ischia.care.planning._ways import FOOT
from ischia.knowledge import (
    Knowledge,
    Restriction,
    RestrictionKind,
    caps_visit,
)
from ischia.speech import ENGLISH, Speech


def cautions(
    asked: Brief, segments: Iterable[Segment], *, knowledge: Knowledge
) -> tuple[Caution, ...]:
    """Return measures to take, consent to ask, then limits, each once."""
    held = tuple(segments)
    wording = _Wording(knowledge)
    found: dict[str, Caution] = {}
    for caution in (
        *_required(asked, held, knowledge),
        *_standing(asked, held, knowledge),
        *wording.consent(held),
        *wording.limits(asked.restrictions),
    ):
        found.setdefault(caution.measure or caution.text, caution)
    return tuple(found.values())


def _required(asked: Brief, held: tuple[Segment, ...], knowledge: Knowledge) -> Iterator[Caution]:
    sentences = knowledge.practice_values("measures")
    for limit in asked.restrictions:
        if limit.kind is RestrictionKind.REQUIRE and applies(limit, held, knowledge):
            yield Caution(limit.id, limit.measure, sentences[limit.measure], limit.because)


def _standing(asked: Brief, held: tuple[Segment, ...], knowledge: Knowledge) -> Iterator[Caution]:
    """Yield the measures that go with positions, legs, feet and gentle visits."""
    parts, body = knowledge.practice_values("care_parts"), anatomy.body()
    sites = {segment.site for segment in held if segment.site}
    ids = [measure for segment in held for measure in segment.measures]
    ids += parts["always"]
    if any(body.within(site, "leg") for site in sites):
        ids += parts["legs"]
    if FOOT in sites:
        ids += parts["feet"]
    if asked.visit_kind == "gentle":
        ids += parts["gentle"]
    sentences = knowledge.practice_values("measures")
    because = (knowledge.practice["care_parts"].because,)
    for measure in dict.fromkeys(ids):
        yield Caution(f"care_parts.{measure}", measure, sentences[measure], because)


def caution_text(limit: Restriction, *, knowledge: Knowledge, speech: Speech = ENGLISH) -> str:
    """Return the sentence that a limit is kept in mind by."""
    return _Wording(knowledge, speech).sentence(limit)


def consent_text(
    sites: Iterable[str], *, knowledge: Knowledge, speech: Speech = ENGLISH
) -> str | None:
    """Return the sentence on places that want a consent of their own; ``None`` without any."""
    return _Wording(knowledge, speech).consent_sentence(sites)


@frozen
class _Wording:
    """Turns limits into sentences with the phrases of practice ``phrases``."""

    knowledge: Knowledge
    speech: Speech = ENGLISH

    def _say(self, code: str, **params: object) -> str:
        return self.speech.known(str(self.knowledge.practice_values("phrases")[code]), **params)

    def _labels(self, sites: Iterable[str]) -> str:
        return ", ".join(self.speech.known(anatomy.body()[site].label) for site in sites)

    def consent(self, held: tuple[Segment, ...]) -> Iterator[Caution]:
        told = self.consent_sentence(one.site for one in held if one.site)
        if told is not None:
            because = (self.knowledge.practice["care_parts"].because,)
            yield Caution("care_parts.consent", "", told, because)

    def consent_sentence(self, sites: Iterable[str]) -> str | None:
        body, careful = anatomy.body(), self.knowledge.practice_values("care_parts")
        near = careful["consent_sites"]
        found = {site for site in sites if any(body.within(site, named) for named in near)}
        if not found:
            return None
        where = self._labels(site for site in body.sites if site in found)
        return self._say("caution.consent", where=where)

    def limits(self, limits: Iterable[Restriction]) -> Iterator[Caution]:
        for limit in limits:
            if limit.kind is not RestrictionKind.REQUIRE:
                yield Caution(limit.id, "", self.sentence(limit), limit.because, limit)

    def sentence(self, limit: Restriction) -> str:
        if caps_visit(limit):
            return self._say("caution.cap_visit", minutes=limit.minutes)
        words = {"what": self._what(limit), "where": self._where(limit)}
        if limit.kind is RestrictionKind.FORBID:
            return self._say("caution.forbid", **words)
        sentences = []
        if limit.pressure is not None:
            sentences.append(self._say("caution.cap_pressure", pressure=limit.pressure, **words))
        if limit.minutes is not None:
            sentences.append(self._say("caution.cap_minutes", minutes=limit.minutes, **words))
        return " ".join(sentences)

    def _what(self, limit: Restriction) -> str:
        families = self.knowledge.practice_values("families")
        labels = []
        for one in limit.techniques:
            if one in families:
                label = families[one]["means"].split(";")[0]
            elif one in self.knowledge.techniques:
                label = self.knowledge.techniques[one].label
            else:
                label = self.knowledge.exercises[one].label
            label = self.speech.known(label)
            labels.append(label[:1].lower() + label[1:])
        if limit.heat:
            labels.append(self._say("caution.heat"))
        return ", ".join(labels) or self._say("caution.anything")

    def _where(self, limit: Restriction) -> str:
        where = ""
        if limit.sites:
            where += self._say("caution.where", sites=self._labels(limit.sites))
        if limit.sides:
            sides = ", ".join(self.speech.known(side.value) for side in limit.sides)
            where += self._say("caution.side", side=sides)
        if limit.positions:
            ways = ", ".join(self._say(f"position.{one.value}") for one in limit.positions)
            where += self._say("caution.position", position=ways)
        return where
