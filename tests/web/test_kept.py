"""A page is given again only while nothing it shows has changed, to the one it was made for."""

# ruff: noqa: SLF001 -- Django's documented API, and the shelf from inside

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client as Browser

from ischia.quantities import Disposition
from ischia.web import freshness
from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.pages import kept
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.queries import record_state
from ischia.web.records.models import Client, NoteDraft, Visit
from ischia.web.records.states import CourseKind
from ischia.web.services import (
    answering,
    clients,
    consenting,
    finding,
    links,
    notes,
    opening,
    planning,
    screening,
    stricter,
    visits,
)
from ischia.web.services import course as deciding
from ischia.web.services.answering import Sent
from ischia.web.services.course import Decided
from tests.web.conftest import AT, DAY, House, answer, later, made_ready, signed_in

PAGES = ["", "result/", "plan/", "note/"]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.clear()
    at = now()
    monkeypatch.setattr(kept, "now", lambda: at)  # no hour ends meanwhile


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates of pages as they are made anew."""
    found: list[str] = []
    render = kept.render_to_string

    def told(template: str, *rest: object) -> str:
        found.append(template)
        return render(template, *rest)

    monkeypatch.setattr(kept, "render_to_string", told)
    return found


@pytest.fixture
def ready(ours: House) -> House:
    made_ready(ours)
    notes.begin(ours.visit.id, by=ours.actor(), at=AT)
    return ours


def where(house: House, page: str) -> str:
    return f"/visits/{house.visit.id}/{page}"


def text(answered: HttpResponse) -> str:
    assert answered.status_code == 200
    return answered.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_made_once_and_its_reading_is_told_each_time(
    page: str, ready: House, made: list[str]
):
    browser = signed_in(ready.people[Role.OWNER])
    first = text(browser.get(where(ready, page)))
    rows = TrailRow.objects.count()
    again = text(browser.get(where(ready, page)))
    assert len(made) == 1
    assert TrailRow.objects.count() == rows + 1
    assert len(first) == len(again)


def test_each_answer_has_a_token_of_its_own_that_is_accepted(ready: House):
    browser = Browser(enforce_csrf_checks=True, REMOTE_ADDR="127.0.0.1")
    browser.cookies = signed_in(ready.people[Role.OWNER]).cookies
    tokens = set()
    for _ in range(3):
        shown = text(browser.get(where(ready, "")))
        found = shown.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        tokens.add(found)
        assert not re.search(r"\b[0-9a-f]{64}\b", shown)  # what holds its place
    assert len(tokens) == 3
    sent = {"csrfmiddlewaretoken": found}
    assert browser.post(where(ready, "screen/"), sent).status_code == 302
    assert browser.post(where(ready, "screen/"), {}).status_code == 403


CHANGES: dict[str, Callable[[House], object]] = {
    "an answer": lambda h: answering.by_person(
        h.visit.id, Sent(uuid4(), {"fever_now": True}), observed=False, on=DAY, by=h.actor(), at=AT
    ),
    "something seen": lambda h: answering.by_person(
        h.visit.id, Sent(uuid4(), {"calf_signs": True}), observed=True, on=DAY, by=h.actor(),
        at=AT,
    ),
    "read back": lambda h: answering.read_back(h.visit.id, by=h.actor(), at=later(5)),
    "held back": lambda h: stricter.be_stricter(
        h.visit.id, Disposition.NOT_TODAY, reason="Tired", by=h.actor(), at=AT
    ),
    "a finding": lambda h: finding.find(
        h.visit.id, text="stiff", is_none=False, by=h.actor(), at=AT
    ),
    "a decision on the course": lambda h: deciding.decide(
        h.client.id, Decided(CourseKind.CHANGED, DAY, "lighter"), event=uuid4(), on=DAY,
        by=h.actor(), at=AT,
    ),
    "a consent": lambda h: consenting.by_person(
        h.visit.id, "massage", given=False, by=h.actor(), at=AT
    ),
    "a link": lambda h: links.make(h.visit.id, by=h.actor(), at=AT),
    "begun": lambda h: planning.adopt(h.visit.id, on=DAY, by=h.actor(), at=AT),
    "a note typed": lambda h: notes.edit(
        h.visit.id, text={"subjective": "Slept well"}, version=1, by=h.actor(), at=AT
    ),
    "longer": lambda h: planning.lengthen(h.visit.id, 90, on=DAY, by=h.actor(), at=AT),
    "another visit": lambda h: visits.book(
        h.client.id, starts_at=AT, minutes=30, by=h.actor(), at=AT
    ),
    "a client's name": lambda h: clients.change(
        h.client.id, name="Mira", born_on=None, phone="", version=1, by=h.actor(), at=AT
    ),
    "opened with a reason": lambda h: opening.open_with_reason(
        h.client.id, reason="covering", words="", by=h.actor(), at=AT
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_on_the_record_the_next_page_is_made_anew(
    change: str, ready: House, made: list[str]
):
    browser = signed_in(ready.people[Role.OWNER])
    pages = [where(ready, page) for page in PAGES] + [f"/clients/{ready.client.id}/"]
    for page in pages:
        browser.get(page)
    assert len(made) == len(pages)
    CHANGES[change](ready)
    for page in pages:
        browser.get(page)
    assert len(made) == 2 * len(pages)


@pytest.mark.parametrize("change", ["another visit", "a client's name", "begun", "a link"])
def test_the_day_is_made_anew_when_a_line_of_it_changes_and_else_kept(
    change: str, ready: House, made: list[str]
):
    browser = signed_in(ready.people[Role.OWNER])
    for _ in range(2):
        text(browser.get("/"))
    assert len(made) == 1
    CHANGES[change](ready)
    text(browser.get("/"))
    shows = change != "a link"  # a line of the day does not tell it
    assert len(made) == 1 + shows
    text(browser.get(f"/?day={DAY + timedelta(days=1)}"))
    assert len(made) == 2 + shows


def test_an_answer_that_was_saved_is_on_the_next_page(ours: House):
    answer(ours)
    browser = signed_in(ours.people[Role.OWNER])
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert "An answer changed since" not in text(browser.get(where(ours, "")))
    CHANGES["an answer"](ours)
    assert "An answer changed since" in text(browser.get(where(ours, "")))


@pytest.mark.parametrize(
    "change",
    [
        lambda h: Person.objects.filter(id=h.people[Role.OWNER].id).update(name="Ilse Newname"),
        lambda h: Practice.objects.filter(id=h.practice.id).update(time_zone="Asia/Seoul"),
        lambda h: Practice.objects.filter(id=h.practice.id).update(phone="020 7946 0000"),
    ],
    ids=["a name", "the time zone", "how it is reached"],
)
def test_a_change_of_people_or_practice_makes_the_page_anew(
    change: Callable[[House], object],
    committed: House,
    made: list[str],
):
    browser = signed_in(committed.people[Role.OWNER])
    for _ in range(2):
        browser.get(where(committed, ""))
    change(committed)
    browser.get(where(committed, ""))
    assert len(made) == 2


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=1)])
def test_another_day_or_hour_makes_the_page_anew(
    later: timedelta, ready: House, made: list[str], monkeypatch: pytest.MonkeyPatch
):
    browser, at = signed_in(ready.people[Role.OWNER]), now() + later
    text(browser.get(where(ready, "")))
    monkeypatch.setattr(kept, "now", lambda: at)
    text(browser.get(where(ready, "")))
    assert len(made) == 2


def test_each_person_has_pages_of_their_own(ready: House, made: list[str]):
    desk, owner = (signed_in(ready.people[role]) for role in (Role.FRONT_DESK, Role.OWNER))
    page = f"/clients/{ready.client.id}/"
    assert "chip d-" in text(owner.get(page))
    assert "chip d-" not in text(desk.get(page))
    assert "chip d-" in text(owner.get(page))
    assert len(made) == 2


def test_s06_a_page_that_is_kept_is_not_found_by_another_practice(ready: House, theirs: House):
    owner, stranger = (signed_in(one.people[Role.OWNER]) for one in (ready, theirs))
    for page in PAGES:
        text(owner.get(where(ready, page)))
        assert stranger.get(where(ready, page)).status_code == 404


def test_a_page_made_while_the_record_changed_is_not_kept(
    ready: House, made: list[str], monkeypatch: pytest.MonkeyPatch
):
    browser, render = signed_in(ready.people[Role.OWNER]), kept.render_to_string

    def meanwhile(*given: object) -> str:
        monkeypatch.setattr(kept, "render_to_string", render)
        CHANGES["a link"](ready)
        return render(*given)

    monkeypatch.setattr(kept, "render_to_string", meanwhile)
    for _ in range(3):
        text(browser.get(where(ready, "")))
    assert len(made) == 2


def test_every_table_of_the_record_is_looked_at(ours: House):
    seen = record_state._statement(connection.vendor == "postgresql")
    for model in apps.get_app_config("records").get_models():
        points_at = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        if points_at & {Client, Visit} and model.__name__ != "ClientWord":
            assert f"SELECT '{model._meta.db_table}', " in seen
    assert record_state.of(ours.client.id) == record_state.of(ours.client.id)


@pytest.mark.parametrize("model", [Client, Visit, NoteDraft], ids=lambda one: one.__name__)
def test_every_column_that_may_change_is_looked_at(model: type[models.Model], ready: House):
    row = model.objects.filter(
        **{"id": ready.client.id} if model is Client else {
            ("id" if model is Visit else "visit_id"): ready.visit.id
        }
    )  # fmt: skip
    fields = [
        one for one in model._meta.concrete_fields if not one.primary_key and not one.remote_field
    ]
    assert fields
    for field in fields:
        before = record_state.of(ready.client.id)
        other = _other(field, getattr(row.get(), field.attname))
        row.update(**{field.attname: other})
        assert record_state.of(ready.client.id) != before, field.name


def _other(field: models.Field, held: object) -> object:
    if isinstance(field, models.DateTimeField):
        return (held or AT) + timedelta(minutes=1)
    if isinstance(field, models.BooleanField):
        return not held
    if isinstance(field, models.IntegerField):
        return held + 1
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.JSONField):
        return {"other": 1}
    return f"{held}x"


@pytest.mark.parametrize("model", record_state.ONLY_ADDED_TO, ids=lambda one: one.__name__)
def test_what_is_only_counted_is_a_table_that_the_database_keeps_from_change(
    model: type[models.Model],
    db: None,  # noqa: ARG001 -- opens the database
):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
                [table, "%append_only%"],
            )
        else:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
                "AND name IN (%s, %s)",
                [table, f"{table}_no_update", f"{table}_no_delete"],
            )
        assert cursor.fetchone()[0] >= 1


def test_a_session_in_use_leaves_the_names_as_they_are(committed: House):
    browser = signed_in(committed.people[Role.OWNER])
    before, mark = freshness.names(), freshness.mark()
    session = browser.session
    session["seen"] = 1
    session.save()
    assert freshness.names() == before
    assert freshness.mark() != mark
