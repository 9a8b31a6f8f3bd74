"""The screening and the assessment as a therapist reads them in a terminal."""

import textwrap
from collections.abc import Iterable, Iterator

from ischia.care.assessment import Assessment
from ischia.care.screening import Clearance, Finding
from ischia.documents._asking import AskedPage, asked_pages, asked_words
from ischia.documents._limit_words import restriction_words
from ischia.documents._words import DISPOSITION_WORDS
from ischia.knowledge import Basis, Knowledge, Statement
from ischia.quantities import Disposition, Truth

WIDTH = 88
WHAT_NOW = {
    Disposition.EMERGENCY_NOW: "Stop. Call the emergency number now and stay until help has taken "
    "over. No massage, also not while waiting.",
    Disposition.SAME_DAY: "Stop. A doctor, urgent care or emergency department should see this "
    "today. No massage.",
    Disposition.WITHIN_2_WEEKS: "No massage until a doctor has seen this, within two weeks. "
    "Sooner if it gets worse.",
    Disposition.NOT_TODAY: "No massage today. Offer another day and say what would clear it.",
}
_MECHANISM_WORDS = {
    "nerve": "leg pain with nerve signs",
    "unclear": "pain of no clear kind",
}
_ASK = Disposition.ASK_FIRST
_MOST_REASONS = 2
_MOST_OTHERS = 3
_MOST_WRITTEN_OUT, _MOST_ALOUD = 12, 4
_BASIS_WORDS = {Basis.PRACTICE: "practice default", Basis.PRODUCT: "our default"}


def wrapped(text: str, indent: int = 0, hang: int = 0) -> str:
    """Return text wrapped to the page with an indent, further lines hung deeper."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )


def sure_words(statement: Statement) -> str:
    """Return what a statement rests on, in brackets."""
    if statement.basis is Basis.SOURCE:
        return f"[{', '.join(statement.sources)}]"
    return f"[{_BASIS_WORDS[statement.basis]}]"


def screening_text(clearance: Clearance, *, knowledge: Knowledge) -> str:
    """Return a clearance as text: what, why, limits, what to ask.

    What is certain comes first and alone; what is merely unanswered follows as questions.
    """
    lines = [DISPOSITION_WORDS[clearance.disposition].upper()]
    if clearance.disposition in WHAT_NOW:
        lines.append(wrapped(WHAT_NOW[clearance.disposition]))
    sure = [one for one in clearance.findings if one.truth is Truth.YES]
    mild = [] if clearance.permits_treatment else [one for one in sure if one.tier < _ASK]
    lines.append("")
    if not sure and not clearance.unanswered:
        lines.append("Nothing found that speaks against a session.")
    for finding in sure:
        if finding not in mild:
            lines += _finding_lines(finding)
    lines += _asking(clearance, knowledge)
    if mild and clearance.disposition is _ASK:
        labels = "; ".join(one.label for one in mild)
        lines += ["", wrapped(f"Known so far, to be minded once that is answered: {labels}.")]
    limits = list(dict.fromkeys(restriction_words(one) for one in clearance.restrictions))
    if limits and clearance.permits_treatment:
        lines += ["", "Limits today", *(wrapped(f"- {limit}", 2, 2) for limit in limits)]
    return "\n".join(lines)


def _asking(clearance: Clearance, knowledge: Knowledge) -> Iterator[str]:
    if clearance.disposition <= Disposition.ASK_FIRST:
        pages = asked_pages(clearance.unanswered, knowledge=knowledge)
        yield from _ask_now(pages)
        return
    pages = asked_pages(clearance.could_worsen, knowledge=knowledge)
    if pages:
        yield ""
        yield "Ask this too: an answer could make it more urgent"
        yield from _by_page(pages)
    n = len(_ids(clearance.unanswered) - _ids(clearance.could_worsen))
    if n:
        yield ""
        yield wrapped(f"{_counted(n, more=True)} unanswered. They change nothing about this.")


def _ids(open_questions: Iterable[str]) -> set[str]:
    return {one.partition(".")[0] for one in open_questions}


def _counted(n: int, *, more: bool = False) -> str:
    """Return how many questions are open, as the start of a sentence."""
    words = "more question" if more else "question"
    return f"{n} {words} is" if n == 1 else f"{n} {words}s are"


def _ask_now(pages: tuple[AskedPage, ...]) -> Iterator[str]:
    n = sum(len(page.questions) for page in pages)
    if n:
        answers = "1 answer is" if n == 1 else f"{n} answers are"
        yield f"Before anyone is cleared, {answers} needed"
        yield from _by_page(pages)


def _by_page(pages: tuple[AskedPage, ...]) -> Iterator[str]:
    """Write few questions out; of many, only what is half answered, and a count a page."""
    n = sum(len(page.questions) for page in pages)
    if n <= _MOST_WRITTEN_OUT:
        for page in pages:
            yield f"  {page.label}"
            for asked in page.questions:
                words = asked_words(asked, aloud=n <= _MOST_ALOUD)
                yield wrapped(f"- {words} ({asked.question})", 4, 2)
        return
    for page in pages:
        for asked in page.questions:
            if asked.details:
                yield wrapped(f"- {asked_words(asked)} ({asked.question})", 2, 2)
    counts = ((page, sum(not one.details for one in page.questions)) for page in pages)
    yield from (f"  {page.label}: {n} ({page.group})" for page, n in counts if n)


def _finding_lines(finding: Finding) -> Iterator[str]:
    yield wrapped(f"* {finding.label}: {DISPOSITION_WORDS[finding.tier].lower()}", 0, 2)
    for statement in finding.because[:_MOST_REASONS]:
        yield wrapped(f"{statement.text} {sure_words(statement)}", 4)
    if finding.tier > Disposition.ASK_FIRST:
        for fact in finding.facts[:_MOST_REASONS]:
            yield wrapped(f"Known: {fact.text} {sure_words(fact)}", 4)
    if finding.meanwhile and finding.tier < Disposition.ASK_FIRST:
        yield wrapped(f"Meanwhile: {finding.meanwhile}", 4)


def assessment_text(assessment: Assessment) -> str:
    """Return an assessment as text: clues for and against, never a diagnosis."""
    kind = _MECHANISM_WORDS.get(assessment.mechanism, f"{assessment.mechanism} pain")
    told = f"{kind}, {assessment.chronicity}, irritability {assessment.irritability}"
    lines = [wrapped(f"The answers behave like: {told}.")]
    for match in (one for one in assessment.patterns if one.fits):
        lines += ["", match.label]
        lines += _clue_lines("for", match.clues_for)
        lines += _clue_lines("against", match.clues_against)
    others = [one.label for one in assessment.patterns if not one.fits]
    if others:
        lines += ["", wrapped(f"Too few clues for: {'; '.join(others[:_MOST_OTHERS])}.")]
    for score in assessment.scores:
        lines += [
            "",
            f"{score.instrument}: {score.value} ({score.band}) [{', '.join(score.sources)}]",
        ]
    lines += ["", "This is a pattern of clues, not a diagnosis."]
    return "\n".join(lines)


def _clue_lines(word: str, clues: Iterable[Statement]) -> Iterator[str]:
    for clue in clues:
        yield wrapped(f"{word}: {clue.text} {sure_words(clue)}", 2, 2)
