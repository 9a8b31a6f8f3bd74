"""Who signs in as somebody on a new device, or changes their keys, is told of to them."""

import threading

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client as Browser

from ischia.web.audit.models import TrailRow
from ischia.web.people.models import KnownDevice
from ischia.web.people.roles import Role
from ischia.web.services import own_account, recovery
from tests.web.conftest import AT, PASSWORD, House, signed_in

IPAD = "Mozilla/5.0 (iPad; CPU OS) Version/17 Safari/1"


def sign_in(house: House, browser: Browser | None = None, role: Role = Role.OWNER) -> Browser:
    browser = browser or Browser(REMOTE_ADDR="192.168.7.9")
    told = {"email": house.people[role].email, "password": PASSWORD}
    answer = browser.post("/sign-in/", told, headers={"User-Agent": IPAD})
    assert answer.status_code == 302
    return browser


def told_of() -> int:
    return TrailRow.objects.filter(action="sign_in.new_device").count()


@pytest.fixture
def posted(settings, django_capture_on_commit_callbacks):
    """Return what runs an act as if it were committed, and waits for its mails."""
    settings.MAIL_IS_SET = True
    settings.ADDRESS = "https://practice.example"

    def run(act, *given):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            act(*given)
        for one in threading.enumerate():
            if one.name == "mail":
                one.join()
        return mail.outbox[before:]

    return run


def test_s18_a_new_device_is_in_the_trail_and_on_the_account_and_told_by_mail(ours: House, posted):
    assert posted(sign_in, ours) == []  # the first device of a person
    (told,) = posted(sign_in, ours)
    assert told.to == [ours.people[Role.OWNER].email]
    assert "Safari on iPad" in told.body
    assert "https://practice.example/account/" in told.body
    assert told_of() == 2
    page = signed_in(ours.people[Role.OWNER]).get("/account/").content.decode()
    assert page.count("first signed in") == 1
    assert "192.168.7.9" in page


def test_s18_a_device_that_is_known_is_not_told_again(ours: House, posted):
    sign_in(ours)
    browser = sign_in(ours)
    cookie = browser.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert posted(sign_in, ours, browser) == []
    assert told_of() == KnownDevice.objects.count() == 2
    assert cookie.value not in KnownDevice.objects.values_list("token_digest", flat=True)


def test_s18_a_device_of_one_person_is_new_for_another(ours: House):
    browser = sign_in(ours)
    sign_in(ours, role=Role.THERAPIST)
    sign_in(ours, browser, Role.THERAPIST)
    assert KnownDevice.objects.filter(person=ours.people[Role.THERAPIST], is_told=True).count() == 1


def test_s18_changed_keys_are_told(ours: House, posted):
    by = ours.actor()
    codes: list[str] = []
    (made,) = posted(lambda: codes.extend(recovery.renew(by=by, at=AT)))
    assert "recovery codes" in made.body
    person = ours.people[Role.OWNER]
    (used,) = posted(lambda: recovery.use(person, code=codes[0], source="x", at=AT))
    assert "used to sign in" in used.body
    change = own_account.change_password
    (changed,) = posted(lambda: change("another-long-word", by=by, key="", at=AT))
    assert "password was changed" in changed.body
    for one in (made, used, changed):
        for secret in (*codes, "another-long-word", ours.client.name, str(ours.client.id)):
            assert secret not in one.subject + one.body


def test_no_mail_without_a_mail_server(ours: House, posted, settings):
    settings.MAIL_IS_SET = False
    sign_in(ours)
    assert posted(sign_in, ours) == []
    assert told_of() == 2


def test_hz43_a_mail_server_that_fails_keeps_nobody_out(ours: House, posted, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail)
    sign_in(ours)
    assert posted(sign_in, ours) == []
    assert told_of() == 2
