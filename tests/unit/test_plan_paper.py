"""A visit on paper. To approve a change of the words, read the difference and run

ISCHIA_WRITE_PAPER=1 python3 start.py test tests/unit/test_plan_paper.py
"""

import io
import os
import sys
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from pypdf import PdfReader

from ischia import documents
from ischia.care import intake, pathway
from ischia.care.screening import screen
from ischia.cli import main
from ischia.documents._limit_lines import limit_lines
from ischia.documents._paper import coverage
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.reading import parse_yaml
from ischia.synthetic.intakes import clients

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples/intakes").glob("*.yaml"))
GOLDEN = ROOT / "tests/golden/paper"
KNOWN = shipped()
A4 = (595.28, 841.89)


@cache
def asked(path):
    document = parse_yaml(path.read_text(encoding="utf-8"))
    return intake.read(document, knowledge=KNOWN, on=date(2026, 11, 20))


@cache
def visit(path):
    return pathway.first_visit(asked(path), knowledge=KNOWN)


@cache
def paper(path):
    return documents.visit_paper(asked(path), visit(path), knowledge=KNOWN)


def reader(pdf):
    return PdfReader(io.BytesIO(pdf))


def words(pdf):
    return " ".join(page.extract_text() for page in reader(pdf).pages).split()


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_visit_is_one_page_of_a4(path):
    pages = reader(paper(path)).pages
    assert len(pages) == 1
    assert tuple(map(float, pages[0].mediabox[2:])) == pytest.approx(A4, abs=0.5)


@pytest.mark.parametrize("seed", [1, 4])
def test_a_long_visit_with_all_that_can_be_said_of_an_invented_client_is_one_page_too(seed):
    """Two hours, feet wished, the client with the most to mind of twenty, long words of theirs."""
    rng = np.random.default_rng([20, seed])
    people = clients(20, rng, knowledge=KNOWN, on=date(2026, 11, 20))
    cleared = ((screen(one, knowledge=KNOWN), one) for one in people)
    _, someone = max(
        ((clearance, one) for clearance, one in cleared if clearance.permits_treatment),
        key=lambda pair: len(pair[0].findings),
    )
    visit_asked = evolve(someone.visit, minutes=120, foot_work="yes", first=False)
    told = evolve(someone, visit=visit_asked, words={"goal": "to weed the garden again, " * 6})
    made = pathway.first_visit(told, knowledge=KNOWN)
    assert len(reader(documents.visit_paper(told, made, knowledge=KNOWN)).pages) == 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_caution_and_every_part_stands_on_the_page(path):
    text = squeezed(" ".join(words(paper(path))))
    plan = visit(path).plan
    if plan is None:
        assert squeezed("There is no session plan.") in text
        assert squeezed(documents.DISPOSITION_WORDS[visit(path).clearance.disposition]) in text
        return
    for caution in plan.cautions:
        assert caution.limit is not None or squeezed(caution.text) in text
    limits = [caution.limit for caution in plan.cautions if caution.limit is not None]
    for line in limit_lines(limits, knowledge=KNOWN):
        assert squeezed(line) in text
    for segment in plan.segments:
        if segment.technique:
            assert squeezed(KNOWN.techniques[segment.technique].label) in text
    for one in plan.home_care:
        assert squeezed(one.how) in text
        assert squeezed(one.stop) in text


