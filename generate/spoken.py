"""Gather what papers and entries say: messages of Python, of paper templates, of knowledge.

Django has no part in it: the core says its words through :class:`ischia.speech.Speech`.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.extract import extract

Said = tuple[str | tuple[str, ...], str | None, str, int]

ROOT = Path(__file__).parents[1] / "src/ischia"
_WORDS = {"marked": None, "say": None, "count": (1, 2)}
_SAID = re.compile(r'\bsay\("([^"]+)"')
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PROTOCOL = (
    ROOT / "care/course/data/protocol.yaml",
    ROOT / "care/outcome/data/usual_course.yaml",
)
# Titles of sources stay as they were printed; other files have languages of their own.
_UNSAID = {"sources", "instruments"}
_UNSAID_ENTRIES = ("few_words_", "watch_words", "trial_protocols")
_ALL_SAID = {"phrases", "measures"}
_SAID_FIELDS = {
    "label", "summary", "text", "how", "dose", "stop", "meanwhile", "wording", "brief", "help",
    "intro", "means", "short", "people", "caveat", "also", "caution", "change", "why", "look",
}  # fmt: skip
_SIDES = {"left", "right", "midline"}
_STYLES = {"focused", "relaxation", "comfort", "general"}
_VERDICTS = {"supported", "uncertain", "unsupported", "contradicted", "high", "moderate", "low",
             "very-low"}  # fmt: skip
_UNSAID_FIELDS = {"vignettes", "sign_off", "sources"}


def of_papers() -> Iterator[Said]:
    """Return every message of the papers and of what the engine says by itself."""
    for path in sorted((ROOT).rglob("*.py")):
        if "web" in path.relative_to(ROOT).parts:
            continue
        found = extract("python", io.BytesIO(path.read_bytes()), keywords=_WORDS, options={})
        for number, message, _, context in found:
            if message:
                yield message, context, _named(path), number
    for path in sorted((ROOT / "documents/paper").glob("*.typ")):
        for message in _SAID.findall(path.read_text(encoding="utf-8")):
            yield message, None, _named(path), 0


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT.parents[1]))


def of_knowledge() -> Iterator[Said]:
    """Return every sentence that an entry says to people, the protocol, the names of places."""
    from ischia import anatomy  # noqa: PLC0415 -- the words of papers want no knowledge

    for site in anatomy.body():
        yield site.label, None, "src/ischia/anatomy", 0
    for path in (*sorted((ROOT / "knowledge/data").rglob("*.yaml")), *_PROTOCOL):
        if path.parent.name in _UNSAID or path.stem.startswith(_UNSAID_ENTRIES):
            continue
        entry = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        told = entry["values"].values() if path.stem in _ALL_SAID else _sentences(entry)
        for sentence in told:
            yield sentence, None, _named(path.parent), 0
    for name in _names():
        yield name, None, "names of limits", 0


def _names() -> Iterator[str]:
    """Return what limits and reasons call by its id: families, techniques, measures, positions."""
    from ischia.instruments import catalogue  # noqa: PLC0415 -- as above
    from ischia.knowledge import shipped  # noqa: PLC0415 -- as above
    from ischia.quantities import Position  # noqa: PLC0415 -- as above

    known = shipped()
    ids = {*known.techniques, *known.exercises, *(one.value for one in Position)}
    ids |= {*_SIDES, *_STYLES, *_VERDICTS}
    for name in ("families", "measures"):
        ids |= set(known.practice_values(name))
    yield from (one.replace("_", " ") for one in sorted(ids))
    yield "Nothing measured"  # where a course names its measure
    for one in catalogue().values():
        yield from (one.label, one.unit)
    for family in known.practice_values("families").values():  # as sentences name one
        yield family["means"].partition(";")[0]
        yield family["means"].partition(";")[0].partition(":")[0]


def _sentences(held: object) -> Iterator[str]:
    if isinstance(held, list):
        for one in held:
            yield from _sentences(one)
    if isinstance(held, dict):
        for key, one in held.items():
            if key in _SAID_FIELDS and isinstance(one, str) and _LETTERS.search(one):
                yield one
            elif key not in _UNSAID_FIELDS:
                yield from _sentences(one)
