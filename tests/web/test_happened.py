"""What a note and a client's page say of a session is what happened, not what was meant."""

from typing import Any
from uuid import uuid4

import pytest

from ischia.web.people.roles import Role
from ischia.web.queries import course, drafting, packet, said_page, snapshots
from ischia.web.records.models import Client, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services import planning, session
from ischia.web.services.session import Touch
from tests.web.conftest import AT, DAY, House, later, made_ready, signed_in


def touch(number: int, kind: str, elapsed_s: int, **body: Any) -> Touch:
    return Touch(uuid4(), number, kind, elapsed_s, later(elapsed_s // 60), body)


@pytest.fixture
def hands(ours: House) -> list[int]:
    """Begin a session; return the numbers of its parts with hands on."""
    made_ready(ours)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    plan = snapshots.last(seen(ours), SnapshotKind.PLAN)
    return [n for n, one in enumerate(plan.body["session"]["segments"]) if one["site"]]


def seen(house: House) -> Visit:
    return Visit.objects.select_related("client", "practice").get(id=house.visit.id)


def tell(house: House, *touches: Touch) -> None:
    session.receive(house.visit.id, touches, by=house.actor(), at=AT)


def done(part: int, number: int, at: int, seconds: int) -> Touch:
    return touch(number, "part_done", at, part=part, seconds=seconds, pressure=2, skipped=False)


def test_a_tap_that_was_taken_back_is_in_no_note(ours: House, hands: list[int]):
    slip, less = done(hands[0], 2, 3, 3), touch(1, "less", 2, part=hands[0])
    tell(
        ours,
        touch(0, "begin", 0), less, slip,
        touch(3, "undo", 5, of=str(slip.id)), touch(4, "undo", 6, of=str(less.id)),
        done(hands[0], 5, 300, 300), touch(6, "end", 300),
    )  # fmt: skip
    told = drafting.draft(seen(ours))
    text = "\n".join(one.text for part in told.values() for one in part)
    assert text.count("pressure 2 light") == 1
    assert "5 min 00 s" in text
    assert "0 min 03 s" not in text
    assert "asked for less pressure" not in text
    last = course.last_session(ours.client)
    assert (last.minutes, last.said) == (5, [])


def test_the_last_session_counts_only_minutes_that_were_given(ours: House, hands: list[int]):
    tell(
        ours,
        touch(0, "begin", 0),
        done(hands[0], 1, 240, 240), done(hands[1], 2, 240, 0),
        touch(3, "stop", 250, reason="client_wish"),
    )  # fmt: skip
    last = course.last_session(ours.client)
    plan = snapshots.last(seen(ours), SnapshotKind.PLAN)
    site = plan.body["session"]["segments"][hands[0]]["site"]
    assert last.minutes == 4
    assert last.places.endswith(" 4")
    assert ", " not in last.places  # one place, though the plan has more
    form = said_page.form(seen(ours))
    assert [one.id for one in form.parts if one.is_site] == [site]


def test_what_was_ticked_before_stays_on_the_form(ours: House, hands: list[int]):
    tell(ours, touch(0, "begin", 0), done(hands[0], 1, 240, 240), touch(2, "end", 240))
    plan = snapshots.last(seen(ours), SnapshotKind.PLAN)
    sites = [plan.body["session"]["segments"][one]["site"] for one in hands]
    other = next(one for one in sites if one != sites[0])
    ticked = said_page.Ticked(disliked=frozenset({other}))
    form = said_page.form(seen(ours), ticked)
    assert [one.id for one in form.parts if one.disliked] == [other]


def test_who_was_barred_is_offered_no_next_session(ours: House, hands: list[int]):
    where = f"/clients/{ours.client.id}/"
    browser = signed_in(ours.people[Role.OWNER])
    assert "Next step</h2>" in browser.get(where).content.decode()
    reason = {"reason": "client_behaviour"}
    tell(ours, touch(0, "begin", 0), done(hands[0], 1, 60, 60), touch(2, "stop", 70, **reason))
    text = browser.get(where).content.decode()
    assert "A past visit was ended: Client behaviour" in text
    for offered in ("Next step</h2>", "Check-in by link", "Book a visit"):
        assert offered not in text


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Mirela Stone", "en", "Mirela"),
        ("Lê Thị Hồng", "vi", "Hồng"),
        ("한소희", "ko", "한소희"),
        ("", "en", ""),
    ],
)
def test_the_player_calls_a_client_by_the_name_they_are_called_by(
    name: str, language: str, expected: str
):
    assert packet.called(Client(name=name, language=language)) == expected
