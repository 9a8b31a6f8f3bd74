from datetime import date, timedelta

import pytest
from attrs import evolve

from ischia.care import course
from ischia.care.course import Step
from ischia.errors import KnowledgeError
from ischia.knowledge import shipped

DAY = date(2026, 3, 2)


def at(week):
    return DAY + timedelta(days=round(7 * week))


def history(pain=(), *, visits=(), activity=(), **more):
    data = {
        "ischia": "history/1",
        "patient": "c-1",
        "started_on": DAY,
        "complaint": {"kind": "low_back", "chronicity": "persistent"},
        "measures": [
            {"on": at(week), "pain_average": value}
            | ({"activity": activity[week]} if week < len(activity) else {})
            for week, value in enumerate(pain)
        ],
        "visits": [{"id": f"v{n}", "on": at(week)} for n, week in enumerate(visits)],
    }
    return course.read_history(data | more)


def leg(**more):
    return {"complaint": {"kind": "leg_pain", "chronicity": "persistent", **more}}


def screened(slug, week=0):
    return {"screens": [{"on": at(week), "disposition": slug}]}


def effect(severity, *weeks):
    return {"adverse": [{"on": at(w), "what": "sore", "severity": severity} for w in weeks]}


NEW_SIGN = {"check_ins": [{"due_on": at(1), "answered_on": at(1), "new_signs": True}]}
WEEKLY = tuple(range(4))

