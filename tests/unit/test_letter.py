"""The letter to a doctor: what was said and seen, nothing that names an illness as found."""

import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import asdict, evolve
from pypdf import PdfReader

from ischia import documents
from ischia.care import intake, screening
from ischia.documents import Addition, Letter, LetterHead, NoteSheet
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.reading import parse_yaml
from ischia.speech import Speech
from tests.unit.spoken import LANGUAGE, Words, nobodys

KNOWN = shipped()
ON = date(2026, 11, 20)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples/intakes").glob("*.yaml"))
HEAD = LetterHead("Quiet Hands", "Ada Stone", "Mirela Marsh", date(1970, 3, 1), ON)
# Words that would say what it is, or promise what comes; none may stand in our own sentences.
_NEVER = re.compile(
    r"\b(diagnosed|suffers|you have|cured?|clear(ed)?|healthy|normal|forecast|probab\w+)\b",
    re.IGNORECASE,
)


@cache
def asked(path):
    document = parse_yaml(path.read_text(encoding="utf-8"))
    return intake.read(document, knowledge=KNOWN, on=ON)


@cache
def screened(path):
    return documents.screening_json(screening.screen(asked(path), knowledge=KNOWN))


def refers(path):
    return documents.refers(Disposition.from_slug(screened(path)["disposition"]))


def letter(path, head=HEAD):
    return documents.referral_letter(asked(path), screened(path), head=head, knowledge=KNOWN)


