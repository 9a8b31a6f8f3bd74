"""Likely twins: whoever may be the same person is shown before a client is added."""

import re
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.web_twins import mistyped
from ischia.web.audit.models import TrailRow
from ischia.web.likeness import alike_words, is_near, name_words, phone_end, slips, swapped
from ischia.web.people.roles import Role
from ischia.web.queries import twins
from ischia.web.queries.twins import Asked
from ischia.web.records.models import Client
from ischia.web.services import clients
from tests.web.conftest import AT, House, signed_in

BORN = date(1980, 2, 3)
PHONE = "+44 7700 900123"


def add(house: House, name: str, born_on: date | None = None, phone: str = "") -> Client:
    return clients.add(name=name, born_on=born_on, phone=phone, by=house.actor(), at=AT)


def found(house: House, name: str, born_on: date | None = None, phone: str = "") -> list[str]:
    return [one.name for one in twins.likely(Asked(name, born_on, phone), by=house.actor())]


LIKE = {
    "the same once more": ("Lovro Ilić", BORN, PHONE),
    "accents left out": ("Lovro Ilic", BORN, ""),
    "a letter swapped": ("Lorvo Ilic", BORN, ""),
    "family name first": ("Ilić Lovro", BORN, ""),
    "a first name alone": ("Lovro", BORN, ""),
    "a new family name": ("Lovro Novak", BORN, ""),
    "day and month swapped": ("Lovro Ilić", date(1980, 3, 2), ""),
    "a slip in the year": ("Lovro Ilić", date(1981, 2, 3), ""),
    "no birthday, no phone": ("Lovro Ilić", None, ""),
    "phone written another way": ("Lovro Ilic", None, "07700/900-123"),
    "another phone": ("Lovro Ilić", BORN, "+44 7700 900999"),
}


@pytest.mark.parametrize("case", LIKE)
def test_hz40_one_person_told_again_is_shown(ours: House, case: str):
    add(ours, "Lovro Ilić", BORN, PHONE)
    assert found(ours, *LIKE[case]) == ["Lovro Ilić"]


UNLIKE = {
    "another person of that birthday": ("Anna Weber", BORN, ""),
    "a namesake of another birthday": ("Lovro Ilić", date(1955, 11, 30), ""),
    "a relative at the same phone": ("Ana Ilić", date(2001, 5, 6), PHONE),
    "somebody else at all": ("Ho-jin Seo", None, "+82 10 5550 1234"),
    "no name": ("  ", BORN, PHONE),
}


@pytest.mark.parametrize("case", UNLIKE)
def test_hz40_somebody_else_is_not(ours: House, case: str):
    add(ours, "Lovro Ilić", BORN, PHONE)
    assert found(ours, *UNLIKE[case]) == []


def test_hz40_the_likeliest_comes_first_and_says_what_is_the_same(ours: House):
    add(ours, "Lovro Ilić", None, "")
    add(ours, "Lovro Ilić", BORN, PHONE)
    first, second = twins.likely(Asked("Lovro Ilić", BORN, PHONE), by=ours.actor())
    assert first.why == ("name", "birthday", "phone")
    assert second.words == ["same name"]
    assert (first.born_year, first.phone_end) == (1980, "0123")


def test_hz40_nobody_of_another_practice_is_shown(ours: House, theirs: House):
    add(theirs, "Lovro Ilić", BORN, PHONE)
    assert found(ours, "Lovro Ilić", BORN, PHONE) == []


GIVEN = (
    "Mirela", "Lovro", "Anna", "Tomasz", "Ingrid", "Yusuf", "Chiara", "Mateo", "Wanjiru", "Oona",
    "민준", "서연", "Thị Hoa", "Văn An", "Farida", "Stellan",
)  # fmt: skip
FAMILY = (
    "Weber", "Okafor", "Lindqvist", "Kaczmarek", "Demir", "Pritchard", "Ruiz", "Traoré", "Novotná",
    "Nguyễn", "Trần", "Haidari", "Gelashvili", "Petrović", "van Dijk", "Meier",
)  # fmt: skip


def told_again(one: Client, rng: np.random.Generator) -> Asked:
    """Return a client as they would be typed in once more: a slip, and what else may differ."""
    name = mistyped(one.name, rng)
    swaps = rng.random() < 0.1
    name = " ".join(reversed(name.split())) if swaps else name
    by_phone = rng.random() < 0.3
    return Asked(name, None if by_phone else one.born_on, one.phone if by_phone else "")


