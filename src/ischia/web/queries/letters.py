"""Letters that were written, word for word as they were given away."""

from uuid import UUID

from attrs import frozen
from django.http import Http404
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from ischia import documents
from ischia.documents import Letter
from ischia.web.records.models import Snapshot, Visit
from ischia.web.records.states import SnapshotKind
from ischia.web.speech import spoken


@frozen
class Written:
    """A letter with the snapshot that keeps it."""

    visit: Visit
    snapshot: Snapshot
    letter: Letter

    @property
    def picture(self) -> SafeString:
        """Return the body chart, drawn by code, so safe to stand in a page."""
        # The charts write text nodes only through an escaping writer; no answer is markup here.
        return mark_safe(documents.letter_chart(self.letter, speech=spoken(self.letter.language)))  # noqa: S308 -- see above

    @property
    def paper(self) -> bytes:
        """Return the letter as a PDF."""
        on, speech = timezone.localdate(self.snapshot.at), spoken(self.letter.language)
        return documents.letter_paper(self.letter, on=on, speech=speech)


def written(visit: Visit, snapshot_id: UUID) -> Written:
    """Return one letter of a visit; anything else is not found."""
    held = Snapshot.objects.filter(visit=visit, kind=SnapshotKind.LETTER, id=snapshot_id).first()
    if held is None:
        raise Http404
    return Written(visit, held, Letter.of(held.body["letter"]))
