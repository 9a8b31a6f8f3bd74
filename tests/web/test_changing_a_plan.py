"""Changing a plan by touch: each change planned anew, checked, priced; consent area by area."""

import re
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection

from ischia.care.planning import Change
from ischia.errors import InfeasiblePlan, InputError
from ischia.knowledge import shipped
from ischia.quantities import Side
from ischia.web import words
from ischia.web.audit.models import TrailRow
from ischia.web.once import reading
from ischia.web.people.roles import Role
from ischia.web.queries import consent, plan_changes, plan_page, snapshots
from ischia.web.records.models import Consent, Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.services import answering, consenting, plan_making, planning
from ischia.web.services.answering import Sent
from ischia.web.services.snapshots import Taken
from tests.web.conftest import AT, DAY, House, answer, later, looked, made_ready, signed_in


def fresh(house: House) -> Visit:
    return Visit.objects.select_related("client", "practice").get(id=house.visit.id)


def newest(house: House) -> Snapshot:
    return snapshots.last(fresh(house), SnapshotKind.PLAN)


def planned(house: House) -> Snapshot:
    answer(house)
    looked(house)
    return planning.plan(house.visit.id, on=DAY, by=house.actor(), at=AT)


def change(house: House, *asked: Change) -> Snapshot:
    return planning.change(house.visit.id, *asked, on=DAY, by=house.actor(), at=AT)


def main_site(plan: Snapshot) -> tuple[str, int]:
    return plan_changes.minutes_by_site(plan.body).most_common(1)[0]


def lengthened(house: House, plan: Snapshot) -> tuple[Snapshot, str, int]:
    """Give two minutes more to the first site that has room for them."""
    timed = shipped().practice_values("relevance")["site_order"]
    for site, minutes in plan_changes.minutes_by_site(plan.body).items():
        if site not in timed:  # strokes over the whole back open and close
            continue
        try:
            return change(house, Change("lengthen", site=site, minutes=minutes + 2)), site, minutes
        except InfeasiblePlan:
            continue
    raise AssertionError("no site has room for two minutes more")


def sites(plan: Snapshot) -> list[str]:
    return [one["site"] for one in plan.body["session"]["segments"] if one["site"]]


def test_a_longer_part_is_planned_anew_and_says_what_it_costs(ours: House):
    before = planned(ours)
    after, site, minutes = lengthened(ours, before)
    assert plan_changes.minutes_by_site(after.body)[site] >= minutes + 2
    assert f"+{plan_changes.minutes_by_site(after.body)[site] - minutes} min" in after.body["price"]
    assert re.search(
        r"By our weights it (gives up \d+ of \d+ points|costs nothing)\.$", after.body["price"]
    )
    shown = plan_page.shown(fresh(ours))
    assert len(shown.changes) == 1
    assert f"at least {minutes + 2} min" in shown.changes[0]


def test_a_part_is_left_out_swapped_made_lighter_and_put_first(ours: House):
    before = planned(ours)
    part = next(one for one in before.body["session"]["segments"] if one["site"])
    site, side, technique = part["site"], Side(part["side"]), part["technique"]
    swapped = change(ours, Change("swap", site=site, side=side, technique=technique))
    here = [one for one in swapped.body["session"]["segments"]
            if one["site"] == site and one["side"] == side.value]  # fmt: skip
    assert technique not in {one["technique"] for one in here}
    gone = change(ours, Change("drop", site=site, side=side))
    assert (site, side.value) not in {
        (one["site"], one["side"]) for one in gone.body["session"]["segments"]
    }
    last = sites(gone)[-1]
    change(ours, Change("less", site=last, side=None, pressure=1))
    firm = [one["pressure"] for one in newest(ours).body["session"]["segments"]
            if one["site"] == last]  # fmt: skip
    assert all(pressure == 1 for pressure in firm)
    assert len(newest(ours).body["changes"]) == 3


def test_a_refused_change_says_why_and_leaves_the_plan_as_it_was(ours: House):
    before = planned(ours)
    site, _ = main_site(before)
    with pytest.raises(InfeasiblePlan) as refused:
        change(ours, Change("lengthen", site=site, minutes=100))
    assert any("at least 100 minutes" in one for one in refused.value.clashes)
    assert newest(ours).id == before.id
    told: list[str] = []
    for _ in range(8):  # bar every place the planner turns to, all at once
        barred = [Change("not_there", site=one) for one in dict.fromkeys(sites(newest(ours)))]
        try:
            kept = change(ours, *barred)
        except InfeasiblePlan as none:
            told = list(none.clashes)
            break
        assert not {one.site for one in barred} & set(sites(kept))
    assert any("take it back" in one for one in told)


