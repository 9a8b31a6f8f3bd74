"""Folders that would damage a database are refused before anything is made in them."""

from pathlib import Path

import pytest

from ischia.errors import InputError
from ischia.web.serving import _place
from ischia.web.serving._folder import prepare

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:44 / ROOT/mnt/clinic rw shared:2 master:1 - nfs4 server:/clinic rw,vers=4.2
23 21 0:45 / ROOT/media/the\\040share rw - cifs //server/share rw
24 22 8:2 / ROOT/mnt/clinic/own rw - xfs /dev/sdb1 rw
25 21 0:46 / ROOT/home/ada/away rw - fuse.sshfs ada@server: rw
26 21 0:47 / ROOT/home/ada/safe rw - fuse.gocryptfs /home/ada/.safe rw
27 21 0:48 / ROOT/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
28 21 0:49 / ROOT/mnt/twice rw - ext4 /dev/sdc1 rw
29 28 0:50 / ROOT/mnt/twice rw - smb3 //server/over rw
30 21 0:51 / ROOT/mnt/c rw - 9p drvfs rw
a line that is none
"""


@pytest.fixture(autouse=True)
def in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISCHIA_DATABASE_URL", raising=False)


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the mounts of the list are: below a folder of the test's own."""
    told = tmp_path / "mountinfo"
    told.write_text(MOUNTS.replace("ROOT", str(tmp_path.resolve())))
    monkeypatch.setattr(_place, "_MOUNTS", told)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("mnt/clinic/ischia", "nfs4"),
        ("mnt/clinic", "nfs4"),
        ("media/the share/ischia", "cifs"),
        ("home/ada/away/deep/er", "fuse.sshfs"),
        ("gvfs/smb-share/x", "fuse.gvfsd-fuse"),
        ("mnt/twice/x", "smb3"),
        ("mnt/c/Users/ada", "9p"),
    ],
)
def test_s42_a_folder_on_a_network_is_refused(folder: str, kind: str, mounts: Path):
    with pytest.raises(InputError, match="on this machine only") as refused:
        prepare(mounts / folder, is_demo=False)
    assert f"a folder on a network ({kind}) damages a database" in str(refused.value)
    assert not (mounts / folder).exists()


@pytest.mark.parametrize(
    "folder", ["var/ischia", "mnt/clinic/own/ischia", "home/ada/safe/x", "mnt/clinical"]
)
def test_s42_a_folder_on_a_disk_of_this_machine_is_not(folder: str, mounts: Path):
    assert _place.what_is_wrong(mounts / folder, holds_database=True) == ""


def test_s42_with_postgresql_the_folder_holds_no_database(
    mounts: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = mounts / "mnt/clinic/keys only"
    with pytest.raises(InputError, match="on a network"):
        prepare(folder, is_demo=False)
    monkeypatch.setenv("ISCHIA_DATABASE_URL", "postgresql://here/ours")
    prepare(folder, is_demo=False).close()


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox.cache", ".nextcloudsync.log"])
def test_s42_a_folder_that_is_synced_is_known_by_what_is_left_in_it(mark: str, tmp_path: Path):
    (tmp_path / mark).mkdir()
    with pytest.raises(InputError, match="synced"):
        prepare(tmp_path / "deep" / "data", is_demo=False)
    assert not (tmp_path / "deep").exists()


def test_s42_a_folder_that_points_into_a_synced_one_is_synced(tmp_path: Path):
    (tmp_path / "Nextcloud" / "data").mkdir(parents=True)
    (tmp_path / "quiet").symlink_to(tmp_path / "Nextcloud" / "data")
    with pytest.raises(InputError, match="synced"):
        prepare(tmp_path / "quiet", is_demo=False)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Clinic", "Google Drive", "iCloud"])
def test_s42_a_folder_that_is_synced_is_known_by_its_name(name: str, tmp_path: Path):
    with pytest.raises(InputError, match="synced"):
        prepare(tmp_path / name / "data", is_demo=False)


def test_s42_a_share_of_windows_is_a_network_and_no_list_of_mounts_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(_place, "_MOUNTS", tmp_path / "none")
    share = Path(r"\\server\clinic")
    assert "on a network" in _place.what_is_wrong(share, holds_database=True)
    assert _place.what_is_wrong(tmp_path, holds_database=True) == ""


def test_s42_this_machines_own_mounts_are_read():
    assert _place.kind_of_mount(Path("/proc/self"), _place._MOUNTS.read_text()) == "proc"  # noqa: SLF001 -- the real one
