"""How alike two names and two birthdays are, through typing errors and changed family names."""

import unicodedata
from datetime import date

from ischia.web.folding import folded

_LONG, _MIDDLE = 5, 3
"""Letters from which two slips, or one, leave a word the same word."""
_LEAST_DIGITS, KEPT_DIGITS = 7, 8
_BETWEEN = " -./()"


def name_words(name: str) -> list[str]:
    """Return the words of a name as they are compared: folded, Hangul by its letters."""
    words = [unicodedata.normalize("NFD", one) for one in folded(name).split()]
    return ["".join(char for char in one if char.isalnum()) or one for one in words]


def alike_words(one: list[str], other: list[str]) -> int:
    """Return how many words of the shorter name have a like one in the longer, each once."""
    short, left = sorted((one, list(other)), key=len)
    left = list(left)
    n = 0
    for word in sorted(short, key=len, reverse=True):
        like = min(left, key=lambda to: slips(word, to), default="")
        if like and _is_like(word, like):
            left.remove(like)
            n += 1
    return n


def _is_like(one: str, other: str) -> bool:
    letters = min(len(one), len(other))
    if slips(one, other) <= (letters >= _MIDDLE) + (letters >= _LONG):
        return True
    # A syllable of Hangul is one sign on the keyboard of a phone, and one slip there.
    whole = [unicodedata.normalize("NFC", word) for word in (one, other)]
    is_hangul = all(word and unicodedata.name(word[0], "").startswith("HANGUL") for word in whole)
    return is_hangul and max(map(len, whole)) >= _MIDDLE and slips(*whole) <= 1


def slips(one: str, other: str) -> int:
    """Return how many letters were left out, put in, mistaken or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, beside in enumerate(other, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return row[-1]


def phone_end(phone: str) -> str:
    """Return the last digits of a phone number however it is written; empty for too few.

    A number with and without its country ends the same.
    """
    bare = "".join(char for char in phone if char not in _BETWEEN)
    return bare[-KEPT_DIGITS:] if len(bare) >= _LEAST_DIGITS else ""


def swapped(day: date) -> date:
    """Return a day with month and day of the month the other way round, where there is one."""
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return day


def is_near(one: date, other: date) -> bool:
    """Return whether two birthdays differ by one slip: in day, month or year, or swapped."""
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return same >= 2 or swapped(one) == other  # noqa: PLR2004 -- two of three
