"""What must hold across entries: references exist, safety entries keep their laws."""

from collections.abc import Iterable, Iterator

from ischia.errors import Defect
from ischia.knowledge._care import Pattern
from ischia.knowledge._criteria import Criterion, Is, Leaf, Pain, Value
from ischia.knowledge._entries import Knowledge
from ischia.knowledge._question_laws import question_defects, watch_defects
from ischia.knowledge._questions import Question
from ischia.knowledge._safety import Basis, Restriction, SafetyEntry, Statement, VignetteCase
from ischia.knowledge._wording_laws import wording_defects
from ischia.quantities import Disposition, Truth


def law_defects(knowledge: Knowledge) -> Iterator[Defect]:
    """Yield every broken reference and law."""
    yield from _source_defects(knowledge)
    yield from _family_defects(knowledge)
    yield from question_defects(knowledge)
    yield from wording_defects(knowledge)
    yield from watch_defects(knowledge)
    for entry in knowledge.safety:
        yield from _safety_defects(knowledge, entry)
    for pattern in knowledge.patterns.values():
        yield from _pattern_defects(knowledge, pattern)
    for technique in knowledge.techniques.values():
        where = f"techniques/{technique.id}.yaml"
        yield from _unknown(where, "claims", technique.claims, knowledge.claims)
    for question in knowledge.questions.values():
        if question.branch is not None:
            where = f"questions/{question.id}.yaml: branch"
            yield from _criterion_defects(knowledge, where, question.branch, polarity=False)


def _unknown(where: str, key: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Defect]:
    held = set(known)
    for one in ids:
        if one not in held:
            yield Defect(f"{where}: {key}", f"there is no entry {one}", "an id that exists")


def _statements(knowledge: Knowledge) -> Iterator[tuple[str, Statement]]:
    for entry in knowledge.safety:
        where = f"{entry.kind}/{entry.id}.yaml"
        for rule in entry.rules:
            yield where, rule.because
            for restriction in rule.restrictions:
                yield from ((where, statement) for statement in restriction.because)
        yield from ((where, fact) for fact in entry.facts)
    for pattern in knowledge.patterns.values():
        where = f"patterns/{pattern.id}.yaml"
        yield from ((where, clue.because) for clue in (*pattern.clues_for, *pattern.clues_against))
        yield from ((where, statement) for statement in pattern.do)
    for kind in ("techniques", "exercises", "practice", "muscles", "instruments"):
        for entry in knowledge.kind(kind).values():
            yield f"{kind}/{entry.id}.yaml", entry.because
    for zone in knowledge.reflex_zones.values():
        yield f"reflex_zones/{zone.id}.yaml", zone.tradition
        yield f"reflex_zones/{zone.id}.yaml", zone.evidence


def _source_defects(knowledge: Knowledge) -> Iterator[Defect]:
    for where, statement in _statements(knowledge):
        yield from _unknown(where, "sources", statement.sources, knowledge.sources)
        if statement.basis is Basis.SOURCE and not any(
            knowledge.sources[one].checked for one in statement.sources if one in knowledge.sources
        ):
            yield Defect(
                where,
                "a statement shown as evidence rests on no checked source",
                "basis practice or product, or a source that was read",
            )
    for claim in knowledge.claims.values():
        yield from _unknown(f"claims/{claim.id}.yaml", "sources", claim.sources, knowledge.sources)


def _safety_defects(knowledge: Knowledge, entry: SafetyEntry) -> Iterator[Defect]:
    where = f"{entry.kind}/{entry.id}.yaml"
    missing = set(VignetteCase) - {vignette.case for vignette in entry.vignettes}
    for case in sorted(missing, key=lambda case: case.value):
        yield Defect(
            f"{where}: vignettes",
            f"there is no vignette {case.value}",
            "fires, near_miss, unanswered",
        )
    for n, rule in enumerate(entry.rules):
        place = f"{where}: rules[{n}]"
        yield from _criterion_defects(knowledge, f"{place}.when", rule.when, polarity=True)
        if rule.when.evaluate({}) is not Truth.UNKNOWN:
            yield Defect(
                f"{place}.when",
                "this is decided on a blank intake",
                "unknown while nothing is answered",
            )
        if rule.disposition is Disposition.ASK_FIRST:
            yield Defect(
                f"{place}.disposition",
                "asking follows from unknown answers",
                "any other disposition",
            )
        yield from _restriction_defects(knowledge, place, rule.restrictions)


