"""The drawings beside rows of the short form; ``drawings.yaml`` holds them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django import template
from django.utils.safestring import SafeString, mark_safe

from ischia.reading import parse_yaml

register = template.Library()


@cache
def drawings() -> Mapping[str, str]:
    """Return the inside of each drawing by name."""
    text = files(__package__).joinpath("drawings.yaml").read_text(encoding="utf-8")
    data = parse_yaml(text).data or {}
    return {
        name: str(inner).replace("{person}", str(data["person"]))
        for name, inner in data["drawings"].items()
    }


@register.filter
def drawing(name: str) -> SafeString:
    """Return a drawing as SVG; it stands beside words, so screen readers pass over it."""
    inner = drawings()[name]
    svg = f'<svg class="drawing" viewBox="0 0 48 48" aria-hidden="true">{inner}</svg>'
    return mark_safe(svg)  # noqa: S308 -- from our own file, no input