def test_hz40_nineteen_of_twenty_mistyped_twins_are_among_the_first_three(ours: House):
    rng = np.random.default_rng(20261121)
    people = [
        add(
            ours,
            f"{given} {family}",
            date(1940, 1, 1) + timedelta(days=int(rng.integers(0, 365))),  # many share a birthday
            f"+44 7700 {900000 + n}",
        )
        for n, (given, family) in enumerate(product(GIVEN, FAMILY))
    ]
    hits = 0
    for one in people:
        first = twins.likely(told_again(one, rng), by=ours.actor())[:3]
        hits += one.id in {hit.id for hit in first}
    assert hits >= 0.95 * len(people), f"{hits} of {len(people)}"


def test_hz40_it_is_asked_in_one_statement_by_index(ours: House):
    with CaptureQueriesContext(connection) as seen:
        found(ours, "Lovro Van Ilić", BORN, PHONE)
    assert len(seen) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {seen[0]['sql']}")
            steps = [row[3] for row in cursor.fetchall()]
        read = [one for one in steps if re.match("(SCAN|SEARCH) (records|c |w )", one)]
        assert len(read) == 4
        assert not [one for one in read if one.startswith("SCAN")], steps
        assert {re.search(r"INDEX (client_\w+)", one).group(1) for one in read[:3]} == {
            "client_birthday", "client_phone_end", "client_word_shown",
        }  # fmt: skip


def test_hz40_the_index_ends_phones_as_the_code_does(ours: House):
    phones = (PHONE, "07700/900-123", "(0) 12.34 567", "123", "", "x1234567")
    for n, phone in enumerate(phones):
        add(ours, f"Phone {n}", None, phone)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT phone, {twins.PHONE_END[connection.vendor]} FROM records_client"  # noqa: S608 -- our own words
        )
        held = dict(cursor.fetchall())
    for phone in phones:
        assert phone_end(phone) in {held[phone], ""}
    assert phone_end(PHONE) == held[PHONE] == "00900123"


# -- the page -----------------------------------------------------------------------------


def sent(house: House, role: Role = Role.FRONT_DESK, **more: object):
    told = {"name": "Lovro Ilic", "born_on": "1980-02-03", "phone": "", **more}
    return signed_in(house.people[role]).post(reverse("client_add"), told)


def test_hz40_nothing_is_saved_before_a_person_chose(ours: House):
    twin = add(ours, "Lovro Ilić", BORN, PHONE)
    asked = sent(ours)
    text = asked.content.decode()
    assert asked.status_code == 409
    assert "Is it one of these?" in text
    assert '<div class="question" role="status" id="twins">' in text  # it is no problem
    assert "Please look at this again" not in text
    assert reverse("client", kwargs={"client_id": twin.id}) in text
    assert 'value="Lovro Ilic"' in text  # what was typed is still there
    assert not Client.objects.filter(name="Lovro Ilic").exists()
    assert sent(ours, apart=str(twin.id)).status_code == 302
    made = Client.objects.get(name="Lovro Ilic")
    rows = TrailRow.objects.filter(client_id=made.id).values_list("action", flat=True)
    assert set(rows) == {"client.added", "client.told_apart"}
    assert Client.objects.filter(name="Lovro Ilić").count() == 1  # nobody was merged


def test_hz40_another_twin_than_those_seen_is_asked_about_again(ours: House):
    twin = add(ours, "Lovro Ilić", BORN)
    assert sent(ours).status_code == 409
    add(ours, "Lovro Ilici", BORN)
    assert sent(ours, apart=str(twin.id)).status_code == 409


def test_hz40_front_desk_sees_no_more_than_a_search_shows(ours: House):
    add(ours, "Lovro Ilić", BORN, PHONE)
    for role in (Role.FRONT_DESK, Role.OWNER):
        text = sent(ours, role).content.decode()
        shown = text.split('id="twins"')[1].split("</div>")[0]
        assert "1980" in shown
        assert "0123" in shown
        assert "900123" not in shown
        assert not re.search("Feb|1980-02|pain|screen", shown)


def test_hz40_somebody_new_is_added_at_once_and_defects_come_first(ours: House):
    assert sent(ours, name="Ho-jin Seo").status_code == 302
    add(ours, "Lovro Ilić", BORN)
    assert sent(ours, born_on="1700-01-01").status_code == 422


