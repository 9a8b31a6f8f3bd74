"""Every word of the pages is marked for translation, and the template of translators is whole."""

import ast
import json
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils import translation

from generate import catalogue
from ischia.web import speech
from ischia.web.queries.wording import CHART
from ischia.web.services import answering
from tests.web.conftest import AT, DAY, House, signed_in

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


# Where nobody reads on a page: data for programs, the terminal, the invented practice, the log.
_ELSEWHERE = {"api", "serving", "sqlcipher", "migrations", "demo.py", "settings.py", "logs.py"}
_ELSEWHERE |= {"middleware.py", "settled.py", "append_only.py", "once.py", "statements.py"}
_SENTENCE_OF_PYTHON = re.compile(r"[a-z]{2,} [a-z]")
_STATEMENT = re.compile(r"\b(SELECT|JOIN|WHERE|FROM|ORDER BY|CREATE TABLE)\b|^<\w+ ")


def unmarked(tree: ast.Module) -> Iterator[str]:
    """Return the words of a module that stand outside every call that marks them."""
    known: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(node.value)
        if isinstance(node, ast.FunctionDef) and node.name == "__str__":
            known |= set(ast.walk(node))
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            if "gettext" in name:
                known |= set(ast.walk(node))
            if name == "InputError":  # its first word names the kind of input, for the log
                known.add(node.args[0])
            known |= {key.value for key in node.keywords if key.arg == "source"}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and node not in known else None
        told = isinstance(said, str) and _SENTENCE_OF_PYTHON.search(said)
        if told and not _STATEMENT.search(str(said)):
            yield str(said)


@pytest.mark.parametrize(
    "path",
    [one for one in sorted(catalogue.WEB.rglob("*.py")) if not _ELSEWHERE & set(one.parts)],
    ids=lambda path: "/".join(path.parts[-2:]),
)
def test_every_sentence_of_python_is_marked(path: Path):
    found = set(unmarked(ast.parse(path.read_text(encoding="utf-8"))))
    assert found - set(CHART) == set()


def test_an_unmarked_sentence_of_python_is_found():
    source = 'def so(n):\n    """A note on it."""\n    return gettext("so it is"), f"not {n} so it"'
    assert list(unmarked(ast.parse(source))) == [" so it"]


def polish(folder: Path, settings: Any) -> None:
    """Hand the pages a language with three forms of a plural."""
    words = Catalog(locale="pl")
    one, many = json.loads(catalogue.SCRIPTS.read_text(encoding="utf-8"))["many"][0]
    words.add((one, many), ("{n} jeden", "{n} kilka", "{n} wiele"))
    words.add("Kept", "<Zapisane> & {n}")
    (folder / "pl/LC_MESSAGES").mkdir(parents=True)
    with (folder / "pl/LC_MESSAGES/django.mo").open("wb") as made:
        write_mo(made, words)
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "polski")]
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]


def test_scripts_are_told_which_form_of_a_plural_each_number_takes(tmp_path: Path, settings: Any):
    polish(tmp_path, settings)
    with translation.override("pl"):
        page = speech.script_words()
    told = json.loads(re.sub("</?script[^>]*>", "", page))
    assert told["Kept"] == "<Zapisane> & {n}"
    assert page.count("<") == 2
    (plural,) = (one for one in told.values() if isinstance(one, dict))
    forms = {n: plural["forms"][int(plural["which"][n if n < 200 else 100 + n % 100])]
             for n in range(2000)}  # fmt: skip
    for n, form in forms.items():
        few = n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
        assert form == ("{n} jeden" if n == 1 else "{n} kilka" if few else "{n} wiele"), n


def test_an_english_page_carries_no_words_for_its_scripts():
    with translation.override("en-gb"):
        assert speech.script_words() == ""


def test_a_part_says_its_language_only_where_it_is_not_the_pages():
    with translation.override("en-gb"):
        assert (speech.in_english(), speech.speaks("en"), speech.speaks("ko")) == (
            "", "", ' lang="ko"',
        )  # fmt: skip
    with translation.override("ko"):
        assert (speech.in_english(), speech.speaks("ko")) == (' lang="en-gb"', "")


def test_a_page_read_from_right_to_left_says_so():
    said = {}
    for language in ("ar", "ko", "en-gb"):
        with translation.override(language):
            said[language] = speech.right_to_left()
    assert said == {"ar": ' dir="rtl"', "ko": "", "en-gb": ""}


def test_the_template_can_be_translated_and_compiled_as_it_stands(tmp_path: Path):
    folder = tmp_path / "de/LC_MESSAGES"
    folder.mkdir(parents=True)
    text = catalogue.TEMPLATE.read_text(encoding="utf-8")
    text = text.replace('msgid "Today"\nmsgstr ""', 'msgid "Today"\nmsgstr "Heute"')
    (folder / "django.po").write_text(text, encoding="utf-8")
    catalogue.compile_all(tmp_path)
    with (folder / "django.mo").open("rb") as made:
        assert GNUTranslations(made).gettext("Today") == "Heute"


def test_what_a_korean_client_wrote_says_so_on_the_english_page(ours: House):
    type(ours.client).objects.filter(id=ours.client.id).update(language="ko")
    sent = answering.Sent(uuid4(), {"wishes_words": "허리가 아파요"})
    answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
    page = signed_in(next(iter(ours.people.values()))).get(f"/visits/{ours.visit.id}/")
    assert '<span lang="ko">허리가 아파요</span>' in page.content.decode()
