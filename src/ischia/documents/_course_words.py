"""The sentences of a course review, shared by text and page."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

from ischia.care.course import Decision, Range, Review, Told, protocol
from ischia.care.outcome import Change, UsualCourse, Verdict
from ischia.instruments import instrument
from ischia.speech import ENGLISH, Said, Speech, marked, whole

_NUMBER: Final = re.compile(r"\d+")
STEPS = {
    "continue": marked("Go on"),
    "taper": marked("Longer gaps"),
    "intensify": marked("Closer together"),
    "change": marked("Change the approach"),
    "pause": marked("Pause"),
    "discharge": marked("Finish the course"),
    "refer": marked("Send to a doctor"),
}
DURATIONS = {
    "acute": "less than six weeks",
    "subacute": "six to twelve weeks",
    "persistent": "more than twelve weeks",
    "unknown": "duration not known",
}
COMPLAINTS = {
    "low_back": "Low-back pain",
    "hip": "Hip pain",
    "leg_pain": "Back-related leg pain",
    "own_wish": "Own wish, no complaint to treat",
}
FLARE_PLAN = (
    "If it flares: keep moving, the exercise at half the dose, warmth, and book one visit within"
    " days; numbness, weakness or trouble with bladder or bowel means a doctor at once."
)

DECIDING: Final = ("activity", "psfs")
"""What the client chose: besides pain a step may be decided on it."""
NOTHING_RATED = "Nothing has been rated."
NO_USUAL_COURSE = "No checked figures say what usually happens here."


def number(value: float) -> str:
    """Return a value with one decimal, or none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def change_sentence(one: Change) -> str:
    """Return what changed, and what may be said of it."""
    entry = instrument(one.measure)
    start = f"{number(one.first.value)} on {one.first.on.isoformat()}"
    if one.verdict is Verdict.NOTHING_LATER:
        return f"{entry.label}: {start}; nothing later to set beside it."
    way = "better" if one.improvement > 0 else "worse" if one.improvement < 0 else "no different"
    share = f" ({abs(one.percent):.0f} %)" if one.percent and one.improvement else ""
    size = f", {number(abs(one.points))} {way}{share}" if one.improvement else ", no different"
    sentence = f"{entry.label}: {start}, now {number(one.latest.value)}{size}."
    return f"{sentence} {_verdict_sentence(one)}"


def _verdict_sentence(one: Change) -> str:
    threshold = instrument(one.measure).threshold
    if threshold is None or one.verdict is Verdict.NO_THRESHOLD:
        return "No checked threshold, so no verdict."
    asked = f"{number(threshold.points)} points and {threshold.percent:.0f} % on two ratings"
    if one.verdict is Verdict.REACHED:
        return f"This reaches the published threshold ({asked})."
    if one.verdict is Verdict.REACHED_WORSE:
        return f"This is worse past the published threshold ({asked})."
    return f"This cannot be told from chance ({asked} are needed)."


def usual_sentence(told: Told, speech: Speech = ENGLISH) -> str:
    """Return what usually happens without massage; empty where nothing was checked."""
    usual, at = told.usual, told.usual_at
    if usual is None or at is None:
        return ""

    def said(value: float) -> str:
        return speech.decimal(number(value))

    span = {"low": said(usual.lo[at]), "high": said(usual.hi[at])} if usual.lo else {}
    between = " " + speech.say("({low} to {high})", **span) if span else ""
    sentence = speech.say(
        "Without massage: in {people}, average pain went from {first} to {later}{between} of 10 "
        "by week {week} [{source}].",
        people=speech.known(usual.people),
        first=said(usual.mean[0]),
        later=said(usual.mean[at]),
        between=between,
        week=said(usual.weeks[at]),
        source=usual.source,
    )
    if usual.caveat:
        sentence += " " + speech.say("Note: {caveat}.", caveat=speech.known(usual.caveat))
    if usual.also:
        also = speech.known(usual.also)
        source = usual.also_source
        sentence += " " + speech.say(
            "Whatever was done: {also} [{source}].", also=also, source=source
        )
    return sentence


def usual_sentences(review: Review) -> list[str]:
    """Return each usual course once, in the order of the measures it stands beside."""
    found = (usual_sentence(told) for told in review.told)
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def usual_points(usual: UsualCourse) -> list[dict[str, float]]:
    """Return the published points of a usual course, for JSON and the chart."""
    rows = []
    for n, (week, mean) in enumerate(zip(usual.weeks, usual.mean, strict=True)):
        row = {"week": week, "mean": mean}
        if usual.lo:
            row |= {"lo": usual.lo[n], "hi": usual.hi[n]}
        rows.append(row)
    return rows


