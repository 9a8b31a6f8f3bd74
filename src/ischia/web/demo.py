"""The invented practice of ``ischia serve --demo``: made through the same services as a real one.

Forty people who do not exist, in every stage: link sent, form half done, screened, planned, in
session, note to sign, signed. The same on each start but for the dates, which stay around today.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from ischia.care.intake import ordinary_answers
from ischia.errors import InfeasiblePlan, InputError
from ischia.knowledge import shipped
from ischia.web.access import Actor
from ischia.web.clock import now, today
from ischia.web.people.models import Person
from ischia.web.people.roles import Role
from ischia.web.queries import course_log, practice, snapshots
from ischia.web.queries.check_in_form import NO_EFFECT
from ischia.web.records.models import Visit
from ischia.web.records.states import Due, SnapshotKind, VisitState
from ischia.web.services import (
    answering,
    checking_in,
    clients,
    consenting,
    finding,
    hearing,
    links,
    notes,
    planning,
    screening,
    session,
    setting_up,
    visits,
)
from ischia.web.services.answering import Sent
from ischia.web.services.hearing import CheckedIn, OfSession
from ischia.web.services.session import Touch

_ZONE = "Europe/London"
_MINUTES = (60, 60, 90, 45, 75)
PASSWORD = "a-warm-room-demo"  # noqa: S105 -- of the invented practice, shown on its sign-in page
_ROOT = UUID("6f1c7d52-5d0e-4a67-9d0e-3f5a7f2b9c11")
_NAMES = (
    "Asta Lindqvist", "Baltasar Ruiz", "Chiara Bellini", "Dao Thi Hoa", "Emeka Obi",
    "Farida Haidari", "Gwen Pritchard", "Hamid Rahimi", "Ines Carvalho", "Jakub Nowak",
    "김민준", "Leilani Kahale", "Mateo Vargas", "Nguyễn Văn An", "Oona Virtanen",
    "Petra Novotná", "Quentin Marchal", "이서연", "Stellan Berg", "Tamar Gelashvili",
    "Uri Katz", "Vesna Horvat", "Wanjiru Mwangi", "Xenia Pavlou", "Yusuf Demir",
    "Zofia Kaczmarek", "Aroha Ngata", "박지훈", "Ciarán Doyle", "Trần Thị Mai",
    "Esra Aksoy", "Fumiko Arai", "Goran Petrović", "Hanneke de Wit", "Ismael Traoré",
    "Jolanda Meier", "최은지", "Lior Aharon", "Malin Ek", "Noor van Dijk",
)  # fmt: skip
_PAINS: tuple[list[dict[str, Any]], ...] = (
    [{"site": "lumbar", "side": "both", "intensity": 5, "quality": "ache"}],
    [{"site": "lumbar", "side": "left", "intensity": 6},
     {"site": "deep_buttock", "side": "left", "intensity": 4}],
    [{"site": "outer_hip", "side": "right", "intensity": 5}],
    [{"site": "deep_buttock", "side": "right", "intensity": 6},
     {"site": "back_thigh", "side": "right", "intensity": 4}],
    [{"site": "front_hip", "side": "left", "intensity": 4, "quality": "stiff"}],
)  # fmt: skip
_FOUND = (
    "Both sides of the low back guarded, bending forward stiff.",
    "Left low back and buttock tender to the thumb, no heat.",
    "Sore over the outer right hip, cannot lie on it.",
    "Right buttock tight, sitting brings it on, foot strong.",
    "Front of the left hip short, walks with small steps.",
)
"""What the therapist of the demo wrote down before the pattern; by the place of the pain."""
# How far each visit of today has come, in the order of the day.
_TODAY = (
    "signed", "to_sign", "in_session", "screened", "planned", "screened", "half", "screened",
    "link",
)  # fmt: skip
_CAME_BEFORE = frozenset({2, 4, 5})
"""Who of today's people came before, and feels a little better."""
# Answers that make a visit worth looking at; every other one answers as an ordinary adult.
_SPECIAL: dict[int, dict[str, Any]] = {
    3: {"fever_now": "yes"},
    7: {"saddle_numb": {"answer": "yes", "since": 1, "course": "new"}},
    12: {"calf_signs": "yes"},
    16: {"osteoporosis": "yes"},
    21: {"pregnant": "yes", "pregnancy_weeks": 26},
    26: {"blood_thinner": "yes"},
    33: {"weight_loss": "yes"},
}


