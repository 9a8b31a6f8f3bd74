"""Read a criterion as an entry writes it."""

from ischia import anatomy
from ischia.knowledge._answers import COURSES
from ischia.knowledge._criteria import Count, Criterion, Is, Not, Pain, Value
from ischia.reading import Reader


def read_criterion(raw: object, reader: Reader, key: str) -> Criterion:
    """Read a criterion as written in an entry; defects go to ``reader``."""
    if isinstance(raw, str):
        return Is(raw)
    inner = Reader(raw, reader.path(key), reader.defects)
    heads = [head for head in ("is", "value", "pain", "of", "all", "any", "not") if inner.has(head)]
    if len(heads) != 1:
        inner.refuse(
            "",
            "a criterion needs exactly one head",
            "a question id, is, value, pain, all, any, not, or at_least with of",
        )
        return Is("")
    criterion = _READ[heads[0]](inner)
    inner.close()
    return criterion


def _read_is(reader: Reader) -> Criterion:
    return Is(
        question=reader.text("is"),
        course=reader.words("course", COURSES),
        within_days=reader.whole("within_days", 0, 36500),
        beyond_days=reader.whole("beyond_days", 0, 36500),
        examined=reader.flag("examined") if reader.has("examined") else None,
    )


def _read_value(reader: Reader) -> Criterion:
    return Value(
        question=reader.text("value"),
        at_least=reader.whole("at_least", 0, 1000),
        at_most=reader.whole("at_most", 0, 1000),
        among=reader.words("among"),
    )


def _read_pain(reader: Reader) -> Criterion:
    sites = reader.words("pain", anatomy.body().sites)
    return Pain(sites=sites, at_least=reader.whole("at_least", 1, 10, 1) or 1)


def _parts(reader: Reader, key: str) -> tuple[Criterion, ...]:
    raw = reader.raw(key)
    if not isinstance(raw, list) or not raw:
        reader.refuse(key, "a list of criteria is needed here", "at least one")
        return (Is(""),)
    return tuple(read_criterion(part, reader, f"{key}[{n}]") for n, part in enumerate(raw))


def _read_all(reader: Reader) -> Criterion:
    parts = _parts(reader, "all")
    return Count(len(parts), parts)


def _read_any(reader: Reader) -> Criterion:
    return Count(1, _parts(reader, "any"))


def _read_count(reader: Reader) -> Criterion:
    parts = _parts(reader, "of")
    n = reader.whole("at_least", 1, len(parts))
    if n is None:
        reader.refuse("at_least", "this field is missing", f"1 to {len(parts)}")
    return Count(n or 1, parts)


def _read_not(reader: Reader) -> Criterion:
    return Not(read_criterion(reader.raw("not"), reader, "not"))


_READ = {
    "is": _read_is,
    "value": _read_value,
    "pain": _read_pain,
    "of": _read_count,
    "all": _read_all,
    "any": _read_any,
    "not": _read_not,
}
