"""Where somebody tells of a fault (S54): in the repository, and in a practice that says so."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from ischia.web.clock import now
from ischia.web.pages.health import contact

ROOT = Path(__file__).parents[2]
WHERE = "/.well-known/security.txt"


@pytest.mark.parametrize(
    "said", ["mailto:security@practice.example", "https://practice.example/tell", "tel:+82-2-1"]
)
def test_s54_a_practice_that_names_a_contact_serves_it_with_a_day_it_ends(said: str, settings: Any):
    settings.SECURITY_CONTACT, settings.ADDRESS = said, "https://practice.example/"
    answer = Browser().get(WHERE)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert told["Contact"] == said
    assert told["Canonical"] == "https://practice.example/.well-known/security.txt"
    ends = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert now() < ends <= now() + contact.HOLDS
    assert timedelta(days=365) > contact.HOLDS  # as the standard asks


@pytest.mark.parametrize(
    "said", ["", "security@practice.example", "http://practice.example", "javascript:alert(1)",
             "mailto:a@b.example\nContact: x", "mailto:a@b.example c"],
)  # fmt: skip
def test_s54_without_a_contact_that_can_be_opened_nothing_is_served(said: str, settings: Any):
    settings.SECURITY_CONTACT = said
    assert Browser().get(WHERE).status_code == 404


def test_s54_the_repository_says_where_how_soon_and_for_which_versions():
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for word in ("Report a vulnerability", "48 hours", "Versions that are mended"):
        assert word in told
    assert not re.search(r"[\w.]+@[\w.]+", told)  # no address is invented
    for link in re.findall(r"\]\(([^)#]+)\)", told):
        assert (ROOT / link).exists(), link
