"""A browser and a practice for it. CI installs one; without its driver nothing is collected."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.own_clock import BY_OWN_CLOCK, environment
from tests.ports import free_port

if find_spec("playwright") is None and not os.environ.get("ISCHIA_NO_SKIPS"):
    collect_ignore_glob = ["test_*.py"]
else:
    from playwright.sync_api import Browser, expect, sync_playwright

    from tests.journeys.room import PATIENCE_MS, Practice

    expect.set_options(timeout=PATIENCE_MS)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser a module: two drivers cannot live beside each other."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """The demo practice, served, with sessions that are ready to begin."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    made = subprocess.run(  # noqa: S603 -- our own program
        [*BY_OWN_CLOCK, "tests.journeys.made", str(folder)],
        cwd=ROOT, env=environment(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    command = [*BY_OWN_CLOCK, "ischia", "serve", "--demo", "--data", str(folder)]
    running = subprocess.Popen(  # noqa: S603 -- our own program
        [*command, "--port", str(port)], cwd=ROOT, env=environment(),
        stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    yield f"http://localhost:{port}", json.loads(made.stdout)
    running.terminate()
    running.wait(20)


@pytest.fixture(scope="module")
def practice(chromium: "Browser", served: tuple[str, dict[str, Any]]) -> "Practice":
    """The practice as this module's browser reaches it."""
    found = Practice(chromium, *served)
    found.reach()
    return found
