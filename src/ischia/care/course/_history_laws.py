"""What must hold across the entries of a history: time runs forward, one client, no twins."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from ischia.care.course._entries import Rated
from ischia.care.course._records import Adverse, CheckIn, Screened, Visit
from ischia.care.outcome import Dated
from ischia.errors import Defect
from ischia.reading import Reader

Entry = Visit | CheckIn | Adverse | Screened | date
_MAY_COME_BEFORE: Final = frozenset({"adverse", "screens"})
"""What counts from before the course began: a screen, and what an earlier course left."""


def one_client(top: Reader, patient: str) -> None:
    """Refuse an entry that names another client than the file."""
    for name in ("measures", "visits", "check_ins", "adverse", "screens"):
        items = top.raw(name, [])
        for n, item in enumerate(items if isinstance(items, list) else []):
            other = item.get("patient") if isinstance(item, Mapping) else None
            if other is not None and other != patient:
                where = f"{name}[{n}].patient"
                what = "belongs to another client; one file holds one client"
                top.defects.append(Defect(where, what, "the same code as above", other))


def in_time(
    defects: list[Defect],
    read: Mapping[str, Sequence[Entry | None]],
    ratings: Sequence[Rated],
    started_on: date,
) -> None:
    """Refuse an entry before the one above it, and a visit or rating before the course began."""
    rated = [(one.where, one.dated.on) for one in ratings]
    _forwards(defects, "measures", [one for one in rated if one[0].startswith("measures[")])
    within = rated
    for name, entries in read.items():
        placed = list(_placed(name, entries))
        _forwards(defects, name, placed)
        if name not in _MAY_COME_BEFORE:
            within = [*within, *placed]
    for where, day in within:
        if day < started_on:
            what = "lies before the course began"
            defects.append(Defect(where, what, "started_on or later", day))


def _placed(name: str, entries: Sequence[Entry | None]) -> Iterator[tuple[str, date]]:
    for n, one in enumerate(entries):
        if isinstance(one, date):
            yield f"{name}[{n}]", one
        elif one is not None:
            yield f"{name}[{n}]", one.due_on if isinstance(one, CheckIn) else one.on


def _forwards(defects: list[Defect], name: str, placed: Iterable[tuple[str, date]]) -> None:
    before: date | None = None
    for where, day in placed:
        if before and day < before:
            what = f"lies before the one above it; time runs backwards in {name}"
            defects.append(Defect(where, what, "oldest first", day))
        before = day


def no_twins(defects: list[Defect], visits: Sequence[Visit | None]) -> None:
    """Refuse a visit that stands twice, and a second one of a day."""
    ids: dict[str, int] = {}
    days: dict[date, int] = {}
    for n, visit in enumerate(visits):
        if visit is None:
            continue
        if visit.id in ids:
            what = f"this visit stands twice; first at visits[{ids[visit.id]}]"
            defects.append(Defect(f"visits[{n}].id", what, "each visit once", visit.id))
        elif visit.on in days:
            what = f"two visits on one day; the other is visits[{days[visit.on]}]"
            defects.append(Defect(f"visits[{n}].on", what, "one visit a day", visit.on))
        ids.setdefault(visit.id, n)
        days.setdefault(visit.on, n)


def once_each(top: Reader, name: str) -> None:
    """Refuse an entry that stands word for word twice: counted twice it would decide more."""
    items = top.raw(name, [])
    items = items if isinstance(items, list) else []
    for n, item in enumerate(items):
        first = items.index(item)
        if first < n and isinstance(item, Mapping):
            what = f"stands twice; first at {name}[{first}]"
            top.defects.append(Defect(f"{name}[{n}]", what, "each once"))


def after_a_visit(
    defects: list[Defect],
    name: str,
    entries: Sequence[CheckIn | Adverse | None],
    visits: Collection[str],
) -> None:
    """Refuse what came after a visit that is not in the file."""
    for n, one in enumerate(entries):
        if one and one.after and one.after not in visits:
            accepted = "the id of a visit of this file"
            defects.append(Defect(f"{name}[{n}].after", "names no visit", accepted, one.after))


def merged(defects: list[Defect], ratings: Iterable[Rated]) -> Mapping[str, tuple[Dated, ...]]:
    """Return ratings by measure, oldest first; two of one day must say the same."""
    found: dict[str, dict[date, Dated]] = {}
    for rated in ratings:
        days = found.setdefault(rated.measure, {})
        if rated.dated.on in days and days[rated.dated.on].value != rated.dated.value:
            what = "this measure has another value on the same day"
            defects.append(Defect(rated.where, what, "one value a day", rated.dated.value))
        days[rated.dated.on] = rated.dated
    ordered = {m: tuple(days[day] for day in sorted(days)) for m, days in found.items()}
    return MappingProxyType(ordered)
