"""A kept page that goes straight is the one the whole way gives, and goes to nobody else."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.pages import kept, straight
from ischia.web.people import recall
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.records.models import Visit
from ischia.web.services import giving_again, notes, opening, visits
from ischia.web.services.giving_again import OfVisit
from tests.web.asking import CLOSED, Answer, ask, half_idle, last_row
from tests.web.conftest import AT, House, made_ready, make_house, signed_in
from tests.web.test_kept import CHANGES

NAMES = ("client", "visit", "result", "plan", "note")
SECRET = "s" * 32
TREATS = (Role.OWNER, Role.THERAPIST)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.clear()
    at = now()
    monkeypatch.setattr(kept, "now", lambda: at)  # no hour ends meanwhile
    monkeypatch.setattr(recall, "LONGEST_S", 600.0)  # on a slow machine too


@pytest.fixture
def ready(committed: House) -> House:
    made_ready(committed)
    notes.begin(committed.visit.id, by=committed.actor(), at=AT)
    return committed


def where(house: House, name: str) -> str:
    if name == "client":
        return reverse(name, kwargs={"client_id": house.client.id})
    return reverse(name, kwargs={"visit_id": house.visit.id})


def browser_of(house: House, role: Role = Role.OWNER) -> Browser:
    browser = signed_in(house.people[role])
    browser.cookies["csrf"] = SECRET
    return browser


def text(answer: Answer) -> str:
    """Return a page without the tokens of its forms, which are new each time."""
    return re.sub(r'value="\w{64}"', "", answer.body.decode())


def rows() -> int:
    return TrailRow.objects.count()


def warm(browser: Browser, house: House) -> None:
    for name in NAMES:
        assert ask(where(house, name), browser).status == 200


@pytest.mark.parametrize("name", NAMES)
def test_both_ways_say_the_same_and_leave_the_same_row(name: str, ready: House):
    browser, path = browser_of(ready), where(ready, name)
    whole, row, count = ask(path, browser, straight=False), last_row(), rows()
    again = ask(path, browser)
    assert (whole.by_whole, again.by_whole) == (True, False)
    other = dict(set(again.headers.items()) ^ set(whole.headers.items()))
    assert other.pop("Set-Cookie").strip().startswith(f"csrf={SECRET};")  # for another year
    assert other == {}
    assert (again.status, text(again)) == (200, text(whole))
    assert last_row() == row
    assert rows() == count + 1


def test_each_role_has_its_own_page_of_a_client_and_the_desk_none_of_a_visit(ready: House):
    desk, owner = browser_of(ready, Role.FRONT_DESK), browser_of(ready)
    for browser in (desk, owner):
        ask(where(ready, "client"), browser)
    ask(where(ready, "visit"), owner)
    told = [ask(where(ready, "client"), browser) for browser in (desk, owner)]
    assert not any(one.by_whole for one in told)
    assert ["chip d-" in text(one) for one in told] == [False, True]
    refused = ask(where(ready, "visit"), desk)
    assert (refused.status, refused.by_whole) == (403, True)


def test_the_token_of_a_form_is_new_each_time_and_is_taken(ready: House):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    tokens = []
    for _ in range(2):
        again = ask(path, browser)
        assert not again.by_whole
        tokens.append(re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', text_of(again))[1])
    assert tokens[0] != tokens[1]
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert strict.post("/sign-out/", {"csrfmiddlewaretoken": tokens[0][::-1]}).status_code == 403
    assert strict.post("/sign-out/", {"csrfmiddlewaretoken": tokens[0]}).status_code == 302


def text_of(answer: Answer) -> str:
    return answer.body.decode()


@pytest.mark.parametrize("cookie", [None, "", "short", "!" * 32])
def test_who_has_no_token_gets_one_the_whole_way(cookie: str | None, ready: House):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    assert not ask(path, browser).by_whole
    if cookie is None:
        del browser.cookies["csrf"]
    else:
        browser.cookies["csrf"] = cookie
    answer = ask(path, browser)
    assert answer.by_whole
    assert "csrf=" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("change", ["an answer", "a link", "a client's name"])
def test_after_whatever_change_of_the_record_no_page_goes_straight(change: str, ready: House):
    browser = browser_of(ready)
    warm(browser, ready)
    assert not ask(where(ready, "visit"), browser).by_whole
    CHANGES[change](ready)
    for name in NAMES:
        answer = ask(where(ready, name), browser)
        assert answer.by_whole
        kept.clear()
        assert text(answer) == text(ask(where(ready, name), browser, straight=False))


def test_a_change_on_another_record_sends_each_page_the_whole_way_once(ready: House):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    theirs = make_house("theirs")
    visits.book(theirs.client.id, starts_at=AT, minutes=30, by=theirs.actor(), at=AT)
    assert [ask(path, browser).by_whole for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    "change",
    [
        lambda h: Person.objects.filter(id=h.people[Role.THERAPIST].id).update(name="Other"),
        lambda h: Practice.objects.filter(id=h.practice.id).update(time_zone="Asia/Seoul"),
    ],
    ids=["a name", "the time zone"],
)
def test_after_a_change_of_people_or_practice_no_page_goes_straight(
    change: Callable[[House], object], ready: House
):
    browser = browser_of(ready)
    warm(browser, ready)
    change(ready)
    for name in NAMES:
        assert ask(where(ready, name), browser).by_whole


def test_with_another_hour_no_page_goes_straight(ready: House, monkeypatch: pytest.MonkeyPatch):
    browser = browser_of(ready)
    warm(browser, ready)
    at = now() + timedelta(hours=1)
    monkeypatch.setattr(kept, "now", lambda: at)
    for name in NAMES:
        assert ask(where(ready, name), browser).by_whole
        assert not ask(where(ready, name), browser).by_whole


@pytest.mark.parametrize("closed", CLOSED)
def test_s07_whoever_may_not_come_in_goes_the_whole_way_and_stays_outside(
    closed: str, ready: House
):
    browser = browser_of(ready)
    warm(browser, ready)
    CLOSED[closed](ready, browser)
    count = TrailRow.objects.filter(action__endswith=".read").count()
    for _ in range(2):  # the second time, what is remembered is the session as it is now
        for name in NAMES:
            answer = ask(where(ready, name), browser)
            assert answer.by_whole
            assert answer.status != 200
            assert ready.client.name not in text_of(answer)
    assert TrailRow.objects.filter(action__endswith=".read").count() == count


def test_a_session_half_idle_goes_the_whole_way(ready: House):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    half_idle(browser)
    assert [ask(path, browser).by_whole for _ in range(2)] == [True, True]


def test_s06_a_page_that_is_kept_is_not_found_by_a_stranger_or_another_practice(ready: House):
    theirs = make_house("theirs")
    owner, stranger = browser_of(ready), browser_of(theirs)
    warm(owner, ready)
    ask(where(theirs, "visit"), stranger)
    for name in NAMES:
        ask(where(ready, name), owner)
        assert not ask(where(ready, name), owner).by_whole
        for browser, status in ((stranger, 404), (Browser(), 401)):
            answer = ask(where(ready, name), browser)
            assert (answer.status, answer.by_whole) == (status, True)


@pytest.mark.parametrize("name", NAMES)
def test_another_therapists_client_needs_a_reason_that_holds(
    name: str, ready: House, monkeypatch: pytest.MonkeyPatch
):
    Visit.objects.filter(id=ready.visit.id).update(therapist=ready.people[Role.THERAPIST])
    browser, path = browser_of(ready), where(ready, name)
    for _ in range(2):
        assert (ask(path, browser).status, ask(path, browser).by_whole) == (409, True)
    opening.open_with_reason(
        ready.client.id, reason="covering", words="", by=ready.actor(), at=now()
    )
    assert [ask(path, browser).by_whole for _ in range(2)] == [True, False]
    count, at = rows(), now() + timedelta(hours=12, minutes=1)
    monkeypatch.setattr(straight, "now", lambda: at)
    assert ask(path, browser).by_whole  # where the reason is still asked for, by its own clock
    assert rows() == count + 1


def test_what_decides_is_asked_each_time_though_a_page_is_kept(
    ready: House, monkeypatch: pytest.MonkeyPatch
):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    assert not ask(path, browser).by_whole
    monkeypatch.setattr(kept.record_state, "mark", lambda: None)
    with connection.cursor() as cursor:  # past every trigger: only the rights have changed
        cursor.execute("SELECT number FROM records_changes")
        (number,) = cursor.fetchone()
        Visit.objects.filter(id=ready.visit.id).update(therapist=ready.people[Role.THERAPIST])
        cursor.execute("UPDATE records_changes SET number = %s", [number])
    answer = ask(path, browser)
    assert (answer.status, answer.by_whole) == (409, True)


@pytest.mark.parametrize("changed", [{"REQUEST_METHOD": "HEAD"}, {"HTTP_HOST": "evil.example"}])
def test_only_a_plain_read_of_our_own_host_goes_straight(changed: dict[str, object], ready: House):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    assert not ask(path, browser).by_whole
    answer = ask(path, browser, **changed)
    assert answer.by_whole
    assert answer.status == ask(path, browser, straight=False, **changed).status


@pytest.mark.parametrize("path", ["{}?a=1", "/{}", "{}x", "{}\n", "{}letter/", "{}plan/result/"])
def test_no_other_address_goes_straight(path: str, ready: House):
    browser = browser_of(ready)
    warm(browser, ready)
    own = where(ready, "visit")
    for asked in (path.format(own), own.upper().replace("VISITS", "visits"), own[:-1]):
        answer = ask(asked, browser)
        assert answer.by_whole
        assert answer.status == ask(asked, browser, straight=False).status


def test_nothing_is_told_before_its_row_is_in_the_trail(
    ready: House, monkeypatch: pytest.MonkeyPatch
):
    browser, path = browser_of(ready), where(ready, "visit")
    ask(path, browser)
    assert not ask(path, browser).by_whole

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("ischia.web.audit.models.each", full)
    with pytest.raises(OSError):  # noqa: PT011 -- the disk says no more
        ask(path, browser)


def test_inside_a_transaction_nothing_is_given_again(ready: House):
    with transaction.atomic():
        found = giving_again.of_visit(
            ready.visit.id, OfVisit.VISIT, lambda _: "page", by=ready.actor(), at=AT
        )
    assert found is None


def test_a_page_that_no_longer_holds_leaves_no_row(ready: House):
    count = rows()
    by = ready.actor()
    of_visit = partial(giving_again.of_visit, ready.visit.id, OfVisit.NOTE)
    for give in (of_visit, partial(giving_again.of_client, ready.client.id)):
        assert give(lambda _: None, by=by, at=AT) is None
        assert give(lambda _: "page", by=by, at=AT) == "page"
    assert rows() == count + 2


def test_many_who_ask_at_once_each_get_the_page_they_asked_for(ready: House):
    browser, told = browser_of(ready), {}
    by = ready.actor()
    paths = {
        where(ready, name): name for name in NAMES
    } | {
        f"/visits/{one.id}/": "another visit"
        for one in [visits.book(ready.client.id, starts_at=AT, minutes=30, by=by, at=AT)]
    }  # fmt: skip
    whole = {path: text(ask(path, browser)) for path in paths}
    count = rows()

    def read(number: int, path: str) -> None:
        told[number, path] = ask(path, browser)
        connection.close()

    threads = [
        threading.Thread(target=read, args=[number, path]) for number in range(6) for path in paths
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(told) == len(threads)
    for (_, path), answer in told.items():
        assert not answer.by_whole
        assert text(answer) == whole[path]
    assert rows() == count + len(threads)
