"""A pinned version that an advisory touches is found (S52); the advisories are planted."""

import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generate import advisories

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 21)


def told(name: str, *events: dict[str, str], **more: object) -> dict[str, object]:
    span = {"type": "ECOSYSTEM", "events": list(events)}
    part = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": [span]}
    grave = {"severity": more.pop("severity", "HIGH")}
    return {
        "id": "PLANTED-1", "published": "2026-11-18T10:00:00Z", "affected": [part],
        "database_specific": grave, **more,
    }  # fmt: skip


@pytest.fixture
def django() -> str:
    return dict(advisories.pinned(advisories.LOCKS))["django"]


def test_s52_every_package_is_pinned_with_digests():
    for lock in advisories.LOCKS:
        text = lock.read_text(encoding="utf-8")
        blocks = [one for one in re.split(r"\n(?=[A-Za-z0-9])", text) if "==" in one]
        assert len(blocks) == len(advisories.pinned([lock]))
        assert all("--hash=sha256:" in one for one in blocks), lock.name
    assert len(advisories.pinned(advisories.LOCKS)) > 60


def test_s52_start_installs_only_what_has_its_digest():
    assert '"--require-hashes", "-r", lock' in (ROOT / "start.py").read_text(encoding="utf-8")


def test_s52_a_planted_advisory_of_a_pinned_version_fails(
    django: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    planted = told("Django", {"introduced": "0"}, {"fixed": "99.1"})
    (tmp_path / "one.json").write_text(json.dumps(planted))
    (tmp_path / "other.json").write_text(json.dumps(told("no-such-package", {"introduced": "0"})))
    assert advisories.main([str(tmp_path), "--on", "2026-11-21"]) == 1
    shown = capsys.readouterr().out
    assert f"django {django}: PLANTED-1 (high); 99.1 mends it, by 2026-11-25.\n" in shown
    assert "1 advisories touch them" in shown
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as held:
        held.write(tmp_path / "one.json", "PLANTED-1.json")
    assert advisories.main([str(archive), "--on", "2026-11-26"]) == 1
    assert "It is late." in capsys.readouterr().out
    (tmp_path / "one.json").unlink()
    assert advisories.main([str(tmp_path), "--on", "2026-11-21"]) == 0


@pytest.mark.parametrize(
    ("events", "touched"),
    [
        ([{"introduced": "0"}, {"fixed": "2.0"}], True),
        ([{"introduced": "0"}, {"fixed": "1.5"}], False),
        ([{"introduced": "1.5"}, {"fixed": "1.5.1"}], True),
        ([{"introduced": "1.6"}], False),
        ([{"introduced": "0"}, {"last_affected": "1.5"}], True),
        ([{"introduced": "0"}, {"last_affected": "1.4.9"}], False),
        ([{"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "1.4"}, {"fixed": "1.6"}], True),
        ([{"introduced": "0"}, {"fixed": "1.10"}], True),  # by number, not by letter
        ([{"introduced": "0"}, {"fixed": "1.5rc1"}], False),
    ],
)
def test_s52_a_span_of_versions_is_read_as_it_is_meant(events: list, touched: bool):
    part = {"ranges": [{"type": "ECOSYSTEM", "events": events}]}
    assert advisories.is_touched("1.5", part) is touched
    assert advisories.is_touched("1.5", {"versions": ["1.4", "1.5"]})
    assert not advisories.is_touched("1.5", {"ranges": [{"type": "GIT", "events": events}]})


@pytest.mark.parametrize(
    ("severity", "until"),
    [("CRITICAL", 21), ("HIGH", 25), ("MODERATE", 18), ("LOW", 18), ("UNSAID", 18)],
)
def test_s52_how_grave_it_is_says_by_when_it_is_mended(severity: str, until: int):
    one = told("django", {"introduced": "0"}, severity=severity)
    (found,) = advisories.findings([("django", "5.2")], [one], on=ON)
    assert (found.until.day, found.fixed_in) == (until, "")
    assert "take it out" in found.sentence(on=ON)


def test_s52_an_advisory_that_was_withdrawn_touches_nothing():
    one = told("django", {"introduced": "0"}, withdrawn="2026-11-19T00:00:00Z")
    assert advisories.findings([("django", "5.2")], [one], on=ON) == []


def test_s52_each_version_of_a_package_that_pythons_differ_in_is_looked_at():
    one = told("numpy", {"introduced": "0"}, {"fixed": "2.2"})
    found = advisories.findings([("numpy", "2.3"), ("numpy", "2.1")], [one], on=ON)
    assert [each.version for each in found] == ["2.1"]
