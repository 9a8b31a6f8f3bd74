"""Links for clients, sign-in, second factor, search, logs and keys."""

import json
import logging
import sys
from datetime import timedelta

import pytest
from django.test import Client as Browser
from hypothesis import given
from hypothesis import strategies as st

from ischia.errors import InputError
from ischia.web.folding import beginnings, folded
from ischia.web.logs import Line
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.people.tickets import digest_of
from ischia.web.queries import search
from ischia.web.records.models import Answer, Client, ClientLink, Consent
from ischia.web.services import clients, links, signing_in
from ischia.web.serving._folder import prepare
from ischia.web.serving._keys import key_of
from ischia.web.sqlcipher.versions import is_faulty
from tests.web.conftest import AT, PASSWORD, House, signed_in


@pytest.fixture
def token(ours: House) -> str:
    return links.make(ours.visit.id, by=ours.actor(), at=AT)


def opened(token: str) -> Browser:
    browser = Browser()
    browser.post(f"/c/{token}/")
    browser.post("/form/", {"agree": "yes"})
    return browser


def test_s09_the_database_holds_no_usable_token(token: str):
    held = ClientLink.objects.get()
    assert token not in json.dumps([held.token_digest, held.device_digest])
    assert len(token) >= 43


def test_s10_looking_changes_nothing_and_the_client_still_succeeds(token: str):
    for _ in range(20):
        Browser().get(f"/c/{token}/")
        Browser().head(f"/c/{token}/")
    assert ClientLink.objects.get().device_digest == ""
    assert opened(token).get("/form/body/").status_code == 200


def test_s13_unknown_used_replaced_and_expired_links_look_alike(ours: House, token: str):
    second = links.make(ours.visit.id, by=ours.actor(), at=AT)
    browser = opened(second)
    browser.post("/form/end/")
    old = ClientLink.objects.create(
        visit=ours.visit, token_digest=digest_of("old"), created_at=AT,
        expires_at=AT - timedelta(days=1),
    )  # fmt: skip
    assert old.ended_at is None
    pages = [Browser().get(f"/c/{one}/") for one in ("none", token, second, "old")]
    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1


@pytest.mark.parametrize(
    ("address", "is_here_only"),
    [("http://localhost:8000", True), ("http://127.0.0.1:8000", True),
     ("https://192.168.1.20:8000", False), ("https://practice.example", False)],
)  # fmt: skip
def test_a_link_that_no_phone_reaches_says_so_and_what_to_do(
    ours: House, settings, address: str, *, is_here_only: bool
):
    settings.ADDRESS = address
    owner = signed_in(ours.people[Role.OWNER])
    invited = {"name": "Kim", "email": "kim@ours.example", "role": "therapist"}
    for where, told in ((f"/visits/{ours.visit.id}/link/", {}), ("/people/", invited)):
        text = owner.post(where, told).content.decode()
        assert address in text
        assert ("ischia serve --lan" in text) is is_here_only


def test_s11_a_link_shows_nothing_of_the_chart(ours: House, token: str):
    browser = opened(token)
    for where in (f"/c/{token}/", "/form/body/", "/form/danger_nerves/", "/form/end/"):
        text = browser.get(where).content.decode()
        for secret in (ours.client.name, str(ours.client.id), str(ours.visit.id), token):
            assert secret not in text, where


def test_s65_the_client_sees_the_same_help_whatever_was_said_and_no_result(token: str):
    browser = opened(token)
    before = browser.get("/form/danger_nerves/").content.decode()
    assert before.count("Everyone sees this text") == 2
    save = "/form/danger_nerves/save/"
    event = "5f1c7d52-5d0e-4a67-9d0e-3f5a7f2b9c11"
    told = {"question": "saddle_numb", "event": event, "q.saddle_numb": "yes"}
    assert browser.post(save, told).json()["saved"] is True
    after = browser.get("/form/danger_nerves/").content.decode()
    assert after.count("Everyone sees this text") == 2
    for word in ("No session", "Ask first", "Go ahead", "Not today", "screening"):
        assert word not in after
        assert word not in browser.get("/form/end/").content.decode()