CASES = [
    ("a doctor first", history((6, 2, 2), visits=WEEKLY, **screened("same_day")), "screen_refers"),
    ("a new sign", history((6, 2, 2), visits=WEEKLY, **NEW_SIGN), "new_signs"),
    (
        "a new sign screened since",
        history((6, 6), visits=(0, 1), **NEW_SIGN, **screened("proceed", 2)),
        "few_ratings",
    ),
    ("a severe effect", history((6, 5), visits=(0, 1), **effect("severe", 1)), "severe_effect"),
    (
        "a severe effect after the session that was screened for that day",
        history((6, 5), visits=(0, 1), **effect("severe", 1), **screened("proceed", 1)),
        "severe_effect",
    ),
    (
        "a severe effect of the session before, told when this one was screened",
        history(
            (6, 5),
            visits=(0, 1),
            adverse=[{"on": at(1), "what": "sore", "severity": "severe", "after": "v0"}],
            **screened("proceed", 1),
        ),
        "few_ratings",
    ),
    (
        "a severe effect screened a second time the same day",
        history(
            (6, 5),
            visits=(0, 1),
            screens=[{"on": at(1), "disposition": "proceed"}] * 2,
            **effect("severe", 1),
        ),
        "few_ratings",
    ),
    (
        "a severe effect after that day's session, before it was taken up again",
        history(
            (6, 5, 5),
            visits=(0, 1),
            taken_up_on=[at(2)],
            **effect("severe", 1),
            **screened("proceed", 1),
        ),
        "severe_effect",
    ),
    (
        "a new sign in the morning, screened before the session",
        history((6, 5), visits=(0, 1), **NEW_SIGN, **screened("proceed", 1)),
        "few_ratings",
    ),
    (
        "a new sign after the session of that day",
        history(
            (6, 5),
            visits=(0, 1),
            check_ins=[{**NEW_SIGN["check_ins"][0], "after": "v1"}],
            **screened("proceed", 1),
        ),
        "new_signs",
    ),
    ("open questions", history((6, 5), visits=(0, 1), **screened("ask_first")), "screen_pauses"),
    ("worse on two ratings", history((4, 6, 7), visits=(0, 1, 2)), "worse_once"),
    ("worse for two weeks since", history((4, 6, 7, 7, 7), visits=(0, 1, 2)), "worse"),
    ("worse by little for two weeks", history((5, 7, 7, 7), visits=(0, 1)), "worse_once"),
    ("worse by little for four weeks", history((5, 7, 7, 7, 7, 7, 7), visits=(0, 1)), "worse"),
    (
        "worse, then no more, then worse",
        history((4, 6, 7, 5, 6, 7), visits=(0, 1, 2)),
        "worse_once",
    ),
    (
        "the activity worse while pain is better",
        history((7, 6, 6), visits=(0, 1, 2), activity=(6, 3, 3)),
        "on_the_way",
    ),
    (
        "the activity worse and pain no better",
        history((7, 7, 7), visits=(0, 1, 2), activity=(6, 3, 3)),
        "worse_once",
    ),
    ("slowly worse", history((5, 6, 6, 6), visits=(0, 1, 2)), "getting_worse"),
    (
        "by all ratings more likely than not worse",
        history((3, 3, 4, 5, 4, 5), visits=(0, 1, 2)),
        "getting_worse",
    ),
    (
        "an activity a little worse beside pain that is not",
        history((6, 6, 6, 6), visits=(0, 1, 2), activity=(6, 5, 5, 5)),
        "on_the_way",
    ),
    (
        "own wish",
        history((5, 5, 5, 5, 5), visits=WEEKLY, complaint={"kind": "own_wish"}),
        "own_wish",
    ),
    ("pain all but gone", history((6, 3, 1, 1), visits=(0, 1, 2)), "goal_met"),
    (
        "the chosen goal met",
        history(
            (6, 6, 6), visits=(0, 1), activity=(3, 8, 8), goal={"measure": "activity", "value": 8}
        ),
        "goal_met",
    ),
    ("sore twice", history((6, 5, 6), visits=(0, 1), **effect("moderate", 1, 2)), "sore_again"),
    ("sore once", history((6, 5, 6), visits=(0, 1), **effect("moderate", 1)), "on_the_way"),
    ("six sessions, no ratings", history((6,), visits=range(6)), "unmeasured"),
    ("two ratings", history((8, 2), visits=WEEKLY), "few_ratings"),
    ("ten sessions", history((6, 5, 6, 5), visits=range(10)), "at_most"),
    ("past the threshold early", history((8, 5, 5), visits=(0, 1)), "gaining"),
    ("past the threshold", history((8, 7, 6, 6, 5, 5), visits=range(6)), "reached"),
    (
        "the activity alone past it",
        history((7, 7, 7), visits=(0, 1, 2), activity=(2, 5, 5)),
        "reached",
    ),
    ("past it once, and back", history((8, 5, 5, 7, 7), visits=WEEKLY), "slipped"),
    (
        "little expected after five sessions and another approach",
        history((6, 6, 6, 6, 6, 6), visits=range(5), approach_changed_on=[at(4)]),
        "too_little",
    ),
    (
        "hardly moved, the approach not changed yet",
        history((6, 6, 5, 6), visits=range(4)),
        "flat",
    ),
    (
        "moving after another approach",
        history((7, 7, 6, 6, 6, 6), visits=range(5), approach_changed_on=[at(4)]),
        "on_the_way",
    ),
    ("ended and held", history((6, 3, 1, 1, 2), visits=(0, 1, 2), ended_on=[at(3)]), "ended"),
    (
        "ended, and one bad rating",
        history((6, 3, 1, 1, 5), visits=(0, 1, 2), ended_on=[at(3)]),
        "ended",
    ),
    (
        "ended, and pain has come back",
        history((6, 3, 1, 1, 5, 4), visits=(0, 1, 2), ended_on=[at(3)]),
        "came_back",
    ),
    (
        "the short course is done",
        history((6, 3, 1, 1, 5, 4, 4, 3, 3), visits=(0, 1, 2, 5, 6, 7), ended_on=[at(3)]),
        "short_course_done",
    ),
    (
        "taken up again, and nothing rated since",
        history((6,) * 8, visits=range(8), approach_changed_on=[at(4)], taken_up_on=[at(8)]),
        "few_ratings",
    ),
    (
        "ended, and taken up again",
        history((6, 3, 1, 1, 2), visits=(0, 1, 2), ended_on=[at(3)], taken_up_on=[at(4)]),
        "few_ratings",
    ),
    (
        "taken up again, and ended again",
        history((6, 3, 1, 1, 2), visits=(0, 1, 2), taken_up_on=[at(2)], ended_on=[at(4)]),
        "ended",
    ),
    (
        "a severe effect before it was taken up again",
        history((6, 5), visits=(0, 1), taken_up_on=[at(1.5)], **effect("severe", 1)),
        "severe_effect",
    ),
    ("held over a long gap", history((8, 5, 5, 5, 5, 5), visits=(0, 1, 5)), "tapered"),
    ("a long gap that nobody rated", history((8, 5, 5, 5), visits=(0, 1, 5)), "reached"),
    ("flat at the review", history((6, 6, 5, 6), visits=WEEKLY), "flat"),
    ("flat after four weeks", history((6, 6, 5, 6, 6), visits=(0, 2)), "flat"),
    (
        "flat a second time",
        history((8, 8, 8, 8, 8, 7, 7, 7), visits=range(8), approach_changed_on=[at(4)]),
        "flat_again",
    ),
    (
        "flat with nerve signs",
        history((6, 6, 6, 6), visits=WEEKLY, **leg(nerve_signs=True)),
        "flat_with_nerve_signs",
    ),
    (
        "flat, nerve signs not asked",
        history((6, 6, 6, 6), visits=WEEKLY, **leg()),
        "flat_with_nerve_signs",
    ),
    (
        "flat leg pain without them",
        history((6, 6, 6, 6), visits=WEEKLY, **leg(nerve_signs=False)),
        "flat",
    ),
    ("early and unremarkable", history((6, 5, 5), visits=(0, 1, 2)), "on_the_way"),
    ("nothing at all", history(), "few_ratings"),
]


