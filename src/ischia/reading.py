"""Read YAML, JSON and nested mappings strictly, collecting every defect before refusing.

Used for knowledge entries and for what people hand in. Nothing is guessed: a field that is
not asked for is a defect, and so is a key that stands twice.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import yaml
from attrs import field, frozen

from ischia.errors import Defect

T = TypeVar("T")

_READABLE = 25
_MERGE = "tag:yaml.org,2002:merge"
_INT = "tag:yaml.org,2002:int"
_DEEPEST = 40
_LONGEST_TEXT = 10_000
_BRACKETS = re.compile(r"[\[{]|[\]}]")
_MARGIN = re.compile(r"^[ ?:-]{80,}", re.MULTILINE)
_TURNED = "\u202d\u202e"  # they turn the writing round, whatever its script


@frozen
class Document:
    """A parsed file: its data, where each path stands, and what was wrong with the text."""

    data: Any
    lines: Mapping[str, int] = field(factory=dict)
    defects: tuple[Defect, ...] = ()


def parse_yaml(text: str) -> Document:
    """Parse one YAML document; report syntax, repeated keys, aliases and merges as defects.

    Aliases and merge keys are refused: an entry is read where it stands. So is what is
    nested deeper than anything we ask for.
    """
    try:
        if _may_be_deep(text) and _is_deep(text):
            return _broken("the file", "it is nested too deep", f"at most {_DEEPEST} levels")
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return Document(data=None)
            reading = _Conversion(loader)
            data = reading.convert(node, "")
            return Document(data, reading.lines, tuple(reading.defects))
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "the file"
        problem = getattr(error, "problem", None) or getattr(error, "reason", "not YAML")
        if problem == "but found another document":
            return _broken(where, "another document begins here", "one to a file")
        return _broken(where, f"this is not YAML ({problem})", "YAML or JSON, in UTF-8")


def _broken(where: str, what: str, accepted: str) -> Document:
    return Document(data=None, defects=(Defect(where, what, accepted),))


def _may_be_deep(text: str) -> bool:
    """Return whether brackets or margins could nest too deep: quick, now and then wrong."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST or _MARGIN.search(text) is not None


def _is_deep(text: str) -> bool:
    """Return whether the text nests too deep, without building what it holds.

    The C loader builds recursively and would end the process.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return True
    return False


class _Conversion:
    """Turns nodes into data and notes lines and defects on the way; no node is read twice."""

    def __init__(self, loader: Any) -> None:  # noqa: ANN401 -- PyYAML's C loader ships no type
        self.lines: dict[str, int] = {}
        self.defects: list[Defect] = []
        self._loader = loader
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, path: str) -> Any:  # noqa: ANN401 -- parsed data
        """Return the data of a node that stands at ``path``."""
        self.lines[path] = node.start_mark.line + 1
        if id(node) in self._seen:
            self._refuse(path, "an alias is not read", "the value itself, each where it stands")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, f"{path}[{n}]") for n, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            plain = isinstance(key_node, yaml.ScalarNode)
            key = str(key_node.value) if plain else "?"
            here = f"{path}.{key}" if path else key
            if key_node.tag == _MERGE or not plain:
                self._refuse(here, "merge keys and nested keys are not read", "plain keys")
            elif key in found:
                self._refuse(here, "this key stands twice", "each key once")
            else:
                found[key] = self.convert(value_node, here)
        return found

    def _scalar(self, node: yaml.Node, path: str) -> Any:  # noqa: ANN401 -- parsed data
        if node.tag == _INT and not _is_plain(node.value.lstrip("+-")):
            self._refuse(path, "this number is not written plainly", "digits, such as 40")
            return None
        try:
            return self._loader.construct_object(node)
        except (ValueError, OverflowError, yaml.YAMLError):
            self._refuse(path, "this value cannot be read", "a plain value")
            return None

    def _refuse(self, path: str, what: str, accepted: str) -> None:
        self.defects.append(Defect(path or "top", what, accepted))


def _is_plain(digits: str) -> bool:
    """Return whether a number is read as it is meant: 010 is eight to YAML, 1:30 is ninety."""
    return digits.isdecimal() and (digits == "0" or not digits.startswith("0"))


def parse_json(text: str) -> Document:
    """Parse one JSON document; report syntax and repeated keys as defects."""
    defects: list[Defect] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                defects.append(Defect(key, "this key stands twice", "each key once"))
            found[key] = value
        return found

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:  # ValueError: also a number without end
        return _broken(f"line {getattr(error, 'lineno', 1)}", "this is not JSON", "JSON, in UTF-8")
    return Document(data=data, defects=tuple(defects))


def _accepted(word: str, known: list[str]) -> str:
    """Return what would be accepted: all words where they are few, else the nearest."""
    if len(known) <= _READABLE:
        return ", ".join(known)
    return f"for example {', '.join(get_close_matches(word, known, n=3, cutoff=0) or known[:3])}"


def _text_fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a text and what is accepted, if anything is."""
    if len(text) > _LONGEST_TEXT:
        return "this text is too long", f"at most {_LONGEST_TEXT} signs"
    if hides(text):
        return "a sign stands in it that hides or turns the writing", "letters, signs and lines"
    return None


