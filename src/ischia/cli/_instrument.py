"""``instrument list | check ID FILE | score ID ANSWER ...``: measures, and wording one brings."""

from argparse import Namespace
from typing import Final

from ischia.cli._input import text_of
from ischia.errors import Defect, InputError
from ischia.instruments import (
    Direction,
    Instrument,
    Licence,
    Wording,
    catalogue,
    read_wording,
    score,
)

_LICENCES: Final = {
    Licence.FREE: "free to use",
    Licence.OWN: "ours",
    Licence.PERMISSION: "the holder's permission is needed",
    Licence.FEE: "the holder asks a fee",
}
_OPEN: Final = frozenset({"-", "none", "open"})
_YES_NO: Final = {"yes": 1.0, "no": 0.0}


def run(arguments: Namespace) -> int:
    """List instruments, check a wording or score answers; return the exit status."""
    if arguments.what == "list":
        return _list()
    entry = _entry(arguments.name)
    return _check(entry, arguments.rest) if arguments.what == "check" else _score(entry, arguments)


def _entry(name: str | None) -> Instrument:
    if name not in catalogue():
        accepted = ", ".join(catalogue())
        defect = Defect("ID", "no instrument of that id ships", accepted, name)
        raise InputError("ischia instrument", [defect])
    return catalogue()[str(name)]


def _list() -> int:
    for entry in catalogue().values():
        way = "higher is worse" if entry.higher_is is Direction.WORSE else "higher is better"
        told = f"{entry.lo:g} to {entry.hi:g} {entry.unit}, {way}, {_LICENCES[entry.licence]}"
        print(f"{entry.id}: {entry.label}; {told}")
    return 0


def _check(entry: Instrument, rest: list[str]) -> int:
    if len(rest) != 1:
        accepted = "one FHIR Questionnaire (JSON) or YAML with title and items"
        raise InputError("ischia instrument", [Defect("FILE", "one file is needed", accepted)])
    wording = _wording(entry, rest[0])
    print(f"{entry.id}: {len(wording.items)} items, as the instrument has them. Scoring ships.")
    for place, text in enumerate(wording.items, start=1):
        print(f"  {place}. {text}")
    return 0


def _score(entry: Instrument, arguments: Namespace) -> int:
    found = score(entry.id, answers=_answers(entry, arguments.rest))
    if arguments.wording:
        items = _wording(entry, arguments.wording).items
        for text, answer in zip(items, arguments.rest, strict=False):
            print(f"  {text}: {answer}")
    answered = f"{found.n_answered} of {found.n_items} items answered"
    if found.value is None:
        print(f"{entry.id}: no score, {answered}; at least {entry.min_items} are needed.")
        return 0
    print(f"{entry.id}: {found.value:.2f} of {entry.lo:g} to {entry.hi:g}, {answered}.")
    print(f"In a history: measures: [{{on: DATE, {entry.id}: {found.value:.2f}}}]")
    return 0


def _answers(entry: Instrument, words: list[str]) -> list[float | None]:
    found: list[float | None] = []
    defects = []
    for place, word in enumerate(words, start=1):
        try:
            found.append(_answer(word))
        except ValueError:
            accepted = "a number, yes, no, or - for an item left open"
            defects.append(Defect(f"{entry.id}[{place - 1}]", "is no answer", accepted, word))
    if not words:
        accepted = "one answer an item, - for an item left open"
        defects.append(Defect("ANSWERS", "none were given", accepted))
    if defects:
        raise InputError(entry.id, defects)
    return found


def _answer(word: str) -> float | None:
    if word in _OPEN:
        return None
    return _YES_NO[word] if word in _YES_NO else float(word)


def _wording(entry: Instrument, name: str) -> Wording:
    return read_wording(text_of(name), instrument=entry.id, source=name)
