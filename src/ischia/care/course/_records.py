"""A history: what is known of one client over weeks."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from ischia.care.outcome import Dated
from ischia.quantities import Disposition, Truth


class Complaint(Enum):
    """What the course is for."""

    LOW_BACK = "low_back"
    HIP = "hip"
    LEG_PAIN = "leg_pain"
    OWN_WISH = "own_wish"


class Chronicity(Enum):
    """How long it had lasted when the course began: under 6 weeks, 6 to 12, more."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    PERSISTENT = "persistent"
    UNKNOWN = "unknown"


class Severity(Enum):
    """How bad an adverse effect was, in the client's words."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Said(Enum):
    """What a client may say of a session as a whole; each changes the next one."""

    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    TOO_FIRM = "too_firm"
    TOO_LIGHT = "too_light"
    TIRED_AFTER = "tired_after"


@frozen
class Goal:
    """What the client wants to reach, on one measure."""

    measure: str
    value: float


@frozen
class Visit:
    """One session that took place.

    Parameters
    ----------
    minutes
        Booked minutes; None where not noted.
    techniques, sites
        Ids; empty where not noted.
    helped, liked, disliked
        Ids of techniques and sites, as the client named them; ``helped`` is what gave relief.
    too_hard
        Sites where the pressure was too much; they are worked more lightly, not left alone.
    said
        What the client said of the session as a whole.
    """

    id: str
    on: date
    minutes: int | None = None
    techniques: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    too_hard: tuple[str, ...] = ()


@frozen
class CheckIn:
    """A link that was sent; ``answered_on`` None means that no answer came, which is normal."""

    due_on: date
    answered_on: date | None
    after: str = ""
    new_signs: Truth = Truth.UNKNOWN
    said: tuple[Said, ...] = ()


@frozen
class Adverse:
    """Something unwanted after a session."""

    on: date
    what: str
    severity: Severity
    hours: int | None = None
    after: str = ""


@frozen
class Screened:
    """What a re-screen ended in."""

    on: date
    disposition: Disposition


@frozen
class History:
    """What is known of one client and one complaint over weeks.

    Parameters
    ----------
    patient
        A code, never a name.
    started_on
        The day of the first visit or first rating of this course.
    values
        By measure, oldest first.
    visits, check_ins, adverse, screens
        Oldest first.
    nerve_signs
        Whether nerve signs came with the leg pain.
    ended_on
        Days on which the course was ended; a session after the last of them is a re-entry.
    taken_up_on
        Days on which a person took the course up again; ratings and sessions count from the
        last of them.
    """

    patient: str
    complaint: Complaint
    chronicity: Chronicity
    started_on: date
    values: Mapping[str, tuple[Dated, ...]]
    activity: str = field(default="", repr=False)
    nerve_signs: Truth = Truth.UNKNOWN
    goal: Goal | None = None
    visits: tuple[Visit, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    adverse: tuple[Adverse, ...] = ()
    screens: tuple[Screened, ...] = ()
    approach_changed_on: tuple[date, ...] = ()
    ended_on: tuple[date, ...] = ()
    taken_up_on: tuple[date, ...] = ()

    def last_on(self) -> date:
        """Return the latest day that anything in the history happened."""
        days = [self.started_on]
        days += [dated.on for values in self.values.values() for dated in values]
        days += [visit.on for visit in self.visits]
        days += [check.answered_on for check in self.check_ins if check.answered_on]
        days += [adverse.on for adverse in self.adverse]
        days += [screen.on for screen in self.screens]
        days += self.taken_up_on
        return max(days)

    def main_measure(self) -> str | None:
        """Return the pain measure the course is judged by: the one rated most often."""
        order = ("pain_average", "leg_pain", "pain_now", "pain_worst")
        if self.complaint is Complaint.LEG_PAIN:
            order = ("leg_pain", "pain_average", "pain_now", "pain_worst")
        found = [measure for measure in order if self.values.get(measure)]
        return max(found, key=lambda m: (len(self.values[m]), -order.index(m)), default=None)

    def present(self, *, on: date) -> "History":
        """Return the course as it runs on a day: from where it was last taken up again.

        What was unwanted, reported or screened before that day stays, as the guard rails ask.
        """
        begun = max((day for day in self.taken_up_on if day <= on), default=None)
        if begun is None:
            return self
        values = {
            measure: tuple(dated for dated in held if dated.on >= begun)
            for measure, held in self.values.items()
        }
        return evolve(
            self,
            started_on=begun,
            values={measure: held for measure, held in values.items() if held},
            visits=tuple(visit for visit in self.visits if visit.on >= begun),
            approach_changed_on=tuple(day for day in self.approach_changed_on if day >= begun),
            ended_on=tuple(day for day in self.ended_on if day > begun),
        )
