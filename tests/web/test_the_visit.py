"""From answers to a signed note, by the services alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from attrs import evolve
from django.db import DatabaseError, transaction
from django.utils.html import escape

from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.web.audit.models import TrailRow, first_break
from ischia.web.people.roles import Role
from ischia.web.queries import answers, basis, drafting, snapshots, visit_page
from ischia.web.records.models import Answer, Consent, NoteDraft, SessionEvent, Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services import (
    answering,
    clients,
    consenting,
    finding,
    notes,
    planning,
    screening,
    session,
    stricter,
    visits,
)
from ischia.web.services.answering import Sent
from ischia.web.services.session import Touch
from tests.web.conftest import AT, DAY, House, answer, later, made_ready, signed_in


def touch(number: int, kind: str, at_s: int, **body: object) -> Touch:
    return Touch(uuid4(), number, kind, at_s, later(at_s // 60), dict(body))


def begun(house: House) -> House:
    made_ready(house)
    planning.adopt(house.visit.id, on=DAY, by=house.actor(), at=AT)
    return house


def fresh(house: House) -> Visit:
    return Visit.objects.select_related("client").get(id=house.visit.id)


def test_hz01_a_visit_with_nothing_answered_asks_first(ours: House):
    found = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert found.body["disposition"] == "ask_first"
    assert not screening.permits(fresh(ours), on=DAY)


def test_an_ordinary_sore_back_is_not_sent_away(ours: House):
    answer(ours)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert screening.permits(fresh(ours), on=DAY)


def test_hz02_answers_of_another_visit_do_not_stand_where_each_visit_asks(ours: House):
    answer(ours)
    second = visits.book(ours.client.id, starts_at=later(60), minutes=60, by=ours.actor(), at=AT)
    found = screening.screen(second.id, on=DAY, by=ours.actor(), at=AT)
    assert found.body["disposition"] == "ask_first"
    assert "fever_now" not in answers.standing(second)


def test_hz13_a_stop_has_no_way_on(ours: House):
    made_ready(ours)
    answer(ours, saddle_numb={"answer": "yes", "since": 1, "course": "new"})
    with pytest.raises(InputError):
        planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    with pytest.raises(InputError):
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert fresh(ours).state == VisitState.BOOKED


def test_hz20_a_plan_is_void_once_an_answer_changes(ours: House):
    made_ready(ours)
    answering.by_person(
        ours.visit.id, Sent(uuid4(), {"fever_now": "unknown"}), observed=False, on=DAY,
        by=ours.actor(), at=AT,
    )  # fmt: skip
    with pytest.raises(InputError) as refused:
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert "void" in str(refused.value)
    assert "aloud" in str(refused.value)


def test_hz09_no_session_without_consent_of_this_visit(ours: House):
    made_ready(ours)
    consenting.by_person(ours.visit.id, "massage", given=False, by=ours.actor(), at=AT)
    with pytest.raises(InputError, match="consent"):
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)


def test_what_is_seen_beats_what_was_ticked(ours: House):
    answer(ours)
    answering.by_person(
        ours.visit.id, Sent(uuid4(), {"calf_signs": "yes"}), observed=True, on=DAY,
        by=ours.actor(), at=AT,
    )  # fmt: skip
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert not screening.permits(fresh(ours), on=DAY)


def test_being_stricter_needs_a_reason_and_holds(ours: House):
    made_ready(ours)
    with pytest.raises(InputError):
        stricter.be_stricter(
            ours.visit.id, Disposition.NOT_TODAY, reason=" ", by=ours.actor(), at=AT
        )
    stricter.be_stricter(
        ours.visit.id, Disposition.NOT_TODAY, reason="looks pale", by=ours.actor(), at=AT
    )
    with pytest.raises(InputError):
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)


def test_hz16_a_past_result_is_shown_as_it_was(ours: House):
    answer(ours)
    first = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    answer(ours, fever_now="yes")
    second = screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert first.id != second.id
    past = visit_page.past_result(fresh(ours), first.id)
    assert past.disposition == first.body["disposition"] != second.body["disposition"]
    assert past.snapshot.inputs["answers"]["fever_now"]["answer"] != "yes"


def test_the_same_sending_is_stored_once_and_another_content_refused(ours: House):
    sent = Sent(uuid4(), {"fever_now": "no"})
    for _ in range(3):
        answering.by_person(ours.visit.id, sent, observed=False, on=DAY, by=ours.actor(), at=AT)
    assert Answer.objects.count() == 1
    other = Sent(sent.id, {"fever_now": "yes"})
    with pytest.raises(InputError):
        answering.by_person(ours.visit.id, other, observed=False, on=DAY, by=ours.actor(), at=AT)


def test_s27_what_cannot_be_an_answer_is_refused_without_quoting_it(ours: House):
    with pytest.raises(InputError) as refused:
        answering.by_person(
            ours.visit.id, Sent(uuid4(), {"fever_now": "marked-string"}), observed=False, on=DAY,
            by=ours.actor(), at=AT,
        )  # fmt: skip
    assert "marked-string" not in str(refused.value)
    assert Answer.objects.count() == 0


def test_hz32_events_are_stored_once_in_any_order_and_repeat(ours: House):
    begun(ours)
    told = [touch(0, "begin", 0), touch(1, "less", 60, part=0), touch(2, "end", 120)]
    by = ours.actor()
    session.receive(ours.visit.id, [told[2], told[0]], by=by, at=AT)
    receipt = session.receive(ours.visit.id, told, by=by, at=AT)
    assert len(receipt.kept) == SessionEvent.objects.count() == 3
    forged = Touch(told[1].id, 1, "more", 60, told[1].told_at, {"part": 0})
    assert session.receive(ours.visit.id, [forged], by=by, at=AT).refused == (str(forged.id),)
    assert TrailRow.objects.filter(action="session.conflict").count() == 1


def test_an_end_that_comes_late_never_undoes_a_stop(ours: House):
    begun(ours)
    by = ours.actor()
    session.receive(ours.visit.id, [touch(1, "stop", 60, reason="pain")], by=by, at=AT)
    session.receive(ours.visit.id, [touch(2, "end", 70)], by=by, at=AT)
    assert fresh(ours).state == VisitState.STOPPED


def test_a_session_ended_for_behaviour_bars_a_new_booking(ours: House):
    begun(ours)
    stop = touch(1, "stop", 60, reason="client_behaviour")
    session.receive(ours.visit.id, [stop], by=ours.actor(), at=AT)
    with pytest.raises(InputError):
        visits.book(ours.client.id, starts_at=later(900), minutes=60, by=ours.actor(), at=AT)


def test_hz36_every_sentence_of_a_draft_traces_to_a_row(ours: House):
    begun(ours)
    parts = snapshots.last(fresh(ours), SnapshotKind.PLAN).body["session"]["segments"]
    hands = next(n for n, part in enumerate(parts) if part["kind"] == "hands_on")
    told = [touch(0, "begin", 0), touch(1, "part_done", 180, part=hands, seconds=180, pressure=2)]
    session.receive(ours.visit.id, [*told, touch(2, "end", 180)], by=ours.actor(), at=AT)
    rows = {str(one) for one in SessionEvent.objects.values_list("id", flat=True)}
    rows |= {str(one) for one in Snapshot.objects.values_list("id", flat=True)}
    found = [one for part in drafting.draft(fresh(ours)).values() for one in part]
    assert found
    assert all(set(one.rows) <= rows for one in found)
    done = [one for one in found if told[1].id.hex in {row.replace("-", "") for row in one.rows}]
    assert len(done) == 1
    assert "3 min 00 s" in done[0].text


def test_hz37_a_signed_note_is_only_added_to(ours: House):
    begun(ours)
    by = ours.actor()
    session.receive(ours.visit.id, [touch(0, "begin", 0), touch(1, "end", 60)], by=by, at=AT)
    draft = notes.begin(ours.visit.id, by=by, at=AT)
    signed = notes.sign(ours.visit.id, version=draft.version, by=by, at=AT)
    with pytest.raises(InputError):
        notes.edit(ours.visit.id, text={"plan": "x"}, version=draft.version, by=by, at=AT)
    notes.add_to(ours.visit.id, text="one more line", by=by, at=AT)
    kinds = [row.kind for row in Snapshot.objects.filter(visit=ours.visit).order_by("number")]
    assert kinds[-2:] == [SnapshotKind.NOTE, SnapshotKind.ADDENDUM]
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(id=signed.id).update(body={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(id=signed.id).delete()


def test_hz41_a_stale_note_is_refused_and_keeps_both(ours: House):
    begun(ours)
    by = ours.actor()
    draft = notes.begin(ours.visit.id, by=by, at=AT)
    notes.edit(ours.visit.id, text={"plan": "first"}, version=draft.version, by=by, at=AT)
    with pytest.raises(InputError):
        notes.edit(ours.visit.id, text={"plan": "second"}, version=draft.version, by=by, at=AT)
    assert NoteDraft.objects.get(visit=ours.visit).body["text"]["plan"] == "first"


def test_hz41_a_stale_client_form_is_refused(ours: House):
    by = ours.actor()
    told = {"born_on": None, "phone": "", "by": by, "at": AT}
    clients.change(ours.client.id, name="A", version=1, **told)
    with pytest.raises(InputError):
        clients.change(ours.client.id, name="B", version=1, **told)


@pytest.mark.parametrize("table", ["answer", "consent", "snapshot", "trail"])
def test_s47_the_database_refuses_to_change_what_is_only_added_to(table: str, ours: House):
    made_ready(ours)
    tables = {"answer": Answer, "consent": Consent, "snapshot": Snapshot, "trail": TrailRow}
    rows = tables[table].objects.all()
    changed = {"action": "x"} if table == "trail" else {"at": later(1)}
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_s46_every_write_leaves_one_row_and_the_chain_holds(ours: House):
    before = TrailRow.objects.count()
    answer(ours)
    assert TrailRow.objects.count() == before + 1
    row = TrailRow.objects.latest("id")
    assert row.client_id == ours.client.id
    assert first_break() is None


def test_a_visit_of_today_needs_the_screening_of_today(ours: House):
    made_ready(ours)
    assert not screening.permits(fresh(ours), on=DAY + timedelta(days=1))


def test_hz21_a_plan_of_one_visit_starts_no_other(ours: House):
    made_ready(ours)
    other = visits.book(ours.client.id, starts_at=later(90), minutes=60, by=ours.actor(), at=AT)
    with pytest.raises(InputError):
        planning.adopt(other.id, on=DAY, by=ours.actor(Role.THERAPIST), at=AT)
    assert snapshots.last(other, SnapshotKind.PLAN) is None


def test_hz34_one_tablet_holds_a_session_and_taking_over_is_in_the_trail(ours: House):
    begun(ours)
    visit, by = ours.visit, ours.actor()
    assert session.take(visit, "first", over=False, by=by, at=AT)
    assert session.take(visit, "first", over=False, by=by, at=AT)
    assert not session.take(visit, "second", over=False, by=by, at=AT)
    assert session.take(visit, "second", over=True, by=by, at=AT)
    assert not session.take(visit, "first", over=False, by=by, at=AT)
    actions = list(TrailRow.objects.filter(object_id=visit.id).values_list("action", flat=True))
    assert actions.count("session.opened") == 1
    assert actions.count("session.taken_over") == 1


def test_hz34_what_the_other_tablet_tells_is_kept_and_told_apart(ours: House):
    begun(ours)
    by, told = ours.actor(), [touch(0, "begin", 0)]
    session.take(ours.visit, "first", over=False, by=by, at=AT)
    session.take(ours.visit, "second", over=True, by=by, at=AT)
    receipt = session.receive(ours.visit.id, told, tablet="first", by=by, at=AT)
    assert receipt.taken
    assert receipt.kept == (str(told[0].id),)
    assert TrailRow.objects.filter(action="session.other_tablet").count() == 1
    assert not session.receive(ours.visit.id, told, tablet="second", by=by, at=AT).taken


def test_a_pause_is_in_the_note_with_its_reason_and_a_slip_without_one(ours: House):
    begun(ours)
    told = [
        touch(0, "begin", 0), touch(1, "pause", 60), touch(2, "pause", 61, reason="toilet"),
        touch(3, "resume", 245), touch(4, "pause", 300, reason="stop"), touch(5, "resume", 306),
    ]  # fmt: skip
    session.receive(ours.visit.id, told, by=ours.actor(), at=AT)
    drafted = drafting.draft(fresh(ours))
    texts = [one.text for one in drafted["plan"] if one.text.startswith("Paused")]
    assert texts == [
        "Paused after 1 min for 3 min 05 s (toilet).",
        "Paused after 5 min for 0 min 06 s.",
    ]
    first = next(one for one in drafted["plan"] if "toilet" in one.text)
    assert first.rows == (str(told[1].id), str(told[3].id))


@pytest.mark.parametrize(
    ("where", "limit", "asks"),
    [([], "No hands anywhere", True),
     ([{"site": "calf", "side": "left"}], "No hands on the calf (left)", False)],
)  # fmt: skip
def test_a_limit_without_a_place_says_which_question_would_give_it_one(
    ours: House, where: list[dict[str, str]], limit: str, *, asks: bool
):
    told = {"advised_against": "some_places"}
    answer(ours, **told, **({"advised_against_where": where} if where else {}))
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    text = signed_in(ours.people[Role.OWNER]).get(f"/visits/{ours.visit.id}/result/")
    page = text.content.decode()
    assert limit in page
    assert ("Where was not told" in page) is asks
    assert ("Where should we not work?" in page) is asks


def test_a_note_holds_what_the_therapist_found_and_tells_pauses_in_their_place(ours: House):
    words = "Left hip short, walks with small steps."
    finding.find(ours.visit.id, text=words, is_none=False, by=ours.actor(), at=AT)
    begun(ours)
    told = [
        touch(0, "begin", 0), touch(1, "pause", 60, reason="toilet"), touch(2, "resume", 125),
        touch(3, "stop", 300, reason="pain"),
    ]  # fmt: skip
    session.receive(ours.visit.id, told, by=ours.actor(), at=AT)
    made = drafting.draft(Visit.objects.get(id=ours.visit.id))
    assert made["objective"][0].text == f"Found: {words}"
    happened = [one.text for one in made["plan"]][:2]
    assert happened == ["Paused after 1 min for 1 min 05 s (toilet).", "Stopped after 5 min: pain."]
    rows = {row for part in made.values() for one in part for row in one.rows}
    assert str(Snapshot.objects.get(kind=SnapshotKind.FINDING, body__text=words).id) in rows


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("answer", "An answer changed since."),
        ("rules", "rules and knowledge of Ischia were renewed"),
    ],
)
def test_a_void_result_and_plan_say_truly_what_changed(
    ours: House, monkeypatch: pytest.MonkeyPatch, change: str, words: str
):
    made_ready(ours)
    if change == "answer":
        answer(ours, osteoporosis="yes")
    else:
        renewed = evolve(shipped(), version="another")
        for module in (snapshots, answers, basis):
            monkeypatch.setattr(module, "shipped", lambda: renewed)
    browser = signed_in(ours.people[Role.OWNER])
    for where in ("", "result/", "plan/"):
        page = browser.get(f"/visits/{ours.visit.id}/{where}").content.decode()
        assert words in page, where
        assert ("An answer changed since." in page) is (change == "answer"), where


def test_a_verdict_says_what_it_is_a_verdict_on_and_how_certain(ours: House):
    made_ready(ours)
    page = signed_in(ours.people[Role.OWNER]).get(f"/visits/{ours.visit.id}/plan/")
    text = page.content.decode()
    plan = snapshots.last(ours.visit, SnapshotKind.PLAN)
    shown = {
        one["claim"]
        for part in plan.body["session"]["segments"]
        for one in part["evidence"]
        if one["shown_as_evidence"]
    }
    assert shown
    for name in shown:
        claim = shipped().claims[name]
        certain = claim.certainty.replace("-", " ")
        said = (
            f"<q>{escape(claim.label)}</q> <strong>{claim.verdict}</strong>, {certain} certainty."
        )
        assert said in text


@pytest.mark.parametrize(
    ("special", "holds", "void"),
    [({"saddle_numb": {"answer": "yes", "since": 1, "course": "new"}}, True, False),
     ({"fever_now": "yes"}, True, False), ({}, False, True)],
    ids=["emergency", "not today", "go ahead"],
)  # fmt: skip
def test_a_refusal_that_an_answer_overtook_is_not_called_void(
    ours: House, special: dict[str, object], *, holds: bool, void: bool
):
    answer(ours, **special)
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    answer(ours, **special, osteoporosis="yes")
    browser = signed_in(ours.people[Role.OWNER])
    text = browser.get(f"/visits/{ours.visit.id}/result/").content.decode()
    assert "An answer changed since." in text
    assert ("Until then this holds: no session." in text) is holds
    assert ("This result is void" in text) is void
