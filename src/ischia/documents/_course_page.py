"""A course review as one page of HTML that stands alone."""

from collections.abc import Iterable
from html import escape
from typing import Final

from ischia.care.course import Review
from ischia.documents import _course_words as words
from ischia.documents._course_chart import course_chart

_STYLE: Final = """
:root { color-scheme: light; }
body { font: 17px/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.35rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .4rem; }
.sub { color: #555; margin: .1rem 0 1.4rem; }
.next { border: 2px solid #1a1a1a; border-radius: 8px; padding: .9rem 1.1rem; }
.next strong { font-size: 1.2rem; display: block; }
.next p { margin: .45rem 0 0; } .quiet { color: #555; font-size: .92rem; }
svg { width: 100%; height: auto; margin: .4rem 0; } time { white-space: nowrap; }
ul { padding-left: 1.1rem; } li { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
td, th { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #ddd;
  vertical-align: top; font-weight: normal; } th { white-space: nowrap; color: #555; }
@media (max-width: 32rem) { .over-weeks { font-size: 22px; } }
@media print { body { margin: 0; font-size: 11pt; } .next { break-inside: avoid; } }
"""
_PAINS: Final = ("pain_average", "leg_pain", "pain_now", "pain_worst")
_MOST_CHARTS: Final = 2


def course_page(review: Review) -> str:
    """Return a course review as an HTML page: what is next, charts, sentences, timeline."""
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Course of {escape(review.patient)}</title>",
            f"<style>{_STYLE}</style></head><body><main>",
            f"<h1>Course of {escape(review.patient)} on <time>{review.on.isoformat()}</time></h1>",
            f'<p class="sub">{escape(words.headline(review))}</p>',
            *_next(review),
            *_charts(review),
            "<h2>Measures</h2>",
            _list([words.change_sentence(t.change) for t in review.told] or [words.NOTHING_RATED]),
            "<h2>What usually happens</h2>",
            _list(words.usual_sentences(review) or [words.NO_USUAL_COURSE]),
            *_ranges(review),
            *_timeline(review),
            "</main></body></html>\n",
        ]
    )


def _paragraph(text: str, style: str = "") -> str:
    attribute = f' class="{style}"' if style else ""
    return f"<p{attribute}>{escape(text)}</p>"


def _list(sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(one)}</li>" for one in sentences)
    return f"<ul>{items}</ul>"


def _next(review: Review) -> list[str]:
    decision = review.decision
    parts = [
        '<section class="next" aria-label="What is next">',
        f"<strong>{escape(words.next_line(review))}</strong>",
        _paragraph(decision.text),
        _paragraph(f"What would change it: {decision.would_change}"),
        _paragraph(words.visits_sentence(review)),
    ]
    for more in (words.stale_sentence(review), words.unrated_sentence(review)):
        parts += [_paragraph(more)] if more else []
    if decision.has_flare_plan:
        parts.append(_paragraph(words.FLARE_PLAN))
    if links := words.links_sentence(review):
        parts.append(_paragraph(links))
    parts.append(_paragraph(f"Basis: {words.basis(review)}", "quiet"))
    return [*parts, "</section>"]


def _charts(review: Review) -> list[str]:
    """Return the pain the course is judged by and what the client chose; else another pain."""
    by_measure = {told.measure: told for told in review.told if len(told.values) > 1}
    order = dict.fromkeys([review.main or "", *words.DECIDING, *_PAINS])
    charted = [by_measure[measure] for measure in order if measure in by_measure][:_MOST_CHARTS]
    parts = []
    for told in charted:
        parts.append(f"<h2>{escape(told.label)}</h2>")
        parts.append(course_chart(review, told))
    return parts


def _ranges(review: Review) -> list[str]:
    if not review.ranges:
        return []
    return [
        "<h2>Range of the next ratings</h2>",
        _list(words.range_sentence(one) for one in review.ranges),
        _paragraph("For the practitioner. Not a promise; eight of ten such ratings.", "quiet"),
    ]


def _timeline(review: Review) -> list[str]:
    rows = "".join(
        f'<tr><th scope="row">{event.on.isoformat()}</th><td>{escape(event.words)}</td></tr>'
        for event in review.timeline
    )
    parts = ["<h2>Timeline</h2>", f"<table>{rows}</table>"]
    if review.missed_check_ins:
        missed = f"Check-ins not answered: {review.missed_check_ins} (normal)."
        parts.append(_paragraph(missed, "quiet"))
    return parts
