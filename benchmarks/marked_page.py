"""Write a benchmark's result between two marks of a page that people wrote around it."""

from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"


def record(name: str, mark: str, text: str) -> None:
    """Put ``text`` where the page ``name`` of the reference has ``<!-- mark -->``."""
    page, start, end = REFERENCE / f"{name}.md", f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(start)
    after = rest.partition(end)[2]
    page.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")
