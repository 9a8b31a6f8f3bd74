"""Folders that would damage a database are refused before anything is made in them."""

from pathlib import Path

import pytest

from ischia.errors import InputError
from ischia.web.serving import _place
from ischia.web.serving._folder import prepare

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:44 / /mnt/clinic rw shared:2 master:1 - nfs4 server:/clinic rw,vers=4.2
23 21 0:45 / /media/the\\040share rw - cifs //server/share rw
24 22 8:2 / /mnt/clinic/own rw - xfs /dev/sdb1 rw
25 21 0:46 / /home/ada/away rw - fuse.sshfs ada@server: rw
26 21 0:47 / /home/ada/safe rw - fuse.gocryptfs /home/ada/.safe rw
27 21 0:48 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
28 21 0:49 / /mnt/twice rw - ext4 /dev/sdc1 rw
29 28 0:50 / /mnt/twice rw - smb3 //server/over rw
30 21 0:51 / /mnt/c rw - 9p drvfs rw
a line that is none
"""


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    told = tmp_path / "mountinfo"
    told.write_text(MOUNTS)
    monkeypatch.setattr(_place, "_MOUNTS", told)
    return told


@pytest.mark.usefixtures("mounts")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/clinic/ischia", "nfs4"),
        ("/mnt/clinic", "nfs4"),
        ("/media/the share/ischia", "cifs"),
        ("/home/ada/away/deep/er", "fuse.sshfs"),
        ("/run/user/1000/gvfs/smb-share/x", "fuse.gvfsd-fuse"),
        ("/mnt/twice/x", "smb3"),
        ("/mnt/c/Users/ada", "9p"),
    ],
)
def test_s42_a_folder_on_a_network_is_refused(folder: str, kind: str):
    with pytest.raises(InputError, match="on this machine only") as refused:
        prepare(Path(folder), is_demo=False)
    assert f"a folder on a network ({kind}) damages a database" in str(refused.value)
    assert not Path(folder).exists()


@pytest.mark.usefixtures("mounts")
@pytest.mark.parametrize(
    "folder", ["/var/ischia", "/mnt/clinic/own/ischia", "/home/ada/safe/x", "/mnt/clinical"]
)
def test_s42_a_folder_on_a_disk_of_this_machine_is_not(folder: str):
    assert _place.what_is_wrong(Path(folder), holds_database=True) == ""


@pytest.mark.usefixtures("mounts")
def test_s42_with_postgresql_the_folder_holds_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert _place.what_is_wrong(Path("/mnt/clinic/x"), holds_database=False) == ""
    monkeypatch.setattr(_place, "kind_of_mount", lambda *_: "nfs4")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISCHIA_DATABASE_URL", "postgresql://here/ours")
        prepare(tmp_path / "keys only", is_demo=False).close()
        patch.delenv("ISCHIA_DATABASE_URL")
        with pytest.raises(InputError, match="on a network"):
            prepare(tmp_path / "keys only", is_demo=False)


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
