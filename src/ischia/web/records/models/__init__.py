"""Tables of the record; which of them are only ever added to, ``queries.record_state`` tells."""

from ischia.web.records.models._clients import Client, ClientWord, Opening
from ischia.web.records.models._earlier import Earlier
from ischia.web.records.models._kept import NoteDraft, SessionEvent, Snapshot
from ischia.web.records.models._told import Answer, CheckInAnswer, Consent, CourseEntry
from ischia.web.records.models._visits import ClientLink, Visit

__all__ = [
    "Answer",
    "CheckInAnswer",
    "Client",
    "ClientLink",
    "ClientWord",
    "Consent",
    "CourseEntry",
    "Earlier",
    "NoteDraft",
    "Opening",
    "SessionEvent",
    "Snapshot",
    "Visit",
]
