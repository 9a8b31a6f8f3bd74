"""Answer with a PDF: shown in the browser, its name telling nothing."""

from django.http import HttpResponse


def pdf(content: bytes, *, name: str) -> HttpResponse:
    """Return a PDF under a plain name, to look at, print or keep."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
