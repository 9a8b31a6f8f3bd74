"""Write one page for each knowledge entry before the manual is built.

A Sphinx extension: the pages are made anew from the entries at every build, so they cannot
be stale, and they are not kept in the repository.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import yaml
from sphinx.application import Sphinx

from ischia.documents import DISPOSITION_WORDS, restriction_words
from ischia.knowledge import KINDS, Basis, Knowledge, SafetyEntry, Statement, shipped

BASIS_WORDS = {
    Basis.SOURCE: "read in a source",
    Basis.PRACTICE: "a practitioner's default",
    Basis.PRODUCT: "our rule",
}
INTRODUCTIONS = {
    "red_flags": "Answers that may mean serious disease, and what happens then.",
    "precautions": "Conditions that adjust, limit or postpone work, and what may still be done.",
    "questions": "The intake: file, schema and form come from these.",
    "sources": "Where facts were read. Grade A: guideline or journal; B: secondary clinical "
    "reference; C: practitioner page.",
}
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
                parts += [*_plain_page(entry, level=2), ""]
        else:
            parts += [f"- [{entry.label}]({entry.id}.md)" for entry in entries.values()]
            parts += ["", "```{toctree}", ":hidden:", "", *entries, "```"]
            for entry in entries.values():
                _write(folder / f"{entry.id}.md", _page(entry, known))
        _write(folder / "index.md", parts)
    _write(root / "index.md", _front(known))


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


def _sentence(statement: Statement, known: Knowledge) -> str:
    told = [f"[{one}](../sources/index.md#{_anchor(known, one)})" for one in statement.sources]
    return f"{statement.text} ({_rests_on(statement, told)})"


def _rests_on(statement: Statement, told: Iterable[str]) -> str:
    return ": ".join(part for part in (BASIS_WORDS[statement.basis], ", ".join(told)) if part)


def _anchor(known: Knowledge, source_id: str) -> str:
    from docutils.nodes import make_id  # noqa: PLC0415 -- only here

    return make_id(known.sources[source_id].id)


def _safety_page(entry: SafetyEntry, known: Knowledge) -> Iterator[str]:
    yield f"# {entry.label}"
    yield from ("", entry.summary, "", f"`{entry.id}`, {entry.status}.", "")
    yield from ("## When, and what then", "")
    for rule in entry.rules:
        yield f"**{DISPOSITION_WORDS[rule.disposition]}** when"
        when = yaml.safe_dump(rule.when_raw, sort_keys=False, allow_unicode=True).rstrip()
        yield from ("", "```yaml", when, "```", "", _sentence(rule.because, known), "")
        for restriction in rule.restrictions:
            yield f"- {restriction_words(restriction)}"
        if rule.meanwhile:
            yield from ("", f"What may still be done: {rule.meanwhile}")
        yield ""
    if entry.facts:
        yield from ("## What is known", "")
        yield from (f"- {_sentence(fact, known)}" for fact in entry.facts)
        yield ""
    yield from ("## Cases", "", "| case | name | answers | comes to |", "| --- | --- | --- | --- |")
    for vignette in entry.vignettes:
        answers = ", ".join(f"`{key}`: {value}" for key, value in vignette.answers.items())
        left = ", ".join(f"`{one}`" for one in vignette.unanswered)
        told = "; ".join(part for part in (answers, f"unanswered: {left}" if left else "") if part)
        told = told.replace("|", "/")
        yield f"| {vignette.case.value} | {vignette.name} | {told} | {vignette.expect.slug} |"
    yield from ("", f"Still to sign off: {entry.sign_off.needs}. Next review {entry.next_review}.")


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