def test_hz40_another_program_may_ask_before_it_adds(ours: House):
    twin = add(ours, "Lovro Ilić", BORN, PHONE)
    desk = signed_in(ours.people[Role.FRONT_DESK])
    asked = {"name": "Lovro Ilic", "born_on": "1980-02-03"}
    assert desk.get(reverse("data_twins"), asked).json() == {
        "clients": [
            {
                "id": str(twin.id), "name": "Lovro Ilić", "born_year": 1980, "phone_end": "0123",
                "why": ["name", "birthday"],
            }
        ]
    }  # fmt: skip
    assert desk.get(reverse("data_twins"), {"name": "Ho-jin Seo"}).json() == {"clients": []}
    refused = desk.get(reverse("data_twins"), {"name": "", "born_on": "soon"})
    assert refused.status_code == 422
    assert refused.json() == {
        "problems": ["born_on: it is not a day. Accepted: a day such as 1980-02-03."]
    }


def bare(house: House, query: str = "?twins=1", role: Role = Role.FRONT_DESK, **told: str):
    body = {"name": "Lovro Ilic", "born_on": "1980-02-03", **told}
    where = f"{reverse('data_clients')}{query}"
    return signed_in(house.people[role]).post(where, body, content_type="application/json")


def test_hz40_the_answer_to_a_program_names_the_likely_twins_and_adds_all_the_same(
    ours: House, theirs: House
):
    twin = add(ours, "Lovro Ilić", BORN, PHONE)
    add(theirs, "Lovro Ilić", BORN, PHONE)
    before = TrailRow.objects.count()
    for role in (Role.FRONT_DESK, Role.THERAPIST, Role.OWNER):
        answer = bare(ours, role=role, name=f"Lovro Ilić {role.value[0]}")
        assert answer.status_code == 201
        made, told = answer.json()["id"], answer.json()["twins"]
        assert str(twin.id) in told
        assert made not in told
        assert Client.objects.filter(id=made).exists()
        assert Client.objects.filter(id__in=told, practice=ours.practice.id).count() == len(told)
    assert TrailRow.objects.count() == before + 3
    assert bare(ours, name="Ho-jin Seo", born_on="").json()["twins"] == []


def test_hz40_a_program_that_does_not_ask_is_told_nothing_and_pays_no_statement(ours: House):
    add(ours, "Lovro Ilić", BORN, PHONE)
    counts = []
    for query in ("", "?twins=1"):
        with CaptureQueriesContext(connection) as seen:
            answer = bare(ours, query)
        assert ("twins" in answer.json()) == bool(query)
        counts.append(len(seen))
    assert counts[1] == counts[0] + 1


def test_hz40_of_one_person_added_twice_with_one_key_none_is_a_twin(ours: House):
    desk = signed_in(ours.people[Role.FRONT_DESK])
    body, where = {"name": "Lovro Ilic"}, f"{reverse('data_clients')}?twins=1"
    key = {"Idempotency-Key": "one-and-the-same"}
    first, again = (
        desk.post(where, body, content_type="application/json", headers=key) for _ in range(2)
    )
    assert first.json() == again.json()
    assert first.json()["twins"] == []


def test_hz40_a_wish_that_cannot_be_read_adds_nobody(ours: House):
    before = Client.objects.count()
    refused = bare(ours, "?twins=please")
    assert refused.status_code == 422
    assert refused.json() == {
        "problems": ["twins: it cannot be read. Accepted: 1, or leave it out."]
    }
    assert Client.objects.count() == before


# -- likeness -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [("anna", "anna", 0), ("anna", "ana", 1), ("anna", "nana", 1), ("tomasz", "thomas", 2),
     ("", "abc", 3)],
)  # fmt: skip
def test_slips_are_counted(one: str, other: str, n: int):
    assert slips(one, other) == n


WORDS = st.text("abcdeé", max_size=7)


@given(WORDS, WORDS)
def test_slips_are_the_same_both_ways_and_none_for_the_same(one: str, other: str):
    assert slips(one, other) == slips(other, one) <= max(len(one), len(other))
    assert (slips(one, other) == 0) == (one == other)


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_no_word_is_matched_twice(one: list[str], other: list[str]):
    assert alike_words(one, other) <= min(len(one), len(other))


def test_a_syllable_mistyped_left_out_or_swapped_is_one_slip():
    assert alike_words(name_words("김민준"), name_words("김민즌")) == 1
    assert alike_words(name_words("김민준"), name_words("김민")) == 1
    assert alike_words(name_words("김민준"), name_words("김준민")) == 1
    assert alike_words(name_words("김민준"), name_words("박서연")) == 0


@given(st.dates())
def test_a_swapped_birthday_is_near(day: date):
    assert is_near(swapped(day), day)
    assert is_near(day, day)
