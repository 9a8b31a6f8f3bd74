"""A full disk or a place that is not ours: one message, and nothing that looks finished."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ischia.cli import main
from ischia.web import backups
from ischia.web.serving import _file, _keys
from tests.web.key_walk import key, made_practice, names, rows

pytestmark = pytest.mark.usefixtures("plain_settings")
SIZES = (0, 30, 100, 4096, 20_000)
"""Bytes a file may have: too few for each of the files these commands write."""


@contextmanager
def room_for(n_bytes: int) -> Iterator[None]:
    """Let no file of this process become larger, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made_practice(tmp_path / "practice")


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Path:
    assert main(["backup", str(tmp_path / "kept"), "--data", str(folder)]) == 0
    return tmp_path / "kept"


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> None:
    told = capsys.readouterr().err
    for word in ("1 thing to put right", "it cannot be written", "Accepted: ", *words):
        assert word in told, told


@pytest.mark.parametrize("n_bytes", SIZES)
def test_a_backup_that_finds_no_room_leaves_nothing(
    n_bytes: int, folder: Path, tmp_path: Path, capsys
):
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    with room_for(n_bytes):
        assert main(["backup", str(drawer / "kept"), "--data", str(folder)]) == 2
    refused(capsys)
    assert list(drawer.iterdir()) == []
    assert "verified_at" not in backups.known(folder)
    assert main(["backup", str(drawer / "kept"), "--data", str(folder)]) == 0


def test_a_backup_into_a_folder_that_is_not_ours_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    def not_ours(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(tempfile, "mkdtemp", not_ours)
    assert main(["backup", str(tmp_path / "kept"), "--data", str(folder)]) == 2
    refused(capsys, "a folder you may write to")
    assert not (tmp_path / "kept").exists()


def test_a_backup_is_kept_where_the_data_folder_cannot_note_it(
    folder: Path, tmp_path: Path, capsys
):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "tell_backup", full)
        assert main(["backup", str(tmp_path / "kept"), "--data", str(folder)]) == 0
    told = capsys.readouterr()
    assert "every page checked" in told.out
    assert "It was done, but backups.json in the data folder: it cannot be written" in told.err
    ask = ["restore", str(tmp_path / "kept"), "--key", str(tmp_path / "drawer.txt"), "--rehearse"]
    assert main([*ask, "--data", str(folder)]) == 0


@pytest.mark.parametrize("n_bytes", SIZES)
def test_a_restore_that_finds_no_room_leaves_no_practice(
    n_bytes: int, kept: Path, folder: Path, tmp_path: Path, capsys
):
    new = tmp_path / "new"
    ask = ["restore", str(kept), "--key", str(tmp_path / "drawer.txt"), "--data", str(new)]
    for way in ([], ["--rehearse"]):
        with room_for(n_bytes):
            assert main([*ask, *way]) == 2
        refused(capsys, "restore")
    assert names(new) <= {"kind", "server.lock", "keys/database.key"}
    assert backups.restored(new) == {}
    assert main(ask) == 0
    assert rows(new) == rows(folder)


def test_a_restore_that_stops_before_the_file_has_its_name_tells_the_next_start_nothing(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    new = tmp_path / "new"
    ask = ["restore", str(kept), "--key", str(tmp_path / "drawer.txt"), "--data", str(new)]
    monkeypatch.setattr(_file, "put", full)
    assert main(ask) == 2
    refused(capsys, "as much free room")
    assert not (new / "restored.json").exists()


@pytest.mark.parametrize("n_bytes", [0, 30])
def test_half_a_recovery_key_is_never_left(n_bytes: int, folder: Path, tmp_path: Path, capsys):
    (folder / "keys" / "recovery.pub").unlink()
    paper = tmp_path / "paper.txt"
    with room_for(n_bytes):
        assert main(["recovery-key", str(paper), "--data", str(folder)]) == 2
    refused(capsys, "FILE")
    assert not paper.exists()
    assert not (folder / "keys" / "recovery.pub").exists()


def test_a_recovery_key_whose_other_half_cannot_be_kept_is_taken_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    (folder / "keys" / "recovery.pub").unlink()
    fsync, calls = os.fsync, iter([True, False])

    def full_at_the_second(handle: int) -> None:
        if not next(calls):
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(_keys.os, "fsync", full_at_the_second)
    assert main(["recovery-key", str(tmp_path / "paper.txt"), "--data", str(folder)]) == 2
    refused(capsys, "keys/recovery.pub")
    assert not (tmp_path / "paper.txt").exists()
    assert not (folder / "keys" / "recovery.pub").exists()


@pytest.mark.parametrize("n_bytes", SIZES)
def test_a_change_of_the_key_that_finds_no_room_keeps_the_old_one(
    n_bytes: int, folder: Path, tmp_path: Path, capsys
):
    old, whole = key(folder), rows(folder)
    with room_for(n_bytes):
        assert main(["change-key", str(tmp_path / "kept"), "--data", str(folder)]) == 2
    assert "1 thing to put right" in capsys.readouterr().err
    assert key(folder) == old
    assert rows(folder) == whole
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("n_bytes", [60, 100_000])
def test_a_first_start_without_room_says_so_and_the_next_one_goes_on(n_bytes: int, tmp_path: Path):
    """Only what comes before the server: its last step is replaced."""
    start = (
        "import resource, sys\n"
        "from ischia.cli import main\n"
        "from ischia.web.serving import _start\n"
        "_start._run = lambda *_: None\n"
        "n = int(sys.argv[1])\n"
        "if n: resource.setrlimit(resource.RLIMIT_FSIZE, (n, n))\n"
        "sys.exit(main(['serve', '--port', '0', '--data', sys.argv[2]]))\n"
    )
    done = []
    for room in (n_bytes, 0):
        asked = [sys.executable, "-c", start, str(room), str(tmp_path / "data")]
        done.append(
            subprocess.run(  # noqa: S603 -- our own words
                asked, check=False, capture_output=True, text=True
            )
        )
    told = done[0].stderr
    assert done[0].returncode == 2, told
    assert "it cannot be written" in told
    assert "Traceback" not in told
    assert done[1].returncode == 0, done[1].stderr
