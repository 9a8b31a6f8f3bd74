"""Set words on accessible paper: one way from data and a template to a PDF."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from ischia.errors import Defect, InputError
from ischia.speech import ENGLISH, Speech

FONT: Final = "Noto Sans KR"
_HEADING: Final = re.compile(r'font-size="(285|234)"')  # of views, their sides; no other
_SAID: Final = re.compile(r'\bsay\("([^"]+)"')
_FAMILY: Final = re.compile(r"font-family=(\"[^\"]*\"|'[^']*')")


def typeset(template: str, data: Mapping[str, Any], *, on: date, speech: Speech = ENGLISH) -> bytes:
    """Return the PDF of a template filled with data, checked against PDF/UA-1 as it is made.

    Every word is reduced to what the font holds. The same data give the same bytes: the
    document's date is ``on``. Words of the template itself, ``say("...")``, are said in ``speech``.

    Raises
    ------
    InputError
        When the typesetter is not installed.
    """
    try:
        import typst  # noqa: PLC0415 -- only paper needs the typesetter
    except ModuleNotFoundError:
        what = "the typesetter for PDF is not installed"
        accepted = "pip install 'ischia[paper]', or --format html, which any browser prints"
        raise InputError("paper", [Defect("PDF", what, accepted)]) from None
    here = Path(str(files("ischia.documents")))
    speech = on_paper(speech)
    spoken = {one: printable(speech.say(one)) for one in sorted(words_of(template))}
    filled = {**data, "say": spoken, "language": speech.language}
    pdf: bytes = typst.compile(
        str(here / "paper" / template),
        root=str(here / "paper"),
        font_paths=[str(here / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(filled, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )
    return pdf


@cache
def words_of(template: str) -> frozenset[str]:
    """Return the messages that a template says itself."""
    text = (files("ischia.documents") / "paper" / template).read_text(encoding="utf-8")
    return frozenset(_SAID.findall(text))


def on_paper(speech: Speech) -> Speech:
    """Return a language with only the translations that the font of the paper can set."""
    return speech.within(coverage())


@cache
def coverage() -> frozenset[str]:
    """Return the characters the font of the paper holds."""
    text = (files("ischia.documents") / "fonts" / "coverage.txt").read_text(encoding="ascii")
    spans = (span.split("-") for span in text.split())
    return frozenset(
        chr(code) for low, high in spans for code in range(int(low, 16), int(high, 16) + 1)
    )


def printable(text: str) -> str:
    """Return text with a box in place of each character the font has no glyph for.

    A missing glyph would be refused by PDF/UA, and no plan may fail for a smiley.
    """
    one_line = " ".join(normalize("NFC", text).split())
    return "".join(one if one in coverage() else "\u25a1" for one in one_line)


def words_only(value: Any) -> Any:  # noqa: ANN401 -- any JSON
    """Return data with every text reduced to the characters the paper's font holds."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: words_only(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [words_only(one) for one in value]
    return value


def set_in_font(svg: str, *, larger: float) -> str:
    """Return a body chart in the one font there is, its headings so much larger."""
    svg = _HEADING.sub(lambda size: f'font-size="{round(int(size[1]) * larger)}"', svg)
    return _FAMILY.sub(f'font-family="{FONT}"', svg)