def _restriction_defects(
    knowledge: Knowledge, where: str, restrictions: Iterable[Restriction]
) -> Iterator[Defect]:
    named = families(knowledge) | set(knowledge.techniques) | set(knowledge.exercises)
    measures = knowledge.practice["measures"].values if "measures" in knowledge.practice else {}
    for restriction in restrictions:
        yield from _unknown(where, "techniques", restriction.techniques, named)
        yield from _unknown(where, "where_from", restriction.where_from, knowledge.questions)
        if restriction.measure:
            yield from _unknown(where, "measure", [restriction.measure], measures)


def families(knowledge: Knowledge) -> set[str]:
    """Return every family name: those carried, and those named in practice ``families``.

    Some families are carried by nothing that is ever planned, such as work through the
    belly; a limit may name them all the same.
    """
    of_techniques = {name for one in knowledge.techniques.values() for name in one.families}
    of_exercises = {name for one in knowledge.exercises.values() for name in one.families}
    named = knowledge.practice["families"].values if "families" in knowledge.practice else {}
    return of_techniques | of_exercises | set(named)


def _family_defects(knowledge: Knowledge) -> Iterator[Defect]:
    """Yield each family that something carries but practice ``families`` does not name."""
    if "families" not in knowledge.practice:
        return
    named = knowledge.practice["families"].values
    for kind in ("techniques", "exercises"):
        for one in knowledge.kind(kind).values():
            yield from _unknown(f"{kind}/{one.id}.yaml", "families", one.families, named)


def _pattern_defects(knowledge: Knowledge, pattern: Pattern) -> Iterator[Defect]:
    where = f"patterns/{pattern.id}.yaml"
    for clue in (*pattern.clues_for, *pattern.clues_against):
        yield from _criterion_defects(knowledge, where, clue.when, polarity=False)
    yield from _restriction_defects(knowledge, where, pattern.restrictions)
    yield from _unknown(where, "home_care", pattern.home_care, knowledge.exercises)
    yield from _unknown(where, "claims", pattern.claims, knowledge.claims)


def _criterion_defects(
    knowledge: Knowledge, where: str, criterion: Criterion, *, polarity: bool
) -> Iterator[Defect]:
    for leaf, negated in criterion.leaves():
        question = knowledge.questions.get(leaf.question)
        if question is None:
            yield Defect(where, f"there is no question {leaf.question}", "a question id")
            continue
        if wrong := _leaf_fault(leaf, question):
            yield Defect(where, f"{leaf.question}: {wrong}", "a criterion that fits the question")
        if polarity and isinstance(leaf, Is) and negated is not question.reassuring:
            yield Defect(
                where,
                f"{leaf.question} is used the wrong way round",
                "a danger as it stands, a reassuring answer under not",
            )


def _leaf_fault(leaf: Leaf, question: Question) -> str:
    if isinstance(leaf, Is):
        wanted = {
            "course": bool(leaf.course),
            "since": leaf.within_days is not None or leaf.beyond_days is not None,
            "examined": leaf.examined is not None,
        }
        missing = [name for name, used in wanted.items() if used and name not in question.details]
        if question.kind != "yes_no":
            return "it is not a yes-or-no question"
        return f"it does not ask {missing[0]}" if missing else ""
    if isinstance(leaf, Pain):
        return "" if question.kind == "marks" else "it is not the pain map"
    return _value_fault(leaf, question)


def _value_fault(leaf: Value, question: Question) -> str:
    if leaf.among:
        known = {choice.id for choice in question.choices}
        return "" if set(leaf.among) <= known else "a word is not among its choices"
    return "" if question.kind == "number" else "it is not a number"
