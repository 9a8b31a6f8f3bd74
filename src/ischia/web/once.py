"""What one reading of a page has found, remembered until that page is made.

A page asks the same rows from many sides: what was answered, what was decided last. Inside
:func:`reading` each is read once. Nothing outlives the reading, nothing is seen by another
thread, and whatever this thread writes meanwhile makes it forget all of it.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")
_HERE = threading.local()


@contextmanager
def reading() -> Iterator[None]:
    """Remember what :func:`once` finds in here; a reading inside another is a part of it."""
    outer = getattr(_HERE, "found", None)
    if outer is None:
        _HERE.found = {}
    try:
        yield
    finally:
        _HERE.found = outer


def once(read: Callable[Given, Found]) -> Callable[Given, Found]:
    """Let a function that only reads be asked again for nothing inside one reading.

    What it returns is shared: nobody may change it. Its arguments are told apart as keys of a
    dictionary are, so records of the database by their id.
    """

    @wraps(read)
    def asked(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        found: dict[Any, Found] | None = getattr(_HERE, "found", None)
        if found is None:
            return read(*args, **kwargs)
        key = _key(read, args, kwargs)
        if key not in found:
            made = read(*args, **kwargs)
            found = _HERE.found  # a write inside began another one
            found[key] = made
        return found[key]

    return asked


def tell(read: Callable[..., Found], found: Found, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- its arguments
    """Let a function of :func:`once` be answered by what was found beside something else."""
    held = getattr(_HERE, "found", None)
    if held is not None:
        held[_key(read.__wrapped__, args, kwargs)] = found  # type: ignore[attr-defined]  # by wraps


def _key(read: object, args: tuple[object, ...], kwargs: dict[str, object]) -> Hashable:
    return read, args, tuple(sorted(kwargs.items()))


def forget() -> None:
    """Forget what this thread has read so far."""
    if getattr(_HERE, "found", None):
        _HERE.found = {}


def noticed(
    execute: Callable[..., Any],
    sql: str,
    params: Any,  # noqa: ANN401 -- Django's signature
    many: bool,
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 -- as above
    """Forget before whatever this thread writes; for a connection's ``execute_wrappers``."""
    if not sql.startswith("SELECT"):
        forget()
    return execute(sql, params, many, context)
