"""What the client has agreed to."""

from ischia.web.records.models import Consent, Visit


def stands(visit: Visit, purpose: str) -> bool:
    """Return whether consent stands: of this visit for massage, of any visit for answers."""
    rows = Consent.objects.filter(client_id=visit.client_id, purpose=purpose)
    if purpose == "massage":
        rows = rows.filter(visit=visit)
    last = rows.order_by("-id").values_list("given").first()
    return bool(last and last[0])
