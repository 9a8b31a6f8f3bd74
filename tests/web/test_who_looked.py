"""The list of who looked, as the owner hands it to the client: row for row the trail."""

import html
import re

import pytest
from django.db import connection

from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import own, trail_words, who_looked
from ischia.web.services import clients, opening
from ischia.web.services.trail import note_deed, note_link_deed
from tests.web.conftest import AT, House, signed_in

DEEDS = 2 * who_looked.MOST + 7


@pytest.fixture
def busy(ours: House) -> House:
    """A client somebody looked at often, between looks at another one."""
    by = ours.actor()
    other = clients.add(name="Somebody Else", born_on=None, phone="", by=by, at=AT)
    for number in range(DEEDS):
        note_deed("visit.read", by=by, at=AT, client_id=ours.client.id)
        if number % 3 == 0:
            note_deed("client.read", by=by, at=AT, client_id=other.id)
    return ours


def address(house: House) -> str:
    return f"/clients/{house.client.id}/trail/"


def test_s50_the_list_equals_the_trail_of_that_client(busy: House):
    note_link_deed("link.opened", own.visit(busy.visit.id, by=busy.actor()), source="::1", at=AT)
    seen, before = [], None
    while True:
        page = who_looked.of_client(busy.client.id, by=busy.actor(), before=before)
        assert len(page.looks) <= who_looked.MOST
        seen += [(one.id, one.at, one.who, one.what) for one in page.looks]
        before = page.older
        if before is None:
            break
    names = {person.id: person.name for person in busy.people.values()}
    names[None] = "By the client's link"
    rows = TrailRow.objects.filter(client_id=busy.client.id).order_by("-id")
    assert seen == [(row.pk, row.at, names[row.person_id], trail_words.said(row.action))
                    for row in rows]  # fmt: skip
    assert len(seen) > DEEDS


def test_s50_the_pages_show_every_row_once_with_who_as_what_and_when(busy: House):
    opening.open_with_reason(
        busy.client.id, reason="asked", words="", by=busy.actor(Role.THERAPIST), at=AT
    )
    browser, cells, where, pages = signed_in(busy.people[Role.OWNER]), [], address(busy), 0
    rows = TrailRow.objects.filter(client_id=busy.client.id).count()
    while where:
        text = html.unescape(browser.get(where).content.decode())
        cells += re.findall(r"<tr><td class=\"num\">(.*?)</td><td>(.*?)</td><td>(.*?)</td>"
                            r"<td>(.*?)</td></tr>", text)  # fmt: skip
        pages += 1
        older = re.search(r'href="(\?before=\d+)"', text)
        where = address(busy) + older[1] if older else ""
    assert len(cells) == rows + 1  # with this reading; each older page is one more, on top
    assert pages == 3
    who = [cell[1:] for cell in cells]
    assert who[0] == ("owner of ours", "Owner", "Opened this list")
    reason = "Opened another therapist's client: The client asked me"
    assert who[1] == ("therapist of ours", "Therapist", reason)
    assert who[-1] == ("owner of ours", "Owner", "Added the client")
    assert all(re.fullmatch(r"\d+ \w+ \d{4} \d\d:\d\d:\d\d", cell[0]) for cell in cells)


def test_s50_looking_at_the_list_is_a_row_of_the_trail(ours: House):
    signed_in(ours.people[Role.OWNER]).get(address(ours))
    row = TrailRow.objects.order_by("-id").first()
    assert (row.action, row.client_id) == ("client.looked_up", ours.client.id)
    assert row.person_id == ours.people[Role.OWNER].id


def test_s50_the_owner_finds_it_on_the_clients_page_and_nobody_else(ours: House):
    for role in (Role.OWNER, Role.FRONT_DESK):
        text = signed_in(ours.people[role]).get(f"/clients/{ours.client.id}/").content.decode()
        assert (address(ours) in text) is (role is Role.OWNER)


def test_s50_each_page_takes_two_queries_by_the_clients_index(
    busy: House, django_assert_num_queries
):
    with django_assert_num_queries(2) as asked:
        who_looked.of_client(busy.client.id, by=busy.actor())
    if connection.vendor == "sqlite":  # PostgreSQL chooses by the size of its tables
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            told = " ".join(row[-1] for row in cursor.fetchall())
        assert "client_id=?" in told
        assert "TEMP B-TREE" not in told


def test_s50_a_row_of_another_version_is_shown_in_its_own_word():
    assert trail_words.said("client.merged_into") == "client, merged into"
    assert trail_words.said("client.opened.for_fun").endswith(": for fun")
