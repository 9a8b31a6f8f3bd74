"""Write one page for each knowledge entry before the manual is built.

A Sphinx extension: the pages are made anew from the entries at every build, so they cannot
be stale, and they are not kept in the repository.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs
from entry_pictures import entry_picture
from knowledge_words import answer_words, in_words
from sphinx.application import Sphinx

from ischia.documents import DISPOSITION_WORDS, restriction_words
from ischia.knowledge import KINDS, Basis, Knowledge, Rule, SafetyEntry, Statement, shipped
from ischia.quantities import Disposition

BASIS_WORDS = {
    Basis.SOURCE: "read in a source",
    Basis.PRACTICE: "a practitioner's default",
    Basis.PRODUCT: "our rule",
}
INTRODUCTIONS = {
    "red_flags": "Answers that may mean serious disease, and what happens then. Sorted by what an "
    "entry comes to at its strictest; milder answers come to less.",
    "precautions": "Conditions that adjust, limit or postpone work, and what may still be done.",
    "questions": "The intake: file, schema and form come from these.",
    "sources": "Where facts were read. Grade A: guideline or journal; B: secondary clinical "
    "reference; C: practitioner page.",
}
SAFETY = ("red_flags", "precautions")
ON_ONE_PAGE = ("sources", "questions", "practice", "instruments", "reflex_zones", "muscles")


def write_pages(app: Sphinx) -> None:
    """Write the pages below ``knowledge/`` of the source folder."""
    known = shipped()
    root = Path(app.srcdir) / "knowledge"
    for kind in KINDS:
        entries = known.kind(kind)
        folder = root / kind
        folder.mkdir(parents=True, exist_ok=True)
        title = kind.replace("_", " ").capitalize()
        parts = [f"# {title}", "", INTRODUCTIONS.get(kind, ""), ""]
        if kind in ON_ONE_PAGE:
            for entry in entries.values():
                parts += [*_plain_page(entry, level=2), *_picture(kind, entry, folder), ""]
        else:
            if kind in SAFETY:
                parts += _safety_index(entries.values())
            else:
                parts += [f"- [{entry.label}]({entry.id}.md)" for entry in entries.values()]
            parts += ["", "```{toctree}", ":hidden:", "", *entries, "```"]
            for entry in entries.values():
                page = [*_page(entry, known), *_picture(kind, entry, folder)]
                _write(folder / f"{entry.id}.md", page)
        _write(folder / "index.md", parts)
    _write(root / "index.md", _front(known))


def _picture(kind: str, entry: Any, folder: Path) -> Iterator[str]:  # noqa: ANN401 -- any kind
    """Draw the entry beside its page and yield the line that shows it."""
    drawn = entry_picture(kind, entry)
    if drawn is not None:
        _write(folder / f"{entry.id}.svg", [drawn])
        yield from ("", f"```{{image}} {entry.id}.svg", f":alt: {entry.label}, on the body")
        yield from (":width: 260px", "```")


def _write(path: Path, lines: Iterable[str]) -> None:
    text = "\n".join(lines) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _front(known: Knowledge) -> Iterator[str]:
    yield "# What is known"
    yield ""
    yield f"Version `{known.version}`. Every entry is data, with sources and basis."
    yield ""
    for kind in KINDS:
        title = kind.replace("_", " ").capitalize()
        yield f"- [{title}]({kind}/index.md): {len(known.kind(kind))}"
    yield from ("", "```{toctree}", ":hidden:", "", *(f"{kind}/index" for kind in KINDS), "```")


def _page(entry: object, known: Knowledge) -> list[str]:
    if isinstance(entry, SafetyEntry):
        return list(_safety_page(entry, known))
    return list(_plain_page(entry, level=1))


def _rests_on(statement: Statement, told: Iterable[str]) -> str:
    return ": ".join(part for part in (BASIS_WORDS[statement.basis], ", ".join(told)) if part)


def _safety_page(entry: SafetyEntry, known: Knowledge) -> Iterator[str]:
    sources = _Numbered(known)
    yield from (f"# {entry.label}", "", entry.summary, "")
    worst = DISPOSITION_WORDS[strictest(entry)]
    yield f"At its strictest: **{worst}**. Status: {entry.status}; still to be signed off by"
    yield f"{entry.sign_off.needs}. Next review {entry.next_review}."
    yield from ("", "## When, and what then", "")
    yield "The strictest line that holds counts. While an answer is missing, a line that would"
    yield "stop the session makes us ask first; any other applies its limits all the same."
    yield ""
    ranked = sorted(entry.rules, key=lambda one: -one.disposition)
    for tier, rules in groupby(ranked, key=lambda one: one.disposition):
        yield from (f"### {DISPOSITION_WORDS[tier]}", "")
        for rule in rules:
            yield from _rule(rule, sources, known)
    if entry.facts:
        yield from ("## What is known", "")
        yield from (f"- {sources.sentence(fact)}" for fact in entry.facts)
        yield ""
    yield from _cases(entry)
    yield from sources.listed()


def _rule(rule: Rule, sources: "_Numbered", known: Knowledge) -> Iterator[str]:
    yield from (sources.sentence(rule.because), "")
    yield from (*in_words(rule.when, known), "")
    if rule.restrictions:
        yield from ("Limits:", "")
        yield from (f"- {restriction_words(one)}" for one in rule.restrictions)
        yield ""
    if rule.meanwhile:
        yield from (f"**What may still be done:** {rule.meanwhile}", "")


def strictest(entry: SafetyEntry) -> Disposition:
    """Return the strictest disposition that an entry can come to."""
    return max(rule.disposition for rule in entry.rules)


def _cases(entry: SafetyEntry) -> Iterator[str]:
    yield from ("## Cases", "", "What is not named is answered as an ordinary adult would.", "")
    yield from ("| who | answers | this entry says |", "| --- | --- | --- |")
    for vignette in entry.vignettes:
        told = [answer_words(key, value) for key, value in vignette.answers.items()]
        told += [f"{one.replace('_', ' ')}: left open" for one in vignette.unanswered]
        name = vignette.name.replace("|", "/")
        yield f"| {name} | {'; '.join(told)} | {DISPOSITION_WORDS[vignette.expect]} |"
    yield ""


class _Numbered:
    """The sources of one page, numbered as they are first named."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._numbers: dict[str, int] = {}

    def sentence(self, statement: Statement) -> str:
        """Return a statement with what it rests on, and links to its sources."""
        told = [self._link(one) for one in statement.sources]
        return f"{statement.text} *({_rests_on(statement, told)})*"

    def _link(self, source_id: str) -> str:
        number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
        address = self._known.sources[source_id].address
        return f"[{number}](<{address}>)" if address else str(number)

    def listed(self) -> Iterator[str]:
        """Yield the list of sources."""
        if not self._numbers:
            return
        yield from ("## Sources", "")
        for source_id, number in self._numbers.items():
            source = self._known.sources[source_id]
            label = source.label.replace("[", "(").replace("]", ")")
            link = f"[{label}](<{source.address}>)" if source.address else label
            about = ", ".join(str(one) for one in (source.publisher, source.year) if one)
            read = "read" if source.checked else "not read by us, never shown as evidence"
            yield f"{number}. {link}. {about + '; ' if about else ''}grade {source.grade}, {read}."


