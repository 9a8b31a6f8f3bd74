"""The Python that the manual shows runs as it stands."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCKS = [
    pytest.param(block, id=f"{path.stem}-{n}")
    for path in sorted(DOCS.glob("[!_]*/*.md"))
    for n, block in enumerate(
        re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    )
]


@pytest.mark.parametrize("block", BLOCKS)
def test_an_example_in_python_runs(block):
    exec(compile(block, "the manual", "exec"), {})  # noqa: S102 -- our own pages


def test_there_is_one_of_the_response_model():
    assert any("forecast(" in block.values[0] for block in BLOCKS)
