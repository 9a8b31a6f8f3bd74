"""Pages for what went wrong: what to do now, nothing of the inside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_yours(request: HttpRequest) -> HttpResponse:
    """Say that the role does not open this page."""
    return render(request, "parts/not_yours.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that there is nothing here, the same for what is missing and what is another's."""
    return render(request, "parts/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours and nothing typed was thrown away."""
    return render(request, "parts/broken.html", status=500)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that a form came without its page token."""
    return render(request, "parts/refused_form.html", status=403)
