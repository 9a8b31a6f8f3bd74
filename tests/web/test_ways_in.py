"""Every way in: password, app, passkey, recovery code, invitation; and the lock in between."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser

from ischia.web.audit.models import TrailRow
from ischia.web.clock import now
from ischia.web.people.models import Invitation, OpenSession, Passkey, Person, RecoveryCode
from ischia.web.people.roles import Role
from ischia.web.records.models import Client
from ischia.web.services import clients, own_account, recovery, signing_in, staff, visits
from tests.web.conftest import AT, PASSWORD, House, signed_in
from tests.web.soft_key import SoftKey

NEW = "another-quiet-long-word"
JSON = {"Accept": "application/json"}


def by_password(email: str = "owner@ours.example", password: str = PASSWORD) -> Browser:
    browser = Browser(REMOTE_ADDR="127.0.0.1", HTTP_USER_AGENT="X11; Linux Chrome/1")
    answer = browser.post("/sign-in/", {"email": email, "password": password})
    assert answer.status_code == 302
    return browser


def add_key(browser: Browser, key: SoftKey) -> int:
    asked = browser.post("/account/passkeys/begin/", headers=JSON)
    told = {"answer": key.made(asked.json()["publicKey"]), "label": "Tablet"}
    return browser.post("/account/passkeys/add/", told, "application/json").status_code


def show_key(browser: Browser, key: SoftKey, **how: object) -> int:
    asked = browser.post("/passkey/ask/", headers=JSON)
    told = {"answer": key.shown(asked.json()["publicKey"], **how)}
    return browser.post("/passkey/show/", told, "application/json").status_code


def the_code(secret: str, ahead: int = 0) -> str:
    return signing_in.code_at(secret, signing_in.step_of(now()) + ahead)


def test_s16_an_open_practice_lets_nobody_in_by_password_alone(ours: House, settings):
    settings.IS_OPEN = True
    browser = by_password()
    assert browser.get("/")["Location"] == "/second-factor/"
    page = browser.get("/second-factor/")
    assert b"Scan this" in page.content
    assert browser.post("/second-factor/", {"code": "000000"}).status_code == 422
    person = ours.people[Role.OWNER]
    secret = browser.session["new_secret"]
    told = browser.post("/second-factor/", {"code": the_code(secret)})
    assert told.status_code == 200
    assert len(re.findall(r"<li>[2-9a-z]{4}-", told.content.decode())) == recovery.N_CODES
    assert browser.get("/").status_code == 200
    person.refresh_from_db()
    assert person.totp_secret == secret


def test_s16_who_has_a_second_factor_shows_it_also_where_the_practice_is_closed(ours: House):
    person = ours.people[Role.OWNER]
    Person.objects.filter(id=person.id).update(totp_secret=signing_in.new_secret())
    browser = by_password()
    assert browser.get("/clients/")["Location"].startswith("/second-factor/")


def test_s16_a_password_cannot_begin_a_new_app_beside_a_passkey(ours: House, settings):
    assert add_key(signed_in(ours.people[Role.OWNER]), SoftKey()) == 200
    settings.IS_OPEN = True
    browser = by_password()
    page = browser.get("/second-factor/").content
    assert b"Scan this" not in page
    assert b"passkey" in page
    assert "new_secret" not in browser.session
    assert browser.post("/second-factor/", {"code": "000000"}).status_code == 422
    assert browser.get("/account/")["Location"] == "/second-factor/"
    assert browser.get("/account/app/")["Location"] == "/second-factor/"


def test_a_passkey_alone_lets_its_person_in_with_both_factors(ours: House, settings):
    settings.IS_OPEN = True
    key, browser = SoftKey(), signed_in(ours.people[Role.THERAPIST])
    session = browser.session
    session["second"] = True
    session.save()
    assert add_key(browser, key) == 200
    fresh = Browser()
    assert show_key(fresh, key) == 200
    assert fresh.get("/").status_code == 200
    assert TrailRow.objects.filter(action="sign_in.passkey").count() == 1
    held = Passkey.objects.get()
    assert held.host == "testserver"
    assert held.used_at is not None


@pytest.mark.parametrize(
    "how",
    [{"origin": "http://evil.example"}, {"origin": "http://testserver:9999"}, {"flags": 1}],
    ids=["another site", "another port", "nobody verified"],
)
def test_a_passkey_shown_elsewhere_or_without_its_person_is_refused(ours: House, how):
    key = SoftKey()
    add_key(signed_in(ours.people[Role.OWNER]), key)
    assert show_key(Browser(), key, **how) == 422
    assert show_key(Browser(), key) == 200


def test_a_passkeys_answer_is_good_once_and_a_copy_betrays_itself(ours: House):
    key, browser = SoftKey(), Browser()
    add_key(signed_in(ours.people[Role.OWNER]), key)
    asked = browser.post("/passkey/ask/", headers=JSON).json()["publicKey"]
    told = {"answer": key.shown(asked)}
    assert browser.post("/passkey/show/", told, "application/json").status_code == 200
    assert browser.post("/passkey/show/", told, "application/json").status_code == 422
    key.uses = 0
    assert show_key(Browser(), key) == 422


def test_a_leavers_or_strangers_passkey_opens_nothing(ours: House):
    key, person = SoftKey(), ours.people[Role.THERAPIST]
    add_key(signed_in(person), key)
    assert show_key(signed_in(ours.people[Role.OWNER]), key) == 422
    assert show_key(Browser(), SoftKey(b"unknown")) == 422
    staff.leave(person.id, by=ours.actor(), at=AT)
    assert show_key(Browser(), key) == 422
    assert Browser().post("/passkey/show/", b"[1", "application/json").status_code == 422


def test_s18_wrong_passkeys_are_slowed_too(ours: House):
    for _ in range(signing_in.MOST_PER_SOURCE):
        show_key(Browser(), SoftKey())
    key = SoftKey()
    add_key(signed_in(ours.people[Role.OWNER]), key)
    assert show_key(Browser(), key) == 429


def test_keys_are_added_and_taken_away_only_shortly_after_a_proof(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    session = browser.session
    session["proved"] = now().timestamp() - 1000
    session.save()
    assert browser.post("/account/passkeys/begin/", headers=JSON).status_code == 423
    for where in ("/account/codes/", "/account/app/", "/people/"):
        answer = browser.post(where, headers={"Referer": "http://testserver/account/"})
        assert answer["Location"] == "/unlock/?next=/account/"
    assert browser.post("/unlock/", {"password": PASSWORD, "next": "/account/"}).status_code == 302
    assert add_key(browser, SoftKey()) == 200
    key_id = Passkey.objects.get().id
    assert signed_in(ours.people[Role.AUDITOR]).post(f"/account/passkeys/{key_id}/")
    assert Passkey.objects.count() == 1
    browser.post(f"/account/passkeys/{key_id}/")
    assert not Passkey.objects.exists()


def test_a_recovery_code_is_good_once_and_only_its_digest_is_held(ours: House, settings):
    settings.IS_OPEN = True
    person = ours.people[Role.OWNER]
    Person.objects.filter(id=person.id).update(totp_secret=signing_in.new_secret())
    codes = recovery.renew(by=ours.actor(), at=AT)
    assert len(set(codes)) == recovery.N_CODES
    assert not any(code[5:] in row.hash for code in codes for row in RecoveryCode.objects.all())
    typed = codes[3].upper().replace("-", " ")
    browser = by_password()
    assert browser.post("/second-factor/", {"recovery": typed}).status_code == 302
    assert browser.get("/").status_code == 200
    assert recovery.left(by=ours.actor()) == recovery.N_CODES - 1
    again = by_password()
    assert again.post("/second-factor/", {"recovery": typed}).status_code == 422
    assert again.get("/")["Location"] == "/second-factor/"


def test_s18_wrong_recovery_codes_are_slowed_and_new_ones_void_the_old(ours: House):
    old = recovery.renew(by=ours.actor(), at=AT)[0]
    recovery.renew(by=ours.actor(), at=AT)
    person, told = ours.people[Role.OWNER], {"source": "here", "at": AT}
    for _ in range(signing_in.MOST_PER_ACCOUNT):
        assert recovery.use(person, code=old, **told) == signing_in.SignIn(None)
    fresh = recovery.renew(by=ours.actor(), at=AT)[0]
    assert recovery.use(person, code=fresh, **told).slowed


def test_s20_who_signs_in_once_more_gets_a_new_session_and_the_old_one_ends(ours: House):
    browser = by_password()
    old = browser.cookies["session"].value
    told = {"email": ours.people[Role.OWNER].email, "password": PASSWORD}
    assert browser.post("/sign-in/", told).status_code == 302
    assert browser.cookies["session"].value != old
    copied = Browser()
    copied.cookies["session"] = old
    assert copied.get("/").status_code == 302
    assert browser.get("/account/").content.decode().count("here, since") == 1


def test_s20_a_new_password_ends_every_other_session_and_only_those(ours: House):
    here, there = by_password(), by_password()
    for told in ({"old": "wrong", "new": NEW}, {"old": PASSWORD, "new": "short"}):
        assert here.post("/account/password/", told).status_code == 422
    assert there.get("/").status_code == 200
    assert here.post("/account/password/", {"old": PASSWORD, "new": NEW}).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    by_password(password=NEW)
    page = here.get("/account/").content.decode()
    assert page.count("last seen") == 1
    assert page.count("here, since") == 1
    assert ours.people[Role.OWNER].email


def test_s20_a_person_sees_where_they_are_signed_in_and_ends_the_others(ours: House):
    here, there = by_password(), by_password()
    other = by_password("therapist@ours.example")
    assert "Sign out everywhere else" in here.get("/account/").content.decode()
    assert here.post("/account/others/").status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert other.get("/").status_code == 200
    assert "Sign out everywhere else" not in here.get("/account/").content.decode()
    assert OpenSession.objects.filter(person=ours.people[Role.OWNER]).count() == 1


def idle(browser: Browser, seconds: int = 700) -> None:
    session = browser.session
    session["seen"] = session["proved"] = now().timestamp() - seconds
    session.save()


def test_s21_an_idle_session_locks_and_a_short_unlock_goes_on_where_it_was(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    where = f"/clients/{ours.client.id}/"
    idle(browser)
    assert browser.get(where)["Location"] == f"/unlock/?next={where}"
    assert browser.get("/", headers=JSON).status_code == 423
    assert browser.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == "/unlock/"
    assert browser.post("/still-here/").status_code == 302
    page = browser.get("/unlock/").content.decode()
    assert ours.client.name not in page
    assert browser.post("/unlock/", {"password": "wrong"}).status_code == 422
    assert browser.get("/").status_code == 302
    assert browser.post("/unlock/", {"password": PASSWORD, "next": where})["Location"] == where
    assert browser.get(where).status_code == 200


def test_s21_a_locked_tablet_takes_events_and_shows_nothing(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    player = f"/visits/{ours.visit.id}/session/"
    assert browser.post("/lock/", headers=JSON).status_code == 204
    assert browser.get("/").status_code == 302
    assert browser.get(f"{player}packet/", headers=JSON).status_code == 423
    shell = browser.get(player)
    assert shell.status_code == 200
    assert "Mirela" not in shell.content.decode()
    told = browser.post(f"{player}events/", {"events": []}, "application/json", headers={
        **JSON, "X-Touched": "1",
    })  # fmt: skip
    assert told.status_code == 422  # reached, and refused only because nothing was begun
    assert browser.get("/").status_code == 302
    assert browser.post("/unlock/", {"password": PASSWORD}, headers=JSON).status_code == 204
    assert browser.get("/").status_code == 200


def test_s21_touches_in_the_player_keep_a_session_awake_but_its_timer_does_not(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    where = f"/visits/{ours.visit.id}/session/events/"
    idle(browser, 300)
    seen = browser.session["seen"]
    browser.post(where, {"events": []}, "application/json")
    assert browser.session["seen"] == seen
    browser.post(where, {"events": []}, "application/json", headers={"X-Touched": "1"})
    assert browser.session["seen"] > seen


def test_s21_a_session_ends_after_twelve_hours_whoever_is_there(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    session = browser.session
    session["begun"] = now().timestamp() - 12 * 3600 - 60
    session.save()
    assert browser.get("/")["Location"] == "/sign-in/"
    assert browser.post("/unlock/", {"password": PASSWORD})["Location"].startswith("/sign-in/")


def test_s18_the_lock_cannot_be_guessed_at(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    browser.post("/lock/")
    for _ in range(signing_in.MOST_PER_ACCOUNT):
        browser.post("/unlock/", {"password": "wrong"})
    assert browser.post("/unlock/", {"password": PASSWORD}).status_code == 429
    assert browser.get("/").status_code == 302


def invitation(browser: Browser, role: str = "therapist", email: str = "new@ours.example") -> str:
    told = {"name": "Nils Berg", "email": email, "role": role}
    page = browser.post("/people/", told).content.decode()
    return re.search(r'value="(http[^"]+/join/[^"]+)"', page).group(1).split("8000")[1]


@pytest.mark.parametrize("role", ["therapist", "front_desk", "auditor"])
def test_the_owner_invites_and_the_link_works_once(ours: House, role):
    link = invitation(signed_in(ours.people[Role.OWNER]), role)
    token = link.split("/")[2]
    assert token not in str(list(Invitation.objects.values()))
    for _ in range(3):  # a scanner looks and uses nothing up
        assert Browser().get(link)["Location"] == "/join/"
    browser = Browser()
    browser.get(link)
    page = browser.get("/join/").content.decode()
    assert token not in page
    assert "Nils Berg" in page
    assert browser.post("/join/", {"password": "short"}).status_code == 422
    assert browser.post("/join/", {"password": NEW})["Location"] == "/"
    assert browser.get("/").status_code == 200
    assert Person.objects.get(email="new@ours.example").role == role
    assert Browser().get(link).status_code == 410
    assert Browser().get("/join/").status_code == 410


def test_s16_an_invited_person_shows_a_second_factor_where_the_practice_is_open(
    ours: House, settings
):
    settings.IS_OPEN = True
    link = staff.invite(
        name="Nils", email="new@ours.example", role=Role.THERAPIST, by=ours.actor(), at=AT
    ).split("8000")[1]
    browser = Browser()
    browser.get(link)
    assert browser.post("/join/", {"password": NEW})["Location"] == "/second-factor/"
    assert browser.get("/")["Location"] == "/second-factor/"


def test_replaced_and_expired_invitations_lead_nowhere(ours: House):
    told = {"name": "Nils", "email": "new@ours.example", "role": Role.THERAPIST}
    first = staff.invite(**told, by=ours.actor(), at=AT).split("8000")[1]
    person = Person.objects.get(email="new@ours.example")
    second = staff.invite_again(person.id, by=ours.actor(), at=AT).split("8000")[1]
    assert Browser().get(first).status_code == 410
    Invitation.objects.update(expires_at=AT - timedelta(days=1))
    assert Browser().get(second).status_code == 410
    assert Browser().get("/join/none/").content == Browser().get(first).content


def test_a_password_link_for_a_colleague_ends_their_sessions_but_not_their_second_factor(
    ours: House,
):
    person = ours.people[Role.THERAPIST]
    Person.objects.filter(id=person.id).update(totp_secret=signing_in.new_secret())
    link = staff.invite_again(person.id, by=ours.actor(), at=AT).split("8000")[1]
    browser = Browser()
    browser.get(link)
    assert browser.post("/join/", {"password": NEW})["Location"] == "/second-factor/"
    assert browser.get("/")["Location"] == "/second-factor/"


def test_s07_a_leaver_is_out_at_once_everywhere_and_may_come_back(ours: House):
    owner, person = signed_in(ours.people[Role.OWNER]), ours.people[Role.THERAPIST]
    browser = by_password(person.email)
    assert owner.post(f"/people/{person.id}/", {"deed": "leave"}).status_code == 302
    assert browser.get("/").status_code == 302
    told = {"email": person.email, "password": PASSWORD}
    assert Browser().post("/sign-in/", told).status_code == 422
    owner.post(f"/people/{person.id}/", {"deed": "back"})
    by_password(person.email)


def test_nobody_locks_themselves_or_another_practice_out(ours: House, theirs: House):
    owner = signed_in(ours.people[Role.OWNER])
    for deed in ("leave", "forget"):
        own, foreign = ours.people[Role.OWNER].id, theirs.people[Role.THERAPIST].id
        assert owner.post(f"/people/{own}/", {"deed": deed}).status_code == 422
        assert owner.post(f"/people/{foreign}/", {"deed": deed}).status_code == 404
    assert owner.post(f"/people/{foreign}/link/").status_code == 404
    assert Person.objects.filter(is_active=True).count() == 8


def test_a_lost_phone_is_begun_anew_by_the_owner_and_written_down(ours: House):
    person = ours.people[Role.THERAPIST]
    Person.objects.filter(id=person.id).update(totp_secret=signing_in.new_secret())
    key = SoftKey()
    staff.forget_second(person.id, by=ours.actor(), at=AT)
    add_key(signed_in(person), key)
    staff.forget_second(person.id, by=ours.actor(), at=AT)
    assert show_key(Browser(), key) == 422
    assert TrailRow.objects.filter(action="factors.forgotten", object_id=person.id).count() == 2


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/1 Safari/1", "Chrome on Linux"),
        ("Mozilla/5.0 (iPad; CPU OS) Version/17 Safari/1", "Safari on iPad"),
        ("Mozilla/5.0 (Macintosh; Mac) Firefox/1", "Firefox on macOS"),
        ("", "A browser"),
    ],
)
def test_a_device_is_told_in_two_words(agent: str, words: str):
    assert own_account.device_of(agent) == words


def test_an_empty_practice_shows_the_first_steps_and_a_running_one_does_not(ours: House):
    owner = signed_in(ours.people[Role.OWNER])
    assert b"The first five minutes" not in owner.get("/?day=2031-01-01").content
    ours.visit.delete()
    Client.objects.all().delete()
    page = owner.get("/").content.decode()
    assert "The first five minutes" in page
    assert "Add the first client" in page
    assert "No clients yet" in owner.get("/clients/").content.decode()
    new = clients.add(name="Nell Fresh", born_on=None, phone="", by=ours.actor(), at=AT)
    page = owner.get("/").content.decode()
    assert "The first five minutes" in page  # until a first visit is booked
    assert f'<a class="button primary" href="/clients/{new.id}/">Nell Fresh</a>' in page
    assert "Add the first client" not in page
    visits.book(new.id, starts_at=AT, minutes=60, by=ours.actor(), at=AT)
    assert "The first five minutes" not in owner.get("/").content.decode()
