"""Write the note, sign it, lock it; corrections are added, never written over."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ischia.errors import Defect, InputError
from ischia.web.access import Actor
from ischia.web.queries import drafting, own, snapshots
from ischia.web.records.models import NoteDraft, Snapshot, Visit
from ischia.web.records.states import SnapshotKind, VisitState
from ischia.web.services.snapshots import Taken, append
from ischia.web.services.trail import note_deed

MOST_LETTERS = 8000


def begin(visit_id: UUID, *, by: Actor, at: datetime) -> NoteDraft:
    """Return the draft of a visit's note, drafted from the record when there is none yet."""
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        held = NoteDraft.objects.filter(visit=visit).first()
        if held is not None:
            return held
        parts = drafting.draft(visit)
        body = {
            name: "\n".join(sentence.text for sentence in parts[name]) for name in drafting.HEADINGS
        }
        body_rows = {
            name: [[sentence.text, list(sentence.rows)] for sentence in parts[name]]
            for name in drafting.HEADINGS
        }
        made = NoteDraft.objects.create(
            visit=visit, body={"text": body, "rows": body_rows}, by_id=by.person_id, at=at
        )
        note_deed("note.drafted", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return made


def edit(
    visit_id: UUID, *, text: Mapping[str, str], version: int, by: Actor, at: datetime
) -> NoteDraft:
    """Keep what was typed; refuse a stale page.

    Raises
    ------
    InputError
        When the note is signed, or somebody else changed it meanwhile.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        draft = NoteDraft.objects.select_for_update(no_key=True).get(visit=visit)
        if snapshots.last(visit, SnapshotKind.NOTE):
            raise InputError(
                "note",
                [Defect(gettext("the note"), gettext("it is signed"), gettext("an addendum"))],
            )
        if draft.version != version:
            defect = Defect(
                gettext("the note"),
                gettext("somebody changed it meanwhile"),
                gettext("compare, save again"),
            )
            raise InputError("note", [defect])
        kept = {name: str(text.get(name, ""))[:MOST_LETTERS] for name in drafting.HEADINGS}
        draft.body = {**draft.body, "text": kept}
        draft.version += 1
        draft.by_id, draft.at = by.person_id, at
        draft.save()
        note_deed("note.edited", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return draft


def sign(visit_id: UUID, *, version: int, by: Actor, at: datetime) -> Snapshot:
    """Sign the note as it stands; from now on it is only added to.

    Raises
    ------
    InputError
        When the session is still running, the page is stale, or the note is empty.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        held = snapshots.last(visit, SnapshotKind.NOTE)
        if held is not None:
            return held
        draft = NoteDraft.objects.select_for_update(no_key=True).get(visit=visit)
        defects = []
        if visit.state not in {VisitState.DONE, VisitState.STOPPED}:
            defects.append(Defect(gettext("the session"), gettext("it has not ended")))
        if draft.version != version:
            defects.append(
                Defect(
                    gettext("the note"),
                    gettext("somebody changed it meanwhile"),
                    gettext("read it again"),
                )
            )
        if not any(one.strip() for one in draft.body["text"].values()):
            defects.append(Defect(gettext("the note"), gettext("it is empty")))
        if defects:
            raise InputError("note", defects)
        body = {**draft.body, "version": draft.version}
        signed = append(visit, Taken(SnapshotKind.NOTE, body), by=by, at=at)
        Visit.objects.filter(id=visit.id).update(state=VisitState.SIGNED)
        note_deed("note.signed", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return signed


def add_to(visit_id: UUID, *, text: str, by: Actor, at: datetime) -> Snapshot:
    """Add to a signed note.

    Raises
    ------
    InputError
        When there is nothing to add, or nothing signed to add to.
    """
    with transaction.atomic():
        visit = own.held(visit_id, by=by)
        if not text.strip() or snapshots.last(visit, SnapshotKind.NOTE) is None:
            raise InputError(
                "addendum", [Defect(gettext("addendum"), gettext("it is empty, or too early"))]
            )
        added = append(
            visit,
            Taken(SnapshotKind.ADDENDUM, {"text": text.strip()[:MOST_LETTERS]}),
            by=by,
            at=at,
        )
        note_deed("note.added_to", by=by, at=at, client_id=visit.client_id, object_id=visit.id)
    return added
