"""What ``web_kills.py`` looks for in the file after a kill: all that was confirmed, once."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from web_kills_people import Books

KEY = "0f" * 32
_ADDED = "client.added"


def copied(folder: Path) -> Path:
    """Return a copy of the file and its log, as the kill left them."""
    copy = Path(tempfile.mkdtemp(prefix="ischia-kills-copy-"))
    for part in folder.glob("practice.db*"):
        if not part.name.endswith("-shm"):
            shutil.copy(part, copy / part.name)
    return copy


def check(books: Books, copy: Path) -> list[str]:
    """Open a copy of the file; return what is wrong with it, and remove it."""
    try:
        held = cipher.connect(str(copy / "practice.db"))
        held.execute(f"PRAGMA key = \"x'{KEY}'\"")
        wrong = [f"structure: {row[0]}" for row in held.execute("PRAGMA integrity_check")]
        wrong = [one for one in wrong if one != "structure: ok"]
        wrong += [f"page: {row[0]}" for row in held.execute("PRAGMA cipher_integrity_check")]
        wrong += _rows(held, books) + _notes(held, books) + _desk(held, books)
        held.close()
    finally:
        shutil.rmtree(copy)
    return wrong


def _rows(held: Any, books: Books) -> list[str]:  # noqa: ANN401 -- the driver has no types
    asked = "SELECT id, value FROM records_answer WHERE source = 'link'"
    answers = {row: json.loads(value) for row, value in held.execute(asked)}
    asked = "SELECT id, visit_id, kind FROM records_sessionevent"
    events = {row: [visit, kind] for row, visit, kind in held.execute(asked)}
    wrong = []
    for name, ledger, found in (
        ("answer", books.answers, answers),
        ("event", books.events, events),
    ):
        lost = [one for one in ledger.confirmed if found.get(one) != ledger.sent[one]]
        more = [one for one in found if ledger.sent.get(one) != found[one]]
        wrong += [f"{name} lost"] * len(lost) + [f"{name} nobody sent"] * len(more)
    return wrong


def _notes(held: Any, books: Books) -> list[str]:  # noqa: ANN401 -- as above
    def plans(table: str, where: str = "") -> list[tuple[str, str]]:
        asked = f"SELECT visit_id, body FROM {table} {where}"  # noqa: S608 -- our own words
        return [(row, json.loads(body)["text"]["plan"]) for row, body in held.execute(asked)]

    def count(asked: str) -> int:
        return int(held.execute(asked).fetchone()[0])

    drafts = dict(plans("records_notedraft"))
    signed = plans("records_snapshot", "WHERE kind = 'note'")
    texts, marks = books.texts, books.signed
    wrong = ["text lost" for one in texts.confirmed if drafts.get(one) not in texts.sent[one]]
    wrong += ["signature lost" for one in marks.confirmed if one not in dict(signed)]
    wrong += ["signed twice"] * (len(signed) - len(dict(signed)))
    wrong += ["another text signed" for one, text in signed if marks.sent.get(one) != text]
    # Note, state of the visit and row of the trail are one transaction: all three or none.
    states = count("SELECT count(*) FROM records_visit WHERE state = 'signed'")
    deeds = count("SELECT count(*) FROM audit_trailrow WHERE action = 'note.signed'")
    wrong += ["half a signature"] * (not len(signed) == states == deeds)
    return wrong


def _desk(held: Any, books: Books) -> list[str]:  # noqa: ANN401 -- as above
    """Return what is wrong with clients added and opened as bare data."""
    asked = "SELECT id, name FROM records_client WHERE name LIKE 'Desk %'"
    found = dict(held.execute(asked).fetchall())
    asked = "SELECT client_id, action FROM audit_trailrow WHERE client_id IS NOT NULL"
    trail: dict[str, list[str]] = {}
    for row, action in held.execute(asked):
        trail.setdefault(row, []).append(action)
    words = {row for (row,) in held.execute("SELECT client_id FROM records_clientword")}
    ids = {books.clients.sent[name] for name in books.clients.confirmed}
    wrong = ["client lost"] * len(ids - set(found))
    wrong += ["client nobody sent" for name in found.values() if name not in books.clients.sent]
    wrong += ["client added twice"] * (len(found) - len(set(found.values())))
    # Client, words to find it by and row of the trail are one transaction: all three or none.
    halves = [row for row in found if row not in words or trail.get(row, []).count(_ADDED) != 1]
    wrong += ["half a client"] * len(halves)
    unseen = [row for row in books.reads.confirmed if "client.read" not in trail.get(row, [])]
    return wrong + ["reading without its row"] * len(unseen)
