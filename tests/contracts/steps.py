"""Count the steps a backtracking matcher takes for a pattern, whatever the machine's speed.

The tree is the one Python's own parser gives; each look at a character is a step. Python's engine
takes shortcuts, so it takes as many at most.
"""

import re
from collections.abc import Iterator
from itertools import product
from re import _constants as op
from re import _parser as parser
from typing import Any

Node = tuple[Any, Any]
NOTHING = "\x01"
"""A character that patterns do not name."""
_SIGNS = [*map(chr, range(32, 127)), *"\n\u0301\u0142\u0111\u0131\u200b\ud55c\u1eaf", NOTHING]
_IS = {
    op.CATEGORY_DIGIT: str.isdigit,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
}
_IS |= {
    op.CATEGORY_NOT_DIGIT: lambda one: not _IS[op.CATEGORY_DIGIT](one),
    op.CATEGORY_NOT_SPACE: lambda one: not _IS[op.CATEGORY_SPACE](one),
    op.CATEGORY_NOT_WORD: lambda one: not _IS[op.CATEGORY_WORD](one),
}
_MOST_PAIRED = 10
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}


_WIDE = {op.ASSERT, op.ASSERT_NOT, op.AT}


class TooManyStepsError(Exception):
    """The matcher went on and on."""


class Pattern:
    """A pattern as its parser reads it."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text, self.flags = text, flags
        parsed = parser.parse(text, flags)
        self.tree = list(parsed)
        self.flags |= parsed.state.flags

    def steps(self, text: str, *, most: int) -> int:
        """Return the steps that looking for it everywhere in a text takes."""
        matcher, start = _Matcher(self.flags, text, most), 0
        while start <= len(text):
            end = next(matcher.row(self.tree, 0, start), None)
            start = start + 1 if end is None else max(end, start + 1)
        return matcher.n

    def is_in(self, text: str) -> bool:
        """Return whether the pattern is found in a text."""
        matcher = _Matcher(self.flags, text, 10**9)
        starts = range(len(text) + 1)
        return any(next(matcher.row(self.tree, 0, one), None) is not None for one in starts)

    def signs(self) -> list[str]:
        """Return a character for each set of places in the pattern where one may stand."""
        leaves = [one for one in _all(self.tree) if one[0] in {op.LITERAL, op.NOT_LITERAL, op.IN}]
        matcher = _Matcher(self.flags, "", 10**9)
        found = {tuple(matcher.fits(leaf, sign) for leaf in leaves): sign for sign in _SIGNS}
        return list(found.values())

    def beginnings(self) -> list[str]:
        """Return a text that leads to each repeat of the pattern, and one that leads past it."""
        found: set[str] = {""}
        _lead(self, self.tree, "", found)
        return sorted(found)

    def hostile(self, n: int) -> Iterator[str]:
        """Give texts that make much work: something over and over, and then what does not fit."""
        signs = self.signs()
        lengths = (1, 2) if len(signs) <= _MOST_PAIRED else (1,)
        pumps = {"".join(one) for k in lengths for one in product(signs, repeat=k)}
        pumps |= {one for one in self.beginnings() if one}
        for lead in self.beginnings():
            for pump in sorted(pumps):
                yield lead + (pump * n)[:n] + NOTHING


def _lead(pattern: Pattern, nodes: list[Node], lead: str, found: set[str]) -> str:
    """Walk along a row of nodes with the shortest text that fits; note where repeats begin."""
    for kind, told in nodes:
        if kind in _REPEATS:
            found.add(lead)
            body = _lead(pattern, list(told[2]), lead, found)[len(lead) :]
            found.add(lead + body)
            lead += body * told[0]
        elif kind is op.SUBPATTERN:
            lead = _lead(pattern, list(told[-1]), lead, found)
        elif kind is op.ATOMIC_GROUP:
            lead = _lead(pattern, list(told), lead, found)
        elif kind is op.BRANCH:
            ways = [_lead(pattern, list(way), lead, found) for way in told[1]]
            lead = min(ways, key=len)
        elif kind in {op.ASSERT, op.ASSERT_NOT}:
            _lead(pattern, list(told[1]), lead, found)
        elif kind is not op.AT:
            matcher = _Matcher(pattern.flags, "", 10**9)
            lead += next(sign for sign in _SIGNS if matcher.fits((kind, told), sign)) if (
                kind is not op.LITERAL) else chr(told)  # fmt: skip
    return lead


def _all(nodes: Any) -> Iterator[Node]:
    """Give every node of a tree."""
    for kind, told in nodes:
        yield kind, told
        if kind in _REPEATS:
            yield from _all(told[2])
        elif kind is op.SUBPATTERN:
            yield from _all(told[-1])
        elif kind is op.ATOMIC_GROUP:
            yield from _all(told)
        elif kind is op.BRANCH:
            for way in told[1]:
                yield from _all(way)
        elif kind in {op.ASSERT, op.ASSERT_NOT}:
            yield from _all(told[1])


class _Matcher:
    """A text that is looked through; ``n`` counts the looks at its characters."""

    def __init__(self, flags: int, text: str, most: int) -> None:
        self.flags, self.text, self.most = flags, text, most
        self.n = 0

    def row(self, nodes: Any, at: int, i: int) -> Iterator[int]:
        if at == len(nodes):
            yield i
            return
        for j in self.one(nodes[at], i):
            yield from self.row(nodes, at + 1, j)

    def one(self, node: Node, i: int) -> Iterator[int]:
        kind, told = node
        if kind in _REPEATS:
            ends = self.repeat(told, 0, i, is_greedy=kind is not op.MIN_REPEAT)
            yield from _first(ends) if kind is op.POSSESSIVE_REPEAT else ends
        elif kind is op.SUBPATTERN:
            yield from self.row(told[-1], 0, i)
        elif kind is op.ATOMIC_GROUP:
            yield from _first(self.row(told, 0, i))
        elif kind is op.BRANCH:
            for way in told[1]:
                yield from self.row(way, 0, i)
        elif kind in _WIDE or self.looks(node, i):
            yield from self.place(node, i)

    def place(self, node: Node, i: int) -> Iterator[int]:
        """Give where a place that was looked at ends; whether one without width is there."""
        kind, told = node
        if kind is op.AT:
            yield from [i] * self.stands(told, i)
        elif kind in _WIDE:
            back = told[1].getwidth()[0] if told[0] < 0 else 0
            fits = i >= back and next(self.row(told[1], 0, i - back), None) is not None
            yield from [i] * (fits is (kind is op.ASSERT))
        else:
            yield i + 1

    def repeat(self, told: Any, n: int, i: int, *, is_greedy: bool) -> Iterator[int]:
        least, most, body = told
        if n >= least and not is_greedy:
            yield i
        if n < most:
            for j in self.row(body, 0, i):
                if j > i or n < least:
                    yield from self.repeat(told, n + 1, j, is_greedy=is_greedy)
        if n >= least and is_greedy:
            yield i

    def stands(self, where: Any, i: int) -> bool:
        is_many = bool(self.flags & re.MULTILINE)
        if where in {op.AT_BEGINNING, op.AT_BEGINNING_STRING}:
            is_line = is_many and where is op.AT_BEGINNING
            return i == 0 or (is_line and self.text[i - 1] == "\n")
        if where in {op.AT_END, op.AT_END_STRING}:
            is_line = is_many and where is op.AT_END
            return i == len(self.text) or (is_line and self.text[i] == "\n")
        sides = [self.text[max(i - 1, 0) : i], self.text[i : i + 1]]
        is_edge = len({bool(one) and _IS[op.CATEGORY_WORD](one) for one in sides}) > 1
        return is_edge is (where is op.AT_BOUNDARY)

    def looks(self, node: Node, i: int) -> bool:
        self.n += 1
        if self.n > self.most:
            raise TooManyStepsError
        return i < len(self.text) and self.fits(node, self.text[i])

    def fits(self, node: Node, sign: str) -> bool:
        signs = {sign, sign.lower(), sign.upper()} if self.flags & re.IGNORECASE else {sign}
        return any(_fits(node, one) for one in signs)


def _fits(node: Node, sign: str) -> bool:
    kind, told = node
    if kind is op.ANY:
        return sign != "\n"
    if kind in {op.LITERAL, op.NOT_LITERAL}:
        return (sign == chr(told)) is (kind is op.LITERAL)
    if kind is op.RANGE:
        return told[0] <= ord(sign) <= told[1]
    if kind is op.CATEGORY:
        return bool(_IS[told](sign))
    assert kind is op.IN, kind  # a kind that is new here must be taught to this module
    is_not = told[0][0] is op.NEGATE
    return any(_fits(one, sign) for one in told[is_not:]) is not is_not


def _first(ends: Iterator[int]) -> Iterator[int]:
    found = next(ends, None)
    if found is not None:
        yield found
