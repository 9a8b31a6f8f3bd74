"""Lines of docs/reference/security.md that no other test holds: code, settings, keys, the file."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sqlcipher3.dbapi2 as cipher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import get_resolver

from ischia.errors import InputError
from ischia.web.serving import _start
from tests.web.conftest import House, signed_in

WEB = Path(_start.__file__).parents[1]
SOURCES = sorted(WEB.rglob("*.py"))
TEMPLATES = sorted(WEB.rglob("*.html"))
KEY = "0f" * 32
OPEN = """
import json, os, django
from django.conf import settings
from django.core.management import call_command
django.setup()
call_command("check", deploy=True, fail_level="ERROR")
names = [one for one in dir(settings) if one.endswith(("_SECURE", "_HTTPONLY", "_SAMESITE"))]
names += ["DEBUG", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME"]
print(json.dumps({one: getattr(settings, one) for one in names}))
"""


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("quiet-words", False), ("quiet-words!", True), ("password1234", False),
        ("ada@ours.example", False), ("한국어로 쓴 긴 암호입니다", True),
    ],
)  # fmt: skip
def test_s17_a_password_is_long_and_none_that_everybody_knows(
    password: str, fits: bool, ours: House
):
    person = ours.people["owner"]
    person.email = "ada@ours.example"
    if fits:
        validate_password(password, person)
        return
    with pytest.raises(ValidationError):
        validate_password(password, person)


@pytest.mark.parametrize("secret", ["", "secret", "x" * 31])
def test_s19_a_secret_that_is_too_short_starts_nothing(secret: str):
    with pytest.raises(InputError, match="at least 32"):
        _start._refuse_weak(secret)  # noqa: SLF001 -- as serve calls it


def test_s22_s51_an_open_practice_binds_its_cookies_and_hides_its_inside(tmp_path: Path):
    ours = {key: word for key, word in os.environ.items() if not key.startswith("ISCHIA_")}
    ours |= {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings", "ISCHIA_LAN": "1", "ISCHIA_DB_KEY": KEY,
        "ISCHIA_SECRET_KEY": "0123456789abcdef" * 4, "ISCHIA_DATA_DIR": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-W", "ignore", "-c", OPEN],
        check=True, env=ours, capture_output=True, text=True,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["DEBUG"] is False
    for name in ("SESSION", "CSRF"):
        assert told[f"{name}_COOKIE_SECURE"] is True
        assert told[f"{name}_COOKIE_HTTPONLY"] is True
        assert told[f"{name}_COOKIE_SAMESITE"] == "Lax"
    assert all(word.startswith("__Host-") for name, word in told.items() if name.endswith("NAME"))


def test_s51_nothing_of_the_inside_is_served(ours: House):
    browser = signed_in(ours.people["owner"])
    assert not {"admin", "debug"} & {one.name for one in get_resolver().url_patterns}
    for where in ("/admin/", "/static/", "/static/ischia/", "/.git/config", "/docs/", "/media/"):
        assert browser.get(where).status_code == 404, where
    for where in ("/", "/sign-in/"):
        assert browser.generic("TRACE", where).status_code == 405
    answer = Browser().get("/sign-in/")
    assert not {"Server", "X-Powered-By"} & set(answer.headers)


def calls(tree: ast.Module, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_s23_s28_s30_no_module_builds_a_query_from_a_request_or_fetches_an_address(path: Path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    for word in ("raw", "extra", "RawSQL", "literal_eval", "eval", "exec"):
        assert calls(tree, word) == [], word
    assert not re.search(r"\*\*request\.|\*\*dict\(request|pickle|yaml\.load\(", source)
    taken = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import)
             for one in node.names}  # fmt: skip
    taken |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {one for one in taken if one.split(".")[0] in {"requests", "httpx"}}
    taken |= {f"http.{name.name}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
              and node.module == "http" for name in node.names}  # fmt: skip
    assert not {"urllib.request", "http.client"} & taken  # HTTPStatus fetches nothing
    if "request.FILES" in source:
        pytest.fail("uploads need checks of their own")


MARKING = {"speech.py", "drawings.py", "pictures.py", "letters.py"}
"""Each marks what charts or documents drew; see ``test_drawing_laws``."""


def test_s24_what_is_not_escaped_comes_from_these_modules_alone():
    found = {
        path.name for path in SOURCES if calls(ast.parse(path.read_text("utf-8")), "mark_safe")
    }
    assert found == MARKING
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|<[^>]*\son[a-z]+=|javascript:", text), path
    for path in WEB.rglob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
            path.read_text(encoding="utf-8"),
        ), path


def test_hz23_one_place_keeps_a_plan_and_one_writes_a_snapshot():
    """A plan is kept by the one path that has it made, and so checked."""
    keeps, writes = set(), set()
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        if re.search(r"kind=SnapshotKind\.PLAN,\n\s*body=|Taken\(\s*SnapshotKind\.PLAN", source):
            keeps.add(path.name)
        if re.search(r"Snapshot\.objects\.(bulk_)?create|(?<!class )Snapshot\([a-z]", source):
            writes.add(path.relative_to(WEB).as_posix())
    assert keeps == {"plan_making.py"}
    assert writes == {"services/snapshots.py"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "practice.db"
    held = cipher.connect(str(path), isolation_level=None)
    held.execute(f"PRAGMA key = \"x'{KEY}'\"")
    held.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
    held.executemany("INSERT INTO note (words) VALUES (?)", [("markerstone " * 9,)] * 400)
    held.close()
    return path


def is_whole(path: Path) -> bool:
    held = cipher.connect(str(path))
    try:
        held.execute(f"PRAGMA key = \"x'{KEY}'\"")
        return not held.execute("PRAGMA cipher_integrity_check").fetchall()
    except cipher.DatabaseError:
        return False
    finally:
        held.close()


def test_s38_hz37_each_of_500_flipped_bits_is_noticed(file: Path, tmp_path: Path):
    whole, copy = file.read_bytes(), tmp_path / "copy.db"
    assert b"markerstone" not in whole
    assert not whole.startswith(b"SQLite format")
    copy.write_bytes(whole)
    assert is_whole(copy)
    chance = np.random.default_rng(20261121)
    for place in chance.integers(0, len(whole), 500):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << int(chance.integers(0, 8))
        copy.write_bytes(damaged)
        assert not is_whole(copy), place


ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "security.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| (S\d\d|HZ\d\d) (.*)\|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("number", "rest"), LINES)
def test_each_line_that_is_held_names_a_test_that_carries_its_number(number: str, rest: str):
    named = re.findall(r"`(test_\w+)`", rest)
    is_held = re.search(r"\| yes\b", rest) is not None
    assert named or not is_held
    folders = [
        ROOT / "tests" / one for one in ("web", "journeys", "properties", "unit", "contracts")
    ]
    texts = []
    for name in named:
        (path,) = [one / f"{name}.py" for one in folders if (one / f"{name}.py").exists()]
        texts.append(path.read_text(encoding="utf-8"))
    if is_held:
        assert any(re.search(rf"_{number.lower()}_", text) for text in texts), named
