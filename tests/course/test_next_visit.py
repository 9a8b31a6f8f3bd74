import re
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from ischia.care import course
from ischia.care.pathway import alternatives, next_brief, next_visit, revise
from ischia.cli import main
from ischia.documents import next_visit_text
from ischia.errors import InputError
from ischia.quantities import Disposition
from tests.spec.test_patterns import KNOWN, QUIET, at
from tests.strategies import DAY, intake_of

BACK = {**QUIET, "pain_map": at("lumbar both", strength=5)}


def history(pain=(6, 5, 5), *, step=7, **visit):
    days = [DAY - timedelta(days=step * n) for n in range(len(pain), 0, -1)]
    return course.read_history(
        {
            "ischia": "history/1",
            "patient": "test",
            "started_on": days[0],
            "complaint": {"kind": "low_back", "chronicity": "persistent", "nerve_signs": False},
            "measures": [
                {"on": day, "pain_average": value} for day, value in zip(days, pain, strict=True)
            ],
            "visits": [{"id": f"v{n}", "on": day, **visit} for n, day in enumerate(days)],
        }
    )


def visited(past, *, answers=BACK, **visit):
    return next_visit(intake_of(answers, visit=visit), past, knowledge=KNOWN)


def codes(found):
    return [reason.code for reason in found.changed]


def test_an_ordinary_next_visit_is_planned_and_changes_nothing():
    found = visited(history())
    assert found.plan is not None
    assert found.review.decision.step is course.Step.CONTINUE
    assert (found.changed, found.visit.first) == ((), False)


def test_what_the_client_disliked_is_left_out_and_the_plan_says_so():
    used = {part.technique for part in visited(history()).plan.segments} - {None}
    name = min(used & {"petrissage", "effleurage", "myofascial_release"})
    found = visited(history(disliked=[name]))
    assert name not in {part.technique for part in found.plan.segments}
    text = next_visit_text(found, knowledge=KNOWN)
    assert "Left out, because the client disliked it" in text


def test_a_site_the_client_disliked_is_not_touched():
    found = visited(history(disliked=["upper_buttock"]))
    assert codes(found) == ["next.not_there"]
    assert "upper_buttock" not in {part.site for part in found.plan.segments}


def test_a_dislike_that_names_nothing_known_is_not_lost_in_silence():
    with pytest.raises(InputError, match="names no technique and no site"):
        visited(history(disliked=["the elbow thing"]))


def test_a_liking_that_names_nothing_known_is_not_lost_in_silence():
    with pytest.raises(InputError, match="liked: names no technique and no site"):
        visited(history(liked=["fot_massage"]))


def test_foot_work_the_client_liked_is_asked_for():
    found = visited(history(liked=["foot_massage"]))
    assert found.visit.foot_work == "yes"
    assert visited(history(liked=["foot_massage"]), foot_work="no").visit.foot_work == "no"


def test_soreness_makes_the_next_session_lighter():
    past = history()
    sore = course.Adverse(past.visits[-1].on, "sore", course.Severity.MODERATE)
    found = visited(evolve(past, adverse=(sore,)))
    assert found.visit.pressure_wish == "light"
    assert max(p.pressure or 0 for p in found.plan.segments) <= max(
        p.pressure or 0 for p in visited(past).plan.segments
    )


def test_a_flat_review_changes_the_style():
    found = visited(history((6, 6, 5, 6)))
    assert found.review.decision.rule == "flat"
    assert (found.visit.style, codes(found)) == ("relaxation", ["next.style"])


def test_who_worsens_gets_no_plan():
    found = visited(history((4, 6, 7)))
    assert found.clearance.permits_treatment
    assert found.plan is None
    assert "does not go on today" in next_visit_text(found, knowledge=KNOWN)


def test_todays_screen_decides_before_the_course():
    found = visited(history((6, 2, 2)), answers={**BACK, "fever_now": True})
    assert found.clearance.disposition >= Disposition.ASK_FIRST
    assert found.plan is None
    assert found.review.decision.rule in {"screen_refers", "screen_pauses"}


def test_a_history_of_another_client_is_refused():
    with pytest.raises(InputError, match="another client"):
        visited(evolve(history(), patient="c-9"))


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_plans_the_next_visit_from_the_history(form, tmp_path, capsys):
    intake = next((Path(__file__).parents[2] / "examples" / "intakes").glob("09_*.yaml"))
    patient = re.search(r"patient: (\S+)", intake.read_text(encoding="utf-8"))[1]
    past = tmp_path / "history.yaml"
    past.write_text(
        f"ischia: history/1\npatient: {patient}\nstarted_on: 2026-11-06\n"
        "complaint: {kind: low_back}\n"
        "measures: [{on: 2026-11-06, pain_average: 6}, {on: 2026-11-13, pain_average: 5}]\n"
        "visits: [{id: v1, on: 2026-11-06}, {id: v2, on: 2026-11-13, disliked: [petrissage]}]\n",
        encoding="utf-8",
    )
    asked = ["plan", str(intake), "--history", str(past), "--on", "2026-11-20", "--format", form]
    assert main(asked) == 0
    assert "because the client disliked it: petrissage" in capsys.readouterr().out


def minutes_of(found):
    return found.plan.minutes


def strongest(found):
    return max(part.pressure or 0 for part in found.plan.segments)


@pytest.mark.parametrize(
    ("said", "minutes", "code"),
    [
        ("too_long", 45, "next.shorter"),
        ("tired_after", 45, "next.shorter"),
        ("too_short", 75, "next.longer"),
    ],
)
def test_a_session_too_long_too_short_or_tiring_changes_the_minutes(said, minutes, code):
    found = visited(history(minutes=60, said=[said]), minutes=60)
    assert (found.visit.minutes, minutes_of(found)) == (minutes, minutes)
    assert code in codes(found)
    assert f"{minutes} minutes, because" in next_visit_text(found, knowledge=KNOWN)


