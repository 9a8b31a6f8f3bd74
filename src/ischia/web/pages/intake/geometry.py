"""The drawn body that the form's chart works on: the same for everyone."""

from functools import cache

from django.http import HttpRequest, HttpResponse

from ischia import charts


@cache
def _data() -> str:
    return charts.component_data()


def geometry(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Return the geometry as JSON."""
    return HttpResponse(_data(), content_type="application/json")
