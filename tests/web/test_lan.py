"""``serve --lan``: the certificate reaches, plain HTTP does not, the QR code leads there."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from attrs import frozen

from tests.ports import free_port

# In a process of its own, since the tests' has no network; a small browser that trusts one file.
ASK = """
import http.client, json, ssl, sys, time
port, trusted, kind, path, host = sys.argv[1:]
def once():
    if kind == "http":
        line = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
    else:
        trust = ssl.create_default_context(cafile=trusted or None)
        line = http.client.HTTPSConnection("127.0.0.1", int(port), timeout=60, context=trust)
    line.request("GET", path, headers={"Host": host} if host else {})
    answer = line.getresponse()
    told = answer.read().decode()
    return {"status": answer.status, "headers": answer.getheaders(), "text": told}
for _ in range(240):
    try:
        print(json.dumps(once()))
        break
    except ConnectionRefusedError:
        time.sleep(0.5)
    except (OSError, http.client.HTTPException) as failed:
        print(json.dumps({"failed": type(failed).__name__}))
        break
"""


@frozen
class Served:
    port: int
    folder: Path
    said: Path

    def ask(self, path: str, *, kind: str = "https", trusts: bool = True, host: str = "") -> Any:
        trusted = str(self.folder / "keys" / "server.crt") if trusts else ""
        told = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-c", ASK, str(self.port), trusted, kind, path, host],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        return json.loads(told.stdout)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("lan")
    for attempt in range(5):  # another program may take the port before the server does
        found = Served(free_port(), folder / f"data{attempt}", folder / f"said{attempt}.txt")
        running = started(found)
        if has_opened(found, running):
            break
    else:
        pytest.fail(found.said.read_text(encoding="utf-8"))
    yield found
    running.terminate()
    try:
        running.wait(60)
    finally:
        running.kill()


def started(found: Served) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ischia", "serve", "--lan", "--data", str(found.folder)]
    ours = {key: value for key, value in os.environ.items() if not key.startswith("ISCHIA_")}
    with found.said.open("w") as out:
        return subprocess.Popen(  # noqa: S603 -- our own program
            [*command, "--port", str(found.port)], stdout=out, stderr=out,
            env=ours | {"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip


def has_opened(found: Served, running: subprocess.Popen[bytes]) -> bool:
    """Wait until the server has said where it is and answers, or has ended."""
    while "Ischia is at" not in found.said.read_text(encoding="utf-8"):
        if running.poll() is not None:
            return False
        time.sleep(0.1)
    return found.ask("/alive").get("status") == 200


def test_whoever_trusts_the_certificate_reaches_the_practice(served: Served):
    assert served.ask("/alive")["status"] == 200
    assert served.ask("/alive", trusts=False) == {"failed": "SSLCertVerificationError"}


def test_plain_http_is_not_answered(served: Served):
    told = served.ask("/sign-in/", kind="http")
    assert told.get("status") not in {200, 302}
    assert "password" not in json.dumps(told)


def test_cookies_are_bound_to_this_host_and_to_tls(served: Served):
    cookies = [value for key, value in served.ask("/set-up/")["headers"] if key == "set-cookie"]
    for one in cookies:
        assert one.startswith("__Host-")
        assert "Secure" in one
        assert "HttpOnly" in one
    assert served.ask("/alive", host="evil.example")["status"] == 400


def picture(said: str) -> np.ndarray:
    """Return the printed code as a picture: two modules a character, light where it is printed."""
    lines = [line for line in said.splitlines() if line and set(line) <= set(" █▀▄")]
    rows = []
    for line in lines:
        rows.append([one in "█▀" for one in line])
        rows.append([one in "█▄" for one in line])
    width = max(len(row) for row in rows)
    light = np.array([row + [False] * (width - len(row)) for row in rows])
    return np.kron(light, np.ones((6, 6))).astype(np.uint8) * 255


def test_the_printed_code_leads_to_the_address_that_is_shown(served: Served):
    said = served.said.read_text(encoding="utf-8")
    shown = re.search(rf"Ischia is at (https://\S+:{served.port})", said).group(1)
    [found] = zxingcpp.read_barcodes(picture(re.sub(r"\x1b\[[0-9;]*m", "", said)))
    assert found.text == shown
    assert "second factor" in said
    assert "server.crt" in said
