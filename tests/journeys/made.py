"""Make the practice that the browser walks through: the demo, and sessions ready to begin.

Run as ``python -m tests.journeys.made FOLDER``; writes the visits as JSON.
"""

import json
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

N_SESSIONS = 30


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
    sys.stdout.write(json.dumps({"sessions": sessions(), "ids": ids() | hazards()}))


def sessions(count: int = N_SESSIONS) -> list[str]:
    """Return the ids of visits whose plan is adopted and whose session has not begun."""
    from django.utils import timezone  # noqa: PLC0415

    from ischia.web import demo  # noqa: PLC0415
    from ischia.web.clock import now, today  # noqa: PLC0415
    from ischia.web.people.models import Person  # noqa: PLC0415
    from ischia.web.records.models import Visit  # noqa: PLC0415
    from ischia.web.services import (  # noqa: PLC0415
        answering,
        clients,
        consenting,
        finding,
        planning,
        visits,
    )

    by = demo._actor(Person.objects.get(email="owner@demo.example"))  # noqa: SLF001
    made = []
    with timezone.override("Europe/London"):
        for number in range(count):
            client = clients.add(
                name=f"Mirela Stone{number}", born_on=None, phone="", by=by, at=now()
            )
            visit = visits.book(client.id, starts_at=now(), minutes=60, by=by, at=now())
            demo._answers(visit, number=0, share=1.0, by=by, day=today())  # noqa: SLF001
            answering.read_back(visit.id, by=by, at=now())
            finding.find(visit.id, text="", is_none=True, by=by, at=now())
            planning.plan(visit.id, on=today(), by=by, at=now())
            consenting.by_person(visit.id, "massage", given=True, by=by, at=now())
            planning.adopt(visit.id, on=today(), by=by, at=now())
            made.append(str(Visit.objects.get(id=visit.id).id))
    return made


def hazards() -> dict[str, dict[str, str]]:
    """Return visits in which something must be noticed: by the stage that shows it."""
    from datetime import timedelta  # noqa: PLC0415
    from uuid import uuid4  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from ischia.care.intake import ordinary_answers  # noqa: PLC0415
    from ischia.knowledge import shipped  # noqa: PLC0415
    from ischia.web import demo  # noqa: PLC0415
    from ischia.web.clock import now, today  # noqa: PLC0415
    from ischia.web.people.models import Person  # noqa: PLC0415
    from ischia.web.services import answering, clients, screening, session, visits  # noqa: PLC0415
    from ischia.web.services.answering import Sent  # noqa: PLC0415
    from ischia.web.services.session import Touch  # noqa: PLC0415

    by = demo._actor(Person.objects.get(email="owner@demo.example"))  # noqa: SLF001
    timezone.activate("Europe/London")

    def booked(name: str) -> Any:
        client = clients.add(name=name, born_on=None, phone="", by=by, at=now())
        return visits.book(client.id, starts_at=now(), minutes=60, by=by, at=now())

    questions = shipped().questions
    said = ordinary_answers(shipped()) | {"wishes_words": "I can't pee since Monday, on warfarin"}
    said["pain_map"] = [{"site": "lumbar", "side": "left", "intensity": 5}]
    told = {key: one for key, one in said.items()
            if questions[key].asked_by == "client" and key != "blood_thinner"}  # fmt: skip
    words = booked("Own Words")
    answering.by_link(words, Sent(uuid4(), told), source="", on=today(), at=now())
    unlooked = booked("Not Looked")
    demo._answers(unlooked, number=0, share=1.0, by=by, day=today())  # noqa: SLF001
    answering.read_back(unlooked.id, by=by, at=now())
    screening.screen(unlooked.id, on=today(), by=by, at=now())
    void = sessions(1)[0]
    fever = Sent(uuid4(), {"fever_now": "yes"})
    answering.by_person(void, fever, observed=False, on=today(), by=by, at=now())
    touch = Touch(uuid4(), 0, "less", 1200, now() + timedelta(seconds=1), {"part": 1})
    session.receive(void, [touch], by=by, at=now() + timedelta(seconds=2))
    return {
        "words": {"visit_id": str(words.id)},
        "unlooked": {"visit_id": str(unlooked.id)},
        "void": {"visit_id": void},
    }


def ids() -> dict[str, dict[str, str]]:
    """Return what stands in addresses: for each stage of a visit of today, and the links."""
    from django.utils import timezone  # noqa: PLC0415

    from ischia.web import demo  # noqa: PLC0415
    from ischia.web.clock import now, today  # noqa: PLC0415
    from ischia.web.people.models import Person  # noqa: PLC0415
    from ischia.web.people.roles import Role  # noqa: PLC0415
    from ischia.web.records.models import Client, Snapshot, Visit  # noqa: PLC0415
    from ischia.web.records.states import Due  # noqa: PLC0415
    from ischia.web.services import (  # noqa: PLC0415
        answering,
        clients,
        letters,
        links,
        screening,
        staff,
        visits,
    )

    by = demo._actor(Person.objects.get(email="owner@demo.example"))  # noqa: SLF001
    timezone.activate("Europe/London")
    found = {}
    for name, stage in zip(demo._NAMES, demo._TODAY, strict=False):  # noqa: SLF001
        visit = Visit.objects.get(client__name=name, starts_at__date=today())
        shot = Snapshot.objects.filter(visit=visit, kind="screening").first()
        parts = {"visit_id": str(visit.id), "client_id": str(visit.client_id)}
        refused = stage == "screened" and shot and shot.body["disposition"] != "proceed"
        key = f"refused_{shot.body['disposition']}" if refused else stage
        found[key] = parts | ({"snapshot_id": str(shot.id)} if shot else {})
    refused = found["refused_same_day"]
    refused["snapshot_id"] = str(letters.write(refused["visit_id"], by=by, at=now()).id)
    visit_id = found["link"]["visit_id"]
    told = {"name": "Nils Berg", "email": "nils@demo.example", "role": Role.THERAPIST}
    new = clients.add(name="Lovro Stone", born_on=None, phone="", by=by, at=now())
    long_one = visits.book(new.id, starts_at=now(), minutes=60, by=by, at=now())
    for stage, name in (("to_change", "Tilda Stone"), ("to_lengthen", "Tove Stone")):
        own = clients.add(name=name, born_on=None, phone="", by=by, at=now())
        visit = visits.book(own.id, starts_at=now(), minutes=75, by=by, at=now())
        demo._answers(visit, number=0, share=1.0, by=by, day=today())  # noqa: SLF001
        answering.read_back(visit.id, by=by, at=now())
        screening.screen(visit.id, on=today(), by=by, at=now())
        found[stage] = {"visit_id": str(visit.id)}
    came = Client.objects.get(name=demo._NAMES[5])  # noqa: SLF001
    check_in, _ = links.make_check_in(came.id, Due.THREE_DAYS, by=by, at=now())
    found["links"] = {
        "check_in": f"/k/{check_in}/",
        "long": f"/c/{links.make(long_one.id, by=by, at=now())}/",
        "form": f"/c/{links.make(visit_id, by=by, at=now())}/",
        "join": f"/join/{staff.invite(**told, by=by, at=now()).split('/join/')[1]}",
    }
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