def test_an_answer_by_link_is_kept_at_once_and_only_once(token: str):
    browser = opened(token)
    told = {"question": "fever_now", "event": "5f1c7d52-5d0e-4a67-9d0e-3f5a7f2b9c11"}
    group = "danger_illness"
    for _ in range(3):
        answer = browser.post(f"/form/{group}/save/", {**told, "q.fever_now": "unknown"})
        assert answer.json()["saved"] is True
    assert [row.value for row in Answer.objects.filter(question="fever_now")] == ["unknown"]


def test_no_answer_is_kept_before_consent(token: str):
    browser = Browser()
    browser.post(f"/c/{token}/")
    told = {"question": "fever_now", "event": "5f1c7d52-5d0e-4a67-9d0e-3f5a7f2b9c11"}
    assert browser.post("/form/danger_illness/save/", told).status_code == 409
    browser.post("/form/", {"agree": "yes"})
    assert Consent.objects.get().text_version


def test_another_device_needs_the_birthday_and_five_wrong_ones_close_the_link(token: str):
    opened(token)
    other = Browser()
    assert other.post(f"/c/{token}/", {"born_on": "1980-02-03"}).status_code == 302
    for _ in range(links.MOST_WRONG_FACTS):
        Browser().post(f"/c/{token}/", {"born_on": "1999-01-01"})
    assert Browser().get(f"/c/{token}/").status_code == 410


def test_a_first_answer_cut_off_on_its_way_locks_nobody_out(ours: House):
    Client.objects.filter(id=ours.client.id).update(born_on=None)
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    browser = Browser()
    browser.get(f"/c/{token}/")
    before = browser.cookies["form"].value
    assert browser.post(f"/c/{token}/").status_code == 302  # this answer never arrives
    again = Browser()
    again.cookies["form"] = before
    assert again.get(f"/c/{token}/").content.count(b"birthday") == 0
    assert again.post(f"/c/{token}/")["Location"] == "/form/"
    again.post("/form/", {"agree": "yes"})
    assert again.get("/form/body/").status_code == 200


def test_without_a_birthday_another_device_is_told_what_helps_and_closes_nothing(ours: House):
    Client.objects.filter(id=ours.client.id).update(born_on=None)
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    first = opened(token)
    other = Browser()
    page = other.get(f"/c/{token}/").content.decode()
    assert "ask the practice for a new link" in page
    assert 'name="born_on"' not in page
    for _ in range(links.MOST_WRONG_FACTS + 1):
        assert other.post(f"/c/{token}/", {"born_on": "1999-01-01"}).status_code == 422
    assert first.get("/form/body/").status_code == 200
    fresh = links.make(ours.visit.id, by=ours.actor(), at=AT)
    assert opened(fresh).get("/form/body/").status_code == 200


@pytest.mark.parametrize(("said", "kept"), [("other", "other"), ("client", "client"), ("x", "")])
def test_the_cover_asks_who_fills_the_form_in_and_keeps_it(token: str, said: str, kept: str):
    browser = Browser()
    assert b"I answer for somebody else" in browser.get(f"/c/{token}/").content
    browser.post(f"/c/{token}/", {"filled_by": said})
    assert ClientLink.objects.get().filled_by == kept


def test_a_client_is_not_asked_what_the_therapist_looks_at(token: str):
    browser = opened(token)
    assert browser.get("/form/tests/").status_code == 302