@pytest.mark.parametrize(("name", "case", "rule"), CASES, ids=[case[0] for case in CASES])
def test_the_first_rule_that_holds_decides(name, case, rule):
    assert course.decide(case, on=case.last_on()).rule == rule, name


def test_every_rule_but_two_decides_some_case():
    seen = {rule for _, _, rule in CASES}
    others = {rule.id for rule in course.protocol().rules} - seen
    assert others == {"fades", "little_to_gain"}  # each has its own test below


def test_relief_that_is_gone_by_the_next_session_brings_sessions_closer():
    days = (0, 1, 7, 8, 14)
    measures = [
        {"on": DAY + timedelta(days=day), "pain_average": value}
        for day, value in zip(days, (6, 4, 6, 4, 6), strict=True)
    ]
    case = history(visits=(0, 1), measures=measures)
    found = course.decide(case, on=DAY + timedelta(days=14))
    assert (found.step, found.rule, found.interval_days) == (Step.INTENSIFY, "fades", 4)


def asking_for(points):
    """Return the shipped protocol with another bar for the expected gain."""
    shipped_one = course.protocol()
    return evolve(shipped_one, numbers={**shipped_one.numbers, "little_gain_points": points})


@pytest.mark.parametrize(
    ("pain", "ends_by", "goes_on_by"),
    [
        ((8, 7, 6, 6, 5, 5, 5), "little_to_gain", "reached"),
        ((8, 8, 8, 8, 8, 8, 7, 7), "too_little", "on_the_way"),
    ],
)
def test_where_little_more_is_expected_the_course_ends(pain, ends_by, goes_on_by):
    case = history(pain, visits=range(6), approach_changed_on=[at(4)])
    on = at(len(pain) - 1)
    found = course.decide(case, on=on, by=asking_for(0.9))
    assert (found.step, found.rule) == (Step.DISCHARGE, ends_by)
    assert course.decide(case, on=on, by=asking_for(0.1)).rule == goes_on_by


def test_sessions_are_weekly_at_first_and_ten_days_apart_from_the_third():
    pain, gaps = (8, 7, 7, 6, 6, 6), []
    for n in range(1, 6):
        case = history(pain[:n], visits=range(n))
        gaps.append(course.decide(case, on=at(n - 1)).interval_days)
    assert gaps == [7, 7, 10, 10, 10]


def test_after_four_weeks_without_a_session_a_gain_that_held_ends_the_course():
    case = history((9, 8, 8, 7, 6, 6, 6, 6, 6, 6), visits=(0, 1, 2, 3, 4, 5))
    assert course.decide(case, on=at(8)).step is Step.TAPER
    assert course.decide(case, on=at(9)).rule == "tapered"


def test_who_worsens_gets_no_session_from_the_second_such_rating_on():
    for pain in ((4, 6, 7), (4, 6, 7, 7), (4, 6, 7, 7, 7), (4, 6, 7, 7, 7, 7)):
        assert not course.decide(history(pain, visits=(0, 1)), on=at(len(pain) - 1)).gives_session


def _rated(*rows, check_ins=()):
    return course.read_history(
        {
            "ischia": "history/1",
            "patient": "c-1",
            "started_on": DAY,
            "complaint": {"kind": "low_back", "chronicity": "persistent"},
            "measures": [{"on": at(week)} | row for week, row in enumerate(rows)],
            "visits": [{"id": f"v{n}", "on": at(n)} for n in range(len(rows))],
            "check_ins": [{"due_on": at(w), "answered_on": at(w)} | row for w, row in check_ins],
        }
    )


