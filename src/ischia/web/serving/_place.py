"""Where a folder lies: on a disk of this machine, or where a database comes to harm.

Networks and programs that sync copy a file while it is written, or lose its locks; SQLite says of
both that they damage databases.
"""

import re
from pathlib import Path

_SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud", "syncthing")
_LEFT = (".stfolder", ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log")
"""What programs that sync leave in the folders that they sync."""
_NETWORKS = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "glusterfs", "gpfs",
    "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs",
    "webdav",
})  # fmt: skip
_LAID_OVER = frozenset({
    "davfs2", "gcsfuse", "glusterfs", "goofys", "google-drive-ocamlfuse", "grpcfuse", "gvfsd-fuse",
    "mount_s3", "rclone", "s3fs", "sshfs", "vmhgfs-fuse", "ceph", "osxfs", "blobfuse", "blobfuse2",
})  # fmt: skip
"""Networks that a program of the user lays over a folder (``fuse.NAME``)."""
_MOUNTS = Path("/proc/self/mountinfo")


def what_is_wrong(folder: Path, *, holds_database: bool) -> str:
    """Return why a folder must not hold a practice, in words; empty where it may.

    Networks are known where the system tells of its mounts (Linux), and by their names
    (two backslashes first); of a folder that is not there yet the one above it tells.
    """
    lies = folder.resolve()
    is_marked = any((one / mark).exists() for one in [lies, *lies.parents] for mark in _LEFT)
    if is_marked or any(word in f"{folder} {lies}".lower() for word in _SYNCED):
        return "a synced folder damages a database"
    if not holds_database:
        return ""
    told = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
    kind = "smb" if str(folder).startswith("\\\\") else kind_of_mount(lies, told)
    base, _, program = kind.partition(".")
    if base in {"smb", *_NETWORKS} or (base.startswith("fuse") and program in _LAID_OVER):
        return f"a folder on a network ({kind}) damages a database"
    return ""


def kind_of_mount(folder: Path, told: str) -> str:
    """Return the kind of file system a folder lies on, from the system's list of its mounts."""
    found, depth = "", -1
    for line in told.splitlines():
        before, _, after = line.partition(" - ")
        parts, kind = before.split(" "), after.split(" ")[0]
        if len(parts) < 5 or not kind:  # noqa: PLR2004 -- the fifth is where it is mounted
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda one: chr(int(one[1], 8)), parts[4]))
        if folder.is_relative_to(place) and len(place.parts) >= depth:  # a later one lies on top
            found, depth = kind, len(place.parts)
    return found
