"""What was said, decided and done stays: each way to change or remove it ends at the database."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from ischia.web.records.models import CheckInAnswer, ClientLink
from ischia.web.records.states import CourseKind
from ischia.web.services import clients, course_entries, opening, planning, session
from tests.web.conftest import AT, DAY, House, made_ready
from tests.web.test_the_visit import touch

GUARDED = {
    "audit_trailrow", "records_answer", "records_consent", "records_snapshot",
    "records_sessionevent", "records_opening", "records_courseentry",
    "records_checkinanswer", "records_earlier",
}  # fmt: skip
# A table that is new must be put into one of the two lists.
MAY_CHANGE = {
    "records_client", "records_clientword", "records_visit", "records_clientlink",
    "records_notedraft", "audit_sentonce", "audit_burst",
}  # fmt: skip
UPSERT = (
    "INSERT INTO {0} SELECT * FROM {0} WHERE true ON CONFLICT (id) DO UPDATE SET id = excluded.id"
)
WAYS = {
    "sqlite": {
        "change": "UPDATE {0} SET id = id",
        "remove": "DELETE FROM {0} WHERE id IN (SELECT id FROM {0} LIMIT 1)",
        "empty": "DELETE FROM {0}",
        "replace": "REPLACE INTO {0} SELECT * FROM {0}",
        "upsert": UPSERT,
    },
    "postgresql": {
        "change": "UPDATE {0} SET id = id",
        "remove": "DELETE FROM {0} WHERE id IN (SELECT id FROM {0} LIMIT 1)",
        "empty": "DELETE FROM {0}",
        "upsert": UPSERT,
        "truncate": "TRUNCATE {0} RESTART IDENTITY CASCADE",
        "truncate what it points to": "TRUNCATE practice_practice CASCADE",
    },
}


@pytest.fixture
def full(ours: House) -> House:
    """Return a practice with a row in each table that is only added to."""
    made_ready(ours)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    session.receive(ours.visit.id, [touch(0, "begin", 0)], by=ours.actor(), at=AT)
    by = ours.actor("therapist")
    opening.open_with_reason(ours.client.id, reason="asked", words="", by=by, at=AT)
    told = course_entries.Made(CourseKind.CHECK_IN, DAY, {"pain": 4})
    course_entries.append(ours.client, told, event=uuid4(), by=by, at=AT)
    held = {"visit": ours.visit, "purpose": "check_in", "expires_at": AT, "created_at": AT}
    told = {"name": "Put Right", "born_on": None, "phone": "", "version": 1}
    clients.change(ours.client.id, **told, by=by, at=AT)
    link = ClientLink.objects.create(**held)
    CheckInAnswer.objects.create(
        id=uuid4(), number=1, link=link, client=ours.client, question="pain_now", value=3,
        on=DAY, at=AT,
    )  # fmt: skip
    connection.check_constraints()  # nothing of this transaction is left to be looked at
    return ours


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 -- our own names
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", sorted(GUARDED))
def test_s47_no_statement_changes_or_removes_what_is_only_added_to(table: str, full: House):  # noqa: ARG001 -- the rows stand
    before = count(table)
    assert before > 0
    for way, statement in WAYS[connection.vendor].items():
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            run(statement.format(table))
        assert count(table) == before, way


def test_s47_each_table_of_the_record_is_guarded_or_may_change_on_purpose():
    tables = {
        model._meta.db_table  # noqa: SLF001 -- documented API
        for app in ("audit", "records")
        for model in apps.get_app_config(app).get_models()
    }
    assert tables == GUARDED | MAY_CHANGE
