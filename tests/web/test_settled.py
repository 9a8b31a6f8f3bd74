"""What never changes in a template is written in once a language, and reads as before."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from ischia.web import settings, settled

PAGES = sorted(Path(settings.HERE, "pages").rglob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
@pytest.mark.parametrize("language", ["en-gb", "ko", "vi"])
def test_no_settled_place_is_left_in_a_template(path: Path, language: str):
    with translation.override(language):
        text = settled.settled(path.read_text(encoding="utf-8"))
    assert not re.search(r"\{% static ['\"]", text)
    assert not re.search(r"\{% url ['\"]\w+['\"]( \w+_id=[\w.]+)* %\}", text)


def test_it_reads_as_django_itself_would_render_it(monkeypatch: pytest.MonkeyPatch):
    plain = engines["django"].from_string("{% load static %}" + SAMPLE).render()
    monkeypatch.setattr(settled, "gettext", lambda text: text)
    assert settled.settled(SAMPLE) == plain


SAMPLE = (
    """<a href="{% url 'today' %}" title="{{ _('It is a "day"') }}">{{ _("Today's & more") }}</a>"""
    """<link href="{% static 'ischia/app.css' %}">"""
)


def test_an_address_with_ids_keeps_its_places():
    source = "{% url 'past_result' visit_id=visit.id snapshot_id=one.id %}"
    assert settled.settled(source) == "/visits/{{ visit.id }}/result/{{ one.id }}/"
    ids = {"visit": {"id": UUID(int=7)}, "one": {"id": UUID(int=8)}}
    django = engines["django"]
    rendered = [django.from_string(one).render(ids) for one in (source, settled.settled(source))]
    assert rendered[0] == rendered[1]


def test_a_translation_that_reads_as_a_tag_is_left_to_django(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settled, "gettext", lambda _: "{{ settings.SECRET_KEY }}")
    assert settled.settled('{{ _("Today") }}') == '{{ _("Today") }}'


def test_what_the_practice_says_on_a_clients_page_is_in_its_own_language(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(settled, "gettext", lambda text: f"{translation.get_language()} {text}")
    with translation.override("ko"):
        assert settled.settled('{{ _("Today") }}') == "ko Today"
        ours = settled.settled("{# in the practice's language #}{{ _('Today') }}")
        assert ours == "en-gb Today"


def test_each_language_has_its_own_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settled, "gettext", lambda text: f"{translation.get_language()} {text}")
    forget()
    pages = {}
    for language in ("ko", "vi", "en-gb"):
        with translation.override(language):
            pages[language] = render_to_string("parts/not_found.html")
    forget()
    for language, page in pages.items():
        assert f"{language} Skip to the page" in page


def forget() -> None:
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
