"""Every ``console`` block of README and manual is run; what it shows must be what it prints."""

import re
import shlex
from pathlib import Path

import pytest

from ischia.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
PREFIXES = ("python3 start.py run ", "ischia ")


def examples():
    for page in PAGES:
        if "_build" in page.parts:
            continue
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for one in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, shown = one.partition("\n")
                for prefix in PREFIXES:
                    if command.startswith(prefix):
                        name = f"{page.relative_to(ROOT)}: {command}"
                        yield pytest.param(command.removeprefix(prefix), shown, id=name)


@pytest.mark.parametrize(("command", "shown"), list(examples()))
def test_the_manual_shows_what_the_program_prints(command, shown, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    main(shlex.split(command, comments=True))
    captured = capsys.readouterr()
    printed = captured.out + captured.err
    position = 0
    for part in shown.rstrip().removesuffix("\n...").split("\n...\n"):
        found = printed.find(part.strip("\n"), position)
        assert found >= 0, f"not printed:\n{part}\n\nprinted:\n{printed}"
        position = found + len(part)
