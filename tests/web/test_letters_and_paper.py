"""The letter to a doctor and the note on paper, from what is on record."""

import io

import pytest
from django.test import Client as Browser
from pypdf import PdfReader

from ischia.errors import InputError
from ischia.quantities import Disposition
from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.people.roles import Role
from ischia.web.records.models import Snapshot
from ischia.web.records.states import SnapshotKind
from ischia.web.services import letters, notes, opening, planning, screening, session, stricter
from tests.web.conftest import AT, DAY, House, answer, later, made_ready, signed_in
from tests.web.test_the_visit import begun, touch

SADDLE = {"answer": "yes", "since": 1, "course": "new"}


def screened(house: House, **special: object) -> None:
    answer(house, **special)
    screening.screen(house.visit.id, on=DAY, by=house.actor(), at=AT)


def page_of(browser: Browser, house: House, name: str) -> str:
    return browser.get(f"/visits/{house.visit.id}/{name}/").content.decode()


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_refused_screening_gives_its_letter_as_pdf_in_one_touch(ours: House):
    screened(ours, saddle_numb=SADDLE)
    browser = signed_in(ours.people[Role.OWNER])
    assert "Letter to a doctor" in page_of(browser, ours, "result")
    answered = browser.post(f"/visits/{ours.visit.id}/letter/", follow=True)
    assert answered["Content-Type"] == "application/pdf"
    text = text_of(answered.content)
    assert "Emergency: please assess now" in text
    assert ours.client.name in text
    assert "between the legs" in text


def test_hz42_the_letters_file_name_tells_nothing(ours: House):
    screened(ours, saddle_numb=SADDLE)
    browser = signed_in(ours.people[Role.OWNER])
    answered = browser.post(f"/visits/{ours.visit.id}/letter/", follow=True)
    assert answered["Content-Disposition"] == 'inline; filename="letter.pdf"'


def test_the_letter_is_also_a_page_with_the_same_words(ours: House):
    screened(ours, saddle_numb=SADDLE)
    browser = signed_in(ours.people[Role.OWNER])
    page = browser.post(f"/visits/{ours.visit.id}/letter/", {"as": "page"}, follow=True)
    text = page.content.decode()
    assert "Emergency: please assess now" in text
    assert "Numb or changed feeling between the legs" in text
    assert "<svg" in text


def test_hz16_a_letter_is_kept_word_for_word_and_once(ours: House):
    screened(ours, saddle_numb=SADDLE)
    first = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    assert letters.write(ours.visit.id, by=ours.actor(), at=later(5)).id == first.id
    screened(ours, saddle_numb="no", fever_now="yes")
    second = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    assert second.id != first.id
    browser = signed_in(ours.people[Role.OWNER])
    kept = browser.get(f"/visits/{ours.visit.id}/letter/{first.id}/").content.decode()
    assert "Emergency: please assess now" in kept
    assert Snapshot.objects.filter(kind=SnapshotKind.LETTER).count() == 2


