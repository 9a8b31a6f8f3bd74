"""Kill the whole server at random and look whether anything it had confirmed is gone.

    python benchmarks/web_kills.py [KILLS] [--record]

A phone answers the intake by its own link; a tablet runs sessions, writes notes and signs
them: both over HTTP, at the same time, on the real ``ischia serve`` and its encrypted file.
Server and worker are killed (SIGKILL) a random while later. The file is then copied as it
lies, its log beside it, and the copy opened: pages and structure are checked, and everything
that was confirmed must be there once and only once. The next server starts on the original;
what got no answer is sent again, as phone and tablet do.

``--record`` writes the result into docs/reference/durability.md.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

import numpy as np
import sqlcipher3.dbapi2 as cipher
from attrs import define, field

from web_kills_fill import AT, BORN, PASSWORD, prepare

FOLDER = Path(tempfile.mkdtemp(prefix="ischia-kills-"))
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "durability.md"
KEY, SEED = "0f" * 32, 20261121
QUESTIONS = (("danger_illness", "fever_now"), ("danger_nerves", "saddle_numb"))
NOTE = ("subjective", "objective", "assessment", "plan")


class Gone(Exception):  # noqa: N818 -- the server, in the middle of an answer
    """The server went away before it answered."""


@define
class Ledger:
    """What was sent, and what of it the server confirmed; ids are those of the tables."""

    sent: dict[str, Any] = field(factory=dict)
    confirmed: set[str] = field(factory=set)

    def send(self, key: str, value: Any) -> None:  # noqa: ANN401 -- any JSON
        """Write down what is about to be sent."""
        self.sent[key] = value

    def confirm(self, key: str) -> None:
        """Write down that the server confirmed it."""
        self.confirmed.add(key)


@define
class Books:
    """One ledger each for answers, events, last texts and signatures."""

    answers: Ledger = field(factory=Ledger)
    events: Ledger = field(factory=Ledger)
    texts: Ledger = field(factory=Ledger)
    signed: Ledger = field(factory=Ledger)
    repeated: int = 0

    def confirmed(self) -> int:
        """Return how many writes were confirmed."""
        kinds = (self.answers, self.events, self.texts, self.signed)
        return sum(len(one.confirmed) for one in kinds)


@define
class Browser:
    """Cookies and one connection; a dropped connection raises :class:`Gone`."""

    port: int
    cookies: dict[str, str] = field(factory=dict)

    def ask(self, path: str, body: str | None = None, kind: str = "") -> tuple[int, str]:
        """Return status and text of an answer; a kind of body asks for JSON."""
        held = http.client.HTTPConnection("localhost", self.port, timeout=30)
        headers = {
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "Accept": "application/json" if kind else "text/html",
            "X-CSRFToken": self.cookies.get("csrf", ""),
        }
        if body is not None:
            headers["Content-Type"] = kind or "application/x-www-form-urlencoded"
        try:
            held.request("GET" if body is None else "POST", path, body, headers)
            answer = held.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as none:
            raise Gone from none
        finally:
            held.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Post a form and read a page."""
        return self.ask(path, urlencode(fields))

    def tell(self, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
        """Post a form and read a JSON answer."""
        status, text = self.ask(path, urlencode(fields), "application/x-www-form-urlencoded")
        return status, json.loads(text)


def must(is_well: bool, what: str) -> None:
    if not is_well:
        raise AssertionError(what)


@define
class Phone:
    """A client at the intake: opens the link, agrees, saves answer after answer."""

    browser: Browser
    tokens: list[str]
    books: Books
    saved: int = 0
    step: int = 0
    waiting: tuple[str, str, str, str] | None = None

    def go_on(self) -> None:
        """Take the next step; after a kill, the same step again."""
        if self.step == 0:
            token = self.tokens[0]
            self.browser.ask(f"/c/{token}/")
            status, _ = self.browser.post(f"/c/{token}/", born_on=BORN)
            must(status == 302, f"the link was refused: {status}")
            self.step = 1
        elif self.step == 1:
            status, _ = self.browser.post("/form/", agree="yes")
            must(status == 302, f"consent was refused: {status}")
            self.step = 2
        else:
            self._save()

    def _save(self) -> None:
        if self.waiting is None:
            group, question = QUESTIONS[self.saved % len(QUESTIONS)]
            value = ("no", "unknown", "yes")[self.saved % 3]
            self.waiting = (group, question, str(uuid4()), value)
        else:
            self.books.repeated += 1
        group, question, event, value = self.waiting
        row = uuid5(UUID(event), question).hex
        self.books.answers.send(row, value)
        told = {"question": question, "event": event, f"q.{question}": value}
        status, answer = self.browser.tell(f"/form/{group}/save/", **told)
        must(status == 200 and answer["saved"], f"an answer was refused: {status} {answer}")
        self.books.answers.confirm(row)
        self.waiting, self.saved = None, self.saved + 1
        if self.saved % 80 == 0 and len(self.tokens) > 1:
            self.tokens.pop(0)
            self.step, self.browser.cookies = 0, {}


@define
class Tablet:
    """A therapist: events of one session, its note, its signature, then the next visit."""

    browser: Browser
    visits: list[str]
    books: Books
    step: int = 0
    event: dict[str, Any] | None = None
    LAST_EVENT = 6

    def go_on(self) -> None:
        """Take the next step; after a kill, the same step again."""
        visit = self.visits[0]
        if self.step <= self.LAST_EVENT:
            self._event(visit)
        elif self.step <= self.LAST_EVENT + 2:
            self._write(visit, is_last=False)
        else:
            self._write(visit, is_last=True)
            self.visits.pop(0)
            self.step = -1
        self.step += 1

    def _event(self, visit: str) -> None:
        if self.event is None:
            kind = "begin" if self.step == 0 else "end" if self.step == self.LAST_EVENT else "less"
            body = {"part": self.step} if kind == "less" else {}
            self.event = {
                "id": str(uuid4()), "number": self.step, "kind": kind, "body": body,
                "elapsed_s": self.step * 300, "told_at": AT.isoformat(),
            }  # fmt: skip
        else:
            self.books.repeated += 1
        row = UUID(self.event["id"]).hex
        self.books.events.send(row, [UUID(visit).hex, self.event["kind"]])
        told = json.dumps({"events": [self.event]})
        status, text = self.browser.ask(
            f"/visits/{visit}/session/events/", told, "application/json"
        )
        kept = json.loads(text).get("kept") if status == 200 else None
        must(kept == [self.event["id"]], f"an event was refused: {status}")
        self.books.events.confirm(row)
        self.event = None

    def _write(self, visit: str, *, is_last: bool) -> None:
        """Edit the note, or edit and sign it; look first what stands there already."""
        status, page = self.browser.ask(f"/visits/{visit}/note/")
        must(status == 200, f"the note was refused: {status}")
        row, found = UUID(visit).hex, re.search(r'name="version" value="(\d+)"', page)
        if found is None:
            must(row in self.books.signed.sent, "a note is signed that nobody signed")
            self.books.signed.confirm(row)
            return
        text = f"Line {self.step} of {visit}"
        self.books.texts.send(row, [*self.books.texts.sent.get(row, [])[-1:], text])
        told = dict.fromkeys(NOTE, text) | {"version": found[1]}
        if is_last:
            self.books.signed.send(row, text)
            told["sign"] = "yes"
        status, answer = self.browser.tell(f"/visits/{visit}/note/edit/", **told)
        must(status == 200 and answer["saved"], f"a note was refused: {status} {answer}")
        self.books.texts.send(row, [text])
        self.books.texts.confirm(row)
        if is_last:
            self.books.signed.confirm(row)


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "ISCHIA_DATABASE_URL"}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
        "ISCHIA_DATA_DIR": str(FOLDER),
        "ISCHIA_SECRET_KEY": "kill" * 16,
        "ISCHIA_DB_KEY": KEY,
    }


