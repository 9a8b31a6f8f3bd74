"""What each row of the trail says, in words for whoever reads a list of them."""

from django.utils.translation import gettext, gettext_noop

from ischia.web.records.states import OPENING_REASONS
from ischia.web.words import readable

OF_CLIENT = {
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
    "visit.moved": gettext_noop("Moved a visit"),
    "visit.off": gettext_noop("Called a visit off"),
    "visit.on": gettext_noop("Took back that a visit was called off"),
    "visit.planned": gettext_noop("Had a session planned"),
    "visit.read": gettext_noop("Opened a visit"),
    "visit.screened": gettext_noop("Had the answers screened"),
    "visit.shaped": gettext_noop("Changed minutes, place or support of a visit"),
}
"""Rows that name a client; the reasons of opening apart."""
OF_PRACTICE = {
    "clients.searched": gettext_noop("Searched the clients"),
    "day.read": gettext_noop("Opened a day"),
    "factors.forgotten": gettext_noop("Had a person's second factors forgotten"),
    "passkey.added": gettext_noop("Added a passkey"),
    "passkey.removed": gettext_noop("Removed a passkey"),
    "password.changed": gettext_noop("Changed the password"),
    "person.back": gettext_noop("Let a person who left come back"),
    "person.invited": gettext_noop("Invited a person"),
    "person.joined": gettext_noop("Joined the practice"),
    "person.left": gettext_noop("Had a person leave"),
    "person.taken_on": gettext_noop("Took a person on"),
    "practice.begun": gettext_noop("Began the practice"),
    "practice.changed": gettext_noop("Changed the practice's name, time zone or emergency number"),
    "practice.new_key": gettext_noop("Gave the practice another key"),
    "practice.restored": gettext_noop("Brought the practice back from a backup"),
    "reading.looked_into": gettext_noop("Looked into why so many records were opened"),
    "reading.many": gettext_noop("Opened the records of very many clients within an hour"),
    "recovery.made": gettext_noop("Made recovery codes"),
    "recovery.used": gettext_noop("Signed in with a recovery code"),
    "sessions.ended": gettext_noop("Ended the other sign-ins"),
    "sign_in": gettext_noop("Gave the password and was let in"),
    "sign_in.failed": gettext_noop("Tried to sign in and failed"),
    "sign_in.new_device": gettext_noop("Signed in on a device not seen before"),
    "sign_in.passkey": gettext_noop("Signed in with a passkey"),
    "sign_in.second": gettext_noop("Gave the second factor"),
    "sign_in.second_failed": gettext_noop("Failed at the second factor"),
    "sign_in.slowed": gettext_noop("Tried to sign in too often"),
    "sign_out": gettext_noop("Signed out"),
    "trail.read": gettext_noop("Opened the trail"),
}
"""Rows that name no client; pages that a role does not open apart."""
_BY_LINK = ".by_link"
_OPENED = "client.opened."
_REFUSED = "refused."


def said(action: str) -> str:
    """Return what a row of the trail says, in words; a row of another version in its own word."""
    action = action.removesuffix(_BY_LINK)  # who it was says so beside it
    if action.startswith(_OPENED):
        reason = action.removeprefix(_OPENED)
        words = gettext(OPENING_REASONS[reason]) if reason in OPENING_REASONS else readable(reason)
        return gettext("Opened another therapist's client: {reason}").format(reason=words)
    if action.startswith(_REFUSED):
        page = readable(action.removeprefix(_REFUSED))
        return gettext("Was refused a page, by role: {page}").format(page=page)
    known = OF_CLIENT.get(action) or OF_PRACTICE.get(action)
    return gettext(known) if known else readable(action.replace(".", ", "))