def test_an_ordinary_screening_has_no_letter_until_the_therapist_holds_back(ours: House):
    screened(ours)
    with pytest.raises(InputError, match="refers to nobody"):
        letters.write(ours.visit.id, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    assert "Letter to a doctor" not in page_of(browser, ours, "result")
    stricter.be_stricter(
        ours.visit.id, Disposition.NOT_TODAY, reason="grey in the face", by=ours.actor(), at=AT
    )
    written = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    assert written.body["letter"]["own_reason"] == "grey in the face"


def test_a_visit_that_was_not_screened_has_no_letter(ours: House):
    with pytest.raises(InputError, match="not screened"):
        letters.write(ours.visit.id, by=ours.actor(), at=AT)


def test_s46_writing_and_reading_a_letter_each_leave_a_row(ours: House):
    screened(ours, saddle_numb=SADDLE)
    signed_in(ours.people[Role.OWNER]).post(f"/visits/{ours.visit.id}/letter/", follow=True)
    told = list(TrailRow.objects.order_by("id").values_list("action", flat=True))
    assert told[-2:] == ["letter.written", "letter.read"]


def test_hz21_a_letter_of_one_visit_is_not_found_under_another(ours: House, theirs: House):
    screened(theirs, saddle_numb=SADDLE)
    written = letters.write(theirs.visit.id, by=theirs.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    for tail in ("", "paper/"):
        answered = browser.get(f"/visits/{ours.visit.id}/letter/{written.id}/{tail}")
        assert answered.status_code == 404


def reached(house: House, **told: str) -> None:
    """Let the owner say how a doctor reaches the practice, on the page for it."""
    held = {"name": "ours", "time_zone": "UTC", "emergency_number": "112"}
    answered = signed_in(house.people[Role.OWNER]).post("/practice/", held | told)
    assert answered["Location"] == "/people/"


REACH = {"phone": "+44 20 7946 0000", "email": "ada@quiet.example", "address": "12 Mill Lane\nOld"}


def test_a_doctor_reads_in_head_and_signature_how_to_answer(ours: House):
    reached(ours, **REACH)
    screened(ours, saddle_numb=SADDLE)
    browser = signed_in(ours.people[Role.OWNER])
    page = browser.post(f"/visits/{ours.visit.id}/letter/", {"as": "page"}, follow=True)
    text = page.content.decode()
    for line in ("12 Mill Lane", "Old", REACH["phone"], REACH["email"]):
        assert f'<span class="soft" dir="auto">{line}</span>' in text
    assert f"<bdi>{REACH['phone']}</bdi>, <bdi>{REACH['email']}</bdi></p>" in text
    assert "No address or phone" not in text
    paper = browser.post(f"/visits/{ours.visit.id}/letter/", follow=True)
    printed = text_of(paper.content)
    assert printed.count(REACH["phone"]) == printed.count(REACH["email"]) == 2
    assert "12 Mill Lane" in printed


def test_hz16_a_letter_keeps_how_the_practice_was_reached_when_it_was_written(ours: House):
    screened(ours, saddle_numb=SADDLE)
    first = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    reached(ours, phone="0123 456")
    second = letters.write(ours.visit.id, by=ours.actor(), at=later(5))
    assert letters.write(ours.visit.id, by=ours.actor(), at=later(6)).id == second.id != first.id
    reached(ours, phone="0999 888")
    browser = signed_in(ours.people[Role.OWNER])
    old, new = (
        browser.get(f"/visits/{ours.visit.id}/letter/{one.id}/").content.decode()
        for one in (first, second)
    )
    assert "No address or phone of the practice is in this letter." in old
    assert "0123 456" in new
    assert "0999 888" not in old + new
    assert "No address or phone" not in new


def test_a_letter_of_before_the_field_is_shown_as_it_was(ours: House):
    screened(ours, saddle_numb=SADDLE)
    written = letters.write(ours.visit.id, by=ours.actor(), at=AT)
    kept = {key: value for key, value in written.body["letter"].items() if key not in REACH}
    body = written.body | {"letter": kept}
    older = Snapshot.objects.create(
        visit=ours.visit, kind=written.kind, body=body, digest=written.digest, at=AT,
        by=written.by, knowledge_version=written.knowledge_version,
    )  # fmt: skip
    reached(ours, **REACH)
    browser = signed_in(ours.people[Role.OWNER])
    url = f"/visits/{ours.visit.id}/letter/{older.id}/"
    assert "Emergency: please assess now" in browser.get(url).content.decode()
    assert REACH["phone"] not in browser.get(url).content.decode()
    assert REACH["phone"] not in text_of(browser.get(f"{url}paper/").content)


def test_a_letter_without_a_way_tells_its_writer_so_and_the_owner_where_to_add_one(ours: House):
    screened(ours, saddle_numb=SADDLE)
    path = f"/visits/{ours.visit.id}/letter/"
    for role, links in ((Role.OWNER, 1), (Role.THERAPIST, 0)):
        browser = signed_in(ours.people[role])
        opening.open_with_reason(
            ours.client.id, reason="covering", words="", by=ours.actor(role), at=now()
        )
        text = browser.post(path, {"as": "page"}, follow=True).content.decode()
        assert "No address or phone of the practice is in this letter." in text
        assert text.count('href="/practice/"') == links
    assert "No address or phone" not in text_of(browser.post(path, follow=True).content)


def signed(house: House) -> None:
    begun(house)
    by = house.actor()
    session.receive(house.visit.id, [touch(0, "begin", 0), touch(1, "end", 60)], by=by, at=AT)
    draft = notes.begin(house.visit.id, by=by, at=AT)
    draft = notes.edit(
        house.visit.id, text={"plan": "Walk daily."}, version=draft.version, by=by, at=AT
    )
    notes.sign(house.visit.id, version=draft.version, by=by, at=AT)


def test_a_signed_note_is_a_pdf_with_name_time_version_and_addenda(ours: House):
    signed(ours)
    notes.add_to(ours.visit.id, text="Called: slept well.", by=ours.actor(Role.OWNER), at=later(90))
    answered = signed_in(ours.people[Role.OWNER]).get(f"/visits/{ours.visit.id}/note/paper/")
    assert answered["Content-Disposition"] == 'inline; filename="note.pdf"'
    text = text_of(answered.content)
    kept = Snapshot.objects.get(kind=SnapshotKind.NOTE)
    for said in ("Walk daily.", "Called: slept well.", "owner of ours", "Draft 2"):
        assert said in text
    assert kept.digest[:16] in text
    assert text.index("Signed by") < text.index("Called: slept well.")


def test_an_unsigned_note_is_not_printed(ours: House):
    made_ready(ours)
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    answered = signed_in(ours.people[Role.OWNER]).get(f"/visits/{ours.visit.id}/note/paper/")
    assert answered.status_code == 302


def test_s24_marked_script_in_the_clients_words_runs_nowhere(ours: House):
    mark = "<script>alert(1)</script><svg onload=alert(2)>"
    screened(ours, saddle_numb=SADDLE, wishes_words=mark)
    browser = signed_in(ours.people[Role.OWNER])
    page = browser.post(f"/visits/{ours.visit.id}/letter/", {"as": "page"}, follow=True)
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert "<script>alert(1)" not in page.content.decode()
    paper = browser.post(f"/visits/{ours.visit.id}/letter/", follow=True)
    assert "<script>alert(1)" in text_of(paper.content)  # as words, on paper
    assert "<script>alert(1)" not in page_of(browser, ours, "result")
