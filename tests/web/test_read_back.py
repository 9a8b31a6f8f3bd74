"""Answers by link reassure nobody until the therapist has read them back with the client."""

from uuid import uuid4

import pytest
from django.urls import reverse

from ischia.care.intake import ordinary_answers
from ischia.errors import InputError
from ischia.knowledge import Answers, shipped
from ischia.quantities import Truth
from ischia.web.people.roles import Role
from ischia.web.queries import answers, counting, form, read_back, visit_page
from ischia.web.records.models import Visit
from ischia.web.records.states import LinkPurpose
from ischia.web.services import answering, consenting, gates, links, screening
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, later, signed_in

PLACE = {"pain_map": [{"site": "lumbar", "side": "left", "intensity": 5}]}


def told_by_link(house: House, visit: Visit | None = None, **special: object) -> None:
    questions = shipped().questions
    said = {
        key: value
        for key, value in (ordinary_answers(shipped()) | PLACE | special).items()
        if questions[key].asked_by == "client"
    }
    answering.by_link(visit or house.visit, Sent(uuid4(), said), source="", on=DAY, at=AT)


def screened(house: House) -> str:
    by = house.actor()
    return str(screening.screen(house.visit.id, on=DAY, by=by, at=AT).body["disposition"])


def read(house: House, **told: object) -> None:
    answering.read_back(house.visit.id, by=house.actor(), at=later(5), **told)


def is_asked(question_id: str, known: Answers) -> bool:
    branch = shipped().questions[question_id].branch
    return branch is None or branch.evaluate(known) is not Truth.NO


def test_a_no_by_link_to_a_stop_question_asks_first_until_it_was_read_back(ours: House):
    told_by_link(ours)
    assert screened(ours) == "ask_first"
    read(ours)
    assert screened(ours) in {"proceed", "proceed_modified"}


def test_a_yes_by_link_counts_at_once_with_what_makes_it_grave(ours: House):
    grave = {"answer": "yes", "since": 2, "course": "worse", "examined": "no"}
    told_by_link(ours, saddle_numb=grave)
    assert screened(ours) == "emergency_now"


def test_what_eases_a_yes_by_link_counts_only_when_read_back(ours: House):
    old = {"answer": "yes", "since": 1460, "course": "unchanged", "examined": "yes"}
    told_by_link(ours, legs_both=old)
    counted = answers.document(ours.visit)["answers"]["legs_both"]
    assert counted == {"answer": "yes", "since": 1460, "on": DAY.isoformat()}
    read(ours)
    assert answers.document(ours.visit)["answers"]["legs_both"]["examined"] == "yes"


def test_no_list_left_empty_and_nothing_reassuring_counts_by_link(ours: House):
    told_by_link(ours, heart_circulation=[], clot_ever="yes", clot_team_agrees="yes")
    held = answers.document(ours.visit)["answers"]
    assert not {"heart_circulation", "clot_team_agrees", "advised_against"} & held.keys()
    assert held["clot_ever"]["answer"] == "yes"
    assert held["age"]["answer"] == 42


def test_what_was_said_on_the_tablet_counts_at_once(ours: House):
    told_by_link(ours)
    sent = Sent(uuid4(), {"fever_now": "no"})
    answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=later(1))
    held = answers.document(ours.visit)["answers"]
    assert "fever_now" in held
    assert "sepsis_signs" not in held


def test_the_form_itself_shows_every_answer_as_it_was_told(ours: House):
    told_by_link(ours)
    pages = form.pages(ours.visit, by_client=True, on=DAY)
    assert all(page.is_done for page in pages if page.id.startswith("danger_"))


def test_an_answer_after_reading_back_must_be_read_back_again(ours: House):
    told_by_link(ours)
    read(ours)
    late = Sent(uuid4(), {"fever_now": "no"})
    answering.by_link(ours.visit, late, source="", on=DAY, at=later(6))
    assert screened(ours) == "ask_first"


def test_what_the_therapist_sees_does_not_undo_the_reading(ours: House):
    told_by_link(ours)
    read(ours)
    seen = Sent(uuid4(), {"skin_hot": "no"})
    answering.by_person(ours.visit.id, seen, observed=True, on=DAY, by=ours.actor(), at=later(6))
    assert Visit.objects.get(id=ours.visit.id).answers_read_at == later(5)


