"""One client on one screen, and the day at a glance."""

from datetime import timedelta
from uuid import uuid4

from ischia.web.people.roles import Role
from ischia.web.queries import client as charts
from ischia.web.queries import course, day, pictures
from ischia.web.records.models import Client, Visit
from ischia.web.services import answering, consenting, planning, screening, session, visits
from ischia.web.services.answering import Sent
from tests.web.conftest import AT, DAY, House, answer, made_ready, signed_in
from tests.web.test_the_visit import touch


def had_a_session(house: House, *, pain: int = 6) -> None:
    """Run the house's visit to its end: one part done, one word said."""
    made_ready(house)
    by, visit = house.actor(), house.visit.id
    told = {"pain_average_week": pain, "activity_rating": 4}
    answering.by_person(visit, Sent(uuid4(), told), observed=False, on=DAY, by=by, at=AT)
    answering.read_back(visit, by=by, at=AT)
    made = planning.plan(visit, on=DAY, by=by, at=AT)
    consenting.by_person(visit, "massage", given=True, by=by, at=AT)
    planning.adopt(visit, on=DAY, by=by, at=AT)
    parts = made.body["session"]["segments"]
    hands = next(n for n, part in enumerate(parts) if part["kind"] == "hands_on")
    told = [
        touch(0, "begin", 0),
        touch(1, "less", 60, part=hands),
        touch(2, "part_done", 300, part=hands, seconds=300, pressure=2),
        touch(3, "end", 300),
    ]
    session.receive(visit, told, by=by, at=AT)


def came_again(house: House, *, pain: int, marked: int) -> Visit:
    """Book and screen a visit a week later."""
    by, at = house.actor(), AT + timedelta(days=7)
    again = visits.book(house.client.id, starts_at=at, minutes=60, by=by, at=at)
    other = House(house.practice, house.people, house.client, again)
    mark = [{"site": "lumbar", "side": "left", "intensity": marked}]
    answer(other, pain_map=mark, pain_average_week=pain, activity_rating=7)
    screening.screen(again.id, on=DAY + timedelta(days=7), by=by, at=at)
    return again


def seen(house: House) -> Client:
    return Client.objects.get(id=house.client.id)


def test_the_course_is_read_from_the_record_and_says_what_is_next(ours: House):
    had_a_session(ours)
    found = course.of_client(seen(ours), on=DAY)
    assert found.step
    assert found.decision.visits_done == 1
    assert found.next_on is not None
    assert found.next_on > DAY
    assert not found.chart  # one rating draws no line


def test_two_ratings_draw_the_course_beside_the_usual_one(ours: House):
    had_a_session(ours, pain=7)
    again = came_again(ours, pain=4, marked=3)
    found = course.of_client(seen(ours), on=DAY + timedelta(days=7))
    assert found.chart.startswith("<svg")
    assert again.is_first is False


def test_nobody_screened_has_no_course(ours: House):
    assert course.of_client(seen(ours), on=DAY) is None
    assert course.last_session(seen(ours)) is None


def test_the_last_session_tells_what_was_done_and_said(ours: House):
    had_a_session(ours)
    last = course.last_session(seen(ours))
    assert last.minutes == 5
    assert any("asked for less pressure" in one for one in last.said)


