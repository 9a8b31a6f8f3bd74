"""Kept pages take no more than their room, share what they have alike, and come out whole."""

# ruff: noqa: SLF001 -- the shelf from inside

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ischia.web.pages import shelf
from ischia.web.pages.shelf import Shelf, page

HOLES = {b"<token>": "token", b"<rows>": "rows"}
PUT_IN = {"token": b"mine", "rows": b"<token>\nof others"}


def one(text: bytes) -> shelf.Page:
    return page(text, holes=HOLES)


def text(found: shelf.Page | None) -> bytes | None:
    return found.whole(PUT_IN.__getitem__) if found else None


PARTS = [b"a", b"b\n", b"\r\n", b"\r", b"<", "\u2028é".encode(), *HOLES]


@given(st.lists(st.sampled_from(PARTS)))
def test_a_page_in_pieces_comes_out_as_it_was_with_each_hole_filled(parts: list[bytes]):
    expected = b"".join(PUT_IN[HOLES[part]] if part in HOLES else part for part in parts)
    assert text(one(b"".join(parts))) == expected


def test_what_is_put_in_is_asked_for_once_and_only_where_it_has_a_place():
    asked: list[str] = []

    def put_in(name: str) -> bytes:
        asked.append(name)
        return b"1"

    assert one(b"a\nb").whole(put_in) == b"a\nb"
    assert asked == []
    assert one(b"a<token>b<token>").whole(put_in) == b"a1b1"
    assert asked == ["token"]


def test_no_more_is_kept_than_fits_and_the_oldest_goes_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shelf, "MOST_BYTES", 100)
    held = Shelf()
    for name in "abcd":
        held.keep((name, 0), one(name.encode() * 22), mark=1)
        assert held.find(("b", 0), mark=1) or name == "a"
    assert [name for name in "abcd" if held.find((name, 0), mark=1)] == ["b", "c", "d"]
    held.keep(("huge", 0), one(b"x" * 101), mark=1)
    assert (held.size, len(held.pages), held.marks, held.pieces) == (0, 0, {}, {})
    held.keep(("d", 0), one(b"x"), mark=1)
    held.keep(("d", 0), one(b"xy"), mark=1)
    assert held.size == 2 + shelf._POINTER


def test_what_pages_have_alike_is_held_once_and_as_long_as_one_of_them_has_it():
    held, alike = Shelf(), b"y" * 1000 + b"\n"
    held.keep(("a", 0), one(alike + b"a" + alike), mark=1)
    alone = held.size
    held.keep(("b", 0), one(alike + b"b"), mark=1)
    assert held.size < alone + 100
    held._drop(("a", 0))
    assert text(held.find(("b", 0), mark=1)) == alike + b"b"
    held._drop(("b", 0))
    assert (held.size, held.pieces) == (0, {})


@given(st.lists(st.tuples(st.integers(0, 3), st.text("ab\n", max_size=6)), max_size=12))
def test_the_size_is_that_of_what_is_held(steps: list[tuple[int, str]]):
    held = Shelf()
    for name, told in steps:
        held.keep((name, 0), one(told.encode()), mark=1)
    pieces = [piece for found in held.pages.values() for piece in found.pieces]
    assert held.size == sum(map(len, set(pieces))) + shelf._POINTER * len(pieces)
    assert {piece: times for piece, (_, times) in held.pieces.items()} == {
        piece: pieces.count(piece) for piece in pieces
    }
    for name, told in dict(steps).items():
        assert text(held.find((name, 0), mark=1)) == told.encode()


def test_a_page_that_no_change_was_counted_since_is_found_without_looking_at_the_record():
    held = Shelf()
    held.keep(("page", "as it was"), one(b"old"), mark=7)
    held.keep(("page", "as it is"), one(b"new"), mark=8)
    assert text(held.find_marked("page", 8)) == b"new"
    for other in (7, 9, None):  # an older one would show what has been changed since
        assert held.find_marked("page", other) is None
    assert text(held.find(("page", "as it was"), mark=9)) == b"old"  # it was changed back
    assert text(held.find_marked("page", 9)) == b"old"
    assert held.find_marked("page", 8) is None
    held._drop(("page", "as it was"))
    assert held.find_marked("page", 9) is None
    assert not held.is_marked("page")