def test_the_page_shows_a_refusal_and_why_without_script(ours: House):
    planned(ours)
    browser = signed_in(ours.people[Role.OWNER])
    where = f"/visits/{ours.visit.id}/plan/"
    site, _ = main_site(newest(ours))
    for _ in range(40):
        answered = browser.post(f"{where}change/", {"kind": "lengthen", "site": site})
        if answered.status_code == 409:
            break
    text = answered.content.decode()
    assert "The plan stays as it was." in text
    assert "Pinned:" in text
    assert 'id="plan"' in text


def test_a_change_can_be_taken_back_and_the_first_plan_returns(ours: House):
    before = planned(ours)
    site, minutes = main_site(before)
    change(ours, Change("shorten", site=site, minutes=minutes - 2))
    planning.undo(ours.visit.id, 0, on=DAY, by=ours.actor(), at=AT)
    assert newest(ours).body["session"] == before.body["session"]
    with pytest.raises(InputError, match="no such change"):
        planning.undo(ours.visit.id, 0, on=DAY, by=ours.actor(), at=AT)


def test_a_later_word_on_the_same_minutes_takes_the_place_of_the_earlier(ours: House):
    _, site, minutes = lengthened(ours, planned(ours))
    after = change(ours, Change("shorten", site=site, minutes=minutes - 2))
    assert [one["change"]["kind"] for one in after.body["changes"]] == ["shorten"]


def test_hz20_no_change_is_made_to_a_plan_that_is_void(ours: House):
    site, minutes = main_site(planned(ours))
    answering.by_person(
        ours.visit.id, Sent(uuid4(), {"fever_now": "unknown"}), observed=False, on=DAY,
        by=ours.actor(), at=AT,
    )  # fmt: skip
    with pytest.raises(InputError, match="void"):
        change(ours, Change("lengthen", site=site, minutes=minutes + 2))


def test_no_change_is_made_once_the_session_has_begun(ours: House):
    made_ready(ours)
    site, minutes = main_site(newest(ours))
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    with pytest.raises(InputError, match="begun"):
        change(ours, Change("pin", site=site, minutes=minutes))


def test_hz23_random_touches_on_the_page_only_ever_store_checked_plans(ours: House):
    planned(ours)
    browser = signed_in(ours.people[Role.OWNER])
    chance = np.random.default_rng(7)
    kinds = ("reorder", "pin", "lengthen", "shorten", "less", "drop", "swap", "nonsense")
    statuses = set()
    for _ in range(10):
        part = chance.choice([one for one in newest(ours).body["session"]["segments"]
                              if one["site"]])  # fmt: skip
        sent = {
            "kind": chance.choice(kinds),
            "site": part["site"],
            "side": part["side"],
            "technique": part["technique"],
            "to": chance.choice(["", "gliding", "no_such"]),
        }
        sent["minutes"] = "999"  # what the page does not ask for is not read
        answered = browser.post(f"/visits/{ours.visit.id}/plan/change/", sent)
        statuses.add(answered.status_code)
    assert statuses <= {302, 409, 422}
    assert 302 in statuses
    for kept in Snapshot.objects.filter(kind=SnapshotKind.PLAN):
        parts = kept.body["session"]["segments"]
        assert sum(one["minutes"] for one in parts) == kept.body["session"]["minutes"] <= 60
        assert all(one["pressure"] in {1, 2, 3, 4} for one in parts if one["site"])


def test_another_length_keeps_the_changes_or_leaves_everything_as_it_was(ours: House):
    before = planned(ours)
    site, minutes = main_site(before)
    change(ours, Change("pin", site=site, minutes=minutes))
    longer = planning.lengthen(ours.visit.id, 75, on=DAY, by=ours.actor(), at=AT)
    assert longer.body["session"]["minutes"] > before.body["session"]["minutes"]
    assert len(longer.body["changes"]) == 1
    with pytest.raises(InfeasiblePlan):
        planning.lengthen(ours.visit.id, 15, on=DAY, by=ours.actor(), at=AT)
    assert fresh(ours).minutes == 75
    assert plan_page.shown(fresh(ours)).is_current


