"""Every page of the practice in a language nobody speaks: accented, four tenths longer.

Run as ``python -m tests.journeys.pseudo FOLDER``; writes what each address answers as JSON. A
page without a server: Django's own test client asks, and a browser is handed the answers.
"""

import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGE = "qaa"  # of those that the standard leaves to private use
_HELD = re.compile(r"(\{\w+\}|%\(\w+\)s|<[^>]*>|&\w+;|%%)")
_ACCENTS = str.maketrans(
    "abcdeghijklnoprstuvwyzACDEGHIJLNOPRSTUWYZfmqxFMBKQVX",
    "àƀćďéĝĥîĵķļñöƥŕšţûṽŵýžÀĆĎÉĜĤÎĴĻÑÖƤŔŠŢÛŴÝŽƒɱɋẋƑṀɃĶɊṼẊ",
)
_DATE = re.compile(r"[A-Za-z](?:[ ,.:/-]+[A-Za-z])+")
# What is sent to be refused: the words of a refusal are words of a page too.
REFUSED = (
    ("client_add", "", {"born_on": "1790-01-01"}),
    ("visit_change", "planned", {}),
    ("visit_change", "signed", {"deed": "off"}),
    ("client_details", "signed", {"born_on": "1790-01-01"}),
    ("practice", "", {"time_zone": "x"}),
    ("people", "", {"email": "x"}),
    ("people", "", {"name": "A", "email": "owner@demo.example", "role": "auditor"}),
    ("own_password", "", {"new": "short"}),
    ("client_book", "signed", {}),
    ("client_book", "signed", {"starts_at": "2026-11-21T10:00", "minutes": "999", "place": "x"}),
    ("plan_change", "planned", {"kind": "drop"}),
    ("plan_undo", "planned", {"number": "99"}),
    ("plan_minutes", "planned", {}),
    ("plan_adopt", "planned", {}),
    ("visit_consent", "planned", {"area": "nowhere"}),
    ("limit_lift", "planned", {"reason": "x"}),
    ("hold_back", "planned", {}),
    ("check_link", "signed", {"due": "x"}),
    ("check_link", "signed", {"due": "week"}),
    ("hold_back", "planned", {"disposition": "proceed", "reason": "x"}),
    ("hold_back_undo", "planned", {"reason": "x"}),
    ("finding", "planned", {}),
    ("said", "signed", {"said": ["too_long", "too_short"]}),
    ("check_in", "signed", {"pain_now": "99", "on": "2001-01-01"}),
    ("course_decide", "signed", {"kind": "ended"}),
    ("course_answer", "signed", {"as": "taken_back"}),
    ("read_back", "half", {"seen": "-1", "words": "x"}),
    ("note_add", "to_sign", {}),
    ("note_edit", "signed", {"version": "0"}),
    ("sign_in", "", {"email": "a@b.example", "password": "x"}),
)


def pseudo(text: str) -> str:
    """Return a message accented and longer, its places and marks as they were."""
    if _DATE.fullmatch(text):
        return text
    parts = _HELD.split(text)
    wanted = 0.4 * sum(len(part) for part in parts[::2])
    for at in range(0, len(parts), 2):
        told = []
        for letter in parts[at]:
            twice = letter in "aeiouyAEIOU" and wanted >= 1
            told.append(letter.translate(_ACCENTS) * (2 if twice else 1))
            wanted -= twice
        parts[at] = "".join(told)
    more = "".join(" ö" if one % 6 == 0 else "ö" for one in range(int(wanted)))
    return f"[{''.join(parts)}{more}]"


def write_words(folder: Path) -> None:
    """Write the language as a folder of words."""
    from generate.catalogue import KNOWLEDGE, PAPERS, TEMPLATE  # noqa: PLC0415 -- wants no Django

    made = folder / LANGUAGE / "LC_MESSAGES"
    made.mkdir(parents=True)
    for template in (TEMPLATE, PAPERS, KNOWLEDGE):
        with template.open("rb") as source:
            words = read_po(source, locale="en")
        for one in words:
            if one.id:
                many = not isinstance(one.id, str)
                one.string = tuple(map(pseudo, one.id)) if many else pseudo(one.id)
        with (made / f"{template.stem}.mo").open("wb") as out:
            write_mo(out, words)


