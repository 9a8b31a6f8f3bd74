"""A backup restored on another machine holds the same records."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as cipher

from ischia.cli import main
from ischia.web import backups
from ischia.web.serving import _file
from ischia.web.serving._keys import key_of

pytestmark = pytest.mark.usefixtures("plain_settings")
TABLES = ("records_client", "records_visit", "audit_trailrow", "records_answer")


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


@pytest.fixture
def key_file(practice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the recovery key of the practice, made once and kept elsewhere."""
    (practice / "keys" / "recovery.pub").unlink(missing_ok=True)
    (practice / "backups.json").unlink(missing_ok=True)
    made = tmp_path_factory.mktemp("drawer") / "recovery.txt"
    assert main(["recovery-key", str(made), "--data", str(practice)]) == 0
    return made


def rows(path: Path, key: str) -> dict[str, list[tuple[object, ...]]]:
    held = cipher.connect(str(path))
    held.execute(f"PRAGMA key = \"x'{key}'\"")
    found = {one: held.execute(f"SELECT * FROM {one} ORDER BY 1").fetchall() for one in TABLES}  # noqa: S608 -- ours
    held.close()
    return found


def test_s40_hz57_after_theft_backup_and_recovery_key_bring_all_records_back(
    practice: Path, key_file: Path, tmp_path: Path, capsys
):
    kept, new = tmp_path / "kept.backup", tmp_path / "new"
    assert main(["backup", str(kept), "--data", str(practice)]) == 0
    assert main(["restore", str(kept), "--key", str(key_file), "--data", str(new)]) == 0
    assert "1 clients, 1 visits" in capsys.readouterr().out
    before = rows(practice / "practice.db", key_of(practice / "keys" / "database.key"))
    new_key = key_of(new / "keys" / "database.key")
    assert rows(new / "practice.db", new_key) == before
    assert len(before["records_client"]) == 1
    assert new_key != key_of(practice / "keys" / "database.key")
    assert (new / "practice.db").stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in new.iterdir()) == [
        "keys", "kind", "practice.db", "restored.json", "server.lock",
    ]  # fmt: skip


def test_s40_nothing_in_the_data_folder_opens_a_backup(
    practice: Path, key_file: Path, tmp_path: Path, capsys
):
    kept, new = tmp_path / "kept.backup", tmp_path / "new"
    main(["backup", str(kept), "--data", str(practice)])
    text = key_file.read_text()
    (secret,) = [one for one in text.splitlines() if one.startswith("ischia-recovery-1")]
    for path in [*practice.rglob("*"), kept]:
        if path.is_file():
            held = path.read_bytes()
            assert secret.split()[3].encode() not in held, path
            assert bytes.fromhex("".join(secret.split()[1:9])) not in held, path
    body = tmp_path / "body"
    body.write_bytes(kept.read_bytes()[4096:])
    assert not _file.fits(body, key_of(practice / "keys" / "database.key"))
    assert main(["restore", str(kept), "--data", str(new)]) == 2
    assert "opens with the recovery key" in capsys.readouterr().err
    other = tmp_path / "other"
    (other / "keys").mkdir(parents=True)
    wrong = tmp_path / "wrong.txt"
    assert main(["recovery-key", str(wrong), "--data", str(other)]) == 0
    assert main(["restore", str(kept), "--key", str(wrong), "--data", str(new)]) == 2
    assert "does not open this backup" in capsys.readouterr().err
    assert not (new / "practice.db").exists()


def test_s40_a_recovery_key_typed_with_one_wrong_letter_is_told(
    practice: Path, key_file: Path, tmp_path: Path, capsys
):
    kept = tmp_path / "kept.backup"
    main(["backup", str(kept), "--data", str(practice)])
    text = key_file.read_text()
    place = text.index("ischia-recovery-1") + 30
    key_file.write_text(text[:place] + ("1" if text[place] != "1" else "2") + text[place + 1 :])
    assert main(["restore", str(kept), "--key", str(key_file), "--rehearse"]) == 2
    assert "a letter is missing or wrong" in capsys.readouterr().err


