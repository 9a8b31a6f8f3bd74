"""What language a page speaks: parts in English on it, and the words its scripts say."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from ischia.speech import Speech, speech

register = template.Library()

_LIST = Path(__file__).parent / "locale" / "scripts.json"
_TABLE = 200
"""Forms of a plural repeat every hundred from a hundred on, in every language gettext knows."""


def spoken(language: str | None = None) -> Speech:
    """Return the words of papers and of knowledge in a language; the page's where none is named."""
    return _spoken(language or get_language() or "en", tuple(settings.LOCALE_PATHS[:-1]))


@cache
def _spoken(language: str, folders: tuple[str | Path, ...]) -> Speech:
    return speech(language, [Path(one) for one in folders])


@register.simple_tag(name="english")
def in_english() -> SafeString:
    """Return the mark of a part in English, such as knowledge has; nothing on an English page."""
    return SafeString() if is_english() else SafeString(' lang="en-gb"')


@register.simple_tag(name="direction")
def right_to_left() -> SafeString:
    """Return the mark of a page that is read from right to left; nothing on any other."""
    return SafeString(' dir="rtl"' if get_language_bidi() else "")


@register.filter
def speaks(language: str) -> SafeString:
    """Return the mark of a part in a language that is not the page's; nothing where it is."""
    if not language or language.partition("-")[0] == (get_language() or "en").partition("-")[0]:
        return SafeString()
    return in_english() if language == "en" else format_html(' lang="{}"', language)


def is_english() -> bool:
    """Return whether the page now made is in English."""
    return (get_language() or "en").startswith("en")


@register.simple_tag
def script_words() -> SafeString:
    """Return what the scripts of a page say in its language, as data; nothing where all is English.

    A message is its own key; a plural has its forms and, for each number below 200, which.
    """
    return _script_words(get_language() or "")


@cache
def _script_words(language: str) -> SafeString:  # noqa: ARG001 -- what the answer is kept under
    said = json.loads(_LIST.read_text(encoding="utf-8"))
    told: dict[str, Any] = {one: gettext(one) for one in said["one"] if gettext(one) != one}
    for one, many in said["many"]:
        each = [ngettext(one, many, n) for n in range(_TABLE)]
        forms = list(dict.fromkeys(each))
        if set(forms) - {one, many}:
            told[many] = {"forms": forms, "which": "".join(str(forms.index(f)) for f in each)}
    if not told:
        return SafeString()
    text = json.dumps(told, ensure_ascii=False)
    for mark in "<>&":  # as Django's own json_script: no mark of HTML stands in the data
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return format_html(
        '<script type="application/json" id="words">{}</script>',
        mark_safe(text),  # noqa: S308 -- the marks of HTML are written as JSON has them
    )
