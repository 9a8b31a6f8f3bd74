"""The practice figures that planning works by, typed; read once per knowledge version."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from ischia.knowledge import Knowledge
from ischia.quantities import Position, Side

SIDE_LYING = {
    Side.LEFT: Position.SIDE_LYING_RIGHT,
    Side.RIGHT: Position.SIDE_LYING_LEFT,
}
"""Lying on which side brings a side up for work."""

VISITS = ("first", "follow_up", "gentle")
PARTS = ("arrive", "position", "turn", "teach", "rise", "rest")

SHORTEST, HOUR = 15, 60
"""Booked minutes that the figures of practice ``session_parts`` are given for."""

Span = tuple[int, int]


@frozen
class Fit:
    """How well kinds of work suit, and the order they are ranked in (``technique_fit``)."""

    role: Mapping[str, int]
    first: Mapping[str, int]
    lighter: Mapping[str, int]
    wished: Mapping[str, int]
    pressure_step_off: int
    reflexology_over_massage: int
    warmth_wished: int
    preferred: int
    preferred_site: int
    thumbs_spared: int
    rank: tuple[str, ...]
    rank_step: int
    deepen_from_relevance: int
    warm_before_deepen: int
    warm_before_deep: int
    parts_a_side: int
    opening: tuple[str, ...]
    settles: tuple[str, ...]
    opening_minutes: Span
    opening_warmth: int
    closing_minutes: int
    finishes_too: tuple[str, ...]
    dry_work_too: tuple[str, ...]
    feet_first_too: tuple[str, ...]


@frozen
class Parts:
    """Minutes of the parts without hands, by kind of visit, and counts (``session_parts``)."""

    least_most: Mapping[str, Mapping[str, Span]]
    least_of_15: Mapping[str, Mapping[str, int]]
    hands_on_of_60: Mapping[str, Span]
    hands_on_of_15: Mapping[str, Span]
    wash: int
    wipe: int
    two_positions_up_to: int
    positions: Span
    few_turns_positions: int
    part_least: int
    parts_an_hour: int
    reflexology_least_a_foot: int
    gentle_age: int
    gentle_questions: tuple[str, ...]
    gentle_measures: tuple[str, ...]
    slow_measures: tuple[str, ...]
    prone_most: Mapping[str, int]
    prone_why: str
    position_limited_below: int
    lesser_side_most: int
    acute_from_pain: int

    def parts_most(self, minutes: int) -> int:
        """Return how many hands-on parts fit a visit of so many minutes."""
        return max(2, self.parts_an_hour * minutes // 60)

    def positions_most(self, minutes: int, *, few_turns: bool) -> int:
        """Return how many positions a visit of so many minutes, and the client, bear."""
        short, long = self.positions
        most = short if minutes <= self.two_positions_up_to else long
        return min(most, self.few_turns_positions) if few_turns else most

    def span(self, part: str, visit: str, minutes: int) -> Span:
        """Return least and most minutes of a part without hands.

        They are those of an hour, and grow towards them from the shortest visit on.
        """
        least, most = self.least_most[part][visit]
        if minutes < HOUR:
            short = self.least_of_15[part][visit] if part in self.least_of_15 else least
            least = short + (least - short) * (minutes - SHORTEST) // (HOUR - SHORTEST)
            most = max(least + 1, most * minutes // HOUR) if most else most
        return least, max(least, most)

    def hands_on(self, visit: str, minutes: int) -> Span:
        """Return least and most hands-on minutes.

        What a visit spends without hands grows evenly from the shortest to an hour; beyond an
        hour half of it is fixed and half in step with the length.
        """
        short, hour = self.hands_on_of_15[visit], self.hands_on_of_60[visit]
        spent = [
            _without(SHORTEST - of_short, HOUR - of_hour, minutes)
            for of_short, of_hour in zip(short, hour, strict=True)
        ]
        return minutes - spent[0], minutes - spent[1]


def _without(short: int, hour: int, minutes: int) -> int:
    """Return the minutes without hands on, rounded up, from those of the shortest and an hour."""
    if minutes < HOUR:
        return short - (short - hour) * (minutes - SHORTEST) // (HOUR - SHORTEST)
    return -(-hour * (minutes + HOUR) // (2 * HOUR))


@frozen
class Hands:
    """What the therapist's hands can bear (``hand_load``)."""

    deep_session: int
    deep_day: int
    thumbs_in_a_row: int
    bent_over_bed: int
    alternates: tuple[str, ...]
    sits_at: tuple[str, ...]
    sits_at_head: tuple[str, ...]
    tired_from: int

    def stands(self, site: str, position: Position) -> bool:
        """Return whether the therapist stands over this place, and bends over a bed for it."""
        at_head = site in self.sits_at_head and position is Position.SUPINE
        return not (at_head or site in self.sits_at or position is Position.SEATED)


