"""What the client takes home: a PDF of the plan as it was kept, one touch away."""

import io
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from ischia.documents import HomeSheet, kept_home_paper
from ischia.knowledge import shipped
from ischia.speech import speech
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.practice.models import Practice
from ischia.web.queries import snapshots
from ischia.web.records.models import Client, Snapshot
from ischia.web.records.states import SnapshotKind
from ischia.web.services import answering, notes, planning, session
from ischia.web.services.answering import Sent
from ischia.web.services.session import Touch
from tests.web.conftest import AT, DAY, House, later, made_ready, signed_in


def text_of(content: bytes) -> str:
    return "".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
    )


def planned(house: House) -> tuple[Browser, str, Snapshot]:
    made_ready(house)
    held = snapshots.last(house.visit, SnapshotKind.PLAN)
    assert held is not None
    where = reverse("plan_home", args=[house.visit.id])
    return signed_in(house.people[Role.OWNER]), where, held


def test_the_plan_page_leads_to_the_sheet_in_the_language_of_the_clients_pages(ours: House):
    browser, where, held = planned(ours)
    Client.objects.filter(id=ours.client.id).update(language="vi")
    assert where in browser.get(reverse("plan", args=[ours.visit.id])).content.decode()
    answered = browser.get(where)
    text = text_of(answered.content)
    assert answered["Content-Type"] == "application/pdf"
    assert answered["Content-Disposition"] == 'inline; filename="home.pdf"'
    assert "".join(speech("vi").say("At home").split()) in text
    assert held.body["home_care"]
    assert all("".join(one["how"].split()) in text for one in held.body["home_care"])
    assert "".join(ours.client.name.split()) in text
    assert TrailRow.objects.filter(action="home.printed").count() == 1


def test_the_signed_note_leads_to_the_sheet_too(ours: House):
    browser, where, _ = planned(ours)
    by = ours.actor()
    planning.adopt(ours.visit.id, on=DAY, by=by, at=AT)
    told = [
        Touch(uuid4(), n, kind, 60 * n, later(n), {}) for n, kind in enumerate(("begin", "end"))
    ]
    session.receive(ours.visit.id, told, by=by, at=later(9))
    draft = notes.begin(ours.visit.id, by=by, at=later(10))
    notes.sign(ours.visit.id, version=draft.version, by=by, at=later(11))
    assert where in browser.get(reverse("note", args=[ours.visit.id])).content.decode()
    assert browser.get(where).status_code == 200


def test_a_void_plan_gives_no_sheet_away(ours: House):
    browser, where, _ = planned(ours)
    late = Sent(uuid4(), {"fever_now": "yes"})
    answering.by_person(ours.visit.id, late, observed=False, on=DAY, by=ours.actor(), at=AT)
    assert browser.get(where).status_code == 302
    assert where not in browser.get(reverse("plan", args=[ours.visit.id])).content.decode()
    assert not TrailRow.objects.filter(action="home.printed").exists()


def test_the_kept_sheet_shows_no_picture_that_a_kept_limit_bars(ours: House):
    _, _, held = planned(ours)
    tilt = {"exercise": "pelvic_tilt", "label": "Tilt", "how": "So.", "dose": "Daily.", "stop": ""}
    barred = {
        "id": "x", "kind": "forbid", "techniques": [], "sites": [], "positions": ["supine"],
    }  # fmt: skip
    drawn = [
        kept_home_paper(HomeSheet.kept(body, patient="P"), knowledge=shipped())
        for limits in ([], [barred])
        for body in [
            held.body
            | {"home_care": [tilt], "screening": held.body["screening"] | {"restrictions": limits}}
        ]
    ]
    assert len(drawn[0]) > len(drawn[1])


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_sheet_says_which_number_to_call_where_the_practice_is(ours: House, language: str):
    browser, where, _ = planned(ours)
    Practice.objects.update(emergency_number="995")
    Client.objects.filter(id=ours.client.id).update(language=language)
    text = text_of(browser.get(where).content)
    for spoken in {"en", language}:
        words = speech(spoken).say("Call the emergency number now")
        assert "".join(f"{words} (995)".split()) in text
