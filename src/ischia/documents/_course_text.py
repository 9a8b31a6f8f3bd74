"""A course review as plain text."""

from textwrap import fill

from ischia.care.course import Review
from ischia.documents import _course_words as words

_WIDTH = 92


def _paragraph(text: str, *, indent: str = "  ") -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def course_text(review: Review) -> str:
    """Return a course review to read in a terminal or paste into a note."""
    decision = review.decision
    lines = [
        f"Course of {review.patient} on {review.on.isoformat()}",
        words.headline(review),
        "",
        f"Next: {words.STEPS[decision.step.value]}"
        + (f", next session in {decision.interval_days} days" if decision.interval_days else ""),
        _paragraph(decision.text),
        _paragraph(f"What would change it: {decision.would_change}"),
        _paragraph(f"Basis: {_basis(review)}"),
        f"  {words.visits_sentence(review)}",
    ]
    if decision.has_flare_plan:
        lines.append(_paragraph(words.FLARE_PLAN))
    if decision.links_months:
        months = ", ".join(str(month) for month in decision.links_months)
        lines.append(f"  A short link asks how it is going after {months} months.")
    lines += ["", "Measures"]
    lines += [_paragraph(words.change_sentence(told.change)) for told in review.told]
    lines += ["", "What usually happens"]
    usual = words.usual_sentences(review)
    lines += [_paragraph(sentence) for sentence in usual or [words.NO_USUAL_COURSE]]
    lines += _ranges(review)
    lines += ["", "Timeline"]
    lines += [f"  {event.on.isoformat()}  {event.words}" for event in review.timeline]
    if review.missed_check_ins:
        lines.append(f"  Check-ins not answered: {review.missed_check_ins} (normal).")
    return "\n".join(lines) + "\n"


def _basis(review: Review) -> str:
    sources = review.decision.reasons[0].sources
    if review.decision.basis == "source":
        return ", ".join(sources)
    return "our default" + (f", resting on {', '.join(sources)}" if sources else "")


def _ranges(review: Review) -> list[str]:
    if not review.ranges:
        return []
    lines = ["", "Range of the next ratings (for the practitioner; no promise)"]
    lines += [
        f"  in {one.weeks} week{'s' if one.weeks > 1 else ''}:"
        f" 8 of 10 between {one.low:.1f} and {one.high:.1f}, middle {one.middle:.1f}"
        for one in review.ranges
    ]
    return lines
