"""The examples with their approved results. To approve a change, read the difference and run

python3 start.py run plan examples/intakes/NAME.yaml --on 2026-11-20 -o examples/results/NAME.txt
"""

from pathlib import Path

import pytest

from ischia.cli import main
from ischia.quantities import Disposition

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples/intakes").glob("*.yaml"))


def steady(text: str) -> str:
    """Leave out the knowledge version: it changes with every entry, results need not."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("Knowledge "))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_gives_its_approved_result(path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    main(["plan", str(path.relative_to(ROOT)), "--on", "2026-11-20"])
    approved = (ROOT / "examples/results" / f"{path.stem}.txt").read_text(encoding="utf-8")
    assert steady(capsys.readouterr().out) == steady(approved)


def test_the_examples_span_the_dispositions():
    heads = {
        (ROOT / "examples/results" / f"{p.stem}.txt").read_text().splitlines()[0] for p in EXAMPLES
    }
    assert len({head.split(" --")[0] for head in heads}) >= len(Disposition)
