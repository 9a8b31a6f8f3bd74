"""One number tells of every change of any record: the database moves it on by itself."""

# ruff: noqa: SLF001 -- Django's documented API

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from ischia.web.pages import kept
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.queries import record_state
from ischia.web.records import changes
from ischia.web.records.models import Client, ClientWord, Visit
from ischia.web.services import clients, visits
from tests.web.conftest import AT, House, signed_in

WATCHED = [one for one in apps.get_app_config("records").get_models() if one is not ClientWord]


def seen() -> int:
    """Return the number as it is inside the transaction of a test, which never commits."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT set_config('ischia.changed', '', true)")
        cursor.execute(changes.NUMBER)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("model", WATCHED, ids=lambda one: one.__name__)
def test_every_table_of_the_record_is_watched_for_each_way_to_change_a_row(
    model: type[models.Model],
    db: None,  # noqa: ARG001 -- opens the database
):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass "
                "AND tgname = %s AND tgenabled = 'O'",
                [table, f"{table}_changed"],
            )
            (found,) = cursor.fetchone()
            assert all(verb in found for verb in ("INSERT", "UPDATE", "DELETE"))
            assert "FOR EACH ROW" in found
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
                "AND sql LIKE '%%number = number + 1%%' ORDER BY name",
                [table],
            )
            found = [name for (name,) in cursor.fetchall()]
            assert found == [f"{table}_{verb}_changed" for verb in ("delete", "insert", "update")]


def test_adding_changing_and_removing_a_row_move_it_on_and_reading_does_not(ours: House):
    before = seen()
    Client.objects.get(id=ours.client.id)
    assert seen() == before
    visit = visits.book(ours.client.id, starts_at=AT, minutes=30, by=ours.actor(), at=AT)
    added = seen()
    assert added > before
    Visit.objects.filter(id=visit.id).update(minutes=45)
    changed = seen()
    assert changed > added
    Visit.objects.filter(id=visit.id).delete()
    assert seen() > changed


def test_a_table_that_lost_its_triggers_has_them_again_after_a_migration(ours: House):
    with connection.cursor() as cursor:
        for table, name in changes._standing(cursor, on_postgres=connection.vendor != "sqlite"):
            on = f" ON {table}" if connection.vendor != "sqlite" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    before = seen()
    Visit.objects.filter(id=ours.visit.id).update(minutes=45)
    assert seen() == before
    changes.watch(apps.get_app_config("records"), connection.alias)
    Visit.objects.filter(id=ours.visit.id).update(minutes=50)
    assert seen() > before


def test_what_is_not_committed_is_not_counted(committed: House):
    before = record_state.mark()
    assert before is not None
    with transaction.atomic():
        Visit.objects.filter(id=committed.visit.id).update(minutes=45)
        assert record_state.mark() is None
        transaction.set_rollback(True)
    assert record_state.mark() == before
    Visit.objects.filter(id=committed.visit.id).update(minutes=45)
    assert record_state.mark() > before


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return whose records were looked at to see whether a page still holds."""
    kept.clear()
    found: list[object] = []
    of = record_state.of
    monkeypatch.setattr(record_state, "of", lambda one: found.append(one) or of(one))
    return found


def test_while_nothing_changes_anywhere_no_record_is_looked_at(
    committed: House, looked: list[object]
):
    browser = signed_in(committed.people[Role.OWNER])
    page = f"/visits/{committed.visit.id}/"
    first = browser.get(page)
    looked.clear()
    assert len(browser.get(page).content) == len(first.content)
    assert looked == []
    clients.add(name="Another", born_on=None, phone="", by=committed.actor(), at=AT)
    browser.get(page)  # another record changed: this one is looked at, once
    assert looked == [committed.client.id]
    browser.get(page)
    assert len(looked) == 1


def test_a_search_is_given_again_until_a_client_is_added_or_renamed(committed: House):
    kept.clear()
    browser = signed_in(committed.people[Role.OWNER])

    def found(text: str = "mire") -> str:
        return browser.get(f"/clients/?q={text}").content.decode()

    assert found().count("Mirela") == found().count("Mirela") > 0
    assert "Mirelle" not in found()
    one = clients.add(name="Mirelle", born_on=None, phone="", by=committed.actor(), at=AT)
    assert "Mirelle" in found()
    clients.change(
        one.id, name="Anna", born_on=None, phone="", version=1, by=committed.actor(), at=AT
    )
    assert "Mirelle" not in found()
    assert "Anna" in found("anna")
    part = browser.get("/clients/?q=anna", headers={"HX-Request": "true"}).content.decode()
    assert "Anna" in part
    assert "<html" not in part
    assert "<html" in found("anna")


CHANGES: dict[str, Callable[[House], object]] = {
    "the visit": lambda h: Visit.objects.filter(id=h.visit.id).update(minutes=45),
    "the client": lambda h: Client.objects.filter(id=h.client.id).update(name="Newly Named"),
    "a person": lambda h: Person.objects.filter(practice=h.practice).update(name="Ilse Newname"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("page", ["/", "/visits/{visit}/", "/clients/{client}/"])
def test_after_a_change_that_is_committed_nobody_is_given_the_page_before_it(
    change: str, page: str, committed: House, monkeypatch: pytest.MonkeyPatch
):
    kept.clear()
    made: list[str] = []
    render = kept.render_to_string
    monkeypatch.setattr(
        kept, "render_to_string", lambda *given: made.append(given[0]) or render(*given)
    )
    browser = signed_in(committed.people[Role.OWNER])
    where = page.format(visit=committed.visit.id, client=committed.client.id)
    for _ in range(3):
        assert browser.get(where).status_code == 200
    assert len(made) == 1
    CHANGES[change](committed)
    for _ in range(2):
        assert browser.get(where).status_code == 200
    assert len(made) == 2


def test_two_who_write_at_once_wait_for_each_other_no_longer_than_a_commit(committed: House):
    """On PostgreSQL both have written before either commits; SQLite lets one write at a time."""
    both = threading.Barrier(2 if connection.vendor == "postgresql" else 1, timeout=30)
    other = clients.add(name="Another", born_on=None, phone="", by=committed.actor(), at=AT)
    before = record_state.mark()
    faults: list[BaseException] = []

    def write(client_id: UUID) -> None:
        try:
            with transaction.atomic():
                Client.objects.filter(id=client_id).update(phone="5")
                both.wait()
        except BaseException as fault:  # noqa: BLE001 -- told below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[one.id]) for one in (committed.client, other)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert record_state.mark() == before + 2
