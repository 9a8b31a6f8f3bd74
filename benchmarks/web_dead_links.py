"""How long a link that opens nothing takes to say so, by what is wrong with it (S13).

    .venv/bin/python benchmarks/web_dead_links.py 400

Asks the practice's own pages for a link of each kind in turn, so many times, in an order that
changes; prints the median of each and how far the medians lie apart.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from statistics import median

import numpy as np

AT = datetime.now(UTC)  # noqa: TID251 -- a script
MOST_APART = 0.10


def begin() -> dict[str, str]:
    """Set up a practice in a folder of its own with a dead link of each kind; return the tokens."""
    os.environ.pop("ISCHIA_DATABASE_URL", None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
        "ISCHIA_DATA_DIR": tempfile.mkdtemp(prefix="ischia-dead-"),
        "ISCHIA_DB_KEY": "0f" * 32,
        "ISCHIA_SECRET_KEY": "dead" * 16,
    }
    import django  # noqa: PLC0415 -- its settings read the environment

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- as above
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from ischia.web.access import Actor  # noqa: PLC0415 -- as above
    from ischia.web.people.roles import Role  # noqa: PLC0415 -- as above
    from ischia.web.people.tickets import digest_of  # noqa: PLC0415 -- as above
    from ischia.web.records.models import ClientLink  # noqa: PLC0415 -- as above
    from ischia.web.services import clients, setting_up, visits  # noqa: PLC0415 -- as above

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.LOGGING["loggers"]["ischia.web"]["level"] = "ERROR"
    call_command("migrate", verbosity=0)
    owner = setting_up.begin(
        practice="Links", time_zone="UTC", emergency_number="112",
        owner=("Owner", "owner@links.example", "a-quiet-long-word"), at=AT,
    )  # fmt: skip
    by = Actor(owner.id, owner.practice_id, Role.OWNER, "owner", "here")
    client = clients.add(name="Somebody", born_on=None, phone="", by=by, at=AT)
    visit = visits.book(client.id, starts_at=AT, minutes=60, by=by, at=AT)
    day = timedelta(days=1)
    kinds = {
        "expired": {"expires_at": AT - day},
        "used or replaced": {"ended_at": AT - day},
        "closed by wrong facts": {"wrong_facts": 9},
        "of another purpose": {"purpose": "check_in"},
    }
    for name, more in kinds.items():
        ClientLink.objects.create(
            token_digest=digest_of(name), visit_id=visit.id, created_at=AT,
            **{"expires_at": AT + day, **more},
        )  # fmt: skip
    return {"unknown": "no-such-token", **{name: name for name in kinds}}


def measured(tokens: dict[str, str], n: int) -> dict[str, float]:
    """Return the median of each kind in milliseconds."""
    import logging  # noqa: PLC0415 -- after Django set it up

    from django.test import Client  # noqa: PLC0415 -- as above

    from ischia.web.services import pace  # noqa: PLC0415 -- as above

    logging.disable(logging.CRITICAL)
    order = np.random.default_rng(13)
    took: dict[str, list[float]] = {name: [] for name in tokens}
    for turn in range(n + 10):
        for name in order.permutation(list(tokens)):
            pace.DEAD.clear()
            browser = Client()
            before = time.perf_counter()
            answer = browser.get(f"/c/{tokens[name]}/")
            spent = (time.perf_counter() - before) * 1000
            assert answer.status_code == 410  # noqa: S101 -- else nothing was measured
            if turn >= 10:
                took[name].append(spent)
    return {name: median(each) for name, each in took.items()}


def main(n: int) -> int:
    found = measured(begin(), n)
    print("| a link that is | median ms |\n| --- | --- |")
    for name, ms in found.items():
        print(f"| {name} | {ms:.2f} |")
    apart = max(found.values()) / min(found.values()) - 1
    print(f"| the slowest is slower than the quickest by | {apart:.1%} |")
    return 0 if apart <= MOST_APART else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
