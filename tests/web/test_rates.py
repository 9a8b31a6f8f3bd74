"""Answers by links come no faster than people give them: by link, client, practice and source."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from ischia.web.rates import Rate
from ischia.web.records.models import Answer, CheckInAnswer
from ischia.web.records.states import Due
from ischia.web.services import links, pace, visits
from tests.web.conftest import AT, House
from tests.web.test_closing_the_loop import had_a_session

N = 3


@pytest.fixture(autouse=True)
def stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand still: all comes within one minute, however long a test takes."""
    monkeypatch.setattr(timezone, "now", lambda: AT)


def opened(house: House, *, from_: str = "127.0.0.1", visit_id=None) -> Browser:
    token = links.make(visit_id or house.visit.id, by=house.actor(), at=AT)
    browser = Browser(REMOTE_ADDR=from_)
    browser.post(f"/c/{token}/")
    browser.post("/form/", {"agree": "yes"})
    return browser


def says(browser: Browser, n: int = 1) -> list[int]:
    statuses = []
    for _ in range(n):
        told = {"question": "fever_now", "event": str(uuid4()), "q.fever_now": "no"}
        statuses.append(browser.post("/form/danger_illness/save/", told).status_code)
    return statuses


FITS, REFUSED = [200] * N, [429]


def test_s15_the_next_answer_of_a_link_waits_and_another_client_goes_on(
    ours: House, theirs: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, "PER_LINK", N)
    browser = opened(ours)
    assert says(browser, N + 1) == FITS + REFUSED
    assert Answer.objects.count() == N
    assert says(opened(theirs)) == [200]
    kept = browser.post("/form/danger_illness/", {"q.fever_now": "yes", "go": "on"})
    assert kept.status_code == 429
    assert "too many came within a minute" in kept.content.decode()
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(minutes=2))
    assert says(browser) == [200]


def test_s15_two_links_of_one_client_share_a_number(
    ours: House, theirs: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, "PER_CLIENT", N)
    second = visits.book(ours.client.id, starts_at=AT, minutes=60, by=ours.actor(), at=AT)
    one, two = opened(ours), opened(ours, visit_id=second.id)
    assert says(one, N - 1) + says(two, 2) + says(one) == FITS + REFUSED * 2
    assert says(opened(theirs)) == [200]


@pytest.mark.parametrize("rate", ["PRACTICE", "SOURCE"])
def test_s15_a_practice_and_a_source_have_a_number_and_the_others_go_on(
    rate: str, ours: House, theirs: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, rate, Rate(N))
    assert says(opened(ours), N + 1) == FITS + REFUSED
    of_house, in_place = opened(ours, from_="192.168.1.7"), opened(theirs)
    waits, goes_on = (of_house, in_place) if rate == "PRACTICE" else (in_place, of_house)
    assert [*says(waits), *says(goes_on)] == [429, 200]
    assert says(opened(theirs, from_="192.168.1.8")) == [200]


def test_s15_links_that_open_nothing_are_refused_after_a_while_and_elsewhere_they_open(
    ours: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, "DEAD", Rate(N))
    here, there = Browser(REMOTE_ADDR="10.0.0.1"), Browser(REMOTE_ADDR="10.0.0.2")
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    assert [here.get(f"/c/{n}/").status_code for n in range(N)] == [410] * N
    for where in ("/c/none/", f"/c/{token}/", "/k/none/"):  # alike, so that nothing is learnt
        answer = here.get(where)
        assert answer.status_code == 429
        assert "wait a minute" in answer.content.decode()
    assert there.get(f"/c/{token}/").status_code == 200


def test_s15_a_check_in_has_the_same_numbers(ours: House, monkeypatch: pytest.MonkeyPatch):
    had_a_session(ours)
    token, _ = links.make_check_in(ours.client.id, Due.THREE_DAYS, by=ours.actor(), at=AT)
    browser = Browser()
    browser.post(f"/k/{token}/")
    browser.post("/check-in/", {"agree": "yes"})

    def says_pain() -> int:
        told = {"question": "pain_now", "event": str(uuid4()), "q.pain_now": "3"}
        return browser.post("/check-in/pain/save/", told).status_code

    monkeypatch.setattr(pace, "PER_LINK", N)
    assert [says_pain() for _ in range(N + 1)] == FITS + REFUSED
    assert CheckInAnswer.objects.count() == N
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(minutes=2))
    monkeypatch.setattr(pace, "SOURCE", Rate(1))
    assert [says_pain(), says_pain()] == [200, 429]


def test_s15_a_rate_counts_each_alone_and_begins_anew_after_a_minute():
    rate = Rate(2)
    assert [rate.take("a", at=AT) for _ in range(3)] == [True, True, False]
    assert rate.is_over("a", at=AT)
    assert not rate.is_over("b", at=AT)
    after = AT + timedelta(minutes=1)
    assert not rate.is_over("a", at=after)
    assert rate.take("a", at=after)
    assert rate.take("a", at=AT - timedelta(seconds=1))  # a clock put back locks nobody out


def test_s15_what_is_counted_stays_small_however_many_sources_there_are():
    rate = Rate(2)
    for one in range(25_000):
        rate.take(one, at=AT)
    assert rate.take(24_999, at=AT)
    assert not rate.take(24_999, at=AT)
    assert len(rate._begun) <= 10_001  # noqa: SLF001 -- what it keeps
