"""What was kept in English, in the language of the page where it still says the same.

Each filter gives words, and where they stay English on a page that is not, marks them as such. On
an English page they are settled when the template is read, so that they take no time.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from ischia.care.course import Decision
from ischia.documents import decided, kept_change, kept_lift, kept_reason, kept_step
from ischia.knowledge import shipped
from ischia.speech import Said, whole
from ischia.web.speech import in_english, speaks, spoken
from ischia.web.words import readable

register = template.Library()
_CERTAINTIES = {
    "high": gettext_noop("high certainty"),
    "moderate": gettext_noop("moderate certainty"),
    "low": gettext_noop("low certainty"),
    "very-low": gettext_noop("very low certainty"),
}


@register.filter
def known(sentence: str) -> SafeString:
    """Return a sentence of an entry in the language of the page, or as it is."""
    told = spoken()
    stays = told.is_english or not told.knows(sentence)
    return _marked(told.known(sentence), in_english() if stays else SafeString())


@register.filter
def reason(kept: Mapping[str, Any]) -> SafeString:
    """Return a kept reason in the language of the page, or as it was kept."""
    return said(kept_reason(kept, knowledge=shipped(), speech=spoken()))


@register.filter
def named(identifier: str) -> SafeString:
    """Return a word of a closed vocabulary of knowledge, such as how sure a claim is."""
    return known(readable(identifier))


@register.filter
def claimed(one: Mapping[str, Any]) -> SafeString:
    """Return what a kept verdict is a verdict on; empty where the claim has other words now."""
    claim = shipped().claims.get(one["claim"])
    if claim is None or (claim.wording, claim.verdict) != (one["wording"], one["verdict"]):
        return SafeString()
    return known(claim.label)


@register.filter
def certainty(slug: str) -> str:
    """Return how certain the evidence for a verdict is."""
    return gettext(_CERTAINTIES[slug]) if slug in _CERTAINTIES else readable(slug)


@register.filter
def changed(kept: Mapping[str, Any]) -> SafeString:
    """Return what a course changed, in the language of the page or as it was kept."""
    return said(kept_change(kept, speech=spoken()))


@register.filter
def step(kept: str) -> SafeString:
    """Return a step of a course in few words, in the language of the page or as it was kept."""
    return said(kept_step(kept, speech=spoken()))


@register.filter
def decision(one: Decision) -> SafeString:
    """Return what the protocol decided."""
    return said(decided(one, speech=spoken())[0])


@register.filter
def would_change(one: Decision) -> SafeString:
    """Return what would change a decision."""
    return said(decided(one, speech=spoken())[1])


@register.filter
def all_known(sentences: Iterable[str]) -> SafeString:
    """Return sentences of entries beside each other, all in one language."""
    held = list(sentences)
    return said(whole(lambda speech: " · ".join(map(speech.known, held)), spoken()))


@register.filter
def lifted(kept: Mapping[str, Any]) -> SafeString:
    """Return the limit that a kept lift lifted, in the language of the page or as it was kept."""
    return said(kept_lift(kept, knowledge=shipped(), speech=spoken()))


@register.filter
def said(one: Said) -> SafeString:
    """Return a sentence in the language it could be said in."""
    return _marked(one.text, speaks(one.language))


def _marked(text: str, mark: SafeString) -> SafeString:
    return format_html("<span{}>{}</span>", mark, text) if mark else escape(text)