def test_a_sheet_that_is_no_longer_whole_is_refused(ours: House):
    told_by_link(ours)
    sheet = read_back.sheet(ours.visit)
    late = Sent(uuid4(), {"fever_now": "yes"})
    answering.by_link(ours.visit, late, source="", on=DAY, at=later(1))
    with pytest.raises(InputError, match="while you were reading"):
        read(ours, seen=sheet.seen, words=())


def test_own_words_block_the_session_until_each_is_ticked_as_read(ours: House):
    by = ours.actor()
    told_by_link(ours, wishes_words="numb down below since Monday", activity_words="sit")
    consenting.by_person(ours.visit.id, "massage", given=True, by=by, at=AT)
    ids = [one.id for one in read_back.sheet(ours.visit).words]
    assert len(ids) == 2
    with pytest.raises(InputError, match="own words"):
        read(ours, words=ids[:1])
    assert any("Read the safety answers back" in o for o in gates.obstacles(ours.visit, on=DAY))
    read(ours, words=ids)
    ours.visit.refresh_from_db()
    assert not any("Read the" in one for one in gates.obstacles(ours.visit, on=DAY))
    assert read_back.sheet(ours.visit).unread == []


def test_the_page_shows_signs_words_and_who_answered_and_screens_again(ours: House):
    told_by_link(ours, diabetes="yes", wishes_words="be gentle", bladder_change="unknown")
    token = links.make(ours.visit.id, by=ours.actor(), at=AT)
    link = links.find(token, purpose=LinkPurpose.INTAKE, at=AT)
    assert link is not None
    assert links.take(link, device="d", born_on=None, filled_by="other", source="", at=AT)
    screened(ours)
    browser = signed_in(ours.people[Role.OWNER])
    page = browser.get(reverse("visit", args=[ours.visit.id])).content.decode()
    assert "Somebody else filled this in" in page
    assert shipped().questions["diabetes"].text in page
    assert "be gentle" in page
    address = reverse("read_back", args=[ours.visit.id])
    seen = read_back.sheet(ours.visit).seen
    assert browser.post(address, {"seen": seen}).status_code == 422
    ids = [one.id for one in read_back.sheet(ours.visit).words]
    assert browser.post(address, {"seen": seen, "words": ids}).status_code == 302
    after = browser.get(reverse("visit", args=[ours.visit.id])).content.decode()
    assert "An answer changed since" not in after


def test_each_safety_answer_stands_on_the_sheet(ours: House):
    told_by_link(ours, saddle_numb={"answer": "yes", "since": 3, "examined": "no"})
    sheet = read_back.sheet(ours.visit)
    assert ("3 days ago, not seen by a doctor") in dict(sheet.signs).values()
    told = answers.standing(ours.visit)
    known = form.as_read(ours.visit, on=DAY)
    safety = [key for key in told if key in counting.stopping() and is_asked(key, known)]
    told_aloud = [text for text, _ in sheet.signs] + sheet.unsure
    told_aloud += [text for _, texts in sheet.denied for text in texts]
    rows = [k for k in safety if shipped().questions[k].kind in {"yes_no", "choice", "choices"}]
    asked = [shipped().questions[one] for one in rows]
    assert all(one.text in told_aloud or one.brief in told_aloud for one in asked)
    assert len(set(told_aloud)) == len(told_aloud) >= len(asked) > 30
    assert sheet.n_held > 30


def test_which_blood_thinner_is_not_read_back_where_none_is_taken(ours: House):
    which = shipped().questions["blood_thinner_kind"].text
    told_by_link(ours, blood_thinner="yes", blood_thinner_kind="anticoagulant")
    said = read_back.sheet(ours.visit)
    assert "Warfarin" in dict(said.signs)[which]
    taken_back = Sent(uuid4(), {"blood_thinner": "no"})
    answering.by_link(ours.visit, taken_back, source="", on=DAY, at=later(1))
    now = read_back.sheet(ours.visit)
    assert which not in dict(now.signs)
    denied = [text for _, texts in now.denied for text in texts]
    assert shipped().questions["blood_thinner"].brief in denied
    assert now.n_held < said.n_held


def test_a_sign_that_a_rule_still_rests_on_is_read_back_though_its_branch_is_closed(ours: House):
    told_by_link(ours, neck_danger="yes", urine_dark="no")
    sheet = read_back.sheet(ours.visit)
    assert not is_asked("neck_danger", form.as_read(ours.visit, on=DAY))
    assert shipped().questions["neck_danger"].text in dict(sheet.signs)
    assert screened(ours) == "same_day"
    denied = [text for _, texts in sheet.denied for text in texts]
    assert shipped().questions["urine_dark"].brief not in denied


