"""What a course is likely to cost in visits: figures of a simulation, shown as that."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from ischia.care import course
from ischia.care.course import _likely
from ischia.documents import course_json, course_page, course_text

DAY = date(2026, 3, 2)
EXAMPLES = Path(__file__).parents[2] / "examples"


def history(pain, *, visits, chronicity="persistent", kind="low_back"):
    days = [DAY + timedelta(weeks=n) for n in range(len(pain))]
    return course.read_history(
        {
            "ischia": "history/1",
            "patient": "c-1",
            "started_on": DAY,
            "complaint": {"kind": kind, "chronicity": chronicity, "nerve_signs": False},
            "measures": [{"on": d, "pain_average": v} for d, v in zip(days, pain, strict=True)],
            "visits": [{"id": f"v{n}", "on": days[n]} for n in range(visits)],
        }
    )


def likely(pain, **options):
    case = history(pain, **options)
    return course.decide(case, on=case.last_on()).likely


def test_the_figures_are_of_the_protocol_that_ships():
    """Fails when the protocol changes: run `benchmarks/course_visits.py --write` again."""
    assert _likely.simulated_protocol() == course.protocol().version


@pytest.mark.parametrize("chronicity", ["acute", "subacute", "persistent", "unknown"])
@pytest.mark.parametrize("kind", ["low_back", "hip", "leg_pain"])
def test_a_first_visit_of_every_kind_has_a_range(chronicity, kind):
    found = likely((6,), visits=1, chronicity=chronicity, kind=kind)
    assert 0 <= found.low <= found.middle <= found.high <= 20
    assert found.weekly == 9
    assert found.clients >= 40


def test_every_row_that_ships_is_in_order():
    rows = _likely._tables().rows  # noqa: SLF001 -- the shipped figures themselves
    assert len(rows) > 40
    for low, middle, high, clients in rows.values():
        assert 0 <= low <= middle <= high
        assert clients >= 40


def test_recent_pain_is_likely_to_cost_fewer_visits_than_lasting_pain():
    acute, lasting = (
        likely((6,), visits=1, chronicity=word).middle for word in ("acute", "persistent")
    )
    assert acute < lasting


def test_a_duration_not_known_counts_as_lasting_pain():
    assert likely((6,), visits=1, chronicity="unknown") == likely((6,), visits=1)


def test_a_course_that_is_over_costs_nothing_more():
    assert likely((6, 3, 1, 1), visits=3) is None


def test_another_protocol_has_no_figures_and_the_text_says_only_its_limits():
    own = evolve(course.protocol(), version="our own")
    case = history((6, 6), visits=2)
    found = course.decide(case, on=case.last_on(), by=own)
    assert found.likely is None
    shown = evolve(course.review(case), decision=found)
    assert "2 to 8 more as the protocol stands" in " ".join(course_text(shown).split())


def test_text_page_and_json_say_the_range_beside_ten_weekly_ones_and_that_it_is_simulated():
    found = course.review(history((6, 6, 5), visits=3))
    one = found.decision.likely
    for told in (" ".join(course_text(found).split()), course_page(found)):
        assert f"likely {one.low} to {one.high} more" in told
        assert "ten weekly ones would leave 7" in told
        assert "By simulation" in told
        assert "no promise" in told
    assert course_json(found)["decision"]["visits_likely"] == {
        "low": one.low,
        "middle": one.middle,
        "high": one.high,
        "weekly_for_ten": 7,
        "clients": one.clients,
        "basis": "simulation",
    }


def test_the_same_history_always_gives_the_same_figures():
    text = (EXAMPLES / "course_easing.yaml").read_text(encoding="utf-8")
    one, other = (json.dumps(course_json(course.review(course.parse_history(text)))) for _ in "12")
    assert one == other
