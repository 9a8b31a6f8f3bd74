"""The service worker, served from the root so that it may keep the player's code."""

from importlib.resources import files

from django.http import HttpRequest, HttpResponse

from ischia import __version__


def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Return the worker with the version of the code it keeps."""
    text = files("ischia.web").joinpath("static/ischia/worker.js").read_text(encoding="utf-8")
    return HttpResponse(
        text.replace("VERSION", __version__),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )
