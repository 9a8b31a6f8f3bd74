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
    Statement,
    caps_visit,
)


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


@frozen
class _Wording:
    """Turns limits into sentences with the phrases of practice ``phrases``."""

    knowledge: Knowledge

    def _say(self, code: str, **params: object) -> str:
        return str(self.knowledge.practice_values("phrases")[code]).format(**params)

    def consent(self, held: tuple[Segment, ...]) -> Iterator[Caution]:
        body, careful = anatomy.body(), self.knowledge.practice_values("care_parts")
        sites = {
            segment.site
            for segment in held
            if segment.site
            and any(body.within(segment.site, named) for named in careful["consent_sites"])
        }
        if sites:
            labels = ", ".join(body[site].label for site in body.sites if site in sites)
            because: tuple[Statement, ...] = (self.knowledge.practice["care_parts"].because,)
            yield Caution(
                "care_parts.consent", "", self._say("caution.consent", where=labels), because
            )

    def limits(self, limits: Iterable[Restriction]) -> Iterator[Caution]:
        for limit in limits:
            if limit.kind is not RestrictionKind.REQUIRE:
                yield Caution(limit.id, "", self._sentence(limit), limit.because, limit)

    def _sentence(self, limit: Restriction) -> str:
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
            labels.append(label[:1].lower() + label[1:])
        if limit.heat:
            labels.append(self._say("caution.heat"))
        return ", ".join(labels) or self._say("caution.anything")

    def _where(self, limit: Restriction) -> str:
        body = anatomy.body()
        where = ""
        if limit.sites:
            labels = ", ".join(body[site].label for site in limit.sites)
            where += self._say("caution.where", sites=labels)
        if limit.sides:
            sides = ", ".join(side.value for side in limit.sides)
            where += self._say("caution.side", side=sides)
        if limit.positions:
            phrases = self.knowledge.practice_values("phrases")
            labels = ", ".join(phrases[f"position.{one.value}"] for one in limit.positions)
            where += self._say("caution.position", position=labels)
        return where