def _safety_index(entries: Iterable[SafetyEntry]) -> Iterator[str]:
    """Yield the entries by what they come to at their strictest, worst first."""
    ranked = sorted(entries, key=lambda one: (-strictest(one), one.label))
    for tier, group in groupby(ranked, key=strictest):
        yield from (f"## {DISPOSITION_WORDS[tier]}", "")
        yield from (f"- [{one.label}]({one.id}.md): {one.summary}" for one in group)
        yield ""


def _told(record: object) -> Iterator[tuple[str, object]]:
    """Yield the fields worth telling: neither empty nor a parsed criterion."""
    for name in attrs.fields_dict(type(record)):
        value = getattr(record, name)
        if name not in {"when", "branch", "ordinary"} and value not in (None, "", (), {}):
            yield name, value


def _plain_page(entry: object, *, level: int) -> Iterator[str]:
    told = dict(_told(entry))
    entry_id = told.pop("id")
    yield f"{'#' * level} {entry_id if level > 1 else told['label']}"
    yield ""
    for name, value in told.items():
        yield f"- {name.replace('_', ' ')}: {_worded(value)}"


def _worded(value: object) -> str:
    if isinstance(value, Statement):
        return f"{value.text} ({_rests_on(value, value.sources)})"
    if isinstance(value, tuple):
        return "; ".join(_worded(one) for one in value)
    if attrs.has(type(value)):
        return ", ".join(_worded(one) for _, one in _told(value))
    if hasattr(value, "value"):
        return str(value.value)
    return str(value).replace("<", "&lt;").replace("\n", " ")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
