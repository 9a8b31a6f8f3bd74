"""In a language nobody speaks the home sheet keeps no English word of its own; gaps are English."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pypdf import PdfReader

from generate import catalogue
from ischia import documents
from ischia.speech import ENGLISH, Speech, languages, speech
from tests.unit.spoken import Words, foreign, nobodys
from tests.unit.test_home_sheet import KNOWN, PLANNED, visit

HOW = "run: python -m generate.catalogue"
_ENGLISH = re.compile(r'\(?<span[^>]*lang="en"[^>]*>.*?</span>\)?')
_WORD = re.compile(r"[A-Za-z]{2,}")


def left(text: str, *, name: str) -> list[str]:
    """Return the English words of a text, without the client's name and the knowledge version."""
    return _WORD.findall(text.replace(name, "").replace(KNOWN.version, ""))


@pytest.mark.parametrize("number", PLANNED)
def test_a_home_page_says_nothing_in_english_but_what_is_tagged(number: str):
    asked, plan = visit(number)
    page = documents.home_page(asked, plan, knowledge=KNOWN, speech=nobodys())
    seen = _ENGLISH.sub("", page[page.index("</style>") :])
    titles = re.findall(r"<title>(.*?)</title>", page)
    told = [re.sub(r"<[^>]*>", " ", seen), *titles, *re.findall(r'aria-label="([^"]*)"', seen)]
    assert [word for text in told for word in left(text, name=asked.patient)] == []


@pytest.mark.parametrize("number", PLANNED)
def test_a_home_paper_says_nothing_in_english_but_beside_a_translation(number: str):
    asked, plan = visit(number)
    pdf = documents.home_paper(asked, plan, knowledge=KNOWN, speech=nobodys())
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages)
    beside = re.sub(r"\([^()]*\)", "", text)
    assert foreign("At home") in text
    assert left(beside, name=asked.patient) == []


def test_a_word_left_out_of_the_template_is_found():
    asked, plan = visit("09")
    words = Words(catalogue.PAPERS)
    words.known = words.known - {"How much"}
    page = documents.home_page(
        asked, plan, knowledge=KNOWN, speech=Speech("qaa", words, nobodys().knowledge)
    )
    assert "How much" in page


@pytest.mark.parametrize("path", [catalogue.PAPERS, catalogue.KNOWLEDGE], ids=lambda one: one.stem)
def test_the_templates_of_papers_and_knowledge_are_up_to_date(path: Path):
    assert path.read_text(encoding="utf-8") == catalogue.template(path), HOW


@pytest.mark.parametrize("path", sorted(catalogue.SPOKEN.glob("*/LC_MESSAGES/*.po")))
def test_a_translation_is_of_a_message_and_compiled(path: Path):
    known = {one.id for one in catalogue.catalogue(catalogue.SPOKEN / f"{path.stem}.pot")}
    with path.open("rb") as source:
        told = {one.id: one.string for one in read_po(source) if one.id}
    said = speech(path.parts[-3])
    assert set(told) <= known
    assert all(said.papers.gettext(one) == text for one, text in told.items())


def _written(folder: Path, **said: str) -> Path:
    words = Catalog(locale="de")
    for message, text in said.items():
        words.add(message.replace("_", " "), text)
    words.add("{day} {month_name} {year}", "{tag}. {month_name}")
    (folder / "de/LC_MESSAGES").mkdir(parents=True)
    with (folder / "de/LC_MESSAGES/papers.mo").open("wb") as made:
        write_mo(made, words)
    return folder


def test_ones_own_folder_brings_a_language(tmp_path: Path):
    folder = _written(tmp_path, At_home="Zu Hause")
    assert languages([folder]) == ("en", "de", "ko", "vi")
    assert speech("de", [folder]).say("At home") == "Zu Hause"
    assert speech("de", [folder]).say("How much") == "How much"
    assert speech("de") is ENGLISH


def test_a_translation_with_other_places_is_not_used(tmp_path: Path):
    asked, _ = visit("09")
    assert speech("de", [_written(tmp_path)]).day(asked.on) == "20 November 2026"


def test_a_translation_the_font_cannot_set_gives_way_to_english(tmp_path: Path):
    asked, plan = visit("09")
    said = speech("de", [_written(tmp_path, At_home="\u0e2a\u0e1a\u0e32\u0e22")])
    pdf = documents.home_paper(asked, plan, knowledge=KNOWN, speech=said)
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "At home" in text
    assert "\u25a1" not in text
    assert "\u0e2a" in documents.home_page(asked, plan, knowledge=KNOWN, speech=said)
