"""List what an installation is made of, from the lock files, as CycloneDX 1.6.

    python -m generate.parts            # writes sbom.cdx.json
    python -m generate.parts --check    # ends with 1 where it is not what the locks pin

Made of the lock files alone: no clock, no network, the same bytes for the same locks. What only
tests and builds need is in it with the scope ``excluded``. The digests of each file of a package
stand in the locks (S52).
"""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "sbom.cdx.json"
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
_PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)"
    r"(?: ?; ?(?P<marker>[^\\\n]+?))?(?: \\)?$",
    re.MULTILINE,
)


def bill(run: str, dev: str) -> dict[str, Any]:
    """Return the bill of materials for the texts of the two lock files."""
    needed = {part["bom-ref"]: part for part in _parts(run, "required")}
    beside = {part["bom-ref"]: part for part in _parts(dev, "excluded")}
    every = beside | needed
    told = hashlib.sha256(f"{run}\n{dev}".encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "ischia", **_ours()}},
        "components": [every[one] for one in sorted(every)],
    }


def text() -> str:
    """Return the bill of the lock files as they lie here."""
    made = bill(RUN.read_text(encoding="utf-8"), DEV.read_text(encoding="utf-8"))
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _parts(lock: str, scope: str) -> Iterator[dict[str, Any]]:
    for one in _PINNED.finditer(lock):
        name, version = canonicalize_name(one["name"]), one["version"]
        purl = f"pkg:pypi/{name}@{version}"
        part = {"type": "library", "bom-ref": purl, "name": name, "version": version}
        part |= {"scope": scope, "purl": purl}
        if one["marker"]:
            where = {"name": "ischia:only-where", "value": one["marker"]}
            part |= {"properties": [where]}
        yield part


def _ours() -> dict[str, str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"name": told["name"], "version": told["version"]}


def main(arguments: list[str]) -> int:
    """Write the bill, or look whether it is what the locks pin."""
    if "--check" in arguments:
        is_same = OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == text()
        sys.stdout.write("" if is_same else "sbom.cdx.json: run python -m generate.parts\n")
        return 0 if is_same else 1
    OUTPUT.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