@pytest.mark.parametrize("number", ["04", "09", "10"])
def test_the_page_reads_as_approved(number):
    path = next(one for one in EXAMPLES if one.name.startswith(number))
    found = "\n".join(
        line.rstrip()
        for line in reader(paper(path)).pages[0].extract_text().splitlines()
        if "knowledge" not in line
    )
    kept = GOLDEN / f"{path.stem}.txt"
    if os.environ.get("ISCHIA_WRITE_PAPER"):
        kept.write_text(found + "\n", encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8").rstrip("\n")


def test_the_pdf_says_what_it_is_to_whoever_hears_it():
    read = reader(paper(EXAMPLES[8]))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert read.metadata.title == "Session plan for example-09, 2026-11-20"
    assert read.metadata.creation_date.date() == date(2026, 11, 20)


def test_the_same_visit_gives_the_same_bytes():
    path = EXAMPLES[0]
    assert documents.visit_paper(asked(path), visit(path), knowledge=KNOWN) == paper(path)


@pytest.mark.parametrize(
    ("said", "language"),
    [("허리 통증, 걷고 싶어요", "ko"), ("đau lưng dưới, muốn ngủ ngon", "vi"), ("sleep", "en")],
)
def test_korean_and_vietnamese_are_set_with_their_own_glyphs(said, language):
    path = EXAMPLES[0]
    spoken = evolve(asked(path), words={"goal": said})
    pdf = documents.visit_paper(spoken, visit(path), knowledge=KNOWN)
    assert squeezed(said) in squeezed(" ".join(words(pdf)))
    fonts = reader(pdf).pages[0]["/Resources"]["/Font"].values()
    names = {str(font.get_object()["/BaseFont"]) for font in fonts}
    assert all("NotoSansKR" in name for name in names), names
    page = documents.visit_page(spoken, visit(path), knowledge=KNOWN)
    assert f'lang="{language}">{said}<' in page


def test_a_character_without_a_glyph_becomes_a_box_and_stops_no_plan():
    path = EXAMPLES[0]
    spoken = evolve(asked(path), patient="a\u4f60", words={"goal": "\u0e2a\n walk \U0001f642"})
    pdf = documents.visit_paper(spoken, visit(path), knowledge=KNOWN)
    assert "\u25a1walk\u25a1" in squeezed(" ".join(words(pdf)))
    assert reader(pdf).metadata.title.startswith("Session plan for a\u25a1,")


def test_the_font_holds_every_character_it_is_said_to_hold():
    path = EXAMPLES[3]
    marks = [one for one in coverage() if not one.isspace() and one.isprintable()]
    assert len(marks) > 2_700
    spoken = evolve(asked(path), words={"goal": " ".join(sorted(marks))})
    assert documents.visit_paper(spoken, visit(path), knowledge=KNOWN)  # refuses a missing glyph


def test_without_the_typesetter_one_message_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match="ischia\\[paper\\]"):
        documents.visit_paper(asked(EXAMPLES[0]), visit(EXAMPLES[0]), knowledge=KNOWN)


def test_the_command_writes_the_page_and_the_paper(tmp_path, capsys):
    for number, form, status in ((8, "pdf", 0), (3, "pdf", 3), (8, "html", 0), (3, "html", 3)):
        out = tmp_path / f"{number}.{form}"
        command = ["plan", str(EXAMPLES[number]), "--on", "2026-11-20", "--format", form]
        assert main([*command, "-o", str(out)]) == status
        assert out.read_bytes().startswith(b"%PDF" if form == "pdf" else b"<!doctype html>")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_many_intakes_are_not_put_on_one_sheet(tmp_path, capsys, form):
    path = tmp_path / "many.jsonl"
    path.write_text("{}\n{}\n", encoding="utf-8")
    assert main(["plan", str(path), "--format", form]) == 2
    assert "a sheet holds one" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--change", "not_there:calf", "minutes:45"), "After the changes, which cost"),
        (("--history", "examples/course_easing.yaml"), "Course:"),
        (("--alternatives",), "75 minutes:"),
    ],
)
def test_changes_courses_and_lengths_are_set_on_sheets_too(tmp_path, form, flags, said):
    written = EXAMPLES[8].read_text(encoding="utf-8")
    path, out = tmp_path / "one.yaml", tmp_path / f"plan.{form}"
    path.write_text(written.replace("example-09", "c-1042"), encoding="utf-8")
    named = [str(ROOT / one) if one.startswith("examples/") else one for one in flags]
    command = ["plan", str(path), "--on", "2026-11-20", *named, "--format", form, "-o", str(out)]
    assert main(command) in {0, 3}  # a course may be over
    if form == "pdf":
        pages = reader(out.read_bytes()).pages
        assert len(pages) == 1
        assert squeezed(said) in squeezed(pages[0].extract_text())
    else:
        assert said in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_whoever_needs_a_doctor_gets_no_lengths_but_the_refusal(tmp_path, form):
    out = tmp_path / f"plan.{form}"
    command = ["plan", str(EXAMPLES[3]), "--on", "2026-11-20", "--alternatives"]
    assert main([*command, "--format", form, "-o", str(out)]) == 3
    text = (
        squeezed(" ".join(words(out.read_bytes()))) if form == "pdf" else squeezed(out.read_text())
    )
    assert squeezed("There is no session plan.") in text


def test_a_course_that_does_not_go_on_says_so_instead_of_go_ahead():
    stopped = evolve(visit(EXAMPLES[8]), plan=None)
    page = documents.visit_page(asked(EXAMPLES[8]), stopped, knowledge=KNOWN, said=("Pause.",))
    assert "<h1>No session today: the course does not go on</h1>" in page
    assert "<li>Pause.</li>" in page
