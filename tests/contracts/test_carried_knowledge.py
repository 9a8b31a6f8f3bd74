"""What was known is carried over or refused with a reason; nothing quietly disappears."""

from importlib.resources import files

import pytest

from ischia import anatomy
from ischia.knowledge import KINDS, Basis, shipped
from ischia.reading import parse_yaml

KNOWN = shipped()
REFUSED = parse_yaml(files("ischia.knowledge").joinpath("refused.yaml").read_text("utf-8")).data
TABLES = {
    "trial_protocols": ("trial_protocols", "protocols"),
    "dermatomes": ("dermatomes", "levels"),
    "referral_maps": ("referral_maps", "maps"),
}


def test_every_refusal_names_kind_id_and_a_reason_once():
    assert all(set(row) == {"kind", "id", "reason"} for row in REFUSED)
    assert all(row["reason"].endswith(".") for row in REFUSED)
    pairs = [(row["kind"], row["id"]) for row in REFUSED]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: f"{row['kind']}-{row['id']}")
def test_nothing_is_both_refused_and_carried(row):
    if row["kind"] in KINDS:
        assert row["id"] not in KNOWN.kind(row["kind"])
    if row["kind"] in TABLES:
        entry, table = TABLES[row["kind"]]
        assert row["id"] not in KNOWN.practice_values(entry)[table]


@pytest.mark.parametrize(("entry", "table"), TABLES.values())
def test_tables_of_sites_and_sources_point_at_what_exists(entry, table):
    for row in KNOWN.practice_values(entry)[table].values():
        assert set(row.get("sources", ())) <= set(KNOWN.sources)
        assert set(row.get("sites", ())) <= set(anatomy.body().sites)


def test_referral_maps_belong_to_muscles_we_know():
    rows = KNOWN.practice_values("referral_maps")["maps"].values()
    assert {row["muscle"] for row in rows} <= set(KNOWN.muscles)


def test_every_trial_that_was_not_read_stays_out():
    for name, row in KNOWN.practice_values("trial_protocols")["protocols"].items():
        assert not [key for key in row if key.endswith("_unchecked")], name
        assert any(KNOWN.sources[source].checked for source in row["sources"]), name


def test_the_usual_course_only_falls_and_keeps_its_bounds():
    for name in ("acute", "persistent"):
        row = KNOWN.practice_values("usual_course")[name]
        assert row["mean"] == sorted(row["mean"], reverse=True)
        for low, mean, high in zip(row["low"], row["mean"], row["high"], strict=True):
            assert low <= mean <= high
        assert KNOWN.sources[row["source"]].checked


@pytest.mark.parametrize("claim", KNOWN.claims.values(), ids=lambda claim: claim.id)
def test_a_claim_shown_as_evidence_rests_on_a_source_that_was_read(claim):
    assert claim.sources
    if claim.basis is Basis.SOURCE:
        assert any(KNOWN.sources[source].checked for source in claim.sources)


@pytest.mark.parametrize("claim", KNOWN.claims.values(), ids=lambda claim: claim.id)
def test_safe_wording_never_says_what_is_to_be_avoided(claim):
    denials = ("not", "no ", "nobody", "never", "cannot")
    for sentence in claim.wording.lower().split(". "):
        for phrase in claim.avoid_saying:
            if phrase.lower() in sentence:
                assert any(denial in sentence for denial in denials)


@pytest.mark.parametrize("zone", KNOWN.reflex_zones.values(), ids=lambda zone: zone.id)
def test_a_reflex_zone_is_tradition_and_says_so(zone):
    assert zone.tradition.basis is not Basis.SOURCE
    assert "tradition" in zone.tradition.text.lower()
    assert zone.evidence.text.startswith("Science has not shown")


def test_zones_named_after_organs_are_kept_but_never_used():
    organs = {"adrenal", "kidney", "ureter", "bladder", "small_intestine"}
    assert {zone.id for zone in KNOWN.reflex_zones.values() if zone.status == "retired"} == organs
    sets = KNOWN.practice_values("reflex_chart")["usual_sets"]
    assert not organs & {zone for chosen in sets.values() for zone in chosen}


def test_every_drawn_zone_lies_on_the_foot():
    boxes = KNOWN.practice_values("reflex_chart")["boxes"]
    assert set(boxes) == set(KNOWN.reflex_zones)
    for box in boxes.values():
        for low, high in box.values():
            assert 0 <= low < high <= 1


@pytest.mark.parametrize("muscle", KNOWN.muscles.values(), ids=lambda muscle: muscle.id)
def test_a_muscle_that_hands_reach_has_a_place_and_a_position(muscle):
    untouched = {"diaphragm", "pelvic_floor"}
    assert bool(muscle.sites) is (muscle.id not in untouched)
    assert muscle.positions or muscle.id == "pelvic_floor"
