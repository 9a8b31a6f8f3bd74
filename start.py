#!/usr/bin/env python3
"""Set up and start Ischia on a machine that has only Python 3.11 or newer.

    python3 start.py run [ARG ...]    the program: ischia [ARG ...]
    python3 start.py test [ARG ...]   every check and test; ARGs go to pytest
    python3 start.py check            lint, types, layers and locks only
    python3 start.py bench            the engine's figures on this machine
    python3 start.py docs             the manual, into docs/_build/html
    python3 start.py lock             write both lock files anew from pyproject.toml

Makes the virtual environment .venv, installs exactly what the lock file lists (checked by
hash) and starts. Later calls start at once. Standard library only.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
RUN_LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"


def give_up(message: str) -> NoReturn:
    """Stop with one message for the person at the keyboard."""
    print(f"start.py: {message}", file=sys.stderr)
    raise SystemExit(1)


def call(command: Sequence[str | Path], *, quiet: bool = False) -> bool:
    """Run a command in the project's folder; return whether it succeeded."""
    out = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, check=False, stdout=out, stderr=out).returncode == 0


def make_environment() -> None:
    """Create .venv with pip in it, also where the system's Python ships no ensurepip."""
    if PYTHON.exists() and call([PYTHON, "-m", "pip", "--version"], quiet=True):
        return
    if call([sys.executable, "-m", "venv", "--clear", VENV], quiet=True):
        return
    # Debian and Ubuntu split ensurepip off; their own pip can still fill the environment.
    if call([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], quiet=True) and call(
        [sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"]
    ):
        return
    give_up(
        "this Python can make no virtual environment. On Debian or Ubuntu run "
        "'apt install python3-venv', then this command again."
    )


def install(lock: Path) -> None:
    """Bring .venv to exactly what ``lock`` lists, then install this checkout in place."""
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"installed-{lock.stem}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    make_environment()
    print(f"start.py: installing what {lock.name} lists (once) ...", file=sys.stderr)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip"]
    has_uv = call([*pip, "install", "--quiet", "uv"], quiet=True)  # faster where to be had
    tool = uv if has_uv else pip
    locked = call([*tool, "install", "--quiet", "--require-hashes", "-r", lock])
    here = ["install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    if not (locked and call([*tool, *here])):
        give_up("the packages could not be installed: see the lines above, then try again.")
    stamp.write_text(wanted)


def check_locks() -> bool:
    """Return whether the lock files name no address."""
    named = [lock.name for lock in (RUN_LOCK, DEV_LOCK) if "://" in lock.read_text()]
    for name in named:
        print(f"start.py: {name} names an address; run 'python3 start.py lock'", file=sys.stderr)
    return not named


def check() -> bool:
    """Run every check that needs no test: format, lint, types, layers, locks."""
    steps: list[list[str | Path]] = [
        [BIN / "ruff", "format", "--check", "--quiet", "."],
        [BIN / "ruff", "check", "--quiet", "."],
        [BIN / "mypy"],
        [BIN / "lint-imports", "--no-cache"],
    ]
    return all([check_locks(), *(call(step) for step in steps)])


def test(arguments: Sequence[str]) -> bool:
    """Run every check, then the tests; with arguments, only the tests they name."""
    pytest: list[str | Path] = [PYTHON, "-m", "pytest"]
    if arguments:
        return call([*pytest, *arguments])
    covered = ["--cov", "--cov-report=term", "-q", "-n", str(min(os.cpu_count() or 1, 8))]
    return all([check(), call([*pytest, *covered]), docs()])


def docs() -> bool:
    """Build the manual; every warning is an error."""
    out = ROOT / "docs" / "_build"
    return call(
        [PYTHON, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs", out / "html"]
    )


def bench() -> bool:
    """Measure the engine and print the table."""
    return call([PYTHON, "benchmarks/engine.py"])


def lock() -> bool:
    """Write both lock files from pyproject.toml, without any address in them."""
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "uv",
        "pip",
        "compile",
        "-q",
        "--universal",
        "--generate-hashes",
    ]
    command += ["--no-annotate", "--custom-compile-command", "python3 start.py lock"]
    extras = ["--extra", "paper", "--extra", "web"]
    run = call([*command, *extras, "--group", "build", "pyproject.toml", "-o", RUN_LOCK])
    dev: list[str | Path] = [
        "--all-extras",
        "--group",
        "dev",
        "-c",
        RUN_LOCK,
        "pyproject.toml",
        "-o",
        DEV_LOCK,
    ]
    return run and call([*command, *dev]) and check_locks()


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument names."""
    if sys.version_info < OLDEST:
        give_up(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}."
        )
    verb = arguments[0] if arguments else "help"
    if verb not in {"run", "test", "check", "bench", "docs", "lock"}:
        print(re.sub(r"^.*?\n\n", "", str(__doc__), count=1))
        return 0 if verb in {"help", "-h", "--help"} else 2
    install(RUN_LOCK if verb == "run" else DEV_LOCK)
    if verb == "run":
        command = [str(BIN / "ischia"), *arguments[1:]]
        return subprocess.run(command, check=False).returncode
    actions = {"check": check, "bench": bench, "docs": docs, "lock": lock}
    done = test(arguments[1:]) if verb == "test" else actions[verb]()
    return 0 if done else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
