"""The practice under a new key: stopped before any step, it opens with everything."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ischia.cli import main
from ischia.web import backups
from ischia.web.audit.models import TrailRow
from ischia.web.serving import _file, _folder, _key_change
from ischia.web.serving._keys import key_of
from ischia.web.serving._start import tell_new_key
from tests.web.conftest import House
from tests.web.key_walk import N_ROWS, TABLES, key, made_practice, names, rows

pytestmark = pytest.mark.usefixtures("plain_settings")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made_practice(tmp_path / "practice")


def change(folder: Path, name: str = "kept.backup") -> int:
    return main(["change-key", str(folder.parent / name), "--data", str(folder)])


def test_s39_the_practice_has_a_new_key_and_all_its_records(folder: Path, tmp_path: Path, capsys):
    old = key(folder)
    assert change(folder) == 0
    told = capsys.readouterr().out
    assert "kept.backup: 120 clients, 120 visits, 120 rows" in told
    assert "The practice has a new key" in told
    assert old not in told
    assert key(folder) not in told
    assert key(folder) != old
    assert not _file.fits(folder / "practice.db", old)
    assert len(rows(folder)) == 2 * N_ROWS * len(TABLES)
    assert "120 clients" in _file.checked(folder / "practice.db", key(folder))
    for path in (folder / "practice.db", folder / "keys" / "database.key"):
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert names(folder) == {
        "practice.db", "kind", "server.lock", "backups.json", "key_changed.json",
        "keys/database.key", "keys/recovery.pub",
    }  # fmt: skip
    new = tmp_path / "elsewhere"
    ask = ["restore", str(tmp_path / "kept.backup"), "--key", str(tmp_path / "drawer.txt")]
    assert main([*ask, "--data", str(new)]) == 0
    assert rows(new) == rows(folder)


def test_s39_a_key_that_lies_elsewhere_is_changed_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    own = tmp_path / "apart" / "own.key"
    own.parent.mkdir()
    (folder / "keys" / "database.key").rename(own)
    old = own.read_text()
    monkeypatch.setenv("ISCHIA_DB_KEY_FILE", str(own))
    assert change(folder) == 0
    assert own.read_text() != old
    assert _file.fits(folder / "practice.db", own.read_text())
    assert {one.name for one in own.parent.iterdir()} == {"own.key"}
    assert not (folder / "keys" / "database.key").exists()


def test_s39_a_practice_that_is_served_or_open_keeps_its_key(folder: Path, tmp_path: Path, capsys):
    old = key(folder)
    server = _folder.prepare(folder, is_demo=False)
    assert change(folder) == 2
    assert "another Ischia has this practice open" in capsys.readouterr().err
    server.close()
    with closing(_file.opened(folder / "practice.db", old)) as other:
        other.execute("SELECT count(*) FROM records_client").fetchone()
        assert change(folder) == 2
    assert "another program has it open" in capsys.readouterr().err
    assert not (tmp_path / "kept.backup").exists()
    assert key(folder) == old
    assert len(rows(folder)) == 2 * N_ROWS * len(TABLES)


def test_s39_what_cannot_be_changed_says_why_and_stays(folder: Path, tmp_path: Path, capsys):
    def refused(*words: str) -> None:
        told = capsys.readouterr().err
        assert all(one in told for one in words), told

    whole = rows(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISCHIA_DATABASE_URL", "postgresql://here/ours")
        assert change(folder) == 2
        refused("in PostgreSQL", "no key of ours", "ALTER ROLE")
    nothing = tmp_path / "nothing"
    assert main(["change-key", str(tmp_path / "x"), "--data", str(nothing)]) == 2
    refused("no practice is in this folder")
    assert not nothing.exists()
    (folder / "keys" / "recovery.pub").rename(tmp_path / "away")
    assert change(folder) == 2
    refused("no recovery key")
    (tmp_path / "away").rename(folder / "keys" / "recovery.pub")
    (tmp_path / "kept.backup").touch()
    assert change(folder) == 2
    refused("nothing is written over")
    right = key(folder)
    (folder / "keys" / "database.key").write_text("0f" * 32)
    assert change(folder, "other") == 2
    refused("its key does not open it")
    assert not (tmp_path / "other").exists()
    (folder / "keys" / "database.key").write_text(right)
    assert rows(folder) == whole


def test_s39_a_disk_that_is_full_leaves_the_old_key_and_everything(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    old = key(folder)
    pour = _file.pour
    monkeypatch.setattr(_file, "copy", lambda source, key, *rest: _copied(pour, source, key, rest))
    monkeypatch.setattr(_file, "pour", full)
    assert change(folder) == 2
    assert "as much free room" in capsys.readouterr().err
    assert key(folder) == old
    assert len(rows(folder)) == 2 * N_ROWS * len(TABLES)
    assert not {one for one in names(folder) if "new" in one or "changed" in one}


def _copied(pour, source: Path, key: str, rest: tuple) -> None:
    with closing(_file.opened(source, key)) as held:
        pour(held, *rest)


def test_s39_keys_of_which_neither_fits_stay_and_trying_them_loses_nothing(folder: Path, capsys):
    right = folder / "keys" / "database.key"
    right.rename(folder.parent / "right.key")
    wrong = key_of(right), key_of(folder / "keys" / "database.key.new")
    assert "practice.db-wal" in names(folder)
    assert change(folder) == 2
    assert "neither this key nor database.key.new" in capsys.readouterr().err
    assert (key(folder), key_of(folder / "keys" / "database.key.new")) == wrong
    assert main(["backup", str(folder.parent / "kept"), "--data", str(folder)]) == 2
    assert "after a stopped change" in capsys.readouterr().err
    (folder.parent / "right.key").replace(right)
    _key_change.finish(folder)
    assert len(rows(folder)) == 2 * N_ROWS * len(TABLES)
    assert "keys/database.key.new" not in names(folder)


def test_s39_the_next_start_writes_the_new_key_into_the_trail_once(ours: House, tmp_path: Path):
    tell_new_key(tmp_path)
    backups.tell_key_change(tmp_path)
    tell_new_key(tmp_path)
    tell_new_key(tmp_path)
    (row,) = TrailRow.objects.filter(action="practice.new_key")
    assert row.practice_id == ours.practice.id
    assert backups.key_changed(tmp_path) == {}


@pytest.mark.usefixtures("folder")
def test_s39_stopped_before_any_step_the_practice_opens_with_everything(tmp_path: Path):
    done = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-m", "tests.web.key_walk", str(tmp_path)],
        check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    n_steps, decided_at = map(int, done.stdout.splitlines()[-1].split())
    assert 60 < decided_at < n_steps
