"""Who looked at one client's record, in words that can be handed to the client."""

from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.utils.translation import gettext, gettext_noop

from ischia.web.access import Actor
from ischia.web.audit.models import TrailRow
from ischia.web.people.models import Person
from ischia.web.records.states import OPENING_REASONS
from ischia.web.words import readable, role_words

MOST = 200
"""Rows of one page: what prints on a few sheets."""
_NEWEST = 2**62
_OPENED = "client.opened."

WORDS = {
    "answer.observed": gettext_noop("Wrote down what was seen"),
    "answer.saved": gettext_noop("Answered questions of the form"),
    "answers.read": gettext_noop("Read the answers of the form"),
    "answers.read_back": gettext_noop("Read the answers back to the client"),
    "check_in.answered": gettext_noop("Answered questions of a check-in"),
    "check_in.asked": gettext_noop("Opened the check-in"),
    "check_in.link_made": gettext_noop("Made a link to a check-in"),
    "client.added": gettext_noop("Added the client"),
    "client.changed": gettext_noop("Changed name, birthday or phone"),
    "client.language": gettext_noop("Changed the language of the form"),
    "client.looked_up": gettext_noop("Opened this list"),
    "client.read": gettext_noop("Opened the client's page"),
    "client.sent_again": gettext_noop("Sent the client's details once more"),
    "client.told_apart": gettext_noop("Was told apart from clients with like details"),
    "consent.given": gettext_noop("Kept a consent"),
    "consent.withdrawn": gettext_noop("Kept that a consent was taken back"),
    "course.changed": gettext_noop("Changed the course"),
    "course.check_in": gettext_noop("Kept a check-in"),
    "course.dealt_with": gettext_noop("Dealt with new signs of a check-in"),
    "course.ended": gettext_noop("Ended the course"),
    "course.new_signs": gettext_noop("Kept a check-in that told of new signs"),
    "course.read": gettext_noop("Read the course"),
    "course.said": gettext_noop("Kept what the client said of a session"),
    "course.taken_back": gettext_noop("Took an entry of the course back"),
    "course.taken_up": gettext_noop("Took the course up again"),
    "finding.kept": gettext_noop("Kept what was found at a visit"),
    "home.printed": gettext_noop("Printed the sheet for home"),
    "intake.sent": gettext_noop("Sent the form off"),
    "letter.read": gettext_noop("Read a letter"),
    "letter.written": gettext_noop("Wrote a letter"),
    "limit.lifted": gettext_noop("Lifted a limit"),
    "limit.put_back": gettext_noop("Put a limit back"),
    "link.made": gettext_noop("Made a link to the form"),
    "link.opened": gettext_noop("Opened the link to the form"),
    "link.refused": gettext_noop("Was refused at the link to the form"),
    "note.added_to": gettext_noop("Added to a signed note"),
    "note.drafted": gettext_noop("Began a note"),
    "note.edited": gettext_noop("Wrote on a note"),
    "note.printed": gettext_noop("Printed a note"),
    "note.read": gettext_noop("Read a note"),
    "note.signed": gettext_noop("Signed a note"),
    "packet.taken": gettext_noop("Took a session onto a tablet"),
    "plan.changed": gettext_noop("Changed the plan of a session"),
    "plan.read": gettext_noop("Read the plan of a session"),
    "said.read": gettext_noop("Read what the client said of a session"),
    "screening.read": gettext_noop("Read the screening"),
    "session.begun": gettext_noop("Began a session"),
    "session.conflict": gettext_noop("Sent from a tablet what did not fit the session"),
    "session.opened": gettext_noop("Opened a session on a tablet"),
    "session.other_tablet": gettext_noop("Sent a session from another tablet"),
    "session.outdated": gettext_noop("Noticed that a session ran on a void plan"),
    "session.received": gettext_noop("Kept what was done in a session"),
    "session.taken_over": gettext_noop("Took a session over on another tablet"),
    "visit.booked": gettext_noop("Booked a visit"),
    "visit.held_back": gettext_noop("Held a visit back"),
    "visit.held_back.undone": gettext_noop("Took back that a visit was held back"),
    "visit.planned": gettext_noop("Had a session planned"),
    "visit.read": gettext_noop("Opened a visit"),
    "visit.screened": gettext_noop("Had the answers screened"),
    "visit.shaped": gettext_noop("Changed minutes, place or support of a visit"),
}
"""What each row of the trail says that names a client; reasons of opening apart."""


@frozen
class Look:
    """One row of the trail: when, who by name and by their role of today, what they did."""

    id: int
    at: datetime
    who: str
    role: str
    what: str


@frozen
class Page:
    """Some of the rows, newest first; ``older`` is where the next ones begin, if there are any."""

    looks: list[Look]
    older: int | None


def of_client(client_id: UUID, *, by: Actor, before: int | None = None) -> Page:
    """Return who did what with a client's record, newest first; two queries.

    Nothing is left out or put together: each row of the trail that names the client is one
    here. Cut at a row's id, and found by the index on the client, however long the trail is.
    """
    found = TrailRow.objects.filter(
        practice_id=by.practice_id, client_id=client_id, id__lt=before or _NEWEST
    )
    rows = list(found.order_by("-id")[: MOST + 1])
    shown = rows[:MOST]
    people = Person.objects.filter(practice_id=by.practice_id)
    known: dict[UUID | None, tuple[str, str]] = {
        person_id: (name, role_words(role))
        for person_id, name, role in people.values_list("id", "name", "role")
    }
    by_link = gettext("By the client's link"), ""
    looks = [Look(row.pk, row.at, *known.get(row.person_id, by_link), said(row.action))
             for row in shown]  # fmt: skip
    return Page(looks, shown[-1].pk if len(rows) > MOST else None)


def said(action: str) -> str:
    """Return what a row of the trail says, in words."""
    if action.startswith(_OPENED):
        reason = action.removeprefix(_OPENED)
        words = gettext(OPENING_REASONS[reason]) if reason in OPENING_REASONS else readable(reason)
        return gettext("Opened another therapist's client: {reason}").format(reason=words)
    action = action.removesuffix(".by_link")  # the column of names says so
    return gettext(WORDS[action]) if action in WORDS else readable(action.replace(".", ", "))