def test_s40_a_practice_without_a_recovery_key_is_told_to_make_one(
    practice: Path, key_file: Path, tmp_path: Path, capsys
):
    assert main(["recovery-key", str(tmp_path / "second"), "--data", str(practice)]) == 2
    assert "this practice has a recovery key" in capsys.readouterr().err
    (practice / "keys" / "recovery.pub").unlink()
    assert main(["backup", str(tmp_path / "kept"), "--data", str(practice)]) == 2
    assert "ischia recovery-key FILE" in capsys.readouterr().err
    assert main(["recovery-key", str(practice / "here"), "--data", str(practice)]) == 2
    assert "lost with them" in capsys.readouterr().err
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_hz57_a_rehearsal_restores_for_trial_and_is_known_from_then_on(
    practice: Path, key_file: Path, tmp_path: Path, capsys
):
    kept = tmp_path / "kept.backup"
    main(["backup", str(kept), "--data", str(practice)])
    assert "never rehearsed" in capsys.readouterr().out
    assert set(backups.known(practice)) == {"verified_at", "recovery_key"}
    ask = ["restore", str(kept), "--key", str(key_file), "--rehearse", "--data", str(practice)]
    before = sorted(practice.rglob("*"))
    assert main(ask) == 0
    assert "bring the practice back" in capsys.readouterr().out
    assert sorted(practice.rglob("*")) == before
    assert "rehearsed_at" in backups.known(practice)
    assert backups.restored(practice) == {}


@pytest.mark.usefixtures("key_file")
def test_s38_a_backup_holds_no_word_in_the_clear(practice: Path, tmp_path: Path):
    kept = tmp_path / "kept.backup"
    assert main(["backup", str(kept), "--data", str(practice)]) == 0
    held = kept.read_bytes()
    assert not held.startswith(b"SQLite format")
    assert b"Markerstone" not in held
    assert [one.name for one in tmp_path.iterdir()] == ["kept.backup"]


def test_a_backup_with_one_flipped_bit_is_refused_and_nothing_is_left(
    practice: Path, key_file: Path, tmp_path: Path
):
    kept, new = tmp_path / "kept.backup", tmp_path / "new"
    main(["backup", str(kept), "--data", str(practice)])
    held = bytearray(kept.read_bytes())
    at = held.index(b'"key"') + 20  # in the sealed key; and when it was made
    for place in (at, held.index(b"made_at") + 13, 4116, len(held) // 2, len(held) - 5):
        held[place] ^= 4
        kept.write_bytes(held)
        assert main(["restore", str(kept), "--key", str(key_file), "--data", str(new)]) == 2
        assert not (new / "practice.db").exists()
        assert not list(new.glob("restore-*"))
        held[place] ^= 4
    kept.write_bytes(held[: len(held) - 4096])
    assert main(["restore", str(kept), "--key", str(key_file), "--data", str(new)]) == 2
    assert not (new / "practice.db").exists()


def test_a_backup_of_a_version_without_recovery_keys_opens_with_the_practices_own(
    practice: Path, tmp_path: Path, capsys
):
    kept, new = _file.empty(tmp_path / "old.backup"), tmp_path / "new"
    key = key_of(practice / "keys" / "database.key")
    _file.copy(practice / "practice.db", key, kept, key)
    assert main(["restore", str(kept), "--data", str(new)]) == 2
    assert "it is missing" in capsys.readouterr().err
    (new / "keys").mkdir(parents=True)
    (new / "keys" / "database.key").write_text(key)
    (new / "keys" / "database.key").chmod(0o600)
    assert main(["restore", str(kept), "--data", str(new)]) == 0
    assert rows(new / "practice.db", key) == rows(practice / "practice.db", key)


def test_neither_backup_nor_restore_writes_over_anything(
    practice: Path, key_file: Path, tmp_path: Path, capsys
):
    kept = tmp_path / "kept.backup"
    main(["backup", str(kept), "--data", str(practice)])
    before = kept.read_bytes()
    assert main(["backup", str(kept), "--data", str(practice)]) == 2
    ask = ["restore", str(kept), "--key", str(key_file), "--data", str(practice)]
    assert main(ask) == 2
    assert kept.read_bytes() == before
    assert capsys.readouterr().err.count("nothing is written over") == 2


def test_a_practice_in_postgresql_is_sent_to_its_own_tools(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("ISCHIA_DATABASE_URL", "postgresql://here/ours")
    assert main(["backup", str(tmp_path / "kept"), "--data", str(tmp_path)]) == 2
    assert "pg_dump" in capsys.readouterr().err
    assert main(["backup", "--noted", "--data", str(tmp_path)]) == 0
    assert "verified_at" in backups.known(tmp_path)
    assert main(["restore", "--noted", "--data", str(tmp_path)]) == 0
    assert backups.restored(tmp_path)["made_at"] == ""
