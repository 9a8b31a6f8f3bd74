"""A backup restored on another machine holds the same records."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as cipher

from ischia.cli import main
from ischia.web.serving._keys import key_of

TABLES = ("records_client", "records_visit", "audit_trailrow", "records_answer")


@pytest.fixture(autouse=True)
def plain_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ISCHIA_DATABASE_URL", "ISCHIA_DB_KEY_FILE", "ISCHIA_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small practice, its file as a killed server leaves it."""
    folder = tmp_path_factory.mktemp("practice")
    key = key_of(folder / "keys" / "database.key")
    (folder / "kind").write_text("practice")
    made = (
        "import django, os; django.setup()\n"
        "from datetime import UTC, datetime\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from ischia.web.access import Actor\n"
        "from ischia.web.services import clients, setting_up, visits\n"
        "at = datetime(2026, 11, 20, tzinfo=UTC)\n"
        "o = setting_up.begin(practice='Ours', time_zone='UTC', emergency_number='112',"
        " owner=('Ada', 'ada@ours.example', 'a-quiet-long-word'), at=at)\n"
        "by = Actor(o.id, o.practice_id, 'owner', 'Ada', 'here')\n"
        "one = clients.add(name='Zyxw Markerstone', born_on=None, phone='', by=by, at=at)\n"
        "visits.book(one.id, starts_at=at, minutes=60, by=by, at=at)\n"
        "os._exit(0)\n"
    )
    environment = {key: word for key, word in os.environ.items() if key != "ISCHIA_DATABASE_URL"}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "ischia.web.settings",
        "ISCHIA_DATA_DIR": str(folder),
        "ISCHIA_SECRET_KEY": "test" * 16,
        "ISCHIA_DB_KEY": key,
    }
    subprocess.run([sys.executable, "-c", made], check=True, env=environment)  # noqa: S603 -- our own words
    return folder


def rows(path: Path, key: str) -> dict[str, list[tuple[object, ...]]]:
    held = cipher.connect(str(path))
    held.execute(f"PRAGMA key = \"x'{key}'\"")
    found = {one: held.execute(f"SELECT * FROM {one} ORDER BY 1").fetchall() for one in TABLES}  # noqa: S608 -- ours
    held.close()
    return found


def with_key_of(practice: Path, folder: Path) -> Path:
    (folder / "keys").mkdir(parents=True)
    key = folder / "keys" / "database.key"
    key.write_text(key_of(practice / "keys" / "database.key"))
    key.chmod(0o600)
    return folder


def test_s40_a_restored_backup_holds_the_same_records(practice: Path, tmp_path: Path, capsys):
    kept, new = tmp_path / "kept.backup", with_key_of(practice, tmp_path / "new")
    assert main(["backup", str(kept), "--data", str(practice)]) == 0
    assert main(["restore", str(kept), "--data", str(new)]) == 0
    assert "1 clients, 1 visits" in capsys.readouterr().out
    key = key_of(practice / "keys" / "database.key")
    before = rows(practice / "practice.db", key)
    assert rows(new / "practice.db", key) == before
    assert len(before["records_client"]) == 1
    assert (new / "practice.db").stat().st_mode & 0o777 == 0o600


def test_s38_a_backup_holds_no_word_in_the_clear(practice: Path, tmp_path: Path):
    kept = tmp_path / "kept.backup"
    assert main(["backup", str(kept), "--data", str(practice)]) == 0
    held = kept.read_bytes()
    assert not held.startswith(b"SQLite format")
    assert b"Markerstone" not in held
    assert [one.name for one in tmp_path.iterdir()] == ["kept.backup"]


def test_a_backup_with_one_flipped_bit_is_refused_and_nothing_is_left(
    practice: Path, tmp_path: Path, capsys
):
    kept, new = tmp_path / "kept.backup", with_key_of(practice, tmp_path / "new")
    main(["backup", str(kept), "--data", str(practice)])
    held = bytearray(kept.read_bytes())
    for place in (20, len(held) // 2, len(held) - 5):
        held[place] ^= 4
        kept.write_bytes(held)
        assert main(["restore", str(kept), "--data", str(new)]) == 2
        assert "damaged" in capsys.readouterr().err
        assert not (new / "practice.db").exists()
        held[place] ^= 4


def test_another_key_opens_no_backup(practice: Path, tmp_path: Path, capsys):
    kept, new = tmp_path / "kept.backup", tmp_path / "new"
    main(["backup", str(kept), "--data", str(practice)])
    assert main(["restore", str(kept), "--data", str(new)]) == 2
    assert "it is missing" in capsys.readouterr().err
    key_of(new / "keys" / "database.key")
    assert main(["restore", str(kept), "--data", str(new)]) == 2
    assert "another key" in capsys.readouterr().err


def test_neither_backup_nor_restore_writes_over_anything(practice: Path, tmp_path: Path, capsys):
    kept = tmp_path / "kept.backup"
    main(["backup", str(kept), "--data", str(practice)])
    before = kept.read_bytes()
    assert main(["backup", str(kept), "--data", str(practice)]) == 2
    assert main(["restore", str(kept), "--data", str(practice)]) == 2
    assert kept.read_bytes() == before
    assert capsys.readouterr().err.count("nothing is written over") == 2


def test_a_practice_in_postgresql_is_sent_to_its_own_tools(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("ISCHIA_DATABASE_URL", "postgresql://here/ours")
    assert main(["backup", str(tmp_path / "kept"), "--data", str(tmp_path)]) == 2
    assert "pg_dump" in capsys.readouterr().err
