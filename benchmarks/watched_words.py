"""Try the lists of watched words: the dangers that clients write of, and only those.

    .venv/bin/python benchmarks/watched_words.py [--write]

Reads ``benchmarks/data/watched_words.yaml``: sentences written by us, none by a native speaker,
held out from the lists. ``--write`` puts the tables into docs/reference/watched_words.md.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from attrs import frozen

from ischia.care.screening import dangers_named
from ischia.knowledge import Knowledge, shipped

DATA = Path(__file__).with_name("data") / "watched_words.yaml"
NAMES = {
    "en": "English", "ko": "Korean", "vi": "Vietnamese", "de": "German", "es": "Spanish",
    "fr": "French", "it": "Italian", "pl": "Polish", "tr": "Turkish",
}  # fmt: skip
_WILSON = 1.96


@frozen
class Found:
    """What the lists made of one language.

    Parameters
    ----------
    right
        Sentences whose danger was named; ``other``, those where only another danger was.
    noticed
        Ordinary sentences in which something was noticed.
    missed
        The questions that at least one sentence should have raised and did not.
    """

    language: str
    sentences: int
    right: int
    other: int
    ordinary: int
    noticed: int
    missed: tuple[str, ...]


def measure(language: str, known: Knowledge) -> Found:
    """Read every sentence of one language with all the lists, as screening does."""
    told = yaml.safe_load(DATA.read_text(encoding="utf-8"))[language]
    named = [
        (asks, dangers_named(says, knowledge=known))
        for asks, sentences in told["dangers"].items()
        for says in sentences
    ]
    return Found(
        language,
        sentences=len(named),
        right=sum(asks in found for asks, found in named),
        other=sum(bool(found) and asks not in found for asks, found in named),
        ordinary=len(told["ordinary"]),
        noticed=sum(bool(dangers_named(one, knowledge=known)) for one in told["ordinary"]),
        missed=tuple(dict.fromkeys(asks for asks, found in named if asks not in found)),
    )


def span(hits: int, of: int) -> str:
    """Return a share in percent with its 95 % interval by Wilson."""
    share, z2 = hits / of, _WILSON**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _WILSON * (share * (1 - share) / of + z2 / (4 * of * of)) ** 0.5 / (1 + z2 / of)
    return f"{100 * share:.0f} % ({100 * (middle - half):.0f} to {100 * (middle + half):.0f})"


def report(found: list[Found]) -> Iterator[str]:
    yield (
        "| language | sentences with a danger | its question raised | only another raised | "
        "ordinary sentences | noticed wrongly |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for one in found:
        yield (
            f"| {NAMES[one.language]} | {one.sentences} | {span(one.right, one.sentences)} | "
            f"{one.other} | {one.ordinary} | {one.noticed} |"
        )
    every = [sum(part) for part in zip(
        *((one.sentences, one.right, one.other, one.ordinary, one.noticed) for one in found),
        strict=True,
    )]  # fmt: skip
    yield (
        f"| all nine | {every[0]} | {span(every[1], every[0])} | {every[2]} | {every[3]} | "
        f"{every[4]} ({100 * every[4] / every[3]:.0f} %) |"
    )
    yield ""
    yield "Questions that at least one sentence should have raised and did not:"
    yield ""
    for one in found:
        told = ", ".join(f"`{asks}`" for asks in one.missed) or "none"
        yield f"- {NAMES[one.language]}: {told}"


def main() -> None:
    known = shipped()
    text = "\n".join(report([measure(language, known) for language in NAMES]))
    print(text)
    if "--write" in sys.argv:
        from marked_page import record  # noqa: PLC0415 -- only then

        record("watched_words", "found", text)


if __name__ == "__main__":
    main()