def test_leg_pain_that_worsens_stops_sessions_though_the_back_is_better():
    back, leg = (6, 4, 4), (1, 5, 7)
    one = _rated(*({"pain_average": b, "leg_pain": g} for b, g in zip(back, leg, strict=True)))
    found = course.decide(one, on=one.last_on())
    assert (found.rule, found.gives_session) == ("worse_once", False)
    assert found.text.startswith("Leg pain, apart from back pain has become worse")
    steady = _rated(*({"pain_average": b, "leg_pain": 1} for b in back))
    assert course.decide(steady, on=steady.last_on()).gives_session


def test_relief_after_sessions_does_not_hide_that_the_weeks_worsen():
    rows = [{"pain_average": week, "pain_now": 5} for week in (5, 7, 8)]
    eased = [(0.2, {"pain_now": 3}), (1.2, {"pain_now": 3})]
    one = _rated(*rows, check_ins=eased)
    assert one.main_measure() == "pain_now"
    found = course.decide(one, on=one.last_on())
    assert found.rule == "worse_once"
    assert found.text.startswith("Average pain of the last week")


def test_pain_of_the_moment_first_told_after_a_session_is_no_start_to_worsen_from():
    rows = [{"pain_average": 5}, {"pain_average": 5, "pain_now": 5}, {"pain_average": 5}]
    one = _rated(*rows, check_ins=[(0.2, {"pain_now": 2}), (2, {"pain_now": 5})])
    assert course.decide(one, on=one.last_on()).gives_session


def test_leg_pain_a_point_worse_sends_nobody_away():
    one = _rated(
        *({"pain_average": b, "leg_pain": g} for b, g in zip((7, 6, 6), (2, 3, 3), strict=True))
    )
    assert course.decide(one, on=one.last_on()).gives_session


def test_what_comes_later_is_not_looked_at():
    early, late = at(1), at(3)
    case = history((8, 8, 2, 2), visits=(0, 1))
    assert course.decide(case, on=early).rule == "few_ratings"
    assert course.decide(case, on=late).rule != "few_ratings"


def test_a_finished_course_keeps_its_door_open():
    found = course.decide(history((6, 3, 1, 1), visits=(0, 1, 2)), on=at(3))
    assert (found.links_months, found.has_flare_plan) == ((3, 6, 12), True)
    assert found.visits_left == (0, 0)


def test_a_running_course_says_what_it_may_cost():
    found = course.decide(history((6, 6), visits=(0, 1)), on=at(1))
    assert (found.visits_done, found.visits_left) == (2, (2, 8))


def test_a_flare_costs_a_short_course_and_brings_the_plan_for_it():
    back = history((6, 3, 1, 1, 5, 4), visits=(0, 1, 2), ended_on=[at(3)])
    found = course.decide(back, on=back.last_on())
    assert (found.rule, found.visits_left, found.likely) == ("came_back", (1, 3), None)
    assert found.has_flare_plan
    later = history((6, 3, 1, 1, 5, 4, 4, 4), visits=(0, 1, 2, 5, 6), ended_on=[at(3)])
    found = course.decide(later, on=later.last_on())
    assert found.gives_session
    assert (found.visits_left, found.likely) == ((1, 1), None)


def test_every_source_of_the_protocol_is_known():
    for rule in course.protocol().rules:
        for source in rule.sources:
            assert shipped().sources[source].checked, source


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: []", "last rule must ask for nothing"),
        (
            (
                "numbers: {a: 1}\nrules:\n"
                "- {id: x, if: [moon], step: pause, text: t, change: c, basis: product}\n"
                "- {id: y, if: [], step: pause, text: t, change: c, basis: product, interval: b}"
            ),
            "no such number",
        ),
        (
            "rules:\n- {id: x, if: [], step: pause, text: t, change: c, basis: source}",
            "names none",
        ),
        (
            "rules:\n- {id: x, if: [], step: pause, text: t, change: c, basis: product, wehn: 1}",
            "not known here",
        ),
    ],
)
def test_a_protocol_that_cannot_decide_is_refused(text, message):
    with pytest.raises(KnowledgeError, match=message):
        course.parse_protocol(text)


def test_on_every_day_of_every_case_something_is_decided():
    """Also on days before the first rating, and between the first rating of one and another."""
    late_pain = history(
        measures=[{"on": at(n), "activity": 4} for n in range(4)]
        + [{"on": at(5), "pain_average": 5}],
        visits=range(7),
    )
    for case in (late_pain, *(case for _, case, _ in CASES)):
        for day in range((case.last_on() - DAY).days + 2):
            found = course.decide(case, on=DAY + timedelta(days=day))
            assert found.text
            assert found.would_change
            assert "{" not in found.text + found.would_change
