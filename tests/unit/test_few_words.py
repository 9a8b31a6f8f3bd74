"""The few words of the short form: whole in each language, drawn, and shown with our own font."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from attrs import evolve
from babel.messages.pofile import read_po

import ischia
from ischia.knowledge import shipped
from ischia.knowledge._wording_laws import LANGUAGES, wording_defects
from ischia.web.pages.intake.drawings import drawings
from ischia.web.queries.wording import CHART

KNOWN = shipped()
WEB = Path(ischia.__file__).parent / "web"
FOREIGN = [one for one in LANGUAGES if one != "en"]


def values(language: str) -> dict:
    return dict(KNOWN.practice_values(f"few_words_{language}"))


def without(part: str, name: str) -> list[str]:
    entry = KNOWN.practice["few_words_ko"]
    kept = {key: one for key, one in entry.values[part].items() if key != name}
    gone = evolve(entry, values={**entry.values, part: kept})
    found = wording_defects(evolve(KNOWN, practice={**KNOWN.practice, entry.id: gone}))
    return [one.where for one in found]


def test_the_words_as_shipped_leave_nothing_out():
    assert list(wording_defects(KNOWN)) == []


@pytest.mark.parametrize(
    ("part", "name", "missing"),
    [
        ("questions", "saddle_numb", "saddle_numb"),
        ("groups", "danger_nerves", "danger_nerves"),
        ("help", "sepsis_signs", "help of sepsis_signs"),
        ("choices", "skin_catching", "skin_catching.scabies"),
    ],
)
def test_a_language_that_leaves_something_out_is_refused(part: str, name: str, missing: str):
    assert f"practice/few_words_ko.yaml: {missing}" in without(part, name)


def test_too_many_english_words_are_refused():
    entry = KNOWN.practice["few_words_en"]
    long = {**entry.values["questions"], "diabetes": "a b c d e f g"}
    told = evolve(entry, values={**entry.values, "questions": long})
    found = wording_defects(evolve(KNOWN, practice={**KNOWN.practice, entry.id: told}))
    assert [one.where for one in found] == ["practice/few_words_en.yaml: diabetes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_questions_and_choices(language: str):
    english, told = values("en"), values(language)
    assert told["questions"].keys() == english["questions"].keys()
    assert told["help"].keys() == english["help"].keys()
    assert {k: set(v) for k, v in told["choices"].items()} == {
        k: set(v) for k, v in english["choices"].items()
    }


@pytest.mark.parametrize("language", FOREIGN)
def test_words_nobody_has_read_are_marked_as_a_draft(language: str):
    assert values(language)["read_by"] == ""
    assert KNOWN.practice[f"few_words_{language}"].status == "draft"


def test_each_danger_of_the_short_form_has_a_drawing_and_no_drawing_is_unused():
    pictures = values("en")["pictures"]
    assert set(pictures.values()) == set(drawings())
    for one in KNOWN.questions.values():
        if one.door and one.kind == "yes_no" and one.asked_by == "client":
            assert one.id in pictures, one.id


@pytest.mark.parametrize("name", sorted(drawings()))
def test_a_drawing_holds_no_style_and_no_script(name: str):
    assert not re.search(r"style|script|href|on\w+=", drawings()[name])


@pytest.mark.parametrize("language", FOREIGN)
def test_the_compiled_words_of_the_pages_are_those_of_the_source(language: str):
    folder = WEB / "locale" / language / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as source, (folder / "django.mo").open("rb") as made:
        told, compiled = read_po(source), GNUTranslations(made)
    for one in told:
        if one.id and one.context:
            assert compiled.pgettext(one.context, one.id) == one.string
        elif one.id:
            assert compiled.gettext(one.id) == one.string
    assert set(CHART) <= {one.id for one in told if one.context == "chart"}


@pytest.mark.parametrize("language", FOREIGN)
def test_every_word_on_the_clients_pages_is_translated(language: str):
    with (WEB / "locale" / language / "LC_MESSAGES/django.po").open("rb") as source:
        told = {str(one.id) for one in read_po(source) if one.string}
    pages = [*(WEB / "pages/intake").glob("*.html"), WEB / "pages/parts/help_card.html"]
    wanted = {
        words
        for page in pages
        for words in re.findall(r"_\([\"']([^\"']+)[\"']\)", page.read_text(encoding="utf-8"))
    }
    script = (WEB / "static/ischia/answers.js").read_text(encoding="utf-8")
    to_the_therapist = "Not kept: please sign in again in another tab, then answer again"
    wanted |= set(re.findall(r'saying\("([^"]+)"\)', script)) - {to_the_therapist}
    assert len(wanted) > 50
    assert wanted - told == set()


def test_the_web_font_has_every_korean_character_of_these_pages():
    fonts = WEB / "static/ischia/fonts"
    held = set((fonts / "characters.txt").read_text(encoding="utf-8").strip())
    texts = [str(values("ko")), (WEB / "locale/ko/LC_MESSAGES/django.po").read_text("utf-8")]
    used = set(re.findall("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]", "".join(texts)))
    assert used <= held
    assert all(path.stat().st_size < 40_000 for path in fonts.glob("*.woff2"))