def test_every_usual_length_stands_beside_the_one_booked(ours: House):
    planned(ours)
    browser = signed_in(ours.people[Role.OWNER])
    text = browser.get(f"/visits/{ours.visit.id}/plan/lengths/").content.decode()
    for minutes in (30, 45, 75, 90):
        assert f"Book {minutes} min" in text
    assert "booked now" in text


def test_changes_that_no_longer_fit_new_answers_are_let_go_and_said(ours: House):
    site, minutes = main_site(planned(ours))
    change(ours, Change("pin", site=site, minutes=minutes))
    where = [{"site": site, "side": "both"}]
    answering.by_person(
        ours.visit.id, Sent(uuid4(), {"not_there": where}), observed=False, on=DAY,
        by=ours.actor(), at=AT,
    )  # fmt: skip
    after = planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    assert site not in sites(after)
    assert after.body["changes"] == []
    page = signed_in(ours.people[Role.OWNER]).get(f"/visits/{ours.visit.id}/plan/")
    assert "were let go" in page.content.decode()


def test_s46_each_change_of_a_plan_leaves_one_row(ours: House):
    site, minutes = main_site(planned(ours))
    before = TrailRow.objects.count()
    change(ours, Change("pin", site=site, minutes=minutes))
    assert TrailRow.objects.count() == before + 1
    assert TrailRow.objects.latest("id").action == "plan.changed"


def test_hz67_consent_names_the_areas_the_wording_and_the_time(ours: House):
    made_ready(ours)
    kept = Consent.objects.get(purpose="massage")
    plan = newest(ours)
    assert [tuple(one) for one in kept.areas] == consent.areas_of(plan)
    assert kept.text_version == consenting.TEXT_VERSION
    assert kept.text_digest
    assert kept.at == AT


def test_hz67_no_session_begins_with_a_place_nobody_agreed_to(ours: House):
    made_ready(ours)
    first, *agreed = consent.by_site(consent.areas_of(newest(ours)))
    left = consenting.to_areas(ours.visit.id, agreed, by=ours.actor(), at=later(1))
    assert left == (first,)
    with pytest.raises(InputError, match="consent to"):
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)


def test_hz67_what_the_client_does_not_want_leaves_the_plan_at_once(ours: House):
    planned(ours)
    answering.read_back(ours.visit.id, by=ours.actor(), at=AT)
    areas = list(consent.by_site(consent.areas_of(newest(ours))))
    browser = signed_in(ours.people[Role.OWNER])
    answered = browser.post(f"/visits/{ours.visit.id}/consent/", {"area": areas[1:]})
    assert answered.status_code == 302
    assert areas[0] not in consent.by_site(consent.areas_of(newest(ours)))
    for _ in range(6):  # the new plan may bring places that were not asked about yet
        now = list(consent.by_site(consent.areas_of(newest(ours))))
        browser.post(f"/visits/{ours.visit.id}/consent/", {"area": now})
    planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)


def test_hz09_consent_is_taken_back_by_one_touch_and_bars_the_start(ours: House):
    made_ready(ours)
    browser = signed_in(ours.people[Role.OWNER])
    browser.post(f"/visits/{ours.visit.id}/consent/", {"given": "no"})
    assert consent.held(fresh(ours)).given is False
    assert consent.missing(fresh(ours), newest(ours))
    with pytest.raises(InputError, match="consent to"):
        planning.adopt(ours.visit.id, on=DAY, by=ours.actor(), at=AT)


def test_hz67_places_near_private_parts_are_never_ticked_beforehand(ours: House):
    answer(ours, pain_map=[{"site": "deep_buttock", "side": "left", "intensity": 5}])
    looked(ours)
    planning.plan(ours.visit.id, on=DAY, by=ours.actor(), at=AT)
    asked = consent.asked(fresh(ours), newest(ours))
    close = {one.key for one in asked if one.is_close}
    assert any("buttock" in key for key in close)
    text = signed_in(ours.people[Role.OWNER]).get(f"/visits/{ours.visit.id}/plan/").content.decode()
    for one in asked:
        box = text.split(f'name="area" value="{one.key}"')[1].split(">")[0]
        assert ("checked" in box) is (not one.is_close)


