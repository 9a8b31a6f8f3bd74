"""Starting the server: what is refused before anything is opened."""

import os
import socket
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from ischia.errors import InputError
from ischia.web.serving import serve
from ischia.web.serving._language import check_language


def test_a_port_that_another_program_serves_is_refused(socket_enabled: None, tmp_path: Path):  # noqa: ARG001 -- a socket of our own
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InputError) as refused:
            serve(Namespace(port=port, data=str(tmp_path / "practice"), demo=False, lan=False))
    assert f"another program answers on port {port}" in str(refused.value)
    assert not (tmp_path / "practice").exists()


@pytest.mark.parametrize("language", ["de", "ko", "zh-hans"])
def test_a_language_without_words_of_its_own_is_refused(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("ISCHIA_LANGUAGE", language)
    with pytest.raises(InputError, match="ISCHIA_LANGUAGE"):
        check_language()
    name = {"zh-hans": "zh_Hans"}.get(language, language)
    words = tmp_path / "two" / name / "LC_MESSAGES" / "django.mo"
    words.parent.mkdir(parents=True)
    words.write_bytes(b"")
    monkeypatch.setenv("ISCHIA_WORDS_DIR", f"{tmp_path / 'one'},{tmp_path / 'two'}")
    check_language()


REACHES = """
import django; django.setup()
from ischia.errors import InputError
from ischia.web.serving import _start
try:
    _start._reach()
except InputError as refused:
    print(refused)
"""


def test_a_file_that_another_key_wrote_is_refused_in_one_message(tmp_path: Path):
    (tmp_path / "practice.db").write_bytes(b"\x07" * 8192)
    ours = {key: word for key, word in os.environ.items() if not key.startswith("ISCHIA_")}
    ours |= {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings", "ISCHIA_DB_KEY": "0f" * 32,
        "ISCHIA_SECRET_KEY": "x" * 64, "ISCHIA_DATA_DIR": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", REACHES], check=True, capture_output=True, text=True, env=ours
    )
    assert "does not open it, or it is damaged" in done.stdout
    assert "ischia restore" in done.stdout


def test_english_needs_no_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ISCHIA_LANGUAGE", "en-gb")
    check_language()
    monkeypatch.delenv("ISCHIA_LANGUAGE")
    check_language()
