"""The list of parts (SBOM) says what the lock files pin, no more and no less (S52)."""

import json
import re

import pytest

from generate import advisories, parts

MADE = json.loads(parts.text())
PLANTED = """\
one-part[with.more]==1.2.3 ; python_version < '4' \\
    --hash=sha256:00
Two_Part==4 \\
    --hash=sha256:01
"""


def test_s52_the_list_of_parts_is_what_the_lock_files_pin():
    """If a lock was meant to change: python -m generate.parts."""
    assert parts.OUTPUT.read_text(encoding="utf-8") == parts.text()
    assert parts.main(["--check"]) == 0


def test_s52_it_agrees_with_what_the_look_for_advisories_reads():
    found = {(one["name"], one["version"]): one["scope"] for one in MADE["components"]}
    run, every = advisories.pinned([parts.RUN]), advisories.pinned(advisories.LOCKS)
    assert found.keys() == set(every)
    assert {one for one, scope in found.items() if scope == "required"} == set(run)
    assert len(MADE["components"]) == len(found) > 60


def test_s52_it_has_the_form_of_the_standard_and_names_no_server():
    assert (MADE["bomFormat"], MADE["specVersion"], MADE["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", MADE["serialNumber"])
    refs = [one["bom-ref"] for one in MADE["components"]]
    assert refs == sorted(set(refs))
    for one in MADE["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["type"] == "library"
    assert "://" not in parts.text()


def test_s52_a_pin_with_a_condition_and_names_written_otherwise_are_read():
    made = parts.bill("", PLANTED)["components"]
    assert [one["purl"] for one in made] == ["pkg:pypi/one-part@1.2.3", "pkg:pypi/two-part@4"]
    assert made[0]["properties"] == [{"name": "ischia:only-where", "value": "python_version < '4'"}]
    assert {one["scope"] for one in made} == {"excluded"}
    assert {one["scope"] for one in parts.bill(PLANTED, PLANTED)["components"]} == {"required"}
    assert parts.bill("", PLANTED)["serialNumber"] != parts.bill(PLANTED, "")["serialNumber"]


def test_s52_a_list_that_is_not_of_these_locks_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(parts, "OUTPUT", tmp_path / "sbom.cdx.json")
    assert parts.main(["--check"]) == 1
    assert "python -m generate.parts" in capsys.readouterr().out
    assert parts.main([]) == 0
    assert parts.main(["--check"]) == 0
