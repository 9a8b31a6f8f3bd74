"""What the client takes home: one page, pictures, dose, stop signs, help, their language."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from pypdf import PdfReader

from ischia import charts, documents
from ischia.care import intake, pathway
from ischia.cli import main
from ischia.documents._home_words import EASY, HEADINGS, NOW, TODAY
from ischia.knowledge import shipped
from ischia.reading import parse_yaml
from ischia.speech import ENGLISH, languages, speech

ROOT = Path(__file__).parents[2]
KNOWN = shipped()
ON = date(2026, 11, 20)
LANGUAGES = languages()


@cache
def visit(number):
    (path,) = (ROOT / "examples/intakes").glob(f"{number}_*.yaml")
    document = parse_yaml(path.read_text(encoding="utf-8"))
    asked = intake.read(document, knowledge=KNOWN, on=ON)
    return asked, pathway.first_visit(asked, knowledge=KNOWN).plan


PLANNED = ["01", "02", "03", "07", "08", "09"]


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", PLANNED)
def test_the_home_sheet_is_one_page_with_dose_stop_signs_and_help(number, language):
    asked, plan = visit(number)
    pdf = documents.home_paper(asked, plan, knowledge=KNOWN, speech=speech(language))
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = squeezed(pages[0].extract_text())
    assert len(pages) == 1
    for one in plan.home_care:
        for words in (one.label, one.how, one.dose, one.stop):
            assert squeezed(words) in text
    for sign in (NOW, TODAY):
        assert squeezed(sign.rstrip(".")) in text
        assert squeezed(speech(language).say(sign)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_stand_in_the_clients_language_in_glyphs_of_their_own(language):
    asked, plan = visit("09")
    pdf = documents.home_paper(asked, plan, knowledge=KNOWN, speech=speech(language))
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    text, html = (
        squeezed(page.extract_text()),
        documents.home_page(asked, plan, knowledge=KNOWN, speech=speech(language)),
    )
    said = speech(language)
    assert f'<html lang="{language}">' in html
    for heading in HEADINGS.values():
        assert squeezed(said.say(heading)) in text
        assert said.say(heading) in html
    if language != "en":
        assert all(said.says(heading) for heading in HEADINGS.values())
        assert f'<span lang="{language}">{said.say("At home")}</span>' in html
        assert squeezed("(At home)") in text
    fonts = {str(one.get_object()["/BaseFont"]) for one in page["/Resources"]["/Font"].values()}
    assert all("NotoSansKR" in name for name in fonts)


def test_each_pictured_exercise_has_its_picture_and_words_for_it():
    asked, plan = visit("09")
    pictured = [one for one in plan.home_care if one.exercise in charts.pictured_exercises()]
    assert pictured
    page = documents.home_page(asked, plan, knowledge=KNOWN)
    assert page.count("<svg") == len(pictured)
    for one in pictured:
        assert f"Picture: {one.label}" in page


def test_no_picture_shows_a_pregnant_client_lying_as_a_limit_bars():
    asked, plan = visit("08")
    drawn = evolve(plan.home_care[0], exercise="pelvic_tilt", label="Pelvic tilts")
    lying = evolve(plan, home_care=(drawn,))
    assert "pelvic_tilt" in charts.pictured_exercises()
    assert "<svg" not in documents.home_page(asked, lying, knowledge=KNOWN)
    free = evolve(lying, cautions=())
    assert "<svg" in documents.home_page(asked, free, knowledge=KNOWN)


def test_seeking_help_stands_under_help_and_not_among_the_stop_signs():
    asked, plan = visit("09")
    page = documents.home_page(asked, plan, knowledge=KNOWN)
    stops = page.partition("Stop when</h2>")[2].partition("</section>")[0]
    assert "Stop when pain goes further down the leg" in stops
    assert "Seek help" not in stops
    assert "Seek help the same day" in page.partition('class="help"')[2]


def test_what_has_no_words_in_the_language_says_that_it_is_english():
    asked, plan = visit("09")
    page = documents.home_page(asked, plan, knowledge=KNOWN, speech=speech("ko"))
    for one in plan.home_care:
        assert f'<span lang="en">{one.label}</span>' in page
    assert "영어로" in page


def test_a_draft_does_not_say_that_discomfort_is_fine():
    for language in LANGUAGES:
        assert speech(language).say(EASY) == EASY


def test_a_language_without_words_is_english():
    asked, plan = visit("09")
    assert speech("fr") is ENGLISH
    assert documents.home_page(asked, plan, knowledge=KNOWN, speech=speech("fr")) == (
        documents.home_page(asked, plan, knowledge=KNOWN)
    )


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--home",), "--home: is a sheet"),
        (("--home", "xx", "--format", "html"), "xx: no words in this language"),
        (("--home", "ko", "--alternatives", "--format", "pdf"), "not of several lengths"),
    ],
)
def test_a_home_sheet_of_what_it_cannot_be_is_refused(capsys, flags, said):
    (path,) = (ROOT / "examples/intakes").glob("09_*.yaml")
    assert main(["plan", str(path), "--on", "2026-11-20", *flags]) == 2
    assert said in capsys.readouterr().err


def test_whoever_may_not_be_treated_takes_home_who_to_see(tmp_path):
    (path,) = (ROOT / "examples/intakes").glob("04_*.yaml")
    out = tmp_path / "home.html"
    command = ["plan", str(path), "--on", "2026-11-20", "--home", "vi", "--format", "html"]
    assert main([*command, "-o", str(out)]) == 3
    page = out.read_text(encoding="utf-8")
    assert "There is no session plan." in page
    assert "How much" not in page


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "20 November 2026"), ("ko", "2026년 11월 20일"), ("vi", "ngày 20 tháng 11 năm 2026")],
)
def test_the_day_is_written_as_people_read_it_there(language, day):
    asked, plan = visit("01")
    pdf = documents.home_paper(asked, plan, knowledge=KNOWN, speech=speech(language))
    html = documents.home_page(asked, plan, knowledge=KNOWN, speech=speech(language))
    assert squeezed(day) in squeezed(PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert day in html
    assert "2026-11-20" not in html