def hides(text: str) -> bool:
    """Return whether a sign stands in a text that hides or turns the writing."""
    return not text.isprintable() and any(_is_hiding(sign) for sign in text)


def _is_hiding(sign: str) -> bool:
    controls = unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n\r"
    return controls or sign in _TURNED


class Reader:
    """Reads one mapping field by field and collects what is wrong with it.

    Call the typed getters for every field there may be, then :meth:`close`, which reports
    the fields nobody asked for. Getters return a harmless default after a defect, so that
    reading goes on and every defect is found in one pass.
    """

    def __init__(self, data: object, where: str, defects: list[Defect]) -> None:
        self.where = where
        self.defects = defects
        self._asked: set[str] = set()
        self._data: Mapping[str, Any] = {}
        if isinstance(data, Mapping):
            self._data = data
        else:
            self.refuse("", "a group of fields is needed here", "field: value lines", data)

    def path(self, key: str) -> str:
        """Return the full path of a field of this mapping."""
        return ".".join(part for part in (self.where, key) if part)

    def refuse(self, key: str, what: str, accepted: str = "", value: object = None) -> None:
        """Note a defect at a field of this mapping."""
        self.defects.append(Defect(self.path(key) or "the file", what, accepted, value))

    def has(self, key: str) -> bool:
        """Return whether the field is there and not empty."""
        self._asked.add(key)
        return self._data.get(key) is not None

    def raw(self, key: str, default: object = None) -> Any:  # noqa: ANN401 -- raw data
        """Return the field as parsed."""
        self._asked.add(key)
        value = self._data.get(key)
        return default if value is None else value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a non-empty text; without a default the field is required."""
        value = self.raw(key, default)
        if isinstance(value, str) and (value.strip() or value == default):
            if fault := _text_fault(value):
                self.refuse(key, *fault, value)
                return default or ""
            return value.strip()
        if value is None:
            self.refuse(key, "this field is missing", "a text")
        else:
            self.refuse(
                key, "a text is needed here", "a text, in quotes if it looks otherwise", value
            )
        return default or ""

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int | None:
        """Return a whole number in ``low``..``high``, or the default when absent."""
        value = self.raw(key, default)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.refuse(key, "a whole number is needed here", f"{low} to {high}", value)
        return default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a yes-or-no field of an entry (never an answer of a client)."""
        value = self.raw(key, default)
        if isinstance(value, bool):
            return value
        self.refuse(key, "yes or no is needed here", "yes, no", value)
        return default

    def choice(self, key: str, among: Iterable[str], default: str | None = None) -> str:
        """Return one of the listed words."""
        words = list(among)
        value = self.raw(key, default)
        if value in words:
            return str(value)
        what = "this field is missing" if value is None else "this word is not known here"
        self.refuse(key, what, ", ".join(words), value)
        return default or words[0]

    def words(self, key: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts; one text stands for a list of one; absent is empty."""
        value = self.raw(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.refuse(key, "a list of words is needed here", "[word, word]", value)
            return ()
        known = None if among is None else list(among)
        for item in items:
            if known is not None and item not in known:
                self.refuse(key, "a word is not known here", _accepted(item, known), item)
        return tuple(items)

    def each(self, key: str, read: Callable[["Reader"], T]) -> tuple[T, ...]:
        """Read each mapping of a list with ``read``; absent is empty."""
        value = self.raw(key, [])
        if not isinstance(value, list):
            self.refuse(key, "a list is needed here", "- item lines", value)
            return ()
        found = []
        for n, item in enumerate(value):
            reader = Reader(item, self.path(f"{key}[{n}]"), self.defects)
            found.append(read(reader))
            reader.close()
        return tuple(found)

    def inside(self, key: str) -> "Reader":
        """Return a reader of the mapping under ``key``; absent is an empty one."""
        return Reader(self.raw(key, {}), self.path(key), self.defects)

    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that are there, in file order."""
        return tuple(str(key) for key in self._data)

    def close(self) -> None:
        """Report every field that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.refuse(
                    str(key), "this field is not known here", ", ".join(sorted(self._asked))
                )
