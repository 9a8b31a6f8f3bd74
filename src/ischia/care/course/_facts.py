"""What the protocol may ask of a history, by the name that a rule gives it."""

from collections.abc import Callable, Mapping
from typing import Final

from ischia.care.course import _benefit, _flare, _progress, _safety
from ischia.care.course._records import Complaint
from ischia.care.course._situation import Situation
from ischia.quantities import Truth

ASK: Final[Mapping[str, Callable[[Situation], bool]]] = {
    "held_long": _progress.held_long,
    "at_most": lambda now: now.n_sessions >= now.numbers["most_sessions"],
    "changed_before": lambda now: any(d <= now.on for d in now.history.approach_changed_on),
    "fades": _progress.fades,
    "came_back": _flare.came_back,
    "ended": _flare.ended,
    "enough_sessions": lambda now: now.n_sessions >= now.numbers["benefit_sessions"],
    "enough_to_taper": lambda now: now.n_sessions >= now.numbers["taper_sessions"],
    "few_ratings": _progress.few_ratings,
    "getting_worse": _safety.getting_worse,
    "goal_met": _progress.goal_met,
    "little_to_gain": _benefit.little_to_gain,
    "nerve_signs": lambda now: (
        now.history.nerve_signs is not Truth.NO and now.history.complaint is Complaint.LEG_PAIN
    ),
    "new_signs": _safety.new_signs,
    "own_wish": lambda now: now.history.complaint is Complaint.OWN_WISH,
    "reached": _progress.reached,
    "reached_before": _progress.reached_before,
    "review_due": _progress.review_due,
    "screen_pauses": _safety.screen_pauses,
    "screen_refers": _safety.screen_refers,
    "severe_effect": _safety.severe_effect,
    "short_course_done": _flare.short_course_done,
    "sore_again": _safety.sore_again,
    "unmeasured": lambda now: now.n_sessions >= now.numbers["unmeasured_sessions"],
    "worse": _safety.worse,
    "worse_for_long": _safety.worse_for_long,
}