def test_consent_to_a_place_outside_the_plan_is_refused(ours: House):
    planned(ours)
    with pytest.raises(InputError, match="not the areas"):
        consenting.to_areas(ours.visit.id, ["chest"], by=ours.actor(), at=AT)


def length_of(house: House, minutes: int) -> Snapshot:
    return planning.lengthen(house.visit.id, minutes, on=DAY, by=house.actor(), at=AT)


REPLANNED: dict[str, Callable[[House], Snapshot]] = {
    "change": lambda house: change(house, Change("not_there", site="outer_hip")),
    "undo": lambda house: planning.undo(house.visit.id, 0, on=DAY, by=house.actor(), at=AT),
    "lengthen": lambda house: length_of(house, 75),
}


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object] | None]:
    """Return what is done, one after the other, each time a plan was made and is not kept yet."""
    done: list[Callable[[], object] | None] = []
    make = plan_making.made

    def made(*args: Any, **kwargs: Any) -> Taken:
        found = make(*args, **kwargs)
        if done and (what := done.pop(0)) is not None:
            what()
        return found

    monkeypatch.setattr(plan_making, "made", made)
    return done


def elsewhere(what: Callable[[], object]) -> Callable[[], object]:
    """Return the deed as another one would do it: in a thread with a connection of its own."""

    def run() -> None:
        faults: list[BaseException] = []

        def inner() -> None:
            try:
                what()
            except Exception as fault:  # noqa: BLE001 -- raised again by whoever waits
                faults.append(fault)
            finally:
                connection.close()

        other = threading.Thread(target=inner)
        other.start()
        other.join()
        if faults:
            raise faults[0]

    return run


@pytest.mark.parametrize("deed", REPLANNED)
def test_a_change_that_lands_while_another_plans_is_in_the_plan_that_is_kept(
    deed: str, committed: House, plans: list[Callable[[], object] | None]
):
    plan = planned(committed)
    site, minutes = main_site(plan)
    change(committed, Change("pin", site=site, minutes=minutes))
    lighter = Change("less", site=sites(plan)[-1], side=None, pressure=1)
    # Were the record held while it is planned, this other hand would wait for ever.
    plans += [elsewhere(lambda: change(committed, lighter))]
    before = Snapshot.objects.filter(kind=SnapshotKind.PLAN).count()
    with reading():  # as each request is
        REPLANNED[deed](committed)
    assert Snapshot.objects.filter(kind=SnapshotKind.PLAN).count() == before + 2
    kept = newest(committed)
    assert plan_changes.stored(lighter) in [one["change"] for one in kept.body["changes"]]
    assert snapshots.is_current(kept, fresh(committed))


@pytest.mark.parametrize("deed", REPLANNED)
def test_an_answer_that_lands_while_another_plans_is_never_planned_over(
    deed: str, committed: House, plans: list[Callable[[], object] | None]
):
    site, minutes = main_site(planned(committed))
    change(committed, Change("pin", site=site, minutes=minutes))
    told = {"fever_now": True}
    plans += [elsewhere(lambda: answering.by_person(
        committed.visit.id, Sent(uuid4(), told), observed=False, on=DAY,
        by=committed.actor(), at=AT,
    ))]  # fmt: skip
    before = newest(committed).id
    with reading(), pytest.raises(InputError):
        REPLANNED[deed](committed)
    assert newest(committed).id == before
    assert fresh(committed).minutes == 60


def test_a_plan_is_made_once_where_nothing_changed_meanwhile(
    ours: House, plans: list[Callable[[], object] | None]
):
    planned(ours)
    plans += [None] * 5
    REPLANNED["change"](ours)
    length_of(ours, 75)
    planning.undo(ours.visit.id, 0, on=DAY, by=ours.actor(), at=AT)
    assert len(plans) == 2


@pytest.mark.parametrize(
    ("kind", "position", "said"),
    [("position", "seated", "Sit down"), ("turn", "seated", "Sit up"),
     ("position", "prone", "Lie down: on the front"), ("turn", "supine", "Turn: on the back")],
)  # fmt: skip
def test_nobody_is_asked_to_lie_down_seated(kind: str, position: str, said: str):
    told = words.part_title({"kind": kind, "position": position, "technique": None})
    assert told.startswith(said)
