from pathlib import Path

import pytest
import yaml

from ischia import anatomy
from ischia.care.intake import ordinary_answers, read
from ischia.care.pathway import first_visit
from ischia.care.screening import screen, second_opinion
from ischia.knowledge import shipped
from ischia.quantities import Disposition
from ischia.reading import Document
from tests.vignettes.ordinary import DAY

KNOWN = shipped()
PEOPLE = yaml.safe_load(Path(__file__).with_name("reviewed_people.yaml").read_text("utf-8"))
PLANNED = [one for one in PEOPLE if "must" in one]


def name(person):
    return person["name"]


def intake_of(person):
    answers = ordinary_answers(KNOWN) | person.get("answers", {})
    for question in person.get("unanswered", ()):
        del answers[question]
    parts = {key: person[key] for key in ("observed", "words", "visit") if key in person}
    return read(Document(data={"answers": answers, **parts}), knowledge=KNOWN, on=DAY)


def bounds_of(person):
    exact = person.get("expect")
    low = exact or person.get("expect_at_least", "proceed")
    high = exact or person.get("expect_at_most", "emergency_now")
    return Disposition.from_slug(low), Disposition.from_slug(high)


@pytest.mark.parametrize("person", PEOPLE, ids=name)
def test_the_person_is_sent_where_a_careful_therapist_would_send_them(person):
    intake = intake_of(person)
    clearance = screen(intake, knowledge=KNOWN)
    least, most = bounds_of(person)
    reasons = {one.id: one.tier.slug for one in clearance.findings}
    assert least <= clearance.disposition <= most, reasons
    assert set(person.get("because", ())) <= set(reasons)
    assert second_opinion(intake, knowledge=KNOWN).disposition is clearance.disposition


@pytest.mark.parametrize("person", PLANNED, ids=name)
def test_the_plan_keeps_what_a_careful_therapist_would_keep(person):
    plan = first_visit(intake_of(person), knowledge=KNOWN).plan
    assert plan is not None
    must, held = person["must"], plan.segments
    assert not {one.technique for one in held} & set(must.get("without_techniques", ()))
    positions = [one.position.value for one in held if one.position]
    assert not set(positions) & set(must.get("without_positions", ()))
    worked = {one.position for one in held if one.technique}  # hands on; others sit to talk
    assert len(worked) <= must.get("most_positions", 9)
    assert max(one.pressure or 0 for one in held) <= must.get("pressure_at_most", 4)
    for site, (least, most) in must.get("site_minutes", {}).items():
        minutes = sum(
            one.minutes for one in held if one.site and anatomy.body().within(one.site, site)
        )
        assert least <= minutes <= most, site
    if must.get("feet_last"):
        assert [one.site for one in held if one.site][-1] == "foot"
