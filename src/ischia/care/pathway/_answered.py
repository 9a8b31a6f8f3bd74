"""What the client said of the last sessions, turned into today's brief."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import evolve, frozen

from ischia import anatomy
from ischia.care import course, planning
from ischia.care.intake import Intake, Visit
from ischia.errors import Defect, InputError
from ischia.knowledge import Knowledge
from ischia.reasons import Reason

_RECENT_VISITS: Final = 2
_FOOT_WORK: Final = frozenset({"foot_massage", "foot_reflexology"})
_OTHER_STYLE: Final = {"focused": "relaxation", "relaxation": "focused"}
_PRESSURES: Final = ("light", "medium", "firm")
_PLAIN: Final = "medium"
_CAPS: Final = {"light": 1, "medium": 2, "firm": 3}
"""Most pressure where a site was too hard, by the pressure the client wishes for."""

Step = tuple[dict[str, Any], Reason]


@frozen
class Answered:
    """Today's brief after the client's words.

    Parameters
    ----------
    favours
        What helped, as changes that the planner favours and nothing forces.
    changed
        What was changed, and why.
    """

    visit: Visit
    favours: tuple[planning.Change, ...]
    changed: tuple[Reason, ...]


@frozen
class _Heard:
    """What counts of a history today: the last visits, and words about the very last."""

    recent: tuple[course.Visit, ...]
    said: frozenset[course.Said]
    was_sore: bool

    @property
    def last_minutes(self) -> int | None:
        """Return the minutes of the last visit, where they were noted."""
        return self.recent[-1].minutes if self.recent else None

    def named(self, words: str) -> set[str]:
        """Return what the client named in the last visits, by the field's name."""
        return {name for visit in self.recent for name in getattr(visit, words)}


def answered(
    intake: Intake,
    history: course.History,
    decision: course.Decision,
    *,
    knowledge: Knowledge,
    are_minutes_set: bool,
) -> Answered:
    """Return the visit as the client's words and the course would have it.

    Raises
    ------
    InputError
        A word that names no technique and no site: a wish must not be lost in silence.
    """
    heard = _heard(intake, history, decision)
    _refuse_unknown(heard.recent, knowledge)
    visit = evolve(intake.visit, first=False)
    changed = []
    steps = [*_names(intake, heard, knowledge), *_strength(intake, heard, decision)]
    if not are_minutes_set:
        steps += _length(visit.minutes, heard)
    for asked, reason in steps:
        visit = evolve(visit, **asked)
        changed.append(reason)
    lighter, why = _lighter_there(intake, heard, set(visit.not_there))
    favours, because = _favours(heard, knowledge)
    return Answered(visit, (*lighter, *favours), (*changed, *why, *because))


def _heard(intake: Intake, history: course.History, decision: course.Decision) -> _Heard:
    recent = tuple(one for one in history.visits if one.on <= intake.on)[-_RECENT_VISITS:]
    if not recent:
        return _Heard((), frozenset(), was_sore=False)
    last = recent[-1]
    said = set(last.said)
    for check in history.check_ins:
        told = check.answered_on
        if told and last.on <= told <= intake.on and check.after in {"", last.id}:
            said |= set(check.said)
    sore = decision.rule == "sore_again" or any(
        one.severity is not course.Severity.MILD and last.on <= one.on <= intake.on
        for one in history.adverse
    )
    return _Heard(recent, frozenset(said), was_sore=sore)


def _refuse_unknown(visits: Sequence[course.Visit], knowledge: Knowledge) -> None:
    known = {*knowledge.techniques, *anatomy.body().sites}
    defects = [
        Defect(f"visits.{one.id}.{words}", "names no technique and no site", "their ids", name)
        for one in visits
        for words in ("disliked", "helped", "liked")
        for name in getattr(one, words)
        if name not in known
    ]
    defects += [
        Defect(f"visits.{one.id}.too_hard", "names no site", "ids of sites", name)
        for one in visits
        for name in one.too_hard
        if name not in anatomy.body()
    ]
    if defects:
        raise InputError("history", defects)


