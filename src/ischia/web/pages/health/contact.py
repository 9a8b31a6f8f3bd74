"""Where to tell of a fault, as RFC 9116 has it: only where the practice names a contact."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ischia.web.clock import now

HOLDS = timedelta(days=180)
"""How long what is told holds: it is made anew for each who asks, so it is never out of date."""
_OPENED_BY = ("https://", "mailto:", "tel:")


def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Answer with the contact that is set; where none is, or none that can be opened, not found.

    The address of the file itself is the one that is set, never one that a request names.
    """
    contact = settings.SECURITY_CONTACT
    if not contact.startswith(_OPENED_BY) or not contact.isprintable() or " " in contact:
        raise Http404
    ends = (now() + HOLDS).astimezone(UTC).replace(microsecond=0)
    lines = [f"Contact: {contact}", f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}"]
    if settings.ADDRESS.startswith("https://"):
        lines.append(f"Canonical: {settings.ADDRESS.rstrip('/')}/.well-known/security.txt")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
