"""A new password: 12 to 128 characters, any at all, none that became known."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from hypothesis import given
from hypothesis import strategies as st

from ischia.errors import InputError
from ischia.web.people.models import Invitation
from ischia.web.people.passwords import NotKnown, is_list, stands_in
from ischia.web.people.tickets import digest_of
from ischia.web.serving._passwords import check_list
from tests.web.conftest import AT, PASSWORD, House, later


def digest(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def listed(folder: Path, *passwords: str, ending: str = "\r\n", count: str = ":3") -> Path:
    path = folder / "known.txt"
    path.write_bytes("".join(f"{one}{count}{ending}" for one in sorted(map(digest, passwords)))
                     .encode())  # fmt: skip
    return path


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=20), st.data())
def test_s17_each_password_of_a_list_is_found_in_it_and_no_other(tmp_path_factory, told, data):
    ending, count = data.draw(st.sampled_from([("\r\n", ":3"), ("\n", ""), ("\n", ":12345678")]))
    path = listed(tmp_path_factory.mktemp("list"), *told, ending=ending, count=count)
    if data.draw(st.booleans()):
        path.write_bytes(path.read_bytes().rstrip())  # a last line that does not end
    assert all(stands_in(path, one) for one in told)
    other = data.draw(st.text(max_size=8).filter(lambda one: one not in told))
    assert not stands_in(path, other)
    assert is_list(path)


def test_s17_a_list_is_searched_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = listed(tmp_path, *map(str, range(20_000)))
    n_lines, opened = 0, Path.open

    class Counting:
        def __init__(self, held):
            self.held = held

        def __getattr__(self, name):
            nonlocal n_lines
            n_lines += name == "readline"
            return getattr(self.held, name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.held.close()

    monkeypatch.setattr(Path, "open", lambda self, *given: Counting(opened(self, *given)))
    assert stands_in(path, "777")
    assert not stands_in(path, "not there")
    assert n_lines < 100


def test_s17_an_empty_list_holds_none(tmp_path: Path):
    (tmp_path / "none").write_bytes(b"")
    assert not stands_in(tmp_path / "none", "anything")


@pytest.fixture
def known(tmp_path: Path, settings) -> str:
    path = listed(tmp_path, "a-horse-on-a-staple", "others")
    name = "ischia.web.people.passwords.NotKnown"
    settings.AUTH_PASSWORD_VALIDATORS = [
        one | ({"OPTIONS": {"path": str(path)}} if one["NAME"] == name else {})
        for one in settings.AUTH_PASSWORD_VALIDATORS
    ]
    return "a-horse-on-a-staple"


def begin(password: str) -> int:
    told = {
        "practice": "Quiet Hands", "name": "Ada", "email": "ada@quiet.example",
        "password": password, "time_zone": "Asia/Seoul", "emergency_number": "119",
    }  # fmt: skip
    return Browser(REMOTE_ADDR="127.0.0.1").post("/set-up/", told).status_code


def join(house: House, password: str) -> int:
    Invitation.objects.all().delete()
    Invitation.objects.create(
        person=house.people["therapist"], token_digest=digest_of("one"), made_at=AT,
        expires_at=later(60),
    )  # fmt: skip
    browser = Browser()
    browser.get("/join/one/")
    return browser.post("/join/", {"password": password}).status_code


def change(house: House, password: str) -> int:
    browser = Browser()
    browser.post("/sign-in/", {"email": house.people["owner"].email, "password": PASSWORD})
    return browser.post("/account/password/", {"old": PASSWORD, "new": password}).status_code


LONG = "quiet words, " * 20
BOUNDS = [(LONG[:n], fits) for n, fits in ((11, False), (12, True), (128, True), (129, False))]


@pytest.mark.parametrize(("password", "fits"), BOUNDS)
def test_s17_bounds_hold_wherever_a_password_is_set(password: str, fits: bool, ours: House):
    assert (join(ours, password) == 302) is fits
    assert (change(ours, password) == 302) is fits
    if fits:
        told = {"email": "therapist@ours.example", "password": password}
        assert Browser().post("/sign-in/", told).status_code == 302


@pytest.mark.parametrize(("password", "fits"), BOUNDS)
def test_s17_bounds_hold_at_the_first_start(password: str, fits: bool, db: None):  # noqa: ARG001 -- opens it
    assert (begin(password) == 302) is fits
    if fits:
        told = {"email": "ada@quiet.example", "password": password}
        assert Browser().post("/sign-in/", told).status_code == 302


def test_s17_a_known_password_is_refused_wherever_one_is_set(known: str, ours: House):
    assert join(ours, known) == 422
    assert change(ours, known) == 422
    assert join(ours, f"{known}!") == 302


def test_s17_a_known_password_is_refused_at_the_first_start(known: str, db: None):  # noqa: ARG001 -- opens it
    assert begin(known) == 422
    assert begin(f"{known}!") == 302


@pytest.mark.parametrize(
    "password", ["ㅁ" * 12, "🌿" * 12, "            a b", "ψ" * 12, "0" * 5 + "-" * 9]
)
def test_s17_any_characters_will_do(password: str):
    validate_password(password)


def test_s17_a_list_that_went_away_lets_no_password_through(tmp_path: Path):
    with pytest.raises(ValidationError, match="cannot be read"):
        NotKnown(str(tmp_path / "gone")).validate("a-quiet-long-word")


@pytest.mark.parametrize("held", [None, b"", b"password\n", b"0f" * 20 + b":many\n", b"\x00" * 90])
def test_s17_a_list_that_is_none_starts_nothing(
    held: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "known"
    if held is not None:
        path.write_bytes(held)
    monkeypatch.setenv("ISCHIA_KNOWN_PASSWORDS", str(path))
    with pytest.raises(InputError, match="ISCHIA_KNOWN_PASSWORDS"):
        check_list()
    listed(tmp_path, "one").rename(path)
    check_list()
    monkeypatch.delenv("ISCHIA_KNOWN_PASSWORDS")
    check_list()
