"""Bring files, standard input and many-line files to parsed documents."""

import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from ischia.errors import Defect, InputError
from ischia.reading import Document, parse_json, parse_yaml

_MOST_BYTES = 20_000_000


@frozen
class Item:
    """One intake to work on: where it came from and what was parsed."""

    source: str
    document: Document


def items(name: str) -> Iterator[Item]:
    """Yield each intake of a file; ``-`` is standard input.

    A ``.jsonl`` file holds one intake a line, empty lines aside.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    text = text_of(name)
    if name.endswith(".jsonl"):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield Item(f"{name} line {number}", parse_json(line))
        return
    source = "standard input" if name == "-" else name
    is_json = name.endswith(".json") or text.lstrip().startswith("{")
    yield Item(source, parse_json(text) if is_json else parse_yaml(text))


def text_of(name: str) -> str:
    """Return the text of a file, or of standard input.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    try:
        raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if name == "-" else _file(Path(name))
        if len(raw) > _MOST_BYTES:
            raise InputError(name, [Defect("the file", "it is larger than 20 MB", "a smaller one")])
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        accepted = "a text file in UTF-8"
        raise InputError(name, [Defect("the file", "it is not UTF-8 text", accepted)]) from None
    except OSError as error:
        what = f"it cannot be read ({error.strerror or 'no such file'})"
        defect = Defect("the file", what, "the path of a file, or - for standard input")
        raise InputError(name, [defect]) from None


def _file(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_MOST_BYTES + 1)