def fill() -> bool:
    """Fill an empty demo with people and today; return whether their past is still missing.

    The past takes half a minute, since each past visit is really planned; the server may
    start meanwhile. A filled demo stays as it is.
    """
    if practice.exists():
        return False
    owner = setting_up.begin(
        practice="The Warm Room",
        time_zone=_ZONE,
        emergency_number="112",
        owner=("Rosalind Okafor", "owner@demo.example", PASSWORD),
        is_demo=True,
        at=now(),
    )
    by = _actor(owner)
    for name, email, role in (
        ("Tomasz Bielak", "therapist@demo.example", Role.THERAPIST),
        ("Sun-hee Park", "desk@demo.example", Role.FRONT_DESK),
        ("Aditi Rao", "auditor@demo.example", Role.AUDITOR),
    ):
        setting_up.take_on(name=name, email=email, password=PASSWORD, role=role, by=by, at=now())
    with timezone.override(_ZONE):
        for number, name in enumerate(_NAMES):
            _client(number, name, by=by)
    return True


def fill_past() -> None:
    """Run the past visits of the demo to their notes."""
    owner = Person.objects.get(email="owner@demo.example")
    long_ago = now() - timedelta(days=2)
    past = Visit.objects.filter(state=VisitState.BOOKED, starts_at__lt=long_ago).order_by(
        "starts_at"
    )
    with timezone.override(_ZONE):
        for number, visit in enumerate(past):
            _whole_visit(visit, number, by=_actor(owner))


def _actor(person: Person) -> Actor:
    return Actor(person.id, person.practice_id, Role(person.role), person.name, "demo")


def _client(number: int, name: str, *, by: Actor) -> None:
    born = date(1952 + (number * 7) % 48, 1 + number % 12, 1 + (number * 5) % 28)
    phone = f"+44 7700 900{number:03d}"
    client = clients.add(name=name, born_on=born, phone=phone, by=by, at=now())
    if number >= 14 or number in _CAME_BEFORE:  # noqa: PLR2004 -- two thirds came before
        past = _visit(client.id, number, days=-7 - number % 14, by=by)
        if number in _CAME_BEFORE:  # what was said today must be said after it
            _whole_visit(past, number, by=by)
            _told(past, number, by=by)
    if number < len(_TODAY):
        _up_to(_TODAY[number], _visit(client.id, number, days=0, by=by), number, by=by)
    elif number % 2:
        _visit(client.id, number, days=1 + number % 7, by=by)


def _visit(client_id: UUID, number: int, *, days: int, by: Actor) -> Visit:
    day = today() + timedelta(days=days)
    half, place_in_it = divmod(number % 10, 5)
    after = half * sum(_MINUTES) + sum(_MINUTES[:place_in_it])  # one visit begins as another ends
    starts = timezone.make_aware(datetime(day.year, day.month, day.day, 8, 0))  # noqa: DTZ001 -- made aware
    place = ("clinic", "clinic", "clinic", "home", "hotel")[number % 5]
    return visits.book(
        client_id,
        starts_at=starts + timedelta(minutes=after),
        minutes=_MINUTES[number % 5],
        place=place,
        support="bed" if place == "hotel" else "table",
        by=by,
        at=now(),
    )


def _up_to(stage: str, visit: Visit, number: int, *, by: Actor) -> None:
    """Bring a visit of today to one of the stages."""
    if stage == "link":
        links.make(visit.id, by=by, at=now())
    elif stage in {"half", "screened"}:
        _answers(visit, number, share=0.4 if stage == "half" else 1.0, by=by, day=today())
        if stage == "screened":
            screening.screen(visit.id, on=today(), by=by, at=now())
    elif _planned(visit, number, day=today(), by=by, at=now()) and stage != "planned":
        begun_at = now() - timedelta(minutes=visit.minutes)
        _begun(visit, stage, on=today(), begun_at=begun_at, by=by)


def _begun(visit: Visit, stage: str, *, on: date, begun_at: datetime, by: Actor) -> None:
    """Run the session of a planned visit: the first half of it, or to its note, or to its end."""
    touches = _touches(visit, begun_at)
    if stage == "in_session":  # its last part was done just now
        half = len(touches) // 2
        begun_at = now() - timedelta(seconds=touches[half - 1].elapsed_s)
        touches = _touches(visit, begun_at)[:half]
    planning.adopt(visit.id, on=on, by=by, at=begun_at)
    session.receive(visit.id, touches, by=by, at=begun_at)
    if stage == "in_session":
        return
    draft = notes.begin(visit.id, by=by, at=begun_at)
    if stage == "signed":
        notes.sign(visit.id, version=draft.version, by=by, at=begun_at)


