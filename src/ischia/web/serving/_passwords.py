"""The practice's own list of passwords that became known, where it names one."""

import os
from pathlib import Path

from ischia.errors import Defect, InputError


def check_list() -> None:
    """Refuse to start with a list that is missing or is none: nobody could set a password.

    Raises
    ------
    InputError
        When the file that is named cannot be read, or does not begin as such a list does.
    """
    from ischia.web.people.passwords import is_list

    named = os.environ.get("ISCHIA_KNOWN_PASSWORDS", "")
    if named and not is_list(Path(named)):
        what = "this is no list of known passwords that can be read"
        accepted = "a file of SHA-1 digests in order, one a line, as DIGEST:COUNT"
        raise InputError("serve", [Defect("ISCHIA_KNOWN_PASSWORDS", what, accepted)])
