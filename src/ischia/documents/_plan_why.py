"""Why a plan is as it is: place by place, what was read in sources, and what was left out."""

from collections.abc import Iterable, Iterator

from ischia import anatomy
from ischia.care.planning import LeftOut, Segment, SessionPlan
from ischia.documents._plan_records import Told
from ischia.documents._reasons import reason_text
from ischia.documents._words import first_upper, place_words
from ischia.knowledge import Basis, Knowledge
from ischia.quantities import Side
from ischia.reasons import Reason

_ABOUT = ("site", "technique", "pressure", "minutes")
"""Why here, why this technique, why this pressure, why these minutes: in that order."""


def sentences(reasons: Iterable[Reason], *, knowledge: Knowledge) -> tuple[str, ...]:
    """Return each reason as a sentence, none twice."""
    told = (reason_text(one, knowledge=knowledge) for one in reasons)
    return tuple(dict.fromkeys(told))


def place_reasons(plan: SessionPlan, *, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield each place once: why here, why each technique, its pressure and the minutes."""
    parts: dict[str, list[Segment]] = {}
    for one in plan.segments:
        if one.site is not None:
            parts.setdefault(one.site, []).append(one)
    for site, worked in parts.items():
        told = dict.fromkeys(
            _said(reason, one, knowledge)
            for about in _ABOUT
            for one in worked
            for reason in one.why
            if reason.code.startswith(f"{about}.")
        )
        yield first_upper(anatomy.body()[site].label), " ".join(told)


def _said(reason: Reason, part: Segment, knowledge: Knowledge) -> str:
    text = reason_text(reason, knowledge=knowledge)
    if part.technique is None or not reason.code.startswith("technique."):
        return text
    return f"{knowledge.techniques[part.technique].label}: {text[:1].lower()}{text[1:]}"


def claims(plan: SessionPlan, *, knowledge: Knowledge) -> Iterator[Told]:
    """Yield each claim behind a part, with its sources or as our own reading."""
    for claim_id in dict.fromkeys(name for one in plan.segments for name in one.evidence):
        claim = knowledge.claims[claim_id]
        certainty = claim.certainty.replace("-", " ")
        text = f'"{claim.label}": {claim.verdict}, {certainty} certainty. {claim.wording}'
        is_read = claim.basis is Basis.SOURCE
        yield Told(text, claim.sources) if is_read else Told(text, default="our reading")


def left_out(
    left: Iterable[LeftOut], *, knowledge: Knowledge
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each reason once with all that was left out for it, a place with both sides once."""
    things: dict[str, dict[str, list[LeftOut]]] = {}
    for one in left:
        why = " ".join(sentences(one.why, knowledge=knowledge)).removeprefix("Left out: ")
        named = things.setdefault(first_upper(why), {})
        named.setdefault(_name(one, knowledge), []).append(one)
    for why, named in things.items():
        yield why, tuple(_sided(name, some) for name, some in named.items())


def _name(one: LeftOut, knowledge: Knowledge) -> str:
    parts = [knowledge.techniques[one.technique].label.lower()] if one.technique else []
    parts += [anatomy.body()[one.site].label] if one.site else []
    return ", ".join(parts)


def _sided(name: str, some: list[LeftOut]) -> str:
    """Return the name with its side where only one of two sides was left out."""
    site, sides = some[0].site, {one.side for one in some}
    if site is None or None in sides or {Side.LEFT, Side.RIGHT} <= sides:
        return name
    label = anatomy.body()[site].label
    return name.replace(label, place_words(site, some[0].side or Side.MIDLINE))