def test_s14_links_are_built_from_the_set_address(ours: House):
    browser = signed_in(next(iter(ours.people.values())))
    answer = browser.post(f"/visits/{ours.visit.id}/link/", headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_s18_failures_are_slowed_and_a_right_password_must_wait_too(ours: House):  # noqa: ARG001 -- the practice stands
    browser = Browser()
    told = {"email": "owner@ours.example", "password": "wrong"}
    for _ in range(signing_in.MOST_PER_ACCOUNT):
        assert browser.post("/sign-in/", told).status_code == 422
    assert browser.post("/sign-in/", {**told, "password": PASSWORD}).status_code == 429


def test_s19_a_fresh_start_has_no_account_and_begins_on_this_machine_only(db: None):  # noqa: ARG001 -- opens it
    assert Browser().get("/sign-in/").status_code == 302
    assert Browser(REMOTE_ADDR="192.168.1.9").get("/set-up/").status_code == 403
    told = {
        "practice": "Quiet Hands", "name": "Ada", "email": "ada@quiet.example",
        "password": "short", "time_zone": "Asia/Seoul", "emergency_number": "119",
    }  # fmt: skip
    browser = Browser(REMOTE_ADDR="127.0.0.1")
    assert browser.post("/set-up/", told).status_code == 422
    assert browser.post("/set-up/", {**told, "password": PASSWORD}).status_code == 302
    assert browser.get("/").status_code == 200
    assert Browser().get("/set-up/").status_code == 302


def test_s20_a_next_address_leads_nowhere_else(ours: House):  # noqa: ARG001 -- the practice stands
    for address in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        browser = Browser()
        told = {"email": "owner@ours.example", "password": PASSWORD, "next": address}
        assert browser.post("/sign-in/", told)["Location"] == "/"


def test_the_second_factor_follows_the_published_vectors():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 -- RFC 6238, appendix B
    assert signing_in.code_at(secret, 59 // 30) == "287082"
    assert signing_in.code_at(secret, 1111111109 // 30) == "081804"
    assert signing_in.code_at(secret, 20000000000 // 30) == "353130"


def test_a_code_is_good_once(ours: House):
    person, secret = ours.people["owner"], signing_in.new_secret()
    code = signing_in.code_at(secret, signing_in.step_of(AT))
    told = {"code": code, "secret": secret, "source": "here", "at": AT}
    assert signing_in.confirm_code(person, **told).person is not None
    assert signing_in.confirm_code(person, **told).person is None


def test_names_are_found_in_any_script_by_any_beginning(ours: House):
    for name in ("김민준", "Nguyễn Văn An", "Đặng Thu", "Zoë Brontë", "Анна Каренина"):
        clients.add(name=name, born_on=None, phone="", by=ours.actor(), at=AT)
    by = ours.actor()
    for text in ("김", "민준", "nguyen", "van an", "dang", "bronte zoe", "анна"):
        assert len(search.clients(text, by=by)) == 1, text


@given(st.text(st.characters(categories=("L", "Zs")), min_size=1, max_size=30))
def test_each_word_of_a_name_is_a_beginning_of_it(name: str):
    assert set(folded(name).split()) <= beginnings(name)


def test_a_search_takes_the_same_queries_however_many_it_finds(
    ours: House, django_assert_num_queries
):
    for n in range(12):
        clients.add(name=f"Same Name{n}", born_on=None, phone="", by=ours.actor(), at=AT)
    with django_assert_num_queries(1):
        assert len(search.clients("same name", by=ours.actor())) == 12


def test_s49_a_log_line_keeps_no_argument_and_no_message_of_an_error():
    try:
        int("marked-secret")
    except ValueError:
        record = logging.LogRecord("x", 40, "f", 1, "%s", ("marked-secret",), sys.exc_info())
    record.request = object()
    line = Line().format(record)
    assert "marked-secret" not in line
    assert json.loads(line)["error"] == "ValueError"


def test_s39_a_key_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "database.key"
    first = key_of(path)
    assert key_of(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(InputError, match="0600"):
        key_of(path)


def test_s42_one_server_opens_a_folder_and_demo_and_real_never_mix(tmp_path):
    held = prepare(tmp_path / "data", is_demo=False)
    with pytest.raises(InputError, match="another Ischia"):
        prepare(tmp_path / "data", is_demo=False)
    held.close()
    with pytest.raises(InputError, match="not a demo"):
        prepare(tmp_path / "data", is_demo=True)


@pytest.mark.parametrize(
    ("version", "faulty"),
    [("3.40.1", True), ("3.51.2", True), ("3.51.3", False), ("3.53.4", False), ("3.50.7", False)],
)
def test_s41_engines_with_the_wal_fault_are_refused(version: str, faulty: bool):
    assert is_faulty(version) is faulty


def test_s17_passwords_are_stored_by_argon2(ours: House):  # noqa: ARG001 -- the practice stands
    from ischia.web import settings as real  # noqa: PLC0415 -- not the tests' own

    assert real.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert Person.objects.exclude(password="").count() == 4
