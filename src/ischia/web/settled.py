"""Templates with what never changes written in once, when they are read.

Words in the language of the page, addresses whose only parts are ids, names of static files:
Django works them out again at each rendering, which took a third of the time of a page. Here a
template is kept once for each language, and those places hold plain text.
"""

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loaders import cached
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from ischia.web.speech import in_english, is_english, right_to_left, script_words

_WORDS = re.compile(r"""\{\{ _\((?:"([^"%\\]*)"|'([^'%\\]*)')\) \}\}""")
_STATIC = re.compile(r"""\{% static ['"]([^'"]+)['"] %\}""")
_ADDRESS = re.compile(r"""\{% url ['"]([^'"]+)['"]((?: \w+_id=[\w.]+)*) %\}""")
_SENTENCE = re.compile(
    r"""\{% blocktranslate(?P<given>(?: with(?: \w+=(?:[^\s"'%]|"[^"]*"|'[^']*')+)+)?) %\}"""
    r"""(?P<said>(?:[^{]|\{\{ \w+ \}\})*)\{% endblocktranslate %\}"""
)
_GIVEN = re.compile(r"""(\w+)=((?:[^\s"'%]|"[^"]*"|'[^']*')+)""")
_ARGUMENT = re.compile(r""":_\("([^"%\\{}]*)"\)""")
_SAID_ONCE = {
    "{% english %}": in_english,
    "{% direction %}": right_to_left,
    "{% script_words %}": script_words,
}
_KEPT = re.compile(
    r"\{\{ ([\w.]+)\|(known|step|reason|changed|said|lifted|decision|would_change) \}\}"
)
_OF_KEPT = {
    "known": "",
    "step": "",
    "lifted": ".words",
    "would_change": ".would_change",
}  # the others are of a text
_HOUSE = "{# in the practice's language #}"
_MARK = re.compile(r"\{[{%#]")
_PART = re.compile(r"(\w+_id)=([\w.]+)")


class Loader(cached.Loader):
    """Keep each template once a language, with its settled places filled in."""

    def get_contents(self, origin: Any) -> str:  # noqa: ANN401 -- Django's signature
        """Return the source with its settled places filled in."""
        return settled(super().get_contents(origin))

    def cache_key(self, template_name: str, skip: Any = None) -> str:  # noqa: ANN401 -- as above
        """Return what a template is kept under: its name and the language."""
        return f"{get_language()} {super().cache_key(template_name, skip)}"


def settled(source: str) -> str:
    """Return a template's source with what never changes filled in.

    A part that the practice says on a client's page, such as the lock, begins with a mark and is
    filled in in the practice's language.
    """
    if not source.startswith(_HOUSE):
        return _filled(source)
    with override(settings.LANGUAGE_CODE):
        return _filled(source.removeprefix(_HOUSE))


def _filled(source: str) -> str:
    """Return a template's source with words, addresses and static names filled in.

    A literal of a template is trusted text, and so is its translation: neither is escaped,
    here as in Django's own rendering. A translation that reads as a tag is left to Django.
    """
    source = _WORDS.sub(_word, source)
    source = _SENTENCE.sub(_sentence, source)
    source = _ARGUMENT.sub(_argument, source)
    for tag, say in _SAID_ONCE.items():
        said = say()
        source = source if _MARK.search(said) else source.replace(tag, said)
    if is_english():  # what is kept in English is said as it is kept
        source = _KEPT.sub(lambda one: f"{{{{ {one[1]}{_OF_KEPT.get(one[2], '.text')} }}}}", source)
    source = _STATIC.sub(lambda found: static(found[1]), source)
    return _ADDRESS.sub(_address, source)


def _address(found: re.Match[str]) -> str:
    """Return an address with the ids in it as plain places of the template."""
    parts = _PART.findall(found[2])
    marks = {name: UUID(int=number) for number, (name, _) in enumerate(parts)}
    address = reverse(found[1], kwargs=marks)
    for name, value in parts:
        address = address.replace(str(marks[name]), f"{{{{ {value} }}}}")
    return address


def _sentence(found: re.Match[str]) -> str:
    """Return a sentence without plurals with its places filled in as plain variables."""
    places = dict(_GIVEN.findall(found["given"]))
    key = re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", found["said"].replace("%", "%%"))
    said = gettext(key)
    if "{" in said or "}" in said:
        return found[0]
    told = re.sub(r"%\((\w+)\)s", lambda one: f"{{{{ {places.get(one[1], one[1])} }}}}", said)
    return told.replace("%%", "%")


def _argument(found: re.Match[str]) -> str:
    """Return the words handed to a filter, such as the format of a date."""
    said = gettext(found[1])
    return found[0] if '"' in said or "{" in said or "}" in said else f':"{said}"'


def _word(found: re.Match[str]) -> str:
    said = gettext(found[1] if found[1] is not None else found[2])
    return found[0] if "{" in said or "}" in said else said
