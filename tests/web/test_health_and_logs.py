"""Health, readiness, and logs that keep nothing of any client."""

import io
import json
import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from ischia.errors import KnowledgeError
from ischia.web.logs import Line
from ischia.web.pages.health import views as health
from ischia.web.pages.note import views as note_views
from ischia.web.people.roles import Role
from ischia.web.services import links, planning
from tests.web.conftest import AT, DAY, House, made_ready, signed_in

MARKS = ("Zyxwmarker", "+44-marker-5550", "marker-told-in-words", "1971-03-09", "marker-in-host")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Catch what the practice would write on standard error, at the most talkative level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line())
    loggers = [logging.getLogger(name) for name in ("", "django", "ischia.web")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.DEBUG)
    yield stream
    for one, level in zip(loggers, before, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


def test_a_living_server_says_so_to_anyone():
    assert Browser().get("/alive").json() == {"alive": True}


def test_a_ready_server_names_its_knowledge_and_nothing_else(ours: House):
    answer = Browser().get("/ready")
    assert answer.status_code == 200
    assert set(answer.json()) == {"ready", "knowledge"}
    assert ours.client.name not in answer.content.decode()


def test_a_server_without_its_database_is_alive_but_not_ready(ours: House, monkeypatch):  # noqa: ARG001 -- the practice stands
    class Gone:
        def cursor(self) -> None:
            raise OperationalError("no")

    monkeypatch.setattr(health, "connection", Gone())
    assert Browser().get("/alive").status_code == 200
    answer = Browser().get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_a_server_without_its_knowledge_is_not_ready(ours: House, monkeypatch):  # noqa: ARG001 -- the practice stands
    def refuse() -> None:
        raise KnowledgeError("knowledge", [])

    monkeypatch.setattr(health, "shipped", refuse)
    assert Browser().get("/ready").status_code == 503


def walk(ours: House, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take marked values through every kind of request, failures too; return a link's token."""
    name, phone, words, born, host = MARKS
    made_ready(ours)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    browser.post("/clients/new/", {"name": name, "phone": phone, "born_on": born})
    browser.post("/clients/new/", {"name": "", "phone": phone, "born_on": words})
    browser.get("/clients/", {"q": name})
    browser.get(f"/{words}/")
    browser.get("/", headers={"Host": f"{host}.example"})
    here = f"/visits/{ours.visit.id}"
    browser.post(f"{here}/hold-back/", {"reason": words})
    event = {"id": str(uuid4()), "number": 1, "kind": "less", "elapsed_s": 9,
             "told_at": AT.isoformat(), "body": {"said": words}}  # fmt: skip
    for body in (json.dumps({"events": [event]}), f'{{"{words}"'):
        browser.post(f"{here}/session/events/", body, content_type="application/json")
    browser.get(f"{here}/note/")
    browser.post(f"{here}/note/edit/", {"version": "1", "plan": words})
    Browser(enforce_csrf_checks=True).post("/sign-in/", {"email": f"{name}@x.example"})
    Browser().post("/sign-in/", {"email": f"{name}@x.example", "password": words})
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    phone_browser = Browser()
    phone_browser.get(f"/c/{token}/")
    phone_browser.post(f"/c/{token}/", {"born_on": born})
    phone_browser.post("/form/", {"agree": "yes"})
    told = {"question": "fever_now", "event": str(uuid4()), "q.fever_now": words}
    phone_browser.post("/form/danger_illness/save/", told)

    def fail(*_: object, **__: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr(note_views.signed_notes, "signed", fail)
    browser.raise_request_exception = False
    assert browser.get(f"{here}/note/").status_code == 500
    return token


def test_s49_no_value_of_a_client_and_no_token_is_in_any_log_line(
    ours: House, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
):
    token = walk(ours, monkeypatch)
    text = lines.getvalue()
    for mark in (*MARKS, token, ours.client.name, "owner@ours.example"):
        assert mark.lower() not in text.lower(), mark


def test_each_log_line_is_one_event_with_route_status_and_time(
    ours: House, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
):
    walk(ours, monkeypatch)
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    requests = [one for one in told if one["event"] == "request"]
    assert {"client_add", "clients", "player_events", "form_save"} <= {
        one["route"] for one in requests
    }
    assert all(
        {"at", "level", "method", "status", "ms", "request_id"} <= set(one) for one in requests
    )
    assert any(one.get("error") == "ValueError" and one["where"] for one in told)
