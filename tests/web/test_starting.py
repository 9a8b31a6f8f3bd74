"""Starting the server: what is refused before anything is opened."""

import socket
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


def test_english_needs_no_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ISCHIA_LANGUAGE", "en-gb")
    check_language()
    monkeypatch.delenv("ISCHIA_LANGUAGE")
    check_language()
