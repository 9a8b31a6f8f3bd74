"""Strategies for visits, pain maps and limits; the one place that makes a clearance by hand."""

from datetime import date

from hypothesis import strategies as st

from ischia import anatomy, knowledge
from ischia.care.assessment import Assessment, PatternMatch
from ischia.care.intake import Intake, Visit
from ischia.care.screening import Clearance
from ischia.knowledge import Answer, Basis, Mark, Restriction, RestrictionKind, Statement
from ischia.quantities import Disposition, Position, Side, Truth

DAY = date(2026, 11, 21)
KNOWN = knowledge.shipped()
SITES = (
    "lumbar", "flank", "upper_buttock", "deep_buttock", "back_thigh", "front_hip", "outer_hip",
    "mid_back", "upper_back", "calf", "sacrum", "shoulder", "foot",
)  # fmt: skip
BECAUSE = (Statement("A limit made for a test.", Basis.PRODUCT),)


def intake(marks=(), *, answers=None, **visit):
    told = {"pain_map": Answer(Truth.YES, tuple(marks)), **(answers or {})}
    return Intake("invented", DAY, told, Visit(**visit))


def clearance(*limits):
    return Clearance(Disposition.PROCEED, (), tuple(limits), (), DAY, KNOWN.version)


def leading(pattern_id):
    match = PatternMatch(pattern_id, pattern_id, (), (), fits=True)
    return Assessment((match,), (), "mechanical", "low", "persistent")


def assessment(mechanism="mechanical", irritability="low", chronicity="persistent"):
    return Assessment((), (), mechanism, irritability, chronicity)


def limit(kind, **fields):
    name = fields.pop("id", "test_limit.1")
    return Restriction(name, RestrictionKind(kind), because=BECAUSE, **fields)


def both(site, intensity):
    return [Mark(site, side, intensity) for side in anatomy.body()[site].sides]


@st.composite
def marks(draw):
    places = [(site, side) for site in SITES for side in anatomy.body()[site].sides]
    some = draw(st.lists(st.sampled_from(places), max_size=6, unique=True))
    return tuple(Mark(site, side, draw(st.integers(1, 10))) for site, side in some)


@st.composite
def limits(draw):
    kind = draw(st.sampled_from(list(RestrictionKind)))
    measures = sorted(KNOWN.practice_values("measures"))
    families = sorted(KNOWN.practice_values("families"))
    pressure = minutes = None
    if kind is RestrictionKind.CAP:
        pressure = draw(st.none() | st.integers(1, 3))
        minutes = draw(st.integers(0, 40)) if pressure is None else draw(st.none())
    some = draw(st.lists(st.sampled_from([*families, *sorted(KNOWN.techniques)]), max_size=2))
    sites = draw(st.lists(st.sampled_from([*SITES, "back", "pelvis", "leg"]), max_size=2))
    sides = draw(st.lists(st.sampled_from([Side.LEFT, Side.RIGHT]), max_size=1))
    positions = draw(st.lists(st.sampled_from(list(Position)), max_size=2, unique=True))
    if not (some or sites or sides or positions):
        sites = ["lumbar"]
    return limit(
        kind.value,
        id=f"test_limit.{draw(st.integers(1, 9))}",
        techniques=tuple(some),
        sites=tuple(sites),
        sides=tuple(sides),
        positions=tuple(positions),
        pressure=pressure,
        minutes=minutes,
        heat=draw(st.booleans()) and draw(st.booleans()),
        measure=draw(st.sampled_from(measures)) if kind is RestrictionKind.REQUIRE else "",
    )


@st.composite
def visits(draw):
    support = draw(st.sampled_from(["table", "table", "table", "bed", "chair"]))
    lying = [position for position in Position if position is not Position.SEATED]
    tolerated = draw(st.just([]) | st.lists(st.sampled_from(lying), min_size=1, unique=True))
    return Visit(
        place=draw(st.sampled_from(["clinic", "home", "hotel", "office"])),
        minutes=draw(st.integers(15, 120)),
        support=support,
        equipment=draw(st.sampled_from([("oil", "pillows"), (), ("oil", "warm_pack")])),
        first=draw(st.booleans()),
        foot_work=draw(st.sampled_from(["yes", "no", "unsaid"])),
        style=draw(st.sampled_from(["focused", "focused", "relaxation"])),
        pressure_wish=draw(st.sampled_from(["light", "medium", "firm", "unsaid"])),
        not_there=tuple(draw(st.lists(st.sampled_from(SITES), max_size=1))),
        positions_tolerated=() if support == "chair" else tuple(tolerated),
        deep_minutes_today=draw(st.sampled_from([0, 45, 60])),
    )


@st.composite
def cases(draw):
    told = {"pain_map": Answer(Truth.YES, draw(marks()))}
    if draw(st.booleans()):
        told["age"] = Answer(Truth.YES, draw(st.integers(18, 95)))
    return (
        Intake("invented", DAY, told, draw(visits())),
        clearance(*draw(st.lists(limits(), max_size=3))),
        draw(
            st.sampled_from(["mechanical", "nerve"]).map(assessment)
            | st.sampled_from(sorted(KNOWN.patterns)).map(leading)
        ),
    )
