"""Make the practice that the browser walks through: the demo, and sessions ready to begin.

Run as ``python -m tests.journeys.made FOLDER``; writes the visits as JSON.
"""

import json
import os
import sys
from argparse import Namespace
from pathlib import Path

N_SESSIONS = 14


def main(folder: Path) -> None:
    from ischia.web.serving import _start  # noqa: PLC0415 -- as serve does it

    _start._fill_environment(folder, Namespace(demo=True, lan=False, port=0))  # noqa: SLF001
    os.environ["ISCHIA_ADDRESS"] = "http://localhost"
    import django  # noqa: PLC0415 -- once its settings stand

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    from ischia.web import demo  # noqa: PLC0415

    demo.fill()
    sys.stdout.write(json.dumps(sessions()))


def sessions() -> list[str]:
    """Return the ids of visits whose plan is adopted and whose session has not begun."""
    from django.utils import timezone  # noqa: PLC0415

    from ischia.web import demo  # noqa: PLC0415
    from ischia.web.clock import now, today  # noqa: PLC0415
    from ischia.web.people.models import Person  # noqa: PLC0415
    from ischia.web.records.models import Visit  # noqa: PLC0415
    from ischia.web.services import answering, clients, consenting, planning, visits  # noqa: PLC0415

    by = demo._actor(Person.objects.get(email="owner@demo.example"))  # noqa: SLF001
    made = []
    with timezone.override("Europe/London"):
        for number in range(N_SESSIONS):
            client = clients.add(
                name=f"Mirela Stone{number}", born_on=None, phone="", by=by, at=now()
            )
            visit = visits.book(client.id, starts_at=now(), minutes=60, by=by, at=now())
            demo._answers(visit, number=0, share=1.0, by=by, day=today())  # noqa: SLF001
            answering.read_back(visit.id, by=by, at=now())
            consenting.by_person(visit.id, "massage", given=True, by=by, at=now())
            planning.plan(visit.id, on=today(), by=by, at=now())
            planning.adopt(visit.id, on=today(), by=by, at=now())
            made.append(str(Visit.objects.get(id=visit.id).id))
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]))
