"""Read what many kinds of entry share: statements, places, spans, sign-offs."""

from ischia import anatomy
from ischia.knowledge._criteria import Criterion
from ischia.knowledge._read_criteria import read_criterion
from ischia.knowledge._safety import Basis, SignOff, Statement
from ischia.quantities import Position
from ischia.reading import Reader

STATUSES = ("draft", "reviewed", "retired")
POSITIONS = tuple(position.value for position in Position)


def statement(reader: Reader, key: str) -> Statement:
    inner = reader.inside(key)
    statement = read_statement(inner)
    inner.close()
    return statement


def read_statement(reader: Reader) -> Statement:
    basis = Basis(reader.choice("basis", [basis.value for basis in Basis]))
    statement = Statement(reader.text("text"), basis, reader.words("sources"))
    if basis is Basis.SOURCE and not statement.sources:
        reader.refuse("sources", "a statement with basis source names its source", "source ids")
    return statement


def criterion(reader: Reader, key: str) -> Criterion:
    return read_criterion(reader.raw(key), reader, key)


def sites_of(reader: Reader, key: str) -> tuple[str, ...]:
    return reader.words(key, anatomy.body().sites)


def positions_of(reader: Reader) -> tuple[Position, ...]:
    words = reader.words("positions", POSITIONS)
    return tuple(Position(word) for word in words if word in POSITIONS)


def span(reader: Reader, key: str, low: int, high: int) -> tuple[int, int]:
    """Read a pair [least, most]."""
    pair = reader.raw(key, [])
    whole = isinstance(pair, list) and all(isinstance(end, int) for end in pair)
    if not whole or len(pair) != 2 or not low <= pair[0] <= pair[1] <= high:  # noqa: PLR2004 -- a pair
        reader.refuse(key, "a pair [least, most] is needed here", f"within {low} to {high}")
        return low, high
    return pair[0], pair[1]


def sign_off(reader: Reader) -> SignOff:
    inner = reader.inside("sign_off")
    signed = SignOff(inner.text("needs"), inner.text("by", ""), inner.text("on", ""))
    inner.close()
    return signed