def test_minutes_already_changed_since_are_not_changed_again():
    assert visited(history(minutes=60, said=["too_long"]), minutes=45).visit.minutes == 45
    assert visited(history(minutes=60, said=["too_short"]), minutes=90).visit.minutes == 90


def test_minutes_set_by_hand_stay():
    asked, past = intake_of(BACK, visit={"minutes": 60}), history(minutes=60, said=["too_long"])
    found = next_visit(asked, past, knowledge=KNOWN, are_minutes_set=True)
    assert found.visit.minutes == 60
    assert codes(found) == []


def test_the_shortest_session_gets_no_shorter_and_the_longest_no_longer():
    assert visited(history(said=["too_long"]), minutes=30).visit.minutes == 30
    assert visited(history(said=["too_short"]), minutes=90).visit.minutes == 90


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("too_firm", "firm", "medium"),
        ("too_firm", "unsaid", "light"),
        ("tired_after", "medium", "light"),
        ("too_light", "unsaid", "firm"),
        ("too_light", "light", "medium"),
    ],
)
def test_too_firm_too_light_or_tiring_changes_the_pressure(said, before, after):
    plain = visited(history(minutes=60), pressure_wish=before)
    found = visited(history(minutes=60, said=[said]), pressure_wish=before)
    assert found.visit.pressure_wish == after
    moved = strongest(found) - strongest(plain)
    assert moved >= 0 if said == "too_light" else moved <= 0
    assert f"Pressure {after}, because" in next_visit_text(found, knowledge=KNOWN)


def test_soreness_beats_the_wish_for_more():
    past = history(said=["too_light"])
    sore = course.Adverse(past.visits[-1].on, "sore", course.Severity.MODERATE)
    assert visited(evolve(past, adverse=(sore,))).visit.pressure_wish == "light"


def test_a_check_in_speaks_of_the_last_session_only():
    past = history(minutes=60)
    day = past.visits[-1].on + timedelta(days=1)

    def told(after):
        said = (course.Said.TIRED_AFTER,)
        return evolve(past, check_ins=(course.CheckIn(day, day, after=after, said=said),))

    assert visited(told(past.visits[-1].id)).visit.minutes == 45
    assert visited(told(past.visits[0].id)).visit.minutes == 60


def test_what_was_said_two_sessions_ago_was_acted_on_then():
    past = history(minutes=60)
    first, *rest = past.visits
    past = evolve(past, visits=(evolve(first, said=(course.Said.TOO_LONG,)), *rest))
    assert visited(past).visit.minutes == 60


def test_a_technique_that_helped_is_used_more_and_the_plan_says_so():
    def spent(found, technique):
        return sum(part.minutes for part in found.plan.segments if part.technique == technique)

    plain = visited(history())
    gained = 0
    for technique in ("effleurage", "myofascial_release", "trigger_point_compression", "vibration"):
        found = visited(history(helped=[technique]))
        assert spent(found, technique) >= spent(plain, technique)
        assert "More of what helped last time" in next_visit_text(found, knowledge=KNOWN)
        gained += spent(found, technique) - spent(plain, technique)
    assert gained > 0


def test_a_site_that_helped_gets_at_least_its_time_and_foot_work_is_asked_for():
    def spent(found, site):
        return sum(part.minutes for part in found.plan.segments if part.site == site)

    plain, found = visited(history()), visited(history(helped=["upper_buttock"]))
    assert spent(found, "upper_buttock") >= spent(plain, "upper_buttock")
    assert codes(found) == ["next.helped_there"]
    assert visited(history(helped=["foot"])).visit.foot_work == "yes"


def test_what_helped_and_is_disliked_now_is_left_out():
    found = visited(history(helped=["petrissage"], disliked=["petrissage"]))
    assert codes(found) == ["next.left_out"]


def test_a_help_that_names_nothing_known_is_not_lost_in_silence():
    with pytest.raises(InputError, match="names no technique and no site"):
        visited(history(helped=["the warm thing"]))


def firmest(found, site):
    return max((part.pressure or 0 for part in found.plan.segments if part.site == site), default=0)


def test_where_it_was_too_hard_the_work_is_lighter_and_not_left_alone():
    plain, found = visited(history()), visited(history(too_hard=["lumbar"]))
    assert 0 < firmest(found, "lumbar") < firmest(plain, "lumbar")
    assert codes(found) == ["next.softer_there"]
    text = next_visit_text(found, knowledge=KNOWN)
    assert "Lighter where the client found it too hard: low back beside the spine." in text


def test_a_site_too_hard_and_disliked_is_left_alone():
    found = visited(history(too_hard=["upper_buttock"], disliked=["upper_buttock"]))
    assert codes(found) == ["next.not_there"]


def test_a_technique_is_no_place_that_was_too_hard():
    with pytest.raises(InputError, match="names no site"):
        visited(history(too_hard=["petrissage"]))


def test_what_answers_the_client_stands_in_a_changed_plan_and_is_no_cost_of_the_change():
    asked, past = intake_of(BACK, visit={}), history(too_hard=["lumbar"])
    brief = next_brief(asked, past, knowledge=KNOWN)
    same = revise(brief.intake, changes=brief.favours, knowledge=KNOWN)
    assert same.cost == 0
    assert same.visit.plan == next_visit(asked, past, knowledge=KNOWN).plan
    lengths = alternatives(brief.intake, changes=brief.favours, knowledge=KNOWN)
    hardest = max(
        part.pressure or 0
        for plan in lengths.plans.values()
        if plan
        for part in plan.segments
        if part.site == "lumbar"
    )
    assert hardest <= 2
