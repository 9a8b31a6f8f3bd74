"""Command: compute the body chart's geometry, or say what has gone stale."""

import argparse
import json
import sys
from pathlib import Path

from generate.body import build, mesh, stale

OUT = Path(__file__).parents[2] / "src" / "ischia" / "anatomy" / "data" / "bodies"
NAMES = tuple(f"{sex}-{size}" for sex in mesh.SEXES for size in mesh.BUILDS)


def main() -> int:
    """Run the command; return 1 when ``--check`` finds something stale."""
    parser = argparse.ArgumentParser(prog="python -m generate.body", description=__doc__)
    parser.add_argument("--mesh", type=Path, help="data folder of the mesh package (mpfb2)")
    parser.add_argument("--check", action="store_true", help="write nothing, report what is stale")
    args = parser.parse_args()
    check = args.check
    findings = _figures(args.mesh, check=check) if args.mesh else _bodies(check=check)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def _figures(folder: Path, *, check: bool) -> list[str]:
    from generate.body import figure  # noqa: PLC0415 -- needs the image packages, the rest does not

    findings = []
    for name in NAMES:
        sex, size = name.split("-")
        path = build.HERE / "figures" / f"{name}.json"
        fresh = json.loads(json.dumps(figure.compute(folder, sex=sex, build=size)))
        if check:
            findings += stale.figure_differences(name, json.loads(path.read_text("utf-8")), fresh)
        else:
            path.write_text(json.dumps(fresh, separators=(",", ":")) + "\n", encoding="utf-8")
    return findings


def _bodies(*, check: bool) -> list[str]:
    findings = []
    OUT.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        path = OUT / f"{name}.json"
        fresh = build.body(name)
        if check:
            findings += stale.body_differences(name, json.loads(path.read_text("utf-8")), fresh)
        else:
            path.write_text(build.text(fresh), encoding="utf-8")
    return findings


if __name__ == "__main__":
    sys.exit(main())
