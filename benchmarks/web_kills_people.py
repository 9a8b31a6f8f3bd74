"""Who works on the practice while ``web_kills.py`` kills it: phone, tablet and front desk.

Each does one step after the other over HTTP and writes down what it sends and what of it was
confirmed; after a kill it does the same step again, as the real pages do.
"""

import http.client
import json
import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from attrs import define, field

from web_kills_fill import AT, BORN

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
    """One ledger each for answers, events, last texts, signatures, clients added and read."""

    answers: Ledger = field(factory=Ledger)
    events: Ledger = field(factory=Ledger)
    texts: Ledger = field(factory=Ledger)
    signed: Ledger = field(factory=Ledger)
    clients: Ledger = field(factory=Ledger)
    reads: Ledger = field(factory=Ledger)
    repeated: int = 0

    def confirmed(self) -> int:
        """Return how many writes were confirmed."""
        kinds = (self.answers, self.events, self.texts, self.signed, self.clients, self.reads)
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
        # Until this text is confirmed, the one confirmed before it may stand there as well.
        before = [one for one in self.books.texts.sent.get(row, []) if one != text]
        self.books.texts.send(row, [*before, text])
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


@define
class Desk:
    """A front desk on the bare data: adds a client, opens the client, adds the next one."""

    browser: Browser
    books: Books
    opened: str = ""

    def go_on(self) -> None:
        """Add a client or open the one just added; what got no answer is not sent again."""
        if not self.opened:
            name = f"Desk {uuid4().hex}"
            self.books.clients.send(name, "")
            status, text = self.browser.ask(
                "/data/clients/", json.dumps({"name": name}), "application/json"
            )
            must(status == 201, f"a client was refused: {status}")
            self.opened = json.loads(text)["id"]
            self.books.clients.send(name, UUID(self.opened).hex)
            self.books.clients.confirm(name)
            return
        row = UUID(self.opened).hex
        self.books.reads.send(row, "client.read")
        status, _ = self.browser.ask(f"/data/clients/{self.opened}/")
        must(status == 200, f"a client was not opened: {status}")
        self.books.reads.confirm(row)
        self.opened = ""
