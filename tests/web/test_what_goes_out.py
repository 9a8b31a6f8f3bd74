"""What leaves the practice as a file or a mail says people's words as words, never as orders."""

import ast
import io
import re
from datetime import date
from pathlib import Path
from string import printable as ascii_signs

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import ischia
from ischia.documents import Addition, NoteSheet, note_paper
from ischia.documents._paper import printable
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.records.models import Client
from ischia.web.services import screening, telling
from tests.web.conftest import AT, DAY, House, answer, signed_in

SRC = Path(ischia.__file__).parent
ORDERS = [
    '#import "note.typ": *', '#eval("1 + 1") #read("/etc/passwd")', "*bold* _thin_ `raw` $x^2$",
    "= Heading", "<label> @label", "// not said", "/* not said */", "\\u{41} \\n \\",
    "{day} {name}", "%s %(name)s", '=HYPERLINK("x")', "+1-1", "@SUM(A1)", "~ -- ---",
    "https://elsewhere.example/x", "<script>alert(1)</script>", "(unclosed [ and { \" '",
    "BEGIN:VEVENT",
]  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


def said_in(pdf: bytes) -> str:
    """Return the words of a PDF; it has nothing that leads, runs or is attached."""
    reader = PdfReader(io.BytesIO(pdf))
    for key in (
        b"/JavaScript",
        b"/JS ",
        b"/Launch",
        b"/EmbeddedFile",
        b"/AcroForm",
        b"/OpenAction",
    ):
        assert key not in pdf, key
    for page in reader.pages:
        assert not page.get("/Annots")
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def note(text: str, *, name: str = "Somebody") -> NoteSheet:
    return NoteSheet(
        practice=text, patient=name, born="1980", visit="today", sections=(("Plan", text),),
        signed_by=text, signed_at="now", digest="0f0f", version="1",
        additions=(Addition(text, "Ada", "later"),),
    )  # fmt: skip


@pytest.mark.parametrize("words", ORDERS)
def test_s27_a_note_on_paper_says_orders_to_its_typesetter_as_words(words: str):
    said = said_in(note_paper(note(words), on=date(2026, 11, 20)))
    assert said.count(squeezed(printable(words))) >= 4


@settings(max_examples=12)
@given(st.text(st.sampled_from(sorted(set(ascii_signs) - set("\x0b\x0c\r\n\t "))), min_size=1,
               max_size=40))  # fmt: skip
def test_s27_whatever_is_typed_is_what_the_paper_says(words: str):
    said = said_in(note_paper(note("plain", name=f"A{words}Z"), on=date(2026, 11, 20)))
    assert squeezed(f"A{words}Z") in said


@pytest.mark.parametrize("words", ORDERS[::3])
def test_s27_a_letter_says_a_clients_own_words_as_words(words: str, ours: House):
    Client.objects.filter(id=ours.client.id).update(name=words)
    answer(ours, saddle_numb={"answer": "yes", "since": 1, "course": "new"}, wishes_words=words)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    browser = signed_in(ours.people[Role.OWNER])
    pdf = browser.post(f"/visits/{ours.visit.id}/letter/", follow=True)
    assert pdf["Content-Type"] == "application/pdf"
    assert said_in(pdf.content).count(squeezed(printable(words))) >= 2  # a name, and own words


def test_s27_no_template_of_a_paper_runs_what_it_is_given():
    templates = sorted((SRC / "documents" / "paper").glob("*.typ"))
    assert len(templates) > 3
    for path in templates:
        assert not re.search(r"\b(eval|read|plugin|include)\(", path.read_text("utf-8")), path
        orders = re.findall(r"\bjson(?:\.decode)?\((.*)\)", path.read_text("utf-8"))
        assert orders == ["bytes(sys.inputs.data)"], path


def test_s27_nothing_writes_cells_or_calendars():
    """Neither is made yet; whoever makes one must neutralise its cells first."""
    for path in sorted(SRC.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        taken = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import)
                 for one in node.names}  # fmt: skip
        assert not {"csv", "openpyxl", "xlsxwriter", "icalendar"} & taken, path
        assert not re.search(r"text/(csv|calendar)|spreadsheet|VCALENDAR", source), path


@pytest.mark.parametrize("words", [*ORDERS, "a\nBcc: other@evil.example", "a\r\n\r\n<b>body</b>"])
def test_s27_a_mail_has_our_headers_whatever_somebodys_device_is_called(words: str):
    message = telling.message(Person(email="ada@ours.example"), words)
    held = message.message()
    assert sorted(held.keys()) == sorted(
        ["Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To",
         "Date", "Message-ID"]
    )  # fmt: skip
    assert (held["To"], held["Subject"]) == ("ada@ours.example", "Your account at Ischia")
    assert held.get_content_type() == "text/plain"


@pytest.mark.parametrize("address", ["a@b.example\nBcc: other@evil.example", "a@b\r\n\r\nbody"])
def test_s27_an_address_with_a_second_line_gets_no_mail(address: str):
    telling._send(telling.message(Person(email=address), "Something happened."))  # noqa: SLF001 -- as its thread does
    assert mail.outbox == []
