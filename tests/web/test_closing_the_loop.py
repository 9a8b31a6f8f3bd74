"""What a client says of a session or after it, and what a person decides, changes what is next."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from ischia.care.intake import ordinary_answers
from ischia.errors import InputError
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.audit.models import TrailRow
from ischia.web.people.roles import Role
from ischia.web.queries import course, course_log, snapshots
from ischia.web.records.models import Client, CourseEntry, Visit
from ischia.web.records.states import CourseKind, SnapshotKind
from ischia.web.services import answering, finding, gates, hearing, planning, visits
from ischia.web.services import course as deciding
from ischia.web.services.answering import Sent
from ischia.web.services.course import Decided
from ischia.web.services.hearing import CheckedIn, OfSession
from tests.web.conftest import AT, DAY, House, signed_in
from tests.web.test_client_and_day import had_a_session, seen

LUMBAR = "Low back beside the spine"
WEEK = timedelta(days=7)
NEXT = DAY + WEEK


def say(house: House, **told: object) -> CourseEntry:
    of = OfSession(
        **{key: value if key == "words" else tuple(value) for key, value in told.items()}
    )
    return hearing.say(house.visit.id, of, event=uuid4(), by=house.actor(), at=AT)


def checked(house: House, *, on=DAY, after=None, at=AT, **told: object) -> CourseEntry:
    asked = CheckedIn(on=on, visit_id=after, **{"scores": {}, **told})
    return hearing.check_in(house.client.id, asked, event=uuid4(), on=NEXT, by=house.actor(), at=at)


def decided(house: House, kind: CourseKind, *, on=DAY, why="agreed", **more: str) -> CourseEntry:
    return deciding.decide(
        house.client.id, Decided(kind, on, why, **more), event=uuid4(), on=NEXT,
        by=house.actor(), at=AT,
    )  # fmt: skip


def next_time(house: House, **answers: object) -> Visit:
    """Book a visit a week later, answered and read back."""
    by, at = house.actor(), AT + WEEK
    again = visits.book(house.client.id, starts_at=at, minutes=60, by=by, at=at)
    mark = [{"site": "lumbar", "side": "left", "intensity": 5}]
    told = ordinary_answers(shipped()) | {"pain_map": mark, "pain_average_week": 5, **answers}
    answering.by_person(again.id, Sent(uuid4(), told), observed=False, on=NEXT, by=by, at=at)
    answering.read_back(again.id, by=by, at=at)
    finding.find(again.id, text="", is_none=True, by=by, at=at)
    return Visit.objects.select_related("client").get(id=again.id)


def planned(house: House, visit: Visit):
    return planning.plan(visit.id, on=NEXT, by=house.actor(), at=AT + WEEK)


def texts(plan) -> list[str]:
    return [one["text"] for one in plan.body.get("changed", [])]


def firmest(plan, site: str) -> int:
    parts = plan.body["session"]["segments"]
    return max((part["pressure"] or 0 for part in parts if part["site"] == site), default=0)


def test_what_was_said_of_a_session_changes_the_next_plan_and_the_plan_says_so(ours: House):
    had_a_session(ours)
    first = snapshots.last(ours.visit, SnapshotKind.PLAN)
    say(ours, helped=["foot"], too_hard=["lumbar"], said=["too_long"])
    plan = planned(ours, next_time(ours))
    assert firmest(plan, "lumbar") < firmest(first, "lumbar")
    assert plan.body["session"]["minutes"] == 45
    assert f"Lighter where the client found it too hard: {LUMBAR.lower()}." in texts(plan)
    assert any(one.startswith("45 minutes, because") for one in texts(plan))
    assert any("helped last time" in one for one in texts(plan))


def test_minutes_chosen_beside_the_plan_are_not_changed_by_what_was_said(ours: House):
    had_a_session(ours)
    say(ours, said=["too_long"])
    visit = next_time(ours)
    planned(ours, visit)
    plan = planning.lengthen(visit.id, 60, on=NEXT, by=ours.actor(), at=AT + WEEK)
    assert plan.body["session"]["minutes"] == 60


def test_a_plan_is_void_once_the_client_says_more(ours: House):
    had_a_session(ours)
    visit = next_time(ours)
    before = planned(ours, visit)
    assert snapshots.is_current(before, visit)
    say(ours, disliked=["lumbar"])
    assert not snapshots.is_current(before, visit)
    after = planned(ours, visit)
    assert firmest(after, "lumbar") == 0
    assert any("as the client asked" in one for one in texts(after))


def test_a_change_by_touch_keeps_the_answers_to_the_client(ours: House):
    had_a_session(ours)
    say(ours, too_hard=["lumbar"])
    visit = next_time(ours)
    planned(ours, visit)
    wanted = planning.Change("lengthen", site="lumbar", minutes=12)
    after = planning.change(visit.id, wanted, on=NEXT, by=ours.actor(), at=AT + WEEK)
    assert firmest(after, "lumbar") <= 2
    assert [one["words"] for one in after.body["changes"]] == [f"{LUMBAR}: at least 12 min"]
    assert texts(after)


def test_the_last_word_stands_and_the_earlier_one_stays_on_record(ours: House):
    had_a_session(ours)
    say(ours, helped=["lumbar"])
    last = say(ours, too_hard=["lumbar"], words="sore for a day")
    log = course_log.of(ours.client.id)
    assert course_log.said_of(log, ours.visit.id).id == last.id
    assert len(log) == 2
    assert course.last_session(seen(ours), log).told_words == [f"Too hard: {LUMBAR.lower()}."]


@pytest.mark.parametrize(
    "told",
    [{"said": ["too_long", "too_short"]}, {"helped": ["the elbow thing"]}, {"said": ["meh"]}, {}],
)
def test_a_word_and_its_opposite_or_nothing_at_all_is_refused(ours: House, told):
    had_a_session(ours)
    with pytest.raises(InputError):
        say(ours, **told)
    assert CourseEntry.objects.count() == 0


def test_nothing_is_said_of_a_session_that_has_not_been(ours: House):
    with pytest.raises(InputError, match="has not taken place"):
        say(ours, helped=["lumbar"])


def test_a_refused_form_keeps_what_was_typed(ours: House):
    had_a_session(ours)
    where = reverse("said", kwargs={"visit_id": ours.visit.id})
    told = {"said": ["too_long", "too_short"], "helped": "lumbar", "words": "warm hands"}
    answer_ = signed_in(ours.people[Role.OWNER]).post(where, told)
    text = answer_.content.decode()
    assert answer_.status_code == 422
    assert "Too long and Too short at once" in text
    assert "warm hands" in text
    assert 'value="lumbar" checked' in text


def test_the_same_sending_is_kept_once_and_other_words_under_its_id_are_refused(ours: House):
    had_a_session(ours)
    event, by = uuid4(), ours.actor()
    for _ in range(3):
        hearing.say(ours.visit.id, OfSession(("lumbar",)), event=event, by=by, at=AT)
    assert CourseEntry.objects.count() == 1
    with pytest.raises(InputError, match="came before"):
        hearing.say(ours.visit.id, OfSession(words="else"), event=event, by=by, at=AT)


def test_s16_the_course_is_only_added_to(ours: House):
    had_a_session(ours)
    entry = say(ours, helped=["lumbar"])
    for act in (
        lambda: CourseEntry.objects.filter(id=entry.id).update(body={}),
        lambda: CourseEntry.objects.filter(id=entry.id).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_check_ins_and_forms_are_one_course(ours: House):
    had_a_session(ours, pain=6)
    checked(ours, on=DAY + timedelta(days=1), scores={"pain_average": "4", "pain_now": "3"})
    checked(ours, on=DAY + timedelta(days=3), scores={"pain_average": "3,5", "leg_pain": "0"})
    history = course.history(seen(ours), course_log.of(ours.client.id))
    assert [one.value for one in history.values["pain_average"]] == [6.0, 4.0, 3.5]
    assert [one.value for one in history.values["leg_pain"]] == [0.0, 0.0]
    found = course.of_client(seen(ours), on=DAY + timedelta(days=3))
    assert found.chart.startswith("<svg")
    assert found.decision.rule != "few_ratings"


def test_of_two_ratings_of_one_day_the_later_word_counts(ours: House):
    had_a_session(ours, pain=6)
    checked(ours, on=DAY, scores={"pain_average": "2"}, at=AT + timedelta(minutes=5))
    checked(ours, on=DAY, scores={"leg_pain": "7"}, at=AT - timedelta(minutes=5))
    history = course.history(seen(ours), course_log.of(ours.client.id))
    assert [one.value for one in history.values["pain_average"]] == [2.0]
    assert [one.value for one in history.values["leg_pain"]] == [0]


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"scores": {"pain_now": "11"}}, "out of range"),
        ({"scores": {"pain_now": "bad"}}, "no number"),
        ({"scores": {"pain_now": "nan"}}, "out of range"),
        ({"on": DAY - timedelta(days=30), "scores": {"pain_now": "3"}}, "before the course began"),
        ({"on": NEXT + WEEK, "scores": {"pain_now": "3"}}, "has not been yet"),
        ({"on": None, "scores": {"pain_now": "3"}}, "no date"),
        ({"said": ("too_firm", "too_light")}, "at once"),
        ({"effect": "awful"}, "no such word"),
        ({"new_signs": "maybe"}, "no such answer"),
        ({}, "nothing was filled in"),
    ],
)
def test_a_check_in_that_cannot_be_meant_is_refused(ours: House, told, what):
    had_a_session(ours)
    with pytest.raises(InputError, match=what):
        checked(ours, **told)
    assert CourseEntry.objects.count() == 0


def test_a_check_in_before_its_session_is_refused_with_all_else_that_is_wrong(ours: House):
    had_a_session(ours)
    with pytest.raises(InputError) as refused:
        checked(ours, on=DAY - timedelta(days=1), after=ours.visit.id, scores={"pain_now": "12"})
    assert len(refused.value.defects) == 2
    assert "12" not in str(refused.value).replace("0 to 10", "")


def test_a_refused_check_in_keeps_what_was_typed(ours: House):
    had_a_session(ours)
    where = reverse("check_in", kwargs={"client_id": ours.client.id})
    told = {"on": DAY.isoformat(), "pain_now": "44", "pain_worst": "7", "words": "slept badly",
            "new_signs": "yes", "sign": "calf_signs"}  # fmt: skip
    answer_ = signed_in(ours.people[Role.OWNER]).post(where, told)
    text = answer_.content.decode()
    assert answer_.status_code == 422
    for kept in ('value="44"', 'value="7"', "slept badly", 'value="calf_signs" checked'):
        assert kept in text


def test_new_signs_stop_planning_until_somebody_dealt_with_them(ours: House):
    had_a_session(ours)
    visit = next_time(ours)
    planned(ours, visit)
    told = checked(ours, signs=("calf_signs",))
    client_page = reverse("client", kwargs={"client_id": ours.client.id})
    browser = signed_in(ours.people[Role.OWNER])
    assert "New signs were told" in browser.get(client_page).content.decode()
    assert "New signs told in a check-in" in browser.get("/").content.decode()
    with pytest.raises(InputError, match="new signs"):
        planned(ours, visit)
    with pytest.raises(InputError, match="New signs"):
        planning.adopt(visit.id, on=NEXT, by=ours.actor(), at=AT + WEEK)
    deciding.answer(
        ours.client.id, told.id, kind=CourseKind.DEALT_WITH, why="seen by Dr Ek, no clot",
        by=ours.actor(), at=AT,
    )  # fmt: skip
    assert planned(ours, visit).body["session"]
    assert "New signs" not in browser.get(client_page).content.decode()
    assert "New signs" not in browser.get("/").content.decode()


def test_a_screen_of_the_morning_answers_no_notice_of_noon(ours: House):
    had_a_session(ours)
    visit = next_time(ours)
    planned(ours, visit)

    def rule() -> str:
        return course.of_client(seen(ours), on=NEXT).decision.rule

    assert rule() != "new_signs"
    noon = AT + WEEK + timedelta(hours=2)
    told = checked(ours, on=NEXT, at=noon, signs=("calf_signs",))
    assert rule() == "new_signs"
    deciding.answer(
        ours.client.id, told.id, kind=CourseKind.DEALT_WITH, why="seen by Dr Ek, no clot",
        by=ours.actor(), at=noon,
    )  # fmt: skip
    assert rule() != "new_signs"


def test_the_front_desk_sees_no_notice_of_signs(ours: House):
    had_a_session(ours)
    checked(ours, new_signs="yes")
    desk = signed_in(ours.people[Role.FRONT_DESK])
    for where in ("/", reverse("client", kwargs={"client_id": ours.client.id})):
        assert "New signs" not in desk.get(where).content.decode()


def test_a_course_that_ended_plans_nothing_until_it_is_taken_up_again(ours: House):
    had_a_session(ours)
    decided(ours, CourseKind.ENDED, why="free of pain")
    visit = next_time(ours)
    with pytest.raises(InputError) as refused:
        planned(ours, visit)
    assert refused.value.source == gates.COURSE
    decided(ours, CourseKind.TAKEN_UP, on=NEXT, why="it came back after the move")
    assert planned(ours, visit).body["session"]


def test_taking_up_is_offered_and_accepted_only_where_the_course_stands_still(ours: House):
    had_a_session(ours)
    address = reverse("course", kwargs={"client_id": ours.client.id})
    owner = signed_in(ours.people[Role.OWNER])

    def is_offered() -> bool:
        text = owner.get(address).content.decode()
        assert 'value="changed"' in text
        return 'value="taken_up"' in text

    assert not is_offered()
    with pytest.raises(InputError, match="it is running"):
        decided(ours, CourseKind.TAKEN_UP, why="to be sure")
    decided(ours, CourseKind.ENDED, why="free of pain")
    assert is_offered()
    wanted = Decided(CourseKind.TAKEN_UP, DAY, "it came back")
    event, by = uuid4(), ours.actor()
    first, again = (
        deciding.decide(ours.client.id, wanted, event=event, on=DAY, by=by, at=AT) for _ in "12"
    )
    assert first.id == again.id
    assert not is_offered()


def test_a_decision_is_undone_by_an_addition_and_stays_readable(ours: House):
    had_a_session(ours)
    ended = decided(ours, CourseKind.ENDED, why="moves away")
    assert course.of_client(seen(ours), on=NEXT).decision.rule == "ended"
    by = ours.actor()
    for _ in range(2):
        deciding_twice = {"kind": CourseKind.TAKEN_BACK, "why": "stays after all"}
        try:
            deciding.answer(ours.client.id, ended.id, **deciding_twice, by=by, at=AT)
        except InputError as refused:
            assert "not open" in str(refused)  # noqa: PT017 -- the second time
    found = course.of_client(seen(ours), on=NEXT)
    assert found.decision.rule != "ended"
    assert CourseEntry.objects.count() == 2
    page = signed_in(ours.people[Role.OWNER]).get(
        reverse("course", kwargs={"client_id": ours.client.id})
    )
    for words in ("moves away", "stays after all", by.name):
        assert words in page.content.decode()


def test_a_changed_approach_begins_the_second_review(ours: House):
    had_a_session(ours)
    decided(ours, CourseKind.CHANGED, why="lighter, more feet")
    history = course.history(seen(ours), course_log.of(ours.client.id))
    assert history.approach_changed_on == (DAY,)


@pytest.mark.parametrize(
    ("kind", "more", "what"),
    [
        (CourseKind.ENDED, {"why": " "}, "it is empty"),
        (CourseKind.ENDED, {"on": NEXT + WEEK}, "has not been yet"),
        (CourseKind.ENDED, {"on": DAY - WEEK}, "before the course began"),
        (CourseKind.ENDED, {"on": DAY}, "before the decision made last"),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused(ours: House, kind, more, what):
    had_a_session(ours)
    decided(ours, CourseKind.CHANGED, on=DAY + timedelta(days=2))
    with pytest.raises(InputError, match=what):
        decided(ours, kind, **{"on": NEXT, **more})
    assert CourseEntry.objects.count() == 1


def test_a_course_sent_to_a_doctor_is_taken_up_with_a_doctors_word_only(ours: House):
    had_a_session(ours, pain=3)
    for days in range(1, 40, 4):
        hearing.check_in(
            ours.client.id,
            CheckedIn(DAY + timedelta(days=days), None, {"pain_average": "8"}),
            event=uuid4(), on=DAY + 6 * WEEK, by=ours.actor(), at=AT,
        )  # fmt: skip
    day = DAY + 6 * WEEK
    assert course.of_client(seen(ours), on=day).refers

    def take_up(**more: str) -> CourseEntry:
        wanted = Decided(CourseKind.TAKEN_UP, day, "she wants to go on", **more)
        return deciding.decide(
            ours.client.id, wanted, event=uuid4(), on=day, by=ours.actor(), at=AT
        )

    with pytest.raises(InputError, match="doctor"):
        take_up()
    take_up(doctor="Dr Ek: massage may go on")
    assert not course.of_client(seen(ours), on=day).refers


def test_each_word_and_decision_stands_in_the_trail(ours: House):
    had_a_session(ours)
    told = say(ours, helped=["lumbar"])
    checked(ours, scores={"pain_now": "2"})
    ended = decided(ours, CourseKind.ENDED)
    deciding.answer(
        ours.client.id, ended.id, kind=CourseKind.TAKEN_BACK, why="no", by=ours.actor(), at=AT
    )
    rows = TrailRow.objects.filter(action__startswith="course.", client_id=ours.client.id)
    assert list(rows.order_by("id").values_list("action", flat=True)) == [
        "course.said", "course.check_in", "course.ended", "course.taken_back",
    ]  # fmt: skip
    assert rows.filter(object_id=told.id).exists()


def test_a_decision_reads_the_course_behind_the_lock_it_is_kept_under(
    ours: House, monkeypatch: pytest.MonkeyPatch
):
    had_a_session(ours)
    first = decided(ours, CourseKind.CHANGED)
    order: list[str] = []
    held, read = deciding._held, course_log.of  # noqa: SLF001 -- its order is what is looked at

    def hold(client_id: UUID, *, by: Actor) -> Client:
        order.append("held")
        return held(client_id, by=by)

    def log(client_id: UUID) -> tuple[course_log.Entry, ...]:
        order.append("read")
        return read(client_id)

    monkeypatch.setattr(deciding, "_held", hold)
    monkeypatch.setattr(course_log, "of", log)
    decided(ours, CourseKind.CHANGED)
    assert order[:2] == ["held", "read"]
    order.clear()
    deciding.answer(
        ours.client.id, first.id, kind=CourseKind.TAKEN_BACK, why="no", by=ours.actor(), at=AT
    )
    assert order[:2] == ["held", "read"]
