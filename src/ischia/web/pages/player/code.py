"""The player's code, under an address of its own for each version: no page is mixed of two.

The version is a digest of the code itself. Modules import each other by name beside them, so
whoever began with one version goes on with it, and knows it by where it was read from.
"""

import hashlib
from functools import cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse

NAMES = ("player", "outbox", "player-body", "session-state", "words")
_LIFE = "public, max-age=31536000, immutable"


@cache
def _held() -> dict[str, bytes]:
    folder = files("ischia.web").joinpath("static/ischia")
    return {name: folder.joinpath(f"{name}.js").read_bytes() for name in NAMES}


@cache
def version() -> str:
    """Return what tells this code from any other."""
    found = hashlib.sha256()
    for name, text in _held().items():
        found.update(name.encode() + b"\0" + text + b"\0")
    return found.hexdigest()[:16]


def address(name: str) -> str:
    """Return where a module of this version is read."""
    return f"/player/{version()}/{name}.js"


def module(request: HttpRequest, code: str, name: str) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Answer with a module of this version; one of another version is not there any more."""
    if code != version() or name not in NAMES:
        raise Http404
    return HttpResponse(
        _held()[name],
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": _LIFE},
    )
