"""Screen: every rule of every entry, three-valued, to one clearance."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from ischia.care.intake import Intake
from ischia.care.screening._lift import Lift, without
from ischia.care.screening._records import Clearance, Finding
from ischia.care.screening._watch import watched_findings
from ischia.knowledge import (
    Answers,
    Basis,
    Knowledge,
    Restriction,
    Rule,
    SafetyEntry,
    open_leaves,
)
from ischia.quantities import Disposition, Truth


@frozen
class _Held:
    """A rule that holds or stays open, with the tier it asks for."""

    rule: Rule
    truth: Truth
    tier: Disposition


def screen(intake: Intake, *, knowledge: Knowledge, lifts: tuple[Lift, ...] = ()) -> Clearance:
    """Decide what may happen today, and within which limits.

    It never clears on silence: an unknown answer that could reach ``not_today`` or worse
    asks first, and any other unknown applies its restrictions as if the answer were yes.

    Parameters
    ----------
    intake
        Checked answers of one encounter; absent answers are unknown.
    knowledge
        Red flags and precautions.
    lifts
        Limits that the therapist lifts by name; they change no finding and no disposition.

    Returns
    -------
    Clearance
        The strictest disposition of all findings, with every restriction and its reason.

    Raises
    ------
    InputError
        When a limit is to be lifted that may not be, or without what that needs.
    """
    findings: list[Finding] = []
    restrictions: list[Restriction] = []
    unanswered: set[str] = set()
    open_rules: list[Rule] = []
    for entry in knowledge.safety:
        if entry.status == "retired":
            continue
        held = list(_held(entry, intake.answers))
        if held:
            findings.append(_finding(entry, held, intake.answers))
        for one in held:
            if one.tier is Disposition.ASK_FIRST:
                unanswered.update(open_leaves(one.rule.when, intake.answers))
                open_rules.append(one.rule)
            restrictions += _resolved(one.rule.restrictions, intake.answers)
    for finding in watched_findings(intake, knowledge):
        findings.append(finding)
        unanswered.update(finding.open_questions)
    findings.sort(key=lambda one: (-one.tier, one.id))
    disposition = max((one.tier for one in findings), default=Disposition.PROCEED)
    worse = [one.when for one in open_rules if one.disposition > disposition]
    could_worsen = {leaf for when in worse for leaf in open_leaves(when, intake.answers)}
    return Clearance(
        disposition=disposition,
        findings=tuple(findings),
        restrictions=without(findings, restrictions, lifts, knowledge=knowledge),
        unanswered=_in_form_order(_with_parents(unanswered, intake.answers, knowledge), knowledge),
        on=intake.on,
        knowledge_version=knowledge.version,
        could_worsen=_in_form_order(
            _with_parents(could_worsen, intake.answers, knowledge), knowledge
        ),
    )


def _held(entry: SafetyEntry, answers: Answers) -> Iterator[_Held]:
    for rule in entry.rules:
        truth = rule.when.evaluate(answers)
        if truth is Truth.YES:
            yield _Held(rule, truth, rule.disposition)
        elif truth is Truth.UNKNOWN:
            yield _Held(rule, truth, tier_if_unknown(rule))


def tier_if_unknown(rule: Rule) -> Disposition:
    """Return what a rule asks for while it cannot be told whether it holds."""
    if rule.disposition >= Disposition.NOT_TODAY:
        return Disposition.ASK_FIRST
    return Disposition.PROCEED_MODIFIED if rule.restrictions else Disposition.PROCEED


def tier_of(entry: SafetyEntry, intake: Intake) -> Disposition:
    """Return what one entry alone asks for; used for its vignettes and its page."""
    held = _held(entry, intake.answers)
    return max((one.tier for one in held), default=Disposition.PROCEED)


def _finding(entry: SafetyEntry, held: list[_Held], answers: Answers) -> Finding:
    ranked = sorted(held, key=lambda one: -one.tier)
    sure = [one for one in ranked if one.truth is Truth.YES]
    first = ranked[0]
    shown = sure if sure and sure[0].tier == first.tier else ranked
    if first.tier > Disposition.ASK_FIRST:  # beside a reason to stop, milder ones are noise
        shown = [one for one in shown if one.tier is first.tier]
    open_ = {
        leaf
        for one in held
        if one.truth is Truth.UNKNOWN
        for leaf in open_leaves(one.rule.when, answers)
    }
    return Finding(
        id=entry.id,
        kind=entry.kind,
        label=entry.label,
        tier=first.tier,
        truth=shown[0].truth,
        because=tuple(dict.fromkeys(one.rule.because for one in shown)),
        open_questions=tuple(sorted(open_)),
        meanwhile=next((one.rule.meanwhile for one in ranked if one.rule.meanwhile), ""),
        facts=tuple(fact for fact in entry.facts if fact.basis is Basis.SOURCE),
    )


def _resolved(restrictions: Iterable[Restriction], answers: Answers) -> Iterator[Restriction]:
    """Put answered places into restrictions that take their site from an answer."""
    for restriction in restrictions:
        places = dict.fromkeys(
            place
            for question in restriction.where_from
            if question in answers
            for place in answers[question].where
        )
        if not places:
            yield restriction
        for n, place in enumerate(places, start=1):
            yield evolve(
                restriction,
                id=f"{restriction.id}.{n}",
                sites=(place.site,),
                sides=(place.side,),
            )


def _with_parents(open_: set[str], answers: Answers, knowledge: Knowledge) -> set[str]:
    """Add the open questions that decide whether an open question is asked at all."""
    found: set[str] = set()
    new = set(open_)
    while new:
        found |= new
        branches = [
            question.branch
            for one in new
            if (question := knowledge.questions.get(one.partition(".")[0])) and question.branch
        ]
        new = {leaf for branch in branches for leaf in open_leaves(branch, answers)} - found
    return found


def _in_form_order(open_questions: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    def place(one: str) -> tuple[int, str]:
        question = knowledge.questions.get(one.partition(".")[0])
        return (question.order if question else 0, one)

    return tuple(sorted(open_questions, key=place))
