"""Load all entries in one pass, check how they refer to each other, and stamp the version."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from ischia.errors import Defect, KnowledgeError
from ischia.knowledge._entries import Knowledge
from ischia.knowledge._laws import law_defects
from ischia.knowledge._read import KINDS, READERS
from ischia.reading import Reader, parse_yaml


@cache
def shipped() -> Knowledge:
    """Return the knowledge that ships with Ischia, read once per process.

    Raises
    ------
    KnowledgeError
        When an entry breaks its schema, a reference or a law.
    """
    return load(_shipped_texts())


def _shipped_texts() -> Iterable[tuple[str, str]]:
    root = files("ischia.knowledge").joinpath("data")
    for kind in KINDS:
        folder = root.joinpath(kind)
        if folder.is_dir():
            for entry in sorted(folder.iterdir(), key=lambda item: item.name):
                if entry.name.endswith(".yaml"):
                    yield f"{kind}/{entry.name}", entry.read_text(encoding="utf-8")


def load(texts: Iterable[tuple[str, str]]) -> Knowledge:
    """Load entries given as (``kind/id.yaml``, text) pairs.

    Raises
    ------
    KnowledgeError
        Lists every defect: file, field, what is accepted.
    """
    entries: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    defects: list[Defect] = []
    digest = hashlib.sha256()
    for path, text in texts:
        digest.update(path.encode() + b"\0" + text.encode() + b"\0")
        kind, _, name = path.partition("/")
        document = parse_yaml(text)
        defects += [Defect(f"{path}: {d.where}", d.what, d.accepted) for d in document.defects]
        if document.data is None:
            continue
        before = len(defects)
        reader = Reader(document.data, f"{path}:", defects)
        entry = READERS[kind](reader)
        reader.close()
        if entry.id != name.removesuffix(".yaml"):
            reader.refuse("id", "the id is not the file's name", name.removesuffix(".yaml"))
        if len(defects) == before:
            entries[kind][entry.id] = entry
    if not defects:
        knowledge = Knowledge(**entries, version=digest.hexdigest()[:16])
        defects += law_defects(knowledge)
        if not defects:
            return knowledge
    raise KnowledgeError("knowledge", defects)