# -- the client's own words, beside what the list of words makes of them ------------------

BLADDER = "bladder_change"


def named(house: House) -> dict[str, tuple[str, bool]]:
    """Return what the words on the sheet name: the question, its answer, whether it is denied."""
    found = {}
    for words in read_back.sheet(house.visit).words:
        for one in words.named:
            found[one.id.rpartition(".")[2]] = one.answered, one.is_denied
    return found


def shown(house: House) -> str:
    browser = signed_in(house.people[Role.OWNER])
    return browser.get(reverse("visit", args=[house.visit.id])).content.decode()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("no", ("answered: no", True)), ("unknown", ("answered: not sure", False)),
     (None, ("no answer yet: screening asks", False)),
     ({"answer": "yes", "since": 2}, ("answered: yes", False))],
)  # fmt: skip
def test_hz03_words_stand_beside_the_answer_they_name(ours: House, answer, expected):
    told_by_link(ours, wishes_words="I can't pee since Monday", bladder_change=answer)
    assert named(ours)[BLADDER] == expected
    text = shown(ours)
    assert "can&#x27;t pee since Monday" in text
    assert shipped().questions[BLADDER].brief in text
    assert expected[0] in text


def test_hz03_a_denied_danger_in_own_words_is_asked_again_before_hands_go_on(ours: House):
    told_by_link(ours, wishes_words="I can't pee since Monday")
    screened(ours)
    browser = signed_in(ours.people[Role.OWNER])
    sheet = read_back.sheet(ours.visit)
    [danger] = sheet.contradicted
    told = {"seen": sheet.seen, "words": [one.id for one in sheet.words]}
    refused = browser.post(reverse("read_back", args=[ours.visit.id]), told)
    assert refused.status_code == 422
    assert "they name a danger that was answered with no" in refused.content.decode()
    assert any("Read the safety" in one for one in gates.obstacles(ours.visit, on=DAY))
    told["asked"] = danger.id
    assert browser.post(reverse("read_back", args=[ours.visit.id]), told).status_code == 302
    ours.visit.refresh_from_db()
    assert not any("Read the safety" in one for one in gates.obstacles(ours.visit, on=DAY))


def test_hz03_words_never_answer_and_never_clear(ours: House):
    told_by_link(ours, wishes_words="no cancer, and I can pee", cancer_ever=None)
    assert screened(ours) == "ask_first"
    assert "cancer_ever" not in answers.document(ours.visit)["answers"]
    read(ours)
    assert screened(ours) == "ask_first"  # the words said no, and no counts only as an answer


def test_hz03_words_in_another_language_are_noticed_too(ours: House):
    told_by_link(ours, wishes_words="혈전 약을 먹어요")
    assert "blood_thinner" in named(ours)


def test_hz03_ordinary_words_name_nothing_and_the_page_says_how_little_that_is(ours: House):
    told_by_link(ours, wishes_words="be gentle with my neck please")
    assert named(ours) == {}
    text = shown(ours)
    assert "No word of the list was noticed." in text
    assert "it is short, so read them yourself" in text


def test_hz03_later_words_are_read_and_asked_about_anew(ours: House):
    told_by_link(ours, wishes_words="be gentle")
    read(ours)
    assert read_back.sheet(ours.visit).contradicted == []
    late = Sent(uuid4(), {"wishes_words": "wet myself on the way"})
    answering.by_link(ours.visit, late, source="", on=DAY, at=later(6))
    ours.visit.refresh_from_db()
    assert [one.brief for one in read_back.sheet(ours.visit).contradicted] == [
        shipped().questions[BLADDER].brief
    ]
    with pytest.raises(InputError, match="name a danger"):
        read(ours, words=[one.id for one in read_back.sheet(ours.visit).words], asked=[])


def test_reading_back_a_form_that_is_in_screens_it_and_shows_the_result(ours: House):
    browser = signed_in(ours.people[Role.OWNER])
    address = reverse("read_back", args=[ours.visit.id])
    half = browser.post(address, {"seen": read_back.sheet(ours.visit).seen})
    assert half.url == reverse("visit", args=[ours.visit.id]) + "#ready"
    assert not visit_page.is_screened(ours.visit)
    told_by_link(ours)
    Visit.objects.filter(id=ours.visit.id).update(intake_sent_at=AT)
    ours.visit.refresh_from_db()
    whole = browser.post(address, {"seen": read_back.sheet(ours.visit).seen})
    assert whole.url == reverse("result", args=[ours.visit.id])
    assert visit_page.is_screened(ours.visit)
