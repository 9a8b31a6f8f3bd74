"""A hundred charts in an hour: the owner is told once, and opening a chart pays nothing."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from ischia.web.audit.models import Burst, TrailRow
from ischia.web.pages import kept
from ischia.web.people.roles import Role
from ischia.web.queries import bursts
from ischia.web.queries.bursts import MANY, Opened, in_bursts
from ischia.web.services import watching
from tests.web.conftest import AT, House, signed_in

READER = uuid4()
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to look anew, with a clock that stands: looks are a minute apart on any machine."""
    monkeypatch.setattr(watching, "_LOOKED", {})
    monkeypatch.setattr(timezone, "now", lambda: AT)
    kept.clear()


def opened(
    house: House, n: int, *, role: Role = Role.THERAPIST, apart: float = 0.5, **told
) -> None:
    """Let somebody open charts, so many minutes apart; the last one is a minute before ``AT``."""
    told = {"action": "client.read", "ended": AT - MINUTE} | told
    person, ended = house.people[role], told["ended"]
    for one in range(n):
        TrailRow.objects.create(
            at=ended - (n - 1 - one) * apart * MINUTE, practice_id=house.practice.id,
            person_id=person.id, client_id=told.get("client") or uuid4(), action=told["action"],
            digest="",
        )  # fmt: skip


def today(house: House, role: Role = Role.OWNER) -> str:
    kept.clear()  # within the one transaction of a test nothing tells that it changed
    return signed_in(house.people[role]).get("/").content.decode()


WORDS = "different clients within an hour"


def test_s48_a_hundred_charts_in_an_hour_raise_one_notice_to_the_owner_alone(ours: House):
    opened(ours, MANY - 1)
    assert WORDS not in today(ours)
    watching._LOOKED.clear()  # noqa: SLF001 -- a minute later
    opened(ours, 1, apart=0, ended=AT - MINUTE / 2)
    page = today(ours)
    assert f"therapist of ours opened the records of {MANY} different clients" in page
    watching._LOOKED.clear()  # noqa: SLF001 -- and later
    opened(ours, 20, apart=0, ended=AT)
    assert today(ours).count(WORDS) == 1
    assert TrailRow.objects.filter(action="reading.many").count() == 1
    for role in set(Role) - {Role.OWNER}:
        assert WORDS not in today(ours, role)


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (MANY, {"apart": 0.7}),  # more than an hour for all of them
        (3 * MANY, {"apart": 0.1, "client": uuid4()}),  # one chart, again and again
        (MANY, {"action": "client.added"}),
    ],
)
def test_s48_an_ordinary_hour_raises_none(ours: House, n: int, told: dict):
    opened(ours, n, **told)
    assert WORDS not in today(ours)


def test_s48_each_person_counts_alone_and_nobody_of_another_practice(ours: House, theirs: House):
    half = MANY // 2
    for role in (Role.OWNER, Role.THERAPIST):
        opened(ours, half, role=role)
    opened(theirs, MANY)
    assert WORDS not in today(ours)
    assert WORDS in today(theirs)


def test_s48_the_owner_looks_into_it_and_the_notice_is_closed(ours: House, theirs: House):
    opened(ours, MANY)
    assert WORDS in today(ours)
    burst = Burst.objects.get()
    where = f"/many/{burst.id}/"
    assert signed_in(theirs.people[Role.OWNER]).post(where).status_code == 404
    assert signed_in(ours.people[Role.THERAPIST]).post(where).status_code == 403
    browser = signed_in(ours.people[Role.OWNER])
    assert f"?before={burst.trail_row + 1}" in today(ours)
    assert browser.post(where)["Location"] == "/"
    assert browser.post(where)["Location"] == "/"  # tapped twice
    assert WORDS not in today(ours)
    assert TrailRow.objects.filter(action="reading.looked_into").count() == 1
    watching._LOOKED.clear()  # noqa: SLF001 -- the next process begins from far back
    assert WORDS not in today(ours)


def test_s48_a_burst_nobody_looked_at_for_weeks_is_told_and_the_next_hour_anew(ours: House):
    opened(ours, MANY, ended=AT - timedelta(days=20), apart=0.1)
    opened(ours, 3 * MANY, ended=AT - timedelta(days=2), apart=0.1)
    opened(ours, MANY, ended=AT - timedelta(days=2) + 90 * MINUTE, apart=0.1)
    assert today(ours).count(WORDS) == 3
    counts = Burst.objects.order_by("trail_row").values_list("n_charts", flat=True)
    assert list(counts) == [MANY, 3 * MANY, MANY]


@pytest.mark.parametrize("after", [0, 10, 20, 30, 39])
def test_s48_a_burst_is_found_however_it_lies_across_hours_of_the_clock(after: int, ours: House):
    opened(ours, MANY, apart=0.4, ended=AT - timedelta(days=1) + after * MINUTE)
    opened(ours, MANY // 2 - 1, apart=0.4, ended=AT - timedelta(days=4) + after * MINUTE)
    assert today(ours).count(WORDS) == 1


def statements(house: House, where: str) -> list[str]:
    browser = signed_in(house.people[Role.OWNER])
    browser.get(where)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(where)
    return [one["sql"] for one in asked.captured_queries]


def test_s48_opening_a_chart_and_todays_next_minute_ask_nothing_of_it(committed: House):
    opened(committed, MANY)
    chart, visit = committed.client.id, committed.visit.id
    for where in (f"/clients/{chart}/", f"/visits/{visit}/", "/"):
        asked = statements(committed, where)
        assert not [one for one in asked if "burst" in one or "COUNT(D" in one]


def test_s48_a_page_of_today_that_was_kept_has_the_notice_and_loses_it(committed: House):
    browser = signed_in(committed.people[Role.OWNER])

    def page() -> str:
        return browser.get("/").content.decode()

    assert WORDS not in page()
    opened(committed, MANY)
    assert WORDS not in page()  # within the minute
    watching._LOOKED.clear()  # noqa: SLF001 -- after it
    assert WORDS in page()
    browser.post(f"/many/{Burst.objects.get().id}/")
    assert WORDS not in page()


def hundred(times: list[float], clients: list[int]) -> Iterator[Opened]:
    for row, (minute, client) in enumerate(zip(times, clients, strict=False), start=1):
        yield Opened(row, AT + minute * MINUTE, UUID(int=client))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 130), st.integers(0, 500)), min_size=140, max_size=330))
def test_s48_what_is_found_is_what_counting_each_hour_finds(told: list[tuple[float, int]]):
    times, clients = zip(*sorted(told), strict=True)
    rows = list(hundred(list(times), list(clients)))
    found = list(in_bursts(rows, of=READER))

    def charts(begin, end) -> set[UUID]:
        return {one.client_id for one in rows if begin <= one.at <= end}

    is_many = any(len(charts(one.at - bursts.WITHIN, one.at)) >= MANY for one in rows)
    assert bool(found) is is_many
    for one in found:
        assert one.n_charts == len(charts(one.began_at, one.began_at + bursts.WITHIN)) >= MANY
    for one, after in pairwise(found):
        assert after.began_at > one.began_at + bursts.WITHIN
