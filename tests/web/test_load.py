"""The asker of ``benchmarks/web_load.py`` measures what a server really answered."""

import importlib.util
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "benchmarks" / "web_load_asking.py"


class Answers(BaseHTTPRequestHandler):
    """Answers a page with ``long`` in its address at length, anything else shortly."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, in two pieces where it is long."""
        assert self.headers["Cookie"] == "session=s; csrf=t"
        body = b"x" * (300_000 if "long" in self.path else 9)
        self.send_response(404 if "missing" in self.path else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Say that what came is what was sent."""
        held = self.rfile.read(int(self.headers["Content-Length"]))
        assert (held, self.headers["X-CSRFToken"]) == (b'{"name": "Lan"}', "t")
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port(socket_enabled: None) -> Iterator[int]:  # noqa: ARG001 -- a server of our own
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("web_load_asking", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_answer_is_counted_with_its_status_and_length(tool: ModuleType, port: int):
    sent = [tool.request(path, "s", token="t") for path in ("/", "/long", "/missing")]  # noqa: S106 -- no secret
    load = tool.ask(port, sent, connections=3, seconds=0.1)
    assert set(load.statuses) == {200, 404}
    assert sum(load.statuses.values()) == load.requests
    assert load.bytes == 300_000
    assert 0 < load.p50 <= load.p95 <= load.p99 <= load.longest


def test_a_body_goes_out_with_its_token(tool: ModuleType, port: int):
    sent = [tool.request("/", "s", token="t", body=b'{"name": "Lan"}')]  # noqa: S106 -- no secret
    assert set(tool.ask(port, sent, connections=2, seconds=0.05).statuses) == {201}


def test_the_asker_goes_on_until_enough_were_answered(tool: ModuleType, port: int):
    sent = [tool.request("/", "s", token="t")]  # noqa: S106 -- no secret
    assert tool.ask(port, sent, connections=2, seconds=0.0, least=40).requests >= 40
