"""What every page's frame needs to know."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from ischia.web.people.models import Person
from ischia.web.people.roles import BOOKING, CLINICAL, TRAIL, Role

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
# A refusal (409, 422) is a page like any other and is shown; other failures are not.
HTMX = (
    '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,'
    '"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},'
    '{"code":"409|422","swap":true},{"code":"[45]..","swap":false,"error":true}]}'
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the person, what they may open, and whether all of this is invented."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return _everyone()
    role = Role(person.role)
    return {
        "me": person,
        "may_treat": role in CLINICAL,
        "may_book": role in BOOKING,
        "may_audit": role in TRAIL,
        "is_owner": role is Role.OWNER,
        "idle_seconds": settings.IDLE_SECONDS,
        **_everyone(),
    }


def _everyone() -> dict[str, Any]:
    return {
        "is_demo": settings.IS_DEMO,
        "is_here_only": urlsplit(settings.ADDRESS).hostname in _HERE,
        "htmx_config": HTMX,
        "house_language": settings.LANGUAGE_CODE,
    }