@frozen
class Relevance:
    """What counts when the pattern does not say (``relevance``)."""

    comfort: Mapping[str, int]
    chair: Mapping[str, int]
    relaxation: Mapping[str, int]
    relaxation_minutes: Mapping[str, Span]
    back_and_buttocks_most: int
    feet_only: Span
    steady: tuple[str, ...]
    wholes: tuple[str, ...]
    site_order: tuple[str, ...]


@frozen
class Figures:
    """Every figure of ours that shapes a plan."""

    reach: Mapping[str, tuple[str, ...]]
    supports: Mapping[str, tuple[Position, ...]]
    order: tuple[Position, ...]
    clothed: tuple[str, ...]
    no_hot_stones_at: tuple[str, ...]
    site_minutes: Mapping[str, Span]
    weights: Mapping[str, int]
    weight_meanings: Mapping[str, str]
    fit: Fit
    parts: Parts
    hands: Hands
    relevance: Relevance
    exercises_most: Mapping[str, int]

    def reaches(self, site: str, side: Side, position: Position) -> bool:
        """Return whether hands reach the site in the position: in side-lying, the upper side."""
        words = self.reach.get(site, ())
        if position in SIDE_LYING.values():
            upper = SIDE_LYING.get(side) is position
            return "side_lying" in words and (upper or side is Side.MIDLINE)
        return position.value in words


@frozen
class _Held:
    """Knowledge, equal by version, so that figures are read once for it."""

    version: str
    knowledge: Knowledge = field(eq=False)


def figures(knowledge: Knowledge) -> Figures:
    """Return the typed practice figures of this knowledge."""
    return _read(_Held(knowledge.version, knowledge))


@lru_cache(maxsize=4)
def _read(held: _Held) -> Figures:
    values = held.knowledge.practice_values
    reach, weights = values("reach"), values("weights")
    return Figures(
        reach={site: tuple(words) for site, words in reach["sites"].items()},
        supports={
            name: tuple(Position(word) for word in words)
            for name, words in reach["supports"].items()
        },
        order=tuple(Position(word) for word in reach["order"]),
        clothed=tuple(reach["clothed"]),
        no_hot_stones_at=tuple(reach["no_hot_stones_at"]),
        site_minutes={site: _span(pair) for site, pair in values("site_minutes").items()},
        weights={name: weight["value"] for name, weight in weights.items()},
        weight_meanings={name: weight["means"] for name, weight in weights.items()},
        fit=_fit(values("technique_fit")),
        parts=_parts(values("session_parts")),
        hands=_hands(values("hand_load")),
        relevance=_relevance(values("relevance")),
        exercises_most=values("home_care")["most"],
    )


def _span(pair: Any) -> Span:  # noqa: ANN401 -- parsed data
    least, most = pair
    return int(least), int(most)


def _fit(raw: Mapping[str, Any]) -> Fit:
    lists = ("rank", "opening", "settles", "finishes_too", "dry_work_too", "feet_first_too")
    return Fit(
        **{
            **raw,
            **{name: tuple(raw[name]) for name in lists},
            "opening_minutes": _span(raw["opening_minutes"]),
        }
    )


def _parts(raw: Mapping[str, Any]) -> Parts:
    own = {part: {visit: _span(raw[part][visit]) for visit in VISITS} for part in PARTS}
    shares = ("hands_on_of_60", "hands_on_of_15")
    return Parts(
        **{
            **{name: value for name, value in raw.items() if name not in PARTS},
            "least_most": own,
            **{name: {visit: _span(raw[name][visit]) for visit in VISITS} for name in shares},
            "positions": _span(raw["positions"]),
            **{
                name: tuple(raw[name])
                for name in ("gentle_questions", "gentle_measures", "slow_measures")
            },
        }
    )


def _hands(raw: Mapping[str, Any]) -> Hands:
    rows = ("alternates", "sits_at", "sits_at_head")
    return Hands(**{**raw, **{name: tuple(raw[name]) for name in rows}})


def _relevance(raw: Mapping[str, Any]) -> Relevance:
    spans = {site: _span(pair) for site, pair in raw["relaxation_minutes"].items()}
    return Relevance(
        comfort=raw["comfort"],
        chair=raw["chair"],
        relaxation=raw["relaxation"],
        relaxation_minutes=spans,
        back_and_buttocks_most=raw["relaxation_back_and_buttocks_most"],
        feet_only=_span(raw["feet_only"]),
        steady=tuple(raw["steady"]),
        wholes=tuple(raw["wholes"]),
        site_order=tuple(raw["site_order"]),
    )
