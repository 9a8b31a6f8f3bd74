"""How a doctor who was written to reaches the practice: what may stand on its letters."""

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen
from django.utils.translation import gettext

from ischia.errors import Defect
from ischia.reading import hides

LONGEST_PHONE: Final = 40
LONGEST_EMAIL: Final = 120
LONGEST_LINE: Final = 80
MOST_LINES: Final = 4


def _stripped(text: str) -> str:
    return text.strip()


def _tidied(text: str) -> str:
    """Return a text without empty lines, and without spaces around each."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(filter(None, lines))


@frozen
class Reach:
    """What a practice tells of itself to doctors; each part may be empty.

    Parameters
    ----------
    phone, email
        One line each, at most 40 and 120 signs.
    address
        At most four lines of at most 80 signs.
    """

    phone: str = field(default="", converter=_stripped)
    email: str = field(default="", converter=_stripped)
    address: str = field(default="", converter=_tidied)


def defects(reach: Reach) -> Iterator[Defect]:
    """Yield everything in it that a letter cannot show, or that reaches nobody."""
    one_line = gettext("one line of at most {n} signs, or nothing")
    if len(reach.phone) > LONGEST_PHONE or _hides_line(reach.phone):
        accepted = one_line.format(n=LONGEST_PHONE)
        yield Defect(gettext("phone"), _too_long(), accepted)
    if len(reach.email) > LONGEST_EMAIL or _hides_line(reach.email):
        accepted = one_line.format(n=LONGEST_EMAIL)
        yield Defect(gettext("e-mail"), _too_long(), accepted)
    elif reach.email and "@" not in reach.email:
        what = gettext("no letter reaches this address")
        yield Defect(gettext("e-mail"), what, gettext("an address with an @ in it, or nothing"))
    lines = reach.address.split("\n")
    if len(lines) > MOST_LINES or any(len(one) > LONGEST_LINE or _hides_line(one) for one in lines):
        accepted = gettext("up to {lines} lines of at most {n} signs, or nothing")
        accepted = accepted.format(lines=MOST_LINES, n=LONGEST_LINE)
        yield Defect(gettext("address"), _too_long(), accepted)


def _too_long() -> str:
    return gettext("it is too long, or has a sign in it that paper cannot show")


def _hides_line(line: str) -> bool:
    """Return whether a line is more than one, or has a sign that hides or turns the writing."""
    return len(line.splitlines()) > 1 or "\t" in line or "\r" in line or hides(line)
