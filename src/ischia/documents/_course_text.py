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
        f"Next: {words.next_line(review)}",
        _paragraph(decision.text),
        _paragraph(f"What would change it: {decision.would_change}"),
        _paragraph(f"Basis: {words.basis(review)}"),
        _paragraph(words.visits_sentence(review)),
    ]
    for more in (words.stale_sentence(review), words.unrated_sentence(review)):
        lines += [_paragraph(more)] if more else []
    if decision.has_flare_plan:
        lines.append(_paragraph(words.FLARE_PLAN))
    if links := words.links_sentence(review):
        lines.append(_paragraph(links))
    lines += ["", "Measures"]
    changes = [words.change_sentence(told.change) for told in review.told]
    lines += [_paragraph(sentence) for sentence in changes or [words.NOTHING_RATED]]
    lines += ["", "What usually happens"]
    usual = words.usual_sentences(review)
    lines += [_paragraph(sentence) for sentence in usual or [words.NO_USUAL_COURSE]]
    lines += _ranges(review)
    lines += ["", "Timeline"]
    lines += [f"  {event.on.isoformat()}  {event.words}" for event in review.timeline]
    if review.missed_check_ins:
        lines.append(f"  Check-ins not answered: {review.missed_check_ins} (normal).")
    return "\n".join(lines) + "\n"


def _ranges(review: Review) -> list[str]:
    if not review.ranges:
        return []
    lines = ["", "Range of the next ratings (for the practitioner; no promise)"]
    lines += [f"  {words.range_sentence(one)}" for one in review.ranges]
    return lines
