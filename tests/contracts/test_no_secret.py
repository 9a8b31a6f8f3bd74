"""No secret lies in the repository (S53): keys, tokens of services, passwords in addresses."""

import re
import secrets
import shutil
import string
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Each is long and has marks of its own, so that a word of prose or a digest is none of them.
PATTERNS = {
    "a private key": rb"-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY",
    "a key of age": rb"AGE-SECRET-KEY-1[0-9A-Z]{50}",
    "a key of AWS": rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a key of Google": rb"\bAIza[0-9A-Za-z_-]{35}",
    "a token of GitHub": rb"\b(?:gh[opsur]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{50})",
    "a token of GitLab": rb"\bglpat-[0-9A-Za-z_-]{20}",
    "a token of PyPI": rb"\bpypi-AgE[0-9A-Za-z_-]{50}",
    "a token of npm": rb"\bnpm_[0-9A-Za-z]{36}",
    "a token of Slack": rb"\bxox[abeoprs]-[0-9A-Za-z-]{20}",
    "a key of Stripe": rb"\b[rs]k_live_[0-9A-Za-z]{20}",
    "a key of a model's service": rb"\bsk-[0-9A-Za-z_-]{32}",
    "a token that is signed": rb"\beyJ[0-9A-Za-z_-]{15,999}\.eyJ[0-9A-Za-z_-]{15,999}\.",
    "our own recovery key": rb"ischia-recovery-1(?: [0-9a-f]{8}){9}",
    "a key that is set": rb"(?i)(?:key|secret|password|token)[\"']?[ \t]{0,3}[:=][ \t]{0,3}"
    rb"[\"']?(?:[0-9a-f]{64}|[0-9a-z+/]{43}=)",
    "a password in an address": rb"[a-z]://[^\s/:@\"'<>{}]{1,64}:(?!password@)[^\s/:@\"'<>{}]{4,64}@",
}
_FOUND = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
_NAMES = re.compile(
    r"(?:\.(?:pem|key|p12|pfx|jks|kdbx|db|sqlite3)|(?:^|/)(?:\.env|\.netrc|id_\w+))$"
)

_LINE = b"\n"
_PASSED = {".git", ".venv", ".cache", ".hypothesis", "__pycache__", "node_modules", "out", "build"}
_PASSED |= {"dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"}


def tracked(root: Path) -> list[Path]:
    """Return what is in the repository; where there is none, what lies in its folder."""
    git = shutil.which("git")
    told = None
    if git and (root / ".git").exists():
        told = subprocess.run(  # noqa: S603 -- our own words
            [git, "-C", str(root), "ls-files", "-z"], check=False, capture_output=True, text=True
        )
    if told is not None and told.returncode == 0:
        found = [root / name for name in told.stdout.split("\0") if name]
    else:  # an archive, or somebody else's folder, which git does not read
        found = [one for one in root.rglob("*") if not _PASSED & {*one.relative_to(root).parts}]
    return sorted(one for one in found if one.is_file())


def told_secrets(paths: Iterable[Path], root: Path) -> list[str]:
    """Return where something looks like a secret, and like which; never the secret itself."""
    found = []
    for path in paths:
        where, held = path.relative_to(root).as_posix(), path.read_bytes()
        if _NAMES.search(where):
            found.append(f"{where}: a file of keys or data by its name")
        found += [
            f"{where}:{len(held[: one.start()].split(_LINE))}: {name}"
            for name, pattern in _FOUND.items()
            for one in pattern.finditer(held)
        ]
    return found


def of(letters: str, count: int) -> str:
    return "".join(secrets.choice(letters) for _ in range(count))


_ANY, _HEX = string.ascii_letters + string.digits, "0123456789abcdef"
_CAPITALS = string.ascii_uppercase + string.digits
# Made when they are planted: this file holds none.
PLANTED: dict[str, Callable[[], str]] = {
    "a private key": lambda: "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "a key of age": lambda: "AGE-SECRET-" + "KEY-1" + of(_CAPITALS, 58),
    "a key of AWS": lambda: "id = AKIA" + of(_CAPITALS, 16),
    "a key of Google": lambda: "AIza" + of(_ANY, 35),
    "a token of GitHub": lambda: "ghp_" + of(_ANY, 36),
    "a token of GitLab": lambda: "glpat-" + of(_ANY, 20),
    "a token of PyPI": lambda: "pypi-AgE" + of(_ANY, 90),
    "a token of npm": lambda: "//registry:_authToken=npm_" + of(_ANY, 36),
    "a token of Slack": lambda: "xoxb-" + of(_ANY, 24),
    "a key of Stripe": lambda: "sk_live_" + of(_ANY, 24),
    "a key of a model's service": lambda: "sk-" + of(_ANY, 48),
    "a token that is signed": lambda: f"eyJ{of(_ANY, 20)}.eyJ{of(_ANY, 40)}.{of(_ANY, 43)}",
    "our own recovery key": lambda: "ischia-recovery-1" + "".join(
        f" {of(_HEX, 8)}" for _ in range(9)
    ),
    "a key that is set": lambda: f"ISCHIA_DB_KEY={of(_HEX, 64)}",
    "a password in an address": lambda: f"postgresql://ischia:{of(_ANY, 12)}@db.internal/x",
}  # fmt: skip


def test_s53_no_file_of_the_repository_holds_a_secret():
    files = tracked(ROOT)
    assert Path(__file__) in files
    assert len(files) > 500
    assert told_secrets(files, ROOT) == []


@pytest.mark.parametrize("name", PATTERNS)
def test_s53_a_planted_secret_is_found_with_its_line_and_not_repeated(name: str, tmp_path: Path):
    planted = PLANTED[name]()
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "note.md").write_text(f"# A note\n\nSee: {planted}\n", encoding="utf-8")
    told = told_secrets(tracked(tmp_path), tmp_path)
    assert f"docs/note.md:3: {name}" in told
    assert planted not in "".join(told)


@pytest.mark.parametrize("name", [".env", "deep/server.pem", "keys/database.key", "id_ed25519"])
def test_s53_a_file_of_keys_is_found_by_its_name(name: str, tmp_path: Path):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("quiet", encoding="utf-8")
    assert told_secrets([path], tmp_path) == [f"{name}: a file of keys or data by its name"]
