"""What ``web_kills.py`` writes on: an encrypted file with visits ready for a session, and links."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

PASSWORD, BORN = "a-quiet-long-word", "1980-02-03"
AT = datetime.now(UTC)  # noqa: TID251 -- a script


def prepare(kills: int, environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """Fill the file: visits with an adopted plan, and links; return visit ids and tokens.

    One visit is really answered, screened and planned; the others are copies of it.
    """
    import django  # noqa: PLC0415 -- its settings read the environment

    key = Path(environment["ISCHIA_DATA_DIR"]) / "keys" / "database.key"
    key.parent.mkdir()
    key.write_text(environment["ISCHIA_DB_KEY"])
    key.chmod(0o600)
    os.environ.pop("ISCHIA_DATABASE_URL", None)
    os.environ.update(environment)
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- as above
    from django.db import connection  # noqa: PLC0415 -- as above

    from ischia.web.access import Actor  # noqa: PLC0415 -- as above
    from ischia.web.people.roles import Role  # noqa: PLC0415 -- as above
    from ischia.web.services import clients, links, setting_up, visits  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Kills", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@kills.example", PASSWORD), at=AT,
    )  # fmt: skip
    by = Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")
    from web_worked_visit import worked_visit  # noqa: PLC0415 -- as above

    ready = worked_visit(by, at=AT)
    tokens = []
    for _ in range(2 + kills // 2):
        one = clients.add(
            name="Ilse Reed", born_on=date.fromisoformat(BORN), phone="", by=by, at=AT
        )
        asked = visits.book(one.id, starts_at=AT, minutes=60, by=by, at=AT)
        tokens.append(links.make(asked.id, by=by, at=AT))
    copies = _copies(ready, 12 + kills * 4)
    connection.close()
    return copies, tokens


def _copies(ready: Any, count: int) -> list[str]:  # noqa: ANN401 -- as above
    from ischia.web.records.models import Snapshot, Visit  # noqa: PLC0415 -- as above

    model, made = Visit.objects.get(id=ready.id), [uuid4() for _ in range(count)]
    shared = {
        name: getattr(model, name)
        for name in ("practice_id", "client_id", "therapist_id", "starts_at", "minutes", "state")
    }
    Visit.objects.bulk_create([Visit(id=one, **shared) for one in made], batch_size=200)
    kept = ("kind", "inputs", "body", "knowledge_version", "answers_digest", "by_id", "at")
    kept += ("digest",)
    number = 1000
    for held in Snapshot.objects.filter(visit=model, kind__in=["plan", "adoption"]):
        rows = []
        for one in made:
            number += 1
            told = {name: getattr(held, name) for name in kept}
            if held.kind == "plan":
                told["id"] = uuid5(held.id, str(one))
            else:
                told["body"] = {**held.body, "plan": str(uuid5(UUID(held.body["plan"]), str(one)))}
            rows.append(Snapshot(visit_id=one, number=number, **told))
        Snapshot.objects.bulk_create(rows, batch_size=100)
    return [str(one) for one in made]
