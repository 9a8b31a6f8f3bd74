import pytest

from ischia.care.intake import vignette_intake
from ischia.care.screening import screen, second_opinion, tier_of
from ischia.knowledge import VignetteCase, shipped
from ischia.quantities import Disposition

KNOWN = shipped()
CASES = [(entry, vignette) for entry in KNOWN.safety for vignette in entry.vignettes]
NAMES = [f"{entry.id}: {vignette.name}" for entry, vignette in CASES]


@pytest.mark.parametrize(("entry", "vignette"), CASES, ids=NAMES)
def test_the_entry_answers_its_vignette(entry, vignette):
    asked = vignette_intake(vignette, knowledge=KNOWN)
    assert tier_of(entry, asked) is vignette.expect
    clearance = screen(asked, knowledge=KNOWN)
    assert clearance.disposition >= vignette.expect
    assert second_opinion(asked, knowledge=KNOWN).disposition == clearance.disposition


@pytest.mark.parametrize(("entry", "vignette"), CASES, ids=NAMES)
def test_a_vignette_is_of_the_case_it_claims(entry, vignette):
    strictest = max(rule.disposition for rule in entry.rules)
    if vignette.case is VignetteCase.FIRES:
        assert vignette.expect > Disposition.PROCEED
    elif vignette.case is VignetteCase.NEAR_MISS:
        assert vignette.expect < strictest
    else:
        details = [a for a in vignette.answers.values() if isinstance(a, dict)]
        assert vignette.unanswered or details
        assert vignette.expect in {
            Disposition.ASK_FIRST,
            Disposition.PROCEED_MODIFIED,
            Disposition.PROCEED,
        }