def start(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ischia", "serve", "--data", str(FOLDER), "--port", str(port)]
    return subprocess.Popen(  # noqa: S603 -- our own program
        command, env=environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def wait_until_ready(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(1500):
        must(server.poll() is None, "the server did not start again")
        try:
            if Browser(port).ask("/ready")[0] == 200:
                return
        except Gone:
            pass
        time.sleep(0.02)
    must(is_well=False, what="the server was not ready in time")


def work(one: Phone | Tablet, faults: list[str]) -> None:
    try:
        while True:
            one.go_on()
    except Gone:
        return
    except Exception as fault:  # noqa: BLE001 -- told at the end, whatever it is
        faults.append(f"{type(one).__name__}: {type(fault).__name__} {fault}")


def check(books: Books) -> list[str]:
    """Open a copy of the file as the kill left it; return what is wrong with it."""
    copy = Path(tempfile.mkdtemp(prefix="ischia-kills-copy-"))
    try:
        for part in FOLDER.glob("practice.db*"):
            if not part.name.endswith("-shm"):
                shutil.copy(part, copy / part.name)
        held = cipher.connect(str(copy / "practice.db"))
        held.execute(f"PRAGMA key = \"x'{KEY}'\"")
        wrong = [f"structure: {row[0]}" for row in held.execute("PRAGMA integrity_check")]
        wrong = [one for one in wrong if one != "structure: ok"]
        wrong += [f"page: {row[0]}" for row in held.execute("PRAGMA cipher_integrity_check")]
        wrong += _rows(held, books) + _notes(held, books)
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


def sign_in(port: int) -> Browser:
    one = Browser(port)
    one.ask("/sign-in/")
    status, _ = one.post("/sign-in/", email="owner@kills.example", password=PASSWORD)
    must(status == 302, f"sign-in was refused: {status}")
    return one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def one_kill(port: int, people: list[Phone | Tablet], wait_s: float, faults: list[str]) -> None:
    server = start(port)
    try:
        wait_until_ready(server, port)
        threads = [threading.Thread(target=work, args=(one, faults)) for one in people]
        for one in threads:
            one.start()
        time.sleep(wait_s)
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # the worker goes with its parent
        server.wait()
    for one in threads:
        one.join()


def run(kills: int, *, is_recorded: bool) -> tuple[Books, list[str], float, int]:
    visits, tokens = prepare(kills, environment())
    port, books, faults = free_port(), Books(), []
    server = start(port)
    wait_until_ready(server, port)
    people: list[Phone | Tablet] = [Tablet(sign_in(port), visits, books)]
    people.append(Phone(Browser(port), tokens, books))
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    rng, began, wrong = np.random.default_rng(SEED), time.monotonic(), []
    for number in range(kills):
        one_kill(port, people, float(rng.uniform(0.02, 0.8)), faults)
        found = check(books)
        wrong += [f"after kill {number + 1}: {one}" for one in found]
        if (number + 1) % 10 == 0 or found or faults:
            print(f"{number + 1} kills, {books.confirmed()} writes confirmed, "
                  f"{len(wrong)} wrong", flush=True)  # fmt: skip
        if is_recorded:  # a run that is broken off leaves how far it came
            record(table(books, wrong + faults, time.monotonic() - began, number + 1))
        if faults:
            break
    return books, wrong + faults, time.monotonic() - began, number + 1


def table(books: Books, wrong: list[str], seconds: float, kills: int) -> str:
    rows = {
        "kills of the server": kills,
        "answers confirmed": len(books.answers.confirmed),
        "session events confirmed": len(books.events.confirmed),
        "notes with a text confirmed": len(books.texts.confirmed),
        "signatures confirmed": len(books.signed.confirmed),
        "sent again, since no answer had come": books.repeated,
        "lost, doubled, half written or damaged": len(wrong),
        "seconds": round(seconds),
    }
    lines = [f"| {name} | {value:,} |" for name, value in rows.items()]
    return "\n".join(["| what | figure |", "| --- | ---: |", *lines])


def record(text: str) -> None:
    start_mark, end_mark = "<!-- kills -->", "<!-- /kills -->"
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(start_mark)
    after = rest.partition(end_mark)[2]
    PAGE.write_text(f"{before}{start_mark}\n{text}\n{end_mark}{after}", encoding="utf-8")


def main(arguments: list[str]) -> int:
    numbers = [int(one) for one in arguments if one.isdecimal()]
    try:
        books, wrong, seconds, kills = run(
            numbers[0] if numbers else 200, is_recorded="--record" in arguments
        )
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    result = table(books, wrong, seconds, kills)
    print(result)
    for one in wrong[:20]:
        print(one)
    if "--record" in arguments:
        record(result)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