def words(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return len(pages), "".join("".join(page.extract_text().split()) for page in pages)


REFERRED = [path for path in EXAMPLES if refers(path)]
SADDLE = next(path for path in EXAMPLES if path.name.startswith("04"))


@pytest.mark.parametrize("path", REFERRED, ids=lambda path: path.stem)
def test_a_letter_is_one_page_and_holds_every_sentence(path):
    written = letter(path)
    n_pages, text = words(documents.letter_paper(written, on=ON))
    assert n_pages == 1
    for said in (*written.said, *written.seen, *written.where, written.ask, written.seek):
        assert "".join(said.split()) in text
    assert "Itisnotadiagnosis." in text


def test_the_client_is_told_about_in_what_was_answered_with_since_and_course():
    written = letter(SADDLE)
    assert written.urgency == "Emergency: please assess now"
    assert "Numb or changed feeling between the legs: for 2 days, new" in written.said
    assert "A weak leg or foot: slaps, drags, gives way" in written.denied
    assert written.done == "No massage was given."


@pytest.mark.parametrize("path", REFERRED, ids=lambda path: path.stem)
def test_what_was_drawn_is_said_place_by_place_and_never_as_a_bare_question(path):
    written = letter(path)
    assert KNOWN.questions["pain_map"].brief not in (*written.said, *written.seen)
    assert len(written.where) == len(asked(path).answer("pain_map").value or ())


def test_a_fever_with_hip_pain_says_the_fever_and_draws_the_hip():
    answers = (
        "{age: 53, fever_now: yes, pain_changed: yes, "
        "pain_map: [{site: outer_hip, side: right, intensity: 6}]}"
    )
    document = parse_yaml(f"ischia: intake/1\npatient: fever\nanswers: {answers}\n")
    told = intake.read(document, knowledge=KNOWN, on=ON)
    screened = documents.screening_json(screening.screen(told, knowledge=KNOWN))
    written = documents.referral_letter(told, screened, head=HEAD, knowledge=KNOWN)
    assert any(one.startswith("Fever") for one in written.said)
    assert not any("?" in one for one in written.said)
    assert written.where == ("right outer hip: 6/10",)


@pytest.mark.parametrize("path", REFERRED, ids=lambda path: path.stem)
def test_s62_a_letter_names_no_illness_as_found_and_holds_no_plan(path):
    written = letter(path)
    labels = {one["label"] for one in screened(path)["findings"] if one["kind"] == "red_flags"}
    text = json.dumps(asdict(written))
    assert not any(label in text for label in labels)
    ours = f"{written.urgency} {written.ask} {written.done} {written.seek}"
    assert not _NEVER.search(ours)
    assert "minutes" not in text


@pytest.mark.parametrize("path", REFERRED, ids=lambda path: path.stem)
def test_hz14_a_letter_says_when_to_seek_help_and_what_was_not_asked(path):
    written = letter(path)
    assert "emergency" in written.seek
    open_ = {
        one.brief
        for one in KNOWN.questions.values()
        if one.group.startswith("danger") and asked(path).answer(one.id).truth.value == "unknown"
    }
    assert set(written.not_asked) == open_


def test_what_the_practitioner_saw_stands_apart_from_what_was_said():
    seen = evolve(asked(SADDLE), observed=frozenset({"saddle_numb"}))
    written = documents.referral_letter(seen, screened(SADDLE), head=HEAD, knowledge=KNOWN)
    assert any("between the legs" in one for one in written.seen)
    assert not any("between the legs" in one for one in written.said)


def test_the_clients_own_words_are_quoted_in_their_language_and_change_nothing():
    spoken = evolve(asked(SADDLE), words={"goal": "허리 통증 \U0001f642"})
    written = documents.referral_letter(spoken, screened(SADDLE), head=HEAD, knowledge=KNOWN)
    assert written.own_words == ("허리 통증 \U0001f642",)
    assert written.urgency == letter(SADDLE).urgency
    _, text = words(documents.letter_paper(written, on=ON))
    assert "허리통증" in text


def test_a_letter_needs_a_screening_that_refers_or_a_reason_of_ones_own():
    fine = next(path for path in EXAMPLES if not refers(path))
    with pytest.raises(InputError, match="refers to nobody"):
        letter(fine)
    own = letter(fine, evolve(HEAD, own_reason="Grey in the face and short of breath."))
    assert own.urgency == "Please advise before any massage"
    assert own.done == "No massage was given."
    assert "Greyintheface" in words(documents.letter_paper(own, on=ON))[1]


def test_a_stored_letter_is_read_back_as_the_same_letter():
    written = letter(SADDLE)
    assert Letter.of(json.loads(json.dumps(asdict(written)))) == written


def test_the_pdf_is_accessible_and_the_same_each_time():
    pdf = documents.letter_paper(letter(SADDLE), on=ON)
    assert pdf == documents.letter_paper(letter(SADDLE), on=ON)
    read = PdfReader(io.BytesIO(pdf))
    assert "pdfuaid:part" in read.trailer["/Root"]["/Metadata"].get_data().decode()
    assert read.metadata.title == "Letter about Mirela Marsh, 20 November 2026"


def test_hz42_the_title_of_a_letter_tells_no_sign_and_no_site():
    title = PdfReader(io.BytesIO(documents.letter_paper(letter(SADDLE), on=ON))).metadata.title
    for word in ("numb", "bladder", "back", "emergency"):
        assert word not in title.lower()


def foreign_letter(path, speech):
    return documents.referral_letter(
        asked(path), screened(path), head=HEAD, knowledge=KNOWN, speech=speech
    )


def english_of(written, text):
    """Return the English words of a text, but for names, the version and titles of sources."""
    titles = [title for _, sources in written.why for title in sources]
    free = [written.patient, written.practice, written.writer, *written.own_words, *titles]
    for one in [*free, written.knowledge_version, "Ischia"]:
        text = text.replace(one, "").replace("".join(one.split()), "")
    return re.findall(r"[A-Za-z]{2,}", text)


@pytest.mark.parametrize("path", REFERRED, ids=lambda path: path.stem)
def test_a_letter_is_in_one_language_from_head_to_foot(path):
    written = foreign_letter(path, nobodys())
    assert written.language == LANGUAGE
    told = asdict(written) | {"body": "", "disposition": "", "marks": (), "language": ""}
    assert english_of(written, " ".join(_strings(told.values()))) == []
    _, text = words(documents.letter_paper(written, on=ON, speech=nobodys()))
    assert english_of(written, text) == []


def _strings(held):
    for one in held:
        if isinstance(one, str):
            yield one
        elif isinstance(one, list | tuple):
            yield from _strings(one)


@pytest.mark.parametrize(
    "message", ["No massage was given.", KNOWN.questions["saddle_numb"].brief, "male"]
)
def test_a_letter_with_one_word_missing_is_in_english_as_a_whole(message):
    papers, known = (Words(one.template) for one in (nobodys().papers, nobodys().knowledge))
    papers.known, known.known = papers.known - {message}, known.known - {message}
    speech = Speech(LANGUAGE, papers, known)
    is_said = message == "male"  # which no letter says
    assert (foreign_letter(SADDLE, speech) == letter(SADDLE)) is not is_said


def test_a_letter_whose_letters_the_paper_cannot_set_is_in_english():
    class Thai(Words):
        def gettext(self, message):
            return "\u0e2a" if message == "No massage was given." else super().gettext(message)

    speech = Speech(LANGUAGE, Thai(nobodys().papers.template), nobodys().knowledge)
    assert foreign_letter(SADDLE, speech) == letter(SADDLE)


def test_a_letter_kept_before_letters_had_a_language_is_in_english():
    kept = asdict(letter(SADDLE))
    del kept["language"]
    assert Letter.of(kept) == letter(SADDLE)


REACHED = evolve(
    HEAD, phone="+44 20 7946 0000", email="ada@quiet.example",
    address=("12 Mill Lane", "Oldtown AB1 2CD"),
)  # fmt: skip


def test_a_letter_says_in_head_and_signature_how_the_practice_is_reached():
    written = letter(SADDLE, REACHED)
    assert written.reach == (*REACHED.address, REACHED.phone, REACHED.email)
    n_pages, text = words(documents.letter_paper(written, on=ON))
    assert n_pages == 1
    assert "massagetherapist12MillLaneOldtownAB12CD+442079460000ada@quiet.example" in text
    assert "AdaStone,20November2026+442079460000,ada@quiet.example" in text


def test_a_practice_with_an_address_only_is_reached_there_at_the_signature_too():
    written = letter(SADDLE, evolve(HEAD, address=REACHED.address))
    assert written.answer_to == REACHED.address
    _, text = words(documents.letter_paper(written, on=ON))
    assert text.count("12MillLane") == 2


def test_a_letter_of_a_practice_that_tells_no_way_says_nothing_of_it():
    written = letter(SADDLE)
    assert written.reach == written.answer_to == ()
    _, text = words(documents.letter_paper(written, on=ON))
    assert "AdaStone,massagetherapistTothedoctorwhoseesthisperson" in text.replace(
        "20November2026", ""
    )


@pytest.mark.parametrize("path", REFERRED, ids=lambda path: path.stem)
def test_the_longest_address_leaves_a_letter_on_one_page(path):
    longest = evolve(REACHED, email=f"{'m' * 40}@{'n' * 40}", address=("w" * 80,) * 4)
    n_pages, text = words(documents.letter_paper(letter(path, longest), on=ON))
    assert n_pages == 1
    assert text.count("w" * 80) == 4
    assert text.count(longest.email) == 2


def test_a_letter_kept_before_practices_told_how_to_reach_them_has_no_way():
    kept = asdict(letter(SADDLE, REACHED))
    for name in ("phone", "email", "address"):
        del kept[name]
    assert Letter.of(kept) == letter(SADDLE)


def test_a_stored_letter_keeps_how_the_practice_was_reached():
    written = letter(SADDLE, REACHED)
    assert Letter.of(json.loads(json.dumps(asdict(written)))) == written


def test_a_note_has_its_own_words_as_signed_and_all_around_them_in_the_language():
    signed = NoteSheet(
        practice="1", patient="2", born="3", visit="4", sections=(("5", "As it was signed."),),
        signed_by="6", signed_at="7", digest="8", version="9",
        additions=(Addition("Said later.", "10", "11"),),
    )  # fmt: skip
    pdf = documents.note_paper(signed, on=ON, speech=nobodys())
    _, text = words(pdf)
    assert re.findall(r"[A-Za-z]{2,}", text) == ["Asitwassigned", "Saidlater"]
    assert re.search("[A-Za-z]{2,}", PdfReader(io.BytesIO(pdf)).metadata.title) is None
