"""One page reads the same rows once, and never goes on with what it wrote over itself."""

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ischia.web.once import once, reading
from ischia.web.people.roles import Role
from ischia.web.queries import answers, basis, own
from ischia.web.services import answering, notes
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, answer, made_ready, signed_in


@once
def drawn(*, number: int) -> object:
    return number, uuid4()


def test_the_same_is_read_once_in_a_reading_and_again_in_the_next():
    with reading():
        first = drawn(number=1)
        with reading():
            assert drawn(number=1) == first
        assert drawn(number=1) == first
        assert drawn(number=2) != first
    with reading():
        assert drawn(number=1) != first
    assert drawn(number=1) != drawn(number=1)


def test_another_thread_knows_nothing_of_it():
    found = []
    with reading():
        first = drawn(number=1)
        other = threading.Thread(target=lambda: found.append(drawn(number=1)))
        other.start()
        other.join()
    assert found != [first]


def test_a_write_forgets_what_was_read(ours: House):
    answer(ours)
    with reading():
        assert answers.standing(ours.visit)["fever_now"].value is False
        before = basis.of(ours.visit).digest
        sent = Sent(uuid4(), {"fever_now": True})
        answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
        assert answers.standing(ours.visit)["fever_now"].value is True
        assert basis.of(ours.visit).digest != before


@pytest.mark.parametrize("read", [own.visit, lambda visit_id, by: own.client(visit_id, by=by)])
def test_what_one_practice_reads_is_not_there_for_another(read, ours: House, theirs: House):
    from django.http import Http404  # noqa: PLC0415 -- one use

    wanted = ours.visit.id if read is own.visit else ours.client.id
    with reading():
        read(wanted, by=ours.actor())
        with pytest.raises(Http404):
            read(wanted, by=theirs.actor())


MOST = {"": 16, "result/": 14, "plan/": 14, "note/": 7}
"""Statements each page of a visit may take, besides session, person and the row in the trail."""


@pytest.mark.parametrize("page", MOST)
def test_s36_each_page_of_a_visit_takes_few_statements(page: str, ours: House):
    made_ready(ours)
    notes.begin(ours.visit.id, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(f"/visits/{ours.visit.id}/{page}").status_code == 200
    own = [one["sql"] for one in seen if "records_" in one["sql"]]
    assert len(own) <= MOST[page], "\n".join(own)
