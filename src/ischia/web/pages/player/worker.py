"""The service worker, served from the root so that it may keep the player's code."""

import json
from importlib.resources import files

from django.http import HttpRequest, HttpResponse

from ischia import __version__
from ischia.web.pages.player import code


def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Return the worker with the version of the code it keeps, and where that is read."""
    text = files("ischia.web").joinpath("static/ischia/worker.js").read_text(encoding="utf-8")
    modules = json.dumps([code.address(name) for name in code.NAMES])
    return HttpResponse(
        text.replace("VERSION", f"{__version__}-{code.version()}").replace('["MODULES"]', modules),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )
