"""The answer that stands for one question of a client."""

from typing import Any

from attrs import frozen


@frozen
class Given:
    """The answer that stands for one question.

    Parameters
    ----------
    is_read
        Whether the therapist has read it back with the client since it was given.
    number, id
        Its place among the client's answers, and its own id.
    """

    value: Any
    source: str
    on: str
    of_this_visit: bool
    is_read: bool = True
    number: int = 0
    id: str = ""
