"""Compare what the lock files pin with published advisories.

    python -m generate.advisories FOLDER-OR-ZIP --on 2026-11-21

Reads the OSV database's export for PyPI (osv.dev, "Data dumps": one zip of JSON files), which is
fetched by whoever runs this; nothing is asked of any network here. Ends with 1 when a pinned
version is touched by an advisory, and says by when it is mended or taken out (S52).
"""

import json
import re
import sys
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attrs import frozen
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
DAYS = {"CRITICAL": 3, "HIGH": 7}
"""Days from an advisory to a release without it, by how grave it is; else :data:`ORDINARY`."""
ORDINARY = 30
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


@frozen
class Finding:
    """A pinned version that an advisory touches."""

    package: str
    version: str
    advisory: str
    grave: str
    fixed_in: str
    until: date

    def sentence(self, *, on: date) -> str:
        """Return the finding as one line."""
        late = " It is late." if on > self.until else ""
        cure = f"{self.fixed_in} mends it" if self.fixed_in else "no version mends it: take it out"
        return (
            f"{self.package} {self.version}: {self.advisory} ({self.grave.lower()}); {cure}, "
            f"by {self.until}.{late}"
        )


def pinned(locks: Sequence[Path]) -> list[tuple[str, str]]:
    """Return what lock files pin: names with versions, of which Pythons may have several."""
    texts = [lock.read_text(encoding="utf-8") for lock in locks]
    return [
        (canonicalize_name(name), held) for text in texts for name, held in _PINNED.findall(text)
    ]


def advisories(source: Path) -> Iterator[dict[str, Any]]:
    """Give each advisory of an export, a folder or a zip."""
    if source.is_dir():
        for path in sorted(source.glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))
        return
    with zipfile.ZipFile(source) as held:
        for name in sorted(held.namelist()):
            if name.endswith(".json"):
                yield json.loads(held.read(name))


def findings(
    held: Iterable[tuple[str, str]], told: Iterable[dict[str, Any]], *, on: date
) -> list[Finding]:
    """Return which of the pinned versions are touched, what is due first in front."""
    versions: dict[str, set[str]] = {}
    for name, version in held:
        versions.setdefault(name, set()).add(version)
    found = [
        _finding(one, name, version, part, on=on)
        for one in told
        if not one.get("withdrawn")
        for part in one.get("affected", [])
        if part.get("package", {}).get("ecosystem") == "PyPI"
        for name in [canonicalize_name(part["package"]["name"])]
        for version in versions.get(name, ())
        if is_touched(version, part)
    ]
    return sorted(set(found), key=lambda one: (one.until, one.package, one.advisory))


def is_touched(version: str, part: dict[str, Any]) -> bool:
    """Return whether a version is one of those that an advisory lists or spans."""
    if version in part.get("versions", []):
        return True
    spans = [one for one in part.get("ranges", []) if one.get("type") == "ECOSYSTEM"]
    return any(_spans(Version(version), span["events"]) for span in spans)


def _spans(version: Version, events: list[dict[str, str]]) -> bool:
    is_in = False
    for kind, at in sorted((pair for one in events for pair in one.items()), key=_place):
        reached = version > _read(at) if kind == "last_affected" else version >= _read(at)
        if reached:
            is_in = kind == "introduced"
    return is_in


def _place(event: tuple[str, str]) -> tuple[Version, bool]:
    kind, at = event
    return _read(at), kind == "introduced"


def _read(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def _finding(
    one: dict[str, Any], name: str, version: str, part: dict[str, Any], *, on: date
) -> Finding:
    grave = str(one.get("database_specific", {}).get("severity", "UNSAID")).upper()
    published = str(one.get("published", ""))[:10]
    told_on = date.fromisoformat(published) if published else on
    fixes = [event["fixed"] for span in part.get("ranges", []) for event in span["events"]
             if "fixed" in event and span.get("type") == "ECOSYSTEM"]  # fmt: skip
    later = sorted((fix for fix in fixes if _read(fix) > _read(version)), key=_read)
    until = told_on + timedelta(days=DAYS.get(grave, ORDINARY))
    return Finding(name, version, str(one["id"]), grave, later[0] if later else "", until)


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog="python -m generate.advisories")
    parser.add_argument("source", type=Path, metavar="FOLDER-OR-ZIP")
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DAY")
    asked = parser.parse_args(arguments)
    held = pinned(LOCKS)
    found = findings(held, advisories(asked.source), on=asked.on)
    for one in found:
        print(one.sentence(on=asked.on))
    print(f"{len(set(held))} packages are pinned; {len(found)} advisories touch them.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
