"""Cut the Korean web font to the characters that the client's pages in Korean use.

    uv run --with fonttools --with brotli python -m generate.web_font

Reads the fonts of the documents and the words of the pages; writes two small WOFF2 files, and a
tiny one for the language's own name, which stands on the pages of every language.
"""

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parents[1] / "src/ischia"
FONTS, OUT = HERE / "documents/fonts", HERE / "web/static/ischia/fonts"
TEXTS = (
    HERE / "knowledge/data/practice/few_words_ko.yaml",
    HERE / "web/locale/ko/LC_MESSAGES/django.po",
)


NAME = "한국어"


def characters() -> set[str]:
    """Return every Korean character of the pages, and the punctuation beside it."""
    text = "".join(path.read_text(encoding="utf-8") for path in TEXTS)
    return set(re.findall("[\u1100-\u11ff\u3000-\u303f\u3130-\u318f\uac00-\ud7af]", text))


def main() -> None:
    """Write both weights, and which characters they hold."""
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = "".join(sorted(characters()))
    for weight in ("Regular", "Bold"):
        _cut(weight, wanted, OUT / f"NotoSansKR-form-{weight}.woff2")
    _cut("Regular", NAME, OUT / "NotoSansKR-name.woff2")
    (OUT / "characters.txt").write_text(f"{wanted}\n", encoding="utf-8")


def _cut(weight: str, text: str, path: Path) -> None:
    font = TTFont(FONTS / f"NotoSansKR-{weight}.ttf")
    cut = subset.Subsetter(subset.Options(flavor="woff2", layout_features=["*"], hinting=False))
    cut.populate(text=text)
    cut.subset(font)
    font.flavor = "woff2"
    font.save(path)


if __name__ == "__main__":
    main()
