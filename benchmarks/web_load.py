"""Load the real server with a large practice, on SQLite and on PostgreSQL, in one run.

    python benchmarks/web_load.py [CLIENTS] [VISITS] [CONNECTIONS] [SECONDS] [--record]

For each database: an invented practice is written in bulk, ``ischia serve`` started on it, and
each page and data endpoint asked for over HTTP by so many connections at once, each sending its
next request as soon as it has an answer. The asker shares the cores with the server; what it
took, and what other programs of the machine took meanwhile, is told beside each figure.

``--record`` writes the result into docs/reference/load.md.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from attrs import frozen

from marked_page import record
from web_load_asking import Load, ask, request
from web_load_server import environment, free_port, memory, page, postgres, serving, taken

HERE = Path(__file__).resolve().parent
TOKEN = "t" * 32
# The drawn body; its key or the end of its frame follows.
_CHART = re.compile(
    r'<svg[^>]*class="body-chart".*?</svg>(?=<ul class="chart-key"|</div>)', flags=re.DOTALL
)
ANEW = ("today", "search", "client", "visit", "result", "plan", "note")
"""Pages that are also measured while none that was made before is given again."""
ROUNDS = 6
"""How often each address is asked for before it is measured: each worker keeps its own pages.

It is asked over as many connections as are measured: each stays with one worker, and eight may
nearly all be of one.
"""
SEARCHES = ("ka", "mirol", "김", "김민", "Nguyễn h", "dang lan", "đỗ thị", "rolen ta")


@frozen
class Line:
    """One page or endpoint under load; cores are those of this machine."""

    name: str
    load: Load
    server_ms: float
    database_ms: float
    others: float


@frozen
class Outcome:
    """One database under load."""

    name: str
    filled_s: float
    cold_s: float
    memory: float
    weights: dict[str, tuple[int, int]]
    queries: dict[str, str]
    lines: list[Line]


def pages(asked: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the pages by name, each with the addresses that are asked for in turn."""
    visits = asked["visits"]
    return {
        "today": ["/"],
        "a full day": [f"/?day={asked['full_day'][0]}"],
        "search": [f"/clients/?q={quote(one)}" for one in SEARCHES],
        "client": [f"/clients/{one}/" for one in asked["charted"]],
        "trail": ["/trail/"],
        "visit": [f"/visits/{one}/" for one in visits],
        "result": [f"/visits/{one}/result/" for one in visits],
        "plan": [f"/visits/{one}/plan/" for one in visits],
        "note": [f"/visits/{one}/note/" for one in visits],
    }


def requests(asked: dict[str, list[str]]) -> dict[str, list[bytes]]:
    """Return the bytes to send, by name: pages, then the bare data endpoints."""
    cookie = asked["cookie"][0]
    made = {
        name: [request(path, cookie, token=TOKEN) for path in paths]
        for name, paths in pages(asked).items()
    }
    made["data: search"] = [request(f"/data/clients/?q={quote(one)}", cookie) for one in SEARCHES]
    made["data: open a client"] = [
        request(f"/data/clients/{one}/", cookie) for one in asked["clients"]
    ]
    for one, query in (("add a client", ""), ("add a client, twins asked", "?twins=1")):
        made[f"data: {one}"] = [
            request(f"/data/clients/{query}", cookie, token=TOKEN, body=json.dumps(body).encode())
            for name in asked["names"]
            for body in [{"name": name}]
        ]
    return made


