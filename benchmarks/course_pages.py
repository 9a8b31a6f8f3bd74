"""The pages that the course benchmarks write: one heading, one place, one way of writing."""

from collections.abc import Sequence
from pathlib import Path

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


def heading(title: str, *, by: str, says: Sequence[str] = ()) -> list[str]:
    """Return the first lines of a page written by the benchmark ``by``, then what it says."""
    written = f"Written by `benchmarks/{by}.py --write`; not edited by hand."
    lines = [f"# {title}", "", written, ""]
    for paragraph in says:
        lines += [paragraph, ""]
    return lines


def write(name: str, lines: Sequence[str]) -> None:
    """Write a page of the reference; ends with one line break."""
    text = "\n".join(lines).rstrip("\n") + "\n"
    (REFERENCE / f"{name}.md").write_text(text, encoding="utf-8")
