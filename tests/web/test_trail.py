"""The trail, a page at a time: nothing left out, nothing twice, a break told on its page."""

import re
from collections.abc import Callable

import pytest
from attrs import evolve
from django.db import connection

from ischia.web.audit.models import TrailRow, first_break
from ischia.web.people import recall
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.queries import trail
from ischia.web.services.trail import note_deed
from tests.web.conftest import AT, House, signed_in

DEEDS = 2 * trail.MOST + 7


@pytest.fixture
def busy(ours: House) -> House:
    for number in range(DEEDS):
        note_deed(f"deed.{number}", by=ours.actor(), at=AT)
    return ours


def falsify(row: int) -> None:
    """Change a row as someone could who holds the file and its key."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_trailrow DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_trailrow_no_update")
        cursor.execute("UPDATE audit_trailrow SET action = 'nothing' WHERE id = %s", [row])


def test_pages_hold_every_row_once_newest_first(busy: House):
    seen, before = [], None
    while True:
        page = trail.newest(by=busy.actor(), before=before)
        seen += [one.id for one in page.entries]
        if page.older is None:
            break
        before = page.older
    rows = TrailRow.objects.filter(practice_id=busy.practice.id).order_by("-id")
    assert seen == list(rows.values_list("id", flat=True))


def test_s47_a_break_is_told_on_the_page_that_shows_it_and_when_all_is_walked(busy: House):
    broken = TrailRow.objects.get(action="deed.5").pk
    falsify(broken)
    browser = signed_in(busy.people[Role.AUDITOR])
    assert "is whole" in browser.get("/trail/").content.decode()
    assert first_break() == broken
    assert f"broken at row {broken}" in browser.get("/trail/?all=yes").content.decode()
    told, where = "", "/trail/"
    while "broken at row" not in told:
        told = browser.get(where).content.decode()
        where = (
            "/trail/" + re.search(r'href="(\?before=\d+)"', told)[1] if "?before" in told else ""
        )
        assert where or f"broken at row {broken}" in told


@pytest.mark.parametrize("before", ["", "x", "-1", "1e9", "9" * 40, "0", "²"])
def test_a_place_that_is_none_shows_the_newest_or_nothing(before: str, busy: House):
    browser = signed_in(busy.people[Role.OWNER])
    assert browser.get("/trail/", {"before": before}).status_code == 200


def shown(house: House, where: str = "/trail/") -> str:
    return signed_in(house.people[Role.OWNER]).get(where).content.decode()


def actions(page: str) -> list[str]:
    return re.findall(r'<code class="soft" translate="no">([^<]*)</code>', page)


def test_each_page_has_what_was_done_since_the_one_before_and_its_own_reading(ours: House):
    signed_in(ours.people[Role.OWNER]).get("/trail/")
    for number in range(3):
        note_deed(f"deed.{number}", by=ours.actor(), at=AT)
        assert actions(shown(ours))[:3] == ["trail.read", f"deed.{number}", "trail.read"]


def test_s06_each_practice_sees_its_own_rows_and_no_other(ours: House, theirs: House):
    for number in range(3):
        note_deed(f"ours.{number}", by=ours.actor(), at=AT)
        note_deed(f"theirs.{number}", by=theirs.actor(), at=AT)
        for house, other in ((ours, "theirs"), (theirs, "ours")):
            page = shown(house)
            assert "The chain of the rows shown here is whole" in page
            assert not any(one.startswith(other) for one in actions(page))
            assert f" of {other}" not in page


def test_s47_a_break_between_rows_of_ones_own_is_told_though_it_is_another_practices(
    ours: House, theirs: House
):
    note_deed("before", by=ours.actor(), at=AT)
    note_deed("theirs", by=theirs.actor(), at=AT)
    note_deed("after", by=ours.actor(), at=AT)
    broken = TrailRow.objects.get(action="theirs").pk
    falsify(broken)
    assert f"broken at row {broken}" in shown(ours)


def test_the_oldest_of_two_breaks_on_a_page_is_told(ours: House):
    for number in range(4):
        note_deed(f"deed.{number}", by=ours.actor(), at=AT)
    first, second = (TrailRow.objects.get(action=f"deed.{one}").pk for one in (1, 3))
    falsify(first)
    if connection.vendor != "postgresql":  # its guard is off already
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_trailrow SET source = '' WHERE id = %s", [second])
    assert f"broken at row {first}" in shown(ours)


def test_what_somebody_named_themselves_is_shown_as_text(ours: House):
    Person.objects.filter(practice=ours.practice).update(name="<b>Eve</b> {{ lines }}")
    note_deed("<script>", by=evolve(ours.actor(), source="<i>"), at=AT)
    page = shown(ours)
    assert "&lt;b&gt;Eve&lt;/b&gt; {{ lines }}" in page
    assert "&lt;script&gt;" in page
    assert "<td>&lt;i&gt;</td>" in page
    assert not any(one in page for one in ("<b>Eve", "<script>", "<i>"))


def test_a_name_that_changed_is_on_the_next_page(committed: House):
    browser = signed_in(committed.people[Role.OWNER])
    for name in ("First Name", "Second Name", "Third Name"):
        Person.objects.filter(id=committed.people[Role.OWNER].id).update(name=name)
        for _ in range(2):
            assert f"<td>{name}</td>" in browser.get("/trail/").content.decode()


def test_a_page_asks_for_its_rows_and_for_nothing_else(
    committed: House, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable
):
    monkeypatch.setattr(recall, "LONGEST_S", 600.0)
    browser = signed_in(committed.people[Role.OWNER])
    for _ in range(2):
        browser.get("/trail/")
    with django_assert_num_queries(1):  # its own row is written by the thread of the trail
        browser.get("/trail/")