def measure(name: str, sizes: list[int], folder: Path) -> Outcome:
    """Fill one database, serve it and load it."""
    n_clients, n_visits, connections, seconds = sizes
    port = free_port()
    with ExitStack() as stack:
        address, database = "", 0
        if name == "PostgreSQL":
            address, database = stack.enter_context(postgres(folder / "pg"))
        told = environment(folder / "data", address)
        command = [sys.executable, str(HERE / "web_load_fill.py"), str(n_clients), str(n_visits)]
        filled = subprocess.run(command, env=told, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- ours
        asked = json.loads(filled.stdout)
        server, cold_s = stack.enter_context(serving(folder / "data", told, port))
        cookie, lines = asked["cookie"][0], []
        weights = {one: weight(port, paths[0], cookie) for one, paths in pages(asked).items()}

        def line(one: str, sent: list[bytes]) -> None:
            before = taken(server, database)
            load = ask(port, sent, connections=connections, seconds=seconds)
            after = taken(server, database)
            wall, n = after.at - before.at, load.requests / 1000
            own, held = after.server - before.server, after.database - before.database
            others = (after.machine - before.machine - own - held) / wall - load.own_share
            lines.append(Line(one, load, own / n, held / n, max(0.0, others)))
            print(f"{name:10} {words(lines[-1])}", flush=True)

        for one, sent in requests(asked).items():
            if one in ANEW:
                ask(port, sent, connections=4, seconds=0.5)
                with made_anew(folder / "data"):
                    line(f"{one}, made anew", sent)
            least = ROUNDS * len(sent) if one in weights else 0
            ask(port, sent, connections=connections, seconds=0.5, least=least)
            line(one, sent)
        return Outcome(
            name, float(asked["seconds"][0]), cold_s, memory(server), weights,
            _queries(asked), lines,
        )  # fmt: skip


def _queries(asked: dict[str, list[str]]) -> dict[str, str]:
    """Return by page how many queries it takes: made anew, then given again."""
    both = zip(asked["queries"], asked["queries again"], strict=True)
    told = (f"{anew} / {again}" for anew, again in both)
    return dict(zip(asked["queried"], told, strict=True))


@contextmanager
def made_anew(folder: Path) -> Iterator[None]:
    """Have the server believe again and again that somebody's name changed: it keeps no page."""
    is_over = threading.Event()

    def renew() -> None:
        with (folder / "people.changed").open("r+b", buffering=0) as mark:
            while not is_over.wait(0.02):
                mark.seek(8)
                mark.write(os.urandom(8))

    thread = threading.Thread(target=renew)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def weight(port: int, path: str, cookie: str) -> tuple[int, int]:
    """Return the bytes of a page without its drawings, and of its scripts and styles."""
    status, text = page(port, path, cookie)
    if status != 200:
        raise SystemExit(f"{path}: {status}")
    linked = set(re.findall(r'(?:src|href)="(/static/[^"]+|/worker\.js)"', text))
    files = sum(len(page(port, one)[1].encode()) for one in linked if "/charts/" not in one)
    # Figures hold further figures: the chart ends where its frame does.
    bare = _CHART.sub("", text)
    return len(bare.encode()), files


def words(line: Line) -> str:
    """Return one line of the table."""
    load = line.load
    bad = {status: n for status, n in load.statuses.items() if status >= 300}
    told = f"{line.name} ({bad} refused)" if bad else line.name
    return (
        f"| {told} | {load.rate:,.0f} | {load.p50:.0f} | {load.p95:.0f} | {load.p99:.0f} "
        f"| {line.server_ms:.2f} | {line.database_ms:.2f} | {load.own_share:.2f} "
        f"| {line.others:.2f} |"
    )


def table(outcomes: list[Outcome], sizes: list[int]) -> str:
    """Return the result as Markdown."""
    n_clients, n_visits, connections, seconds = sizes
    practice = f"{n_clients:,} clients, {n_visits:,} visits, {connections} connections"
    parts = [f"{practice}, {seconds} s each, {os.cpu_count()} cores; times in milliseconds."]
    for one in outcomes:
        head = (
            "| what | a second | p50 | p95 | p99 | server's time each | database's | asker, cores "
            "| others, cores |"
        )
        told = f"first page {one.cold_s:.1f} s after a cold start, filled in {one.filled_s:.0f} s"
        parts.append(f"**{one.name}**: {told}, {one.memory:.0f} MiB of memory after the load.")
        parts.append("\n".join([head, "| --- |" + " ---: |" * 8, *map(words, one.lines)]))
    rows = [
        f"| {name} | {html / 1000:.1f} | {files / 1000:.1f} | "
        + " | ".join(one.queries[name] for one in outcomes) + " |"
        for name, (html, files) in outcomes[0].weights.items()
    ]  # fmt: skip
    head = "| page | kB, no chart | kB scripts and styles |"
    head += "".join(f" queries, anew / again, {one.name} |" for one in outcomes)
    parts.append("\n".join([head, "| --- |" + " ---: |" * (2 + len(outcomes)), *rows]))
    return "\n\n".join(parts)


def main(arguments: list[str]) -> int:
    """Measure both databases; print and record."""
    numbers = [int(one) for one in arguments if one.isdecimal()]
    sizes = numbers + [100_000, 1_000_000, 50, 8][len(numbers) :]
    outcomes = []
    for name in ("SQLite", "PostgreSQL"):
        folder = Path(tempfile.mkdtemp(prefix="load-"))
        try:
            outcomes.append(measure(name, sizes, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    result = table(outcomes, sizes)
    print(result)
    if "--record" in arguments:
        record("load", "load", result)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
