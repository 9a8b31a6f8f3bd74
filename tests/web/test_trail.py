"""The trail, a page at a time: nothing left out, nothing twice, a break told on its page."""

import re

import pytest
from django.db import connection

from ischia.web.audit.models import TrailRow, first_break
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
