"""The player's code as it is served: one version under one address."""

import re
from pathlib import Path

from django.test import Client as Browser

from ischia.web.pages.player import code
from tests.web.conftest import House

SCRIPTS = Path(code.__file__).parents[2] / "static/ischia"


def test_hz33_a_module_is_served_under_its_own_version_and_no_other(ours: House):  # noqa: ARG001 -- the database
    browser = Browser()
    for name in code.NAMES:
        answer = browser.get(code.address(name))
        assert answer.content == (SCRIPTS / f"{name}.js").read_bytes()
        assert "immutable" in answer["Cache-Control"]
        assert answer["Content-Type"].startswith("text/javascript")
    other = browser.get(f"/player/{'0' * 16}/player.js")
    assert other.status_code == 404
    assert other["Cache-Control"] == "no-store"
    assert browser.get(code.address("plan")).status_code == 404


def test_hz33_all_that_the_player_reads_is_of_its_version():
    for name in code.NAMES:
        text = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
        read = set(re.findall(r'from "\./([a-z-]+)\.js"', text))
        assert read <= set(code.NAMES)
        assert "import(" not in text


def test_hz33_the_worker_keeps_this_very_version(ours: House):  # noqa: ARG001 -- the database
    text = Browser().get("/worker.js").content.decode()
    assert f"-{code.version()}" in text
    assert all(code.address(name) in text for name in code.NAMES)
    assert 'MODULES"' not in text