def _answers(visit: Visit, number: int, *, share: float, by: Actor, day: date) -> None:
    consenting.by_person(visit.id, "answers", given=True, by=by, at=now())
    knowledge = shipped()
    eased = 2 if number in _CAME_BEFORE and day == today() else 0
    pains = [one | {"intensity": one["intensity"] - eased} for one in _PAINS[number % len(_PAINS)]]
    said = ordinary_answers(knowledge) | {"pain_map": pains, "pain_average_week": 5 - eased}
    said |= {key: value for key, value in _SPECIAL.get(number, {}).items()
             if key in knowledge.questions}  # fmt: skip
    ids = sorted(said, key=lambda one: knowledge.questions[one].order)
    kept = {key: said[key] for key in ids[: int(len(ids) * share)]}
    sent = Sent(uuid5(_ROOT, f"{visit.id}"), kept)
    answering.by_person(visit.id, sent, observed=False, on=day, by=by, at=now())


def _whole_visit(visit: Visit, number: int, *, by: Actor) -> None:
    """Run one past visit to its signed note, as far as the screening permits."""
    day, at = timezone.localdate(visit.starts_at), visit.starts_at
    if _planned(visit, number, day=day, by=by, at=at):
        _begun(visit, "signed" if number % 9 else "to_sign", on=day, begun_at=at, by=by)


def _planned(visit: Visit, number: int, *, day: date, by: Actor, at: datetime) -> bool:
    """Answer, read back, consent and plan; return whether there is a lawful plan."""
    _answers(visit, number, share=1.0, by=by, day=day)
    answering.read_back(visit.id, by=by, at=at)
    finding.find(visit.id, text=_FOUND[number % len(_FOUND)], is_none=False, by=by, at=at)
    try:
        planning.plan(visit.id, on=day, by=by, at=at)
        consenting.by_person(visit.id, "massage", given=True, by=by, at=at)
    except (InputError, InfeasiblePlan):
        return False
    return True


def _told(visit: Visit, number: int, *, by: Actor) -> None:
    """Write down what somebody who came before said of the session, and told after three days."""
    plan = snapshots.last(visit, SnapshotKind.PLAN)
    if plan is None or not plan.body.get("session"):
        return
    sites = [one["site"] for one in plan.body["session"]["segments"] if one["site"]]
    first, last = sites[0], sites[-1]
    said = OfSession((first,), too_hard=(last,), words="Slept well that night.")
    hearing.say(visit.id, said, event=uuid5(_ROOT, f"said {number}"), by=by, at=now())
    day = timezone.localdate(visit.starts_at) + timedelta(days=3)
    scores = {"pain_average": "4", "pain_worst": "6"}
    told = CheckedIn(day, visit.id, scores, new_signs="no", effect="mild", what="sore for a day")
    event = uuid5(_ROOT, f"told {number}")
    hearing.check_in(visit.client_id, told, event=event, on=today(), by=by, at=now())
    if number == min(_CAME_BEFORE):
        _checked_in(visit.client_id, by=by)


def _checked_in(client_id: UUID, *, by: Actor) -> None:
    """Let the client answer the weekly check-in by link, as their phone sends it."""
    _, link = links.make_check_in(client_id, Due.WEEK, by=by, at=now())
    told: dict[str, Any] = {name: "no" for name, _ in course_log.signs()}
    told |= {"pain_now": 2, "pain_average": 3, "pain_worst": 5, "leg_pain": 0, "sleep": 2}
    told |= {"activity": 7, "medicine_days": 1, "effect": NO_EFFECT, "words": "The hips, mostly."}
    sent = Sent(uuid5(_ROOT, f"checked in {link.id}"), told)
    checking_in.answer(link, sent, source="demo", on=today(), at=now())
    checking_in.send(link, source="demo", on=today(), at=now())


def _touches(visit: Visit, begun_at: datetime) -> list[Touch]:
    """Return a session that went as planned."""
    plan = snapshots.last(visit, SnapshotKind.PLAN)
    parts = plan.body["session"]["segments"] if plan else []
    told: list[tuple[str, int, dict[str, Any]]] = [("begin", 0, {})]
    elapsed = 0
    for index, part in enumerate(parts):
        elapsed += part["minutes"] * 60
        body = {
            "part": index,
            "seconds": part["minutes"] * 60,
            "pressure": part["pressure"] or 0,
            "skipped": False,
        }
        told.append(("part_done", elapsed, body))
    told.append(("end", elapsed, {}))
    return [
        Touch(
            id=uuid5(_ROOT, f"{visit.id} {number}"),
            number=number,
            kind=kind,
            elapsed_s=seconds,
            told_at=begun_at + timedelta(seconds=seconds),
            body=body,
        )
        for number, (kind, seconds, body) in enumerate(told)
    ]
