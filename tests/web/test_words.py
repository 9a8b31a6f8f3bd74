"""Every word of the pages is marked for translation, and the template of translators is whole."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from generate import catalogue

PAGES = sorted((catalogue.WEB / "pages").rglob("*.html"))
HOW = "run: python -m generate.catalogue"
# A name, and what stands on no page but this one.
NO_WORDS = {"Ischia"}
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_CLASS = re.compile(r"\{% block body_class %\}[^{]*\{% endblock %\}")
_SENTENCE = re.compile(r"\{% blocktranslate.*?endblocktranslate %\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPOKEN = re.compile(r"""\b(?:aria-label|alt|title|placeholder|label)=("[^"]*"|'[^']*')""")


def bare(source: str) -> list[str]:
    """Return the words of a template that no translator would see."""
    text = _TAG.sub("", _SENTENCE.sub("", _CLASS.sub("", source)))
    spoken = [found[1] for found in _SPOKEN.finditer(text)]
    seen = re.sub(r"<[^>]*>", " ", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))
    return [word for word in _WORD.findall(" ".join([seen, *spoken])) if word not in NO_WORDS]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_word_of_a_template_is_marked(path: Path):
    assert bare(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>{{ n }} min</p>", ["min"]),
        ('<img alt="A back" src="{{ one }}">', ["back"]),
        ("<p>{{ _('Today') }}, {% blocktranslate %}at {{ n }}{% endblocktranslate %}</p>", []),
        ("<p{% if a %} class='so'{% endif %}>Done</p>", ["Done"]),
    ],
)
def test_an_unmarked_word_is_found(source: str, words: list[str]):
    assert bare(source) == words


def test_the_template_of_translators_is_up_to_date():
    assert catalogue.TEMPLATE.read_text(encoding="utf-8") == catalogue.template(), HOW


def test_the_list_of_what_scripts_say_is_up_to_date():
    assert catalogue.SCRIPTS.read_text(encoding="utf-8") == catalogue.scripts(), HOW


@pytest.mark.parametrize("path", sorted(catalogue.LOCALE.glob("*/LC_MESSAGES/django.po")))
def test_no_translation_is_of_a_word_that_is_gone(path: Path):
    known = {(one.id, one.context) for one in catalogue.catalogue()}
    with path.open("rb") as source:
        told = {(one.id, one.context) for one in read_po(source) if one.id}
    assert told - known == set()


def test_a_message_and_its_translation_have_the_same_places():
    for path in catalogue.LOCALE.glob("*/LC_MESSAGES/django.po"):
        with path.open("rb") as source:
            for one in read_po(source):
                texts = [one.id, one.string] if isinstance(one.id, str) else []
                assert len({frozenset(re.findall(r"\{\w+\}|%\(\w+\)s", t)) for t in texts}) <= 1


def test_scripts_say_no_word_past_the_list():
    said = re.compile(r"""(?:textContent = |\.(?:say|net|ask)\(|refuse\()[^;\n]*?["'`][A-Za-z]""")
    for path in sorted((catalogue.WEB / "static/ischia").glob("*.js")):
        text = re.sub(r"""\bsayings?\([^;]*""", "", path.read_text(encoding="utf-8"))
        assert said.findall(text) == [], path.name