def test_the_client_page_has_flags_and_limits_before_all_else(ours: House):
    made_ready(ours)
    answer(ours, osteoporosis="yes")
    screening.screen(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    text = signed_in(ours.people[Role.OWNER]).get(f"/clients/{ours.client.id}/").content.decode()
    order = [text.index(one) for one in ("Flags and limits", "Next step", "Visits</h2>")]
    assert order == sorted(order)
    assert "Thin or brittle bones" in text
    assert "pressure 2 at most" in text


def test_the_chart_lies_over_the_one_of_last_time(ours: House):
    had_a_session(ours)
    came_again(ours, pain=4, marked=3)
    found = charts.chart(seen(ours))
    assert found.marks[0]["intensity"] == 3
    assert found.earlier_on == DAY.isoformat()
    assert "over the time before" in found.picture


def test_hz38_name_and_age_stand_on_top_of_every_clinical_page(ours: House):
    had_a_session(ours)
    browser = signed_in(ours.people[Role.OWNER])
    for name in ("", "result/", "plan/", "plan/lengths/", "note/"):
        text = browser.get(f"/visits/{ours.visit.id}/{name}").content.decode()
        top = text[: text.index("</header>", text.index("client-head"))]
        assert ours.client.name in top, name
        assert "born" in top, name


def test_s04_the_front_desk_sees_neither_course_nor_last_session(ours: House):
    had_a_session(ours)
    text = signed_in(ours.people[Role.FRONT_DESK]).get(f"/clients/{ours.client.id}/")
    for word in ("Next step", "Last session", "Flags and limits", "asked for less"):
        assert word not in text.content.decode()


def test_today_says_what_changed_since_last_time_in_the_same_queries(
    ours: House, django_assert_num_queries
):
    had_a_session(ours)
    came_again(ours, pain=4, marked=3)
    with django_assert_num_queries(1):
        rows = day.rows(DAY + timedelta(days=7), by=ours.actor())
    assert "pain 5 \u2192 3" in rows[0].since
    assert rows[0].since.startswith("Since ")
    desk = day.rows(DAY + timedelta(days=7), by=ours.actor(Role.FRONT_DESK))
    assert desk[0].since == ""


def test_today_says_that_a_form_is_in_and_waits_to_be_screened(ours: House):
    Visit.objects.filter(id=ours.visit.id).update(intake_sent_at=AT)
    rows = day.rows(DAY, by=ours.actor())
    assert rows[0].since == "First visit, form is in, not screened"


def test_a_mark_says_in_words_what_it_was_where_it_was_another_number():
    before = [{"site": "outer_hip", "side": "left", "intensity": 5},
              {"site": "lumbar", "side": "both", "intensity": 3}]  # fmt: skip
    marks = [{"site": "outer_hip", "side": "left", "intensity": 0},
             {"site": "outer_hip", "side": "right", "intensity": 4},
             {"site": "lumbar", "side": "both", "intensity": 3}]  # fmt: skip
    assert [one["was"] for one in charts._beside(marks, before)] == [5, None, None]  # noqa: SLF001


def test_the_key_of_the_body_chart_stands_beside_it_in_the_size_of_the_page():
    text = str(pictures.of_marks([{"site": "outer_hip", "side": "right", "intensity": 3}]))
    svg, key = text.split('<ul class="chart-key" aria-hidden="true">')
    assert "<span>Pain, 0 to 10</span>" in key
    assert ">Pain, 0 to 10</text>" not in svg
    assert "outer hip" not in key  # each page lists the places
    assert "Pain: outer hip, right: 3 of 10." in svg.split("<desc>")[1].split("</desc>")[0]


def test_today_opens_any_client_of_the_day_and_any_other_day_in_one_touch(ours: House):
    for role, opens in ((Role.OWNER, 1), (Role.FRONT_DESK, 1)):
        text = signed_in(ours.people[role]).get("/").content.decode()
        assert text.count(f'href="/clients/{ours.client.id}/"') == opens, role
        assert 'type="date" name="day"' in text
    browser = signed_in(ours.people[Role.OWNER])
    assert f"/visits/{ours.visit.id}/" in browser.get("/").content.decode()
    later = browser.get(f"/?day={DAY + timedelta(days=90)}").content.decode()
    assert f'value="{DAY + timedelta(days=90)}"' in later


def test_thirty_notes_to_sign_are_all_there_the_oldest_first(ours: House):
    at = [AT - timedelta(days=n) for n in range(30)]
    Visit.objects.bulk_create(
        Visit(practice=ours.practice, client=ours.client, therapist=ours.people[Role.OWNER],
              starts_at=one, state="done") for one in at
    )  # fmt: skip
    found = [one.visit.starts_at for one in day.notices(by=ours.actor())]
    assert found == sorted(at)
    text = signed_in(ours.people[Role.OWNER]).get("/").content.decode()
    assert text.count("The note is not signed yet") == 30
    assert "24 more</summary>" in text
    Visit.objects.filter(state="done").update(state="stopped")
    Visit.objects.bulk_create(
        Visit(practice=ours.practice, client=ours.client, therapist=ours.people[Role.OWNER],
              starts_at=one, state="done") for one in at
    )  # fmt: skip
    text = signed_in(ours.people[Role.OWNER]).get("/").content.decode()
    assert f"{day.MOST_NOTICES - 6} more, and perhaps others</summary>" in text