def main(folder: Path) -> None:
    write_words(folder / "words")
    os.environ |= {
        "ISCHIA_LANGUAGE": LANGUAGE,
        "ISCHIA_WORDS_DIR": str(folder / "words"),
        "ISCHIA_ADDRESS": "http://localhost",
    }
    from ischia.web.serving import _start  # noqa: PLC0415 -- as serve does it

    _start._fill_environment(folder, Namespace(demo=True, lan=False, port=0))  # noqa: SLF001
    import django  # noqa: PLC0415 -- once its settings stand

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    from ischia.web import demo  # noqa: PLC0415
    from ischia.web.pages.intake import sitting  # noqa: PLC0415
    from tests.journeys import made  # noqa: PLC0415

    demo.fill()
    sitting.CODES["en"] = LANGUAGE
    found = made.ids()
    answers = dict(asked(found)) | dict(form(found["links"]["form"]))
    answers |= dict(form(found["links"]["check_in"])) | dict(failures())
    sys.stdout.write(json.dumps(answers))


def asked(ids: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Return each address a signed-in owner may open, in each of its stages, and refusals."""
    from django.urls import reverse  # noqa: PLC0415

    from ischia.web.urls import ROUTES  # noqa: PLC0415
    from tests.journeys.test_every_page import pages  # noqa: PLC0415

    browser = signed_in()
    addresses = {route.name: route.address for route in ROUTES}

    def address(name: str, stage: str) -> str:
        parts = ids.get(stage, {}) | {"group": "body"}
        names = re.findall(r"<\w+:(\w+)>", addresses[name])
        return reverse(name, kwargs={one: parts[one] for one in names})

    for name, stage in (*pages(), ("player_packet", "in_session")):
        where = address(name, stage)
        yield where, browser.get(where).content.decode()
    for number, (name, stage, typed) in enumerate(REFUSED):
        where = address(name, stage)
        yield f"{where}?refused={number}", browser.post(where, typed).content.decode()
    yield "/body.json", browser.get("/body.json").content.decode()
    yield "/trail/?all=yes", browser.get("/trail/?all=yes").content.decode()
    yield "/account/codes/", browser.post("/account/codes/").content.decode()
    told = {"name": "A", "email": "a@demo.example", "role": "auditor"}
    yield "/people/?invited", browser.post("/people/", told).content.decode()


def form(link: str) -> Iterator[tuple[str, str]]:
    """Return each page of a client's form, from the link to the thanks."""
    from django.test import Client  # noqa: PLC0415

    browser = Client(SERVER_NAME="localhost")
    yield link, browser.get(link).content.decode()
    told = browser.post(link, {"filled_by": "client"}, follow=True)
    yield told.request["PATH_INFO"], told.content.decode()
    if b'name="agree"' in told.content:
        told = browser.post(told.request["PATH_INFO"], {"agree": "yes"}, follow=True)
    for _ in range(40):
        where = told.request["PATH_INFO"]
        yield where, told.content.decode()
        if where.endswith("/end/"):
            break
        seen = re.findall(r'name="seen" value="(\w+)"', told.content.decode())
        told = browser.post(where, {"go": "on", "seen": seen}, follow=True)
    if link.startswith("/k/"):  # with nothing answered it is not sent
        answered = {"q.pain_now": "3", "seen": "pain_now", "go": "on"}
        browser.post("/check-in/pain/", answered)
    told = browser.post(where, follow=True)
    yield told.request["PATH_INFO"], told.content.decode()
    yield "/c/none/", browser.get("/c/none/").content.decode()


def failures() -> Iterator[tuple[str, str]]:
    """Return the pages that nobody should see."""
    from django.template.loader import render_to_string  # noqa: PLC0415

    for name in ("broken", "not_found", "not_yours", "refused_form"):
        yield f"/{name}", render_to_string(f"parts/{name}.html", {"LANGUAGE_CODE": LANGUAGE})
    yield "/join_ended", render_to_string("account/join_ended.html", {"LANGUAGE_CODE": LANGUAGE})
    yield "/unlock", render_to_string("account/unlock.html", {"LANGUAGE_CODE": LANGUAGE})


def signed_in() -> Any:
    """Return a test client in which the owner has signed in."""
    from django.test import Client  # noqa: PLC0415

    from ischia.web.clock import now  # noqa: PLC0415
    from ischia.web.people.models import Person  # noqa: PLC0415

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(Person.objects.get(email="owner@demo.example"))
    session = browser.session
    session["begun"] = session["seen"] = session["proved"] = now().timestamp()
    session.save()
    return browser


if __name__ == "__main__":
    main(Path(sys.argv[1]))
