"""What a new password must not be: longer than sign-in reads, or on a list of known ones.

Django's twenty thousand commonest are always refused. A practice may name a fuller list: a file
of SHA-1 digests in order, one a line, as the lists of passwords that became known are published
(``DIGEST:COUNT``). It stays on this machine, and is searched without being read whole.
"""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

LONGEST = 128
"""Characters that are read at sign-in."""
_DIGITS = 40


class NotTooLong:
    """Refuse a password of which sign-in would read only the beginning."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 -- Django's signature
        """Refuse what is longer than sign-in reads."""
        if len(password) > LONGEST:
            raise ValidationError(gettext("The password is longer than 128 characters."))

    def get_help_text(self) -> str:
        """Return what is accepted."""
        return gettext("At most 128 characters.")


class NotKnown:
    """Refuse a password that stands in the practice's own list.

    Parameters
    ----------
    path
        The list; empty where there is none.
    """

    def __init__(self, path: str = "") -> None:
        self.path = path

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 -- Django's signature
        """Refuse what is on the list, and everything while the list cannot be read."""
        try:
            is_known = bool(self.path) and stands_in(Path(self.path), password)
        except OSError:
            words = gettext("The list of known passwords cannot be read. Please tell the owner.")
            raise ValidationError(words) from None
        if is_known:
            words = gettext("This password became known somewhere. Please choose another one.")
            raise ValidationError(words)

    def get_help_text(self) -> str:
        """Return what is accepted."""
        return gettext("None that became known somewhere.")


def stands_in(path: Path, password: str) -> bool:
    """Return whether a password's digest stands in a list in order; a few dozen lines are read."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            lines.seek(max(middle - 1, 0))
            if middle:
                lines.readline()  # on to the first line that begins here or later
            begins = lines.tell()
            found = lines.readline()[:_DIGITS].upper()
            if begins >= high or not found or found > wanted:
                high = middle
            elif found == wanted:
                return True
            else:
                low = lines.tell()
    return False


def is_list(path: Path) -> bool:
    """Return whether a file begins as such a list does."""
    try:
        with path.open("rb") as lines:
            digest, _, rest = lines.readline(200).strip().partition(b":")
    except OSError:
        return False
    is_digest = len(digest) == _DIGITS and set(digest.upper()) <= set(b"0123456789ABCDEF")
    return is_digest and (not rest or rest.isdigit())
