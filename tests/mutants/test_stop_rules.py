"""Every rule that stops a session is broken on purpose; a vignette must notice each time."""

import pytest
from attrs import evolve

from ischia.care.intake import vignette_intake
from ischia.care.screening import tier_of
from ischia.knowledge import Count, Not, shipped
from ischia.quantities import Disposition

KNOWN = shipped()
VIGNETTES = {
    entry.id: [(vignette_intake(one, knowledge=KNOWN), one.expect) for one in entry.vignettes]
    for entry in KNOWN.safety
}


def without_part(criterion):
    """Yield the criterion with one alternative of an any-of dropped, at every depth."""
    if isinstance(criterion, Not):
        yield from (Not(part) for part in without_part(criterion.part))
    if not isinstance(criterion, Count):
        return
    for n, part in enumerate(criterion.parts):
        before, after = criterion.parts[:n], criterion.parts[n + 1 :]
        if criterion.n == 1 and len(criterion.parts) > 1:
            yield Count(1, (*before, *after))
        for inner in without_part(part):
            yield Count(criterion.n, (*before, inner, *after))


def mutants():
    for entry in KNOWN.safety:
        for n, rule in enumerate(entry.rules):
            if rule.disposition < Disposition.NOT_TODAY:
                continue
            before, after = entry.rules[:n], entry.rules[n + 1 :]
            changed = {
                "removed": (*before, *after),
                "inverted": (*before, evolve(rule, when=Not(rule.when)), *after),
                "loosened": (*before, evolve(rule, disposition=Disposition.PROCEED), *after),
            }
            for number, part in enumerate(without_part(rule.when), start=1):
                narrowed = evolve(rule, when=part)
                changed[f"without alternative {number}"] = (*before, narrowed, *after)
            for name, rules in changed.items():
                yield pytest.param(entry, rules, id=f"{entry.id} rule {n + 1} {name}")


def survives(entry, rules):
    mutant = evolve(entry, rules=rules)
    return all(tier_of(mutant, asked) is expect for asked, expect in VIGNETTES[entry.id])


@pytest.mark.parametrize(("entry", "rules"), list(mutants()))
def test_a_broken_stop_rule_is_noticed(entry, rules):
    assert not survives(entry, rules)