def _names(intake: Intake, heard: _Heard, knowledge: Knowledge) -> Iterator[Step]:
    """Yield what to leave out, and foot work that was liked."""
    visit, disliked = intake.visit, heard.named("disliked")
    if sites := sorted(disliked - set(knowledge.techniques)):
        barred = tuple(dict.fromkeys((*visit.not_there, *sites)))
        yield {"not_there": barred}, Reason("next.not_there", {"sites": tuple(sites)})
    if left_out := sorted(disliked & set(knowledge.techniques)):
        known = visit.techniques or tuple(
            name
            for name, one in knowledge.techniques.items()
            if one.skill in {"basic", *visit.skills}
        )
        kept = tuple(name for name in known if name not in left_out)
        yield {"techniques": kept}, Reason("next.left_out", {"techniques": tuple(left_out)})
    feet = (heard.named("liked") | heard.named("helped")) & (_FOOT_WORK | {"foot"})
    if feet - disliked and planning.wished(intake).foot_work == "unsaid":
        yield {"foot_work": "yes"}, Reason("next.foot_work", {})


def _strength(intake: Intake, heard: _Heard, decision: course.Decision) -> Iterator[Step]:
    """Yield the pressure and, where the course must change its approach, the style."""
    agreed, said = planning.wished(intake), heard.said
    now = agreed.pressure_wish if agreed.pressure_wish in _PRESSURES else _PLAIN
    at = _PRESSURES.index(now)
    softer, firmer = _PRESSURES[max(at - 1, 0)], _PRESSURES[min(at + 1, len(_PRESSURES) - 1)]
    if heard.was_sore:
        yield {"pressure_wish": "light"}, Reason("next.lighter", {}, ("furlan2015",))
    elif said & {course.Said.TOO_FIRM, course.Said.TIRED_AFTER}:
        word = "too_firm" if course.Said.TOO_FIRM in said else "tired_after"
        yield {"pressure_wish": softer}, Reason("next.softer", {"pressure": softer, "said": word})
    elif course.Said.TOO_LIGHT in said and firmer != now:
        yield {"pressure_wish": firmer}, Reason("next.firmer", {"pressure": firmer})
    if not heard.was_sore and decision.step is course.Step.CHANGE and agreed.style in _OTHER_STYLE:
        style = _OTHER_STYLE[agreed.style]
        yield {"style": style}, Reason("next.style", {"style": style}, ("cherkin2011",))


def _lighter_there(
    intake: Intake, heard: _Heard, left_alone: set[str]
) -> tuple[tuple[planning.Change, ...], tuple[Reason, ...]]:
    """Return a step less pressure for each site where the client found it too hard."""
    sites = tuple(sorted(heard.named("too_hard") - left_alone))
    if not sites:
        return (), ()
    wish = planning.wished(intake).pressure_wish
    pressure = _CAPS[wish if wish in _PRESSURES else _PLAIN]
    capped = tuple(
        planning.Change("less", site=one, pressure=pressure, is_answer=True) for one in sites
    )
    return capped, (Reason("next.softer_there", {"sites": sites}),)


def _length(booked: int, heard: _Heard) -> Iterator[Step]:
    """Yield other minutes; none where today is already booked shorter or longer than last time."""
    said, before = heard.said, heard.last_minutes or booked
    tired = course.Said.TIRED_AFTER in said
    shorter = max((n for n in planning.LENGTHS if n < booked), default=booked)
    longer = min((n for n in planning.LENGTHS if n > booked), default=booked)
    if (tired or course.Said.TOO_LONG in said) and shorter < booked and booked >= before:
        word = "too_long" if course.Said.TOO_LONG in said else "tired_after"
        yield {"minutes": shorter}, Reason("next.shorter", {"minutes": shorter, "said": word})
    elif course.Said.TOO_SHORT in said and not tired and longer > booked and booked <= before:
        yield {"minutes": longer}, Reason("next.longer", {"minutes": longer})


def _favours(
    heard: _Heard, knowledge: Knowledge
) -> tuple[tuple[planning.Change, ...], tuple[Reason, ...]]:
    """Return what helped and was not disliked since, techniques and sites apart."""
    helped = heard.named("helped") - heard.named("disliked")
    techniques = tuple(sorted(helped & set(knowledge.techniques)))
    sites = tuple(sorted(helped - set(knowledge.techniques)))
    favours = [planning.Change("prefer", technique=name, is_answer=True) for name in techniques]
    favours += [planning.Change("prefer", site=name, is_answer=True) for name in sites]
    because = []
    if techniques:
        because.append(Reason("next.helped", {"techniques": techniques}))
    if sites:
        because.append(Reason("next.helped_there", {"sites": sites}))
    return tuple(favours), tuple(because)