def headline(review: Review) -> str:
    """Return the first line of a review."""
    weeks = number(round(review.weeks, 1))
    duration = DURATIONS[review.chronicity]
    return f"{COMPLAINTS[review.complaint.value]}, {duration} at the start; week {weeks}"


def stale_sentence(review: Review) -> str:
    """Return that the ratings behind a step are old; empty where they are not."""
    rated = [told.values[-1].on for told in review.told]
    days = (review.on - max(rated)).days if rated else 0
    if days <= protocol().numbers["recent_days"] or not review.decision.gives_session:
        return ""
    return f"The last rating is {days} days old: ask for one before deciding on it."


def unrated_sentence(review: Review) -> str:
    """Return that nothing was rated which a step may be decided on; empty where something was."""
    is_rated = review.main or any(told.measure in DECIDING for told in review.told)
    if is_rated or review.complaint.value == "own_wish":
        return ""
    asked = ", ".join(instrument(one).label.lower() for one in ("pain_average", "activity"))
    return f"Steps are decided on pain or on the chosen activity; rate one of them: {asked}."


def visits_sentence(review: Review) -> str:
    """Return what the course has cost and is likely to cost, in visits."""
    decision = review.decision
    fewest, most = decision.visits_left
    done = f"{decision.visits_done} so far"
    if most == 0 and decision.gives_session:
        return f"Visits: {done}; as many more as the client wishes."
    if most == 0:
        return f"Visits: {done}, none planned."
    one = decision.likely
    if one is None:
        return f"Visits: {done}, {_span(fewest, most)} more as the protocol stands."
    return (
        f"Visits: {done}, likely {_span(one.low, one.high)} more ({one.middle} or fewer for half);"
        f" ten weekly ones would leave {one.weekly}. By simulation, in eight of ten of"
        f" {one.clients} invented clients who stood here; no promise."
    )


def _span(fewest: int, most: int) -> str:
    return str(most) if fewest == most else f"{fewest} to {most}"


def next_line(review: Review) -> str:
    """Return the step and when the next session is."""
    return _step(review.decision.step.value, review.decision.interval_days, ENGLISH)


def _step(step: str, days: int | None, speech: Speech) -> str:
    words = speech.say(STEPS[step])
    return (
        speech.say("{step}, next session in {days} days", step=words, days=days) if days else words
    )


def kept_step(kept: str, *, speech: Speech) -> Said:
    """Return a step as :func:`next_line` gave it, in a language where it says the same."""
    words, comma, rest = kept.partition(", ")
    step = next((one for one, told in STEPS.items() if told == words), None)
    days = _NUMBER.search(rest)
    if speech.is_english or step is None or bool(comma) is not bool(days):
        return Said(kept)
    return whole(partial(_step, step, int(days[0]) if days else None), speech, kept=kept)


def decided(decision: Decision, *, speech: Speech) -> tuple[Said, Said]:
    """Return what a decision says and what would change it, each whole in one language."""
    rules = {one.id: one for one in protocol().rules}
    told = (decision.text, decision.would_change)
    if speech.is_english or decision.rule not in rules:
        return Said(told[0]), Said(told[1])
    rule, params = rules[decision.rule], decision.reasons[0].params
    said = [
        whole(partial(_filled, sentence, params), speech, kept=kept)
        for sentence, kept in zip((rule.text, rule.change), told, strict=True)
    ]
    return said[0], said[1]


def _filled(sentence: str, params: Mapping[str, object], speech: Speech) -> str:
    held = {key: one for key, one in params.items() if f"{{{key}}}" in sentence}
    words = {key: speech.known(one) if isinstance(one, str) else one for key, one in held.items()}
    return speech.known(sentence, **words)


def basis(review: Review) -> str:
    """Return what the decision rests on: sources, or our default."""
    sources = ", ".join(review.decision.reasons[0].sources)
    if review.decision.basis == "source":
        return sources
    return f"our default, resting on {sources}" if sources else "our default"


def links_sentence(review: Review) -> str:
    """Return when short links ask how it is going; empty while the course runs."""
    months = [str(month) for month in review.decision.links_months]
    if not months:
        return ""
    return f"A short link asks how it is going after {', '.join(months)} months."


def range_sentence(one: Range, speech: Speech = ENGLISH) -> str:
    """Return the range of one next rating."""
    low, high, middle = (speech.decimal(f"{n:.1f}") for n in (one.low, one.high, one.middle))
    return speech.count(
        "in {n} week: 8 of 10 between {low} and {high}, middle {middle}",
        "in {n} weeks: 8 of 10 between {low} and {high}, middle {middle}",
        one.weeks,
        low=low,
        high=high,
        middle=middle,
    )
