"""What is said when a file cannot be written: a full disk, a place that is not ours."""

import errno
from typing import Final

from ischia.errors import Defect

_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_RIGHT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_PLACE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG})


def not_written(where: str, fault: OSError) -> Defect:
    """Return what the system refused when something was written, and what it would accept.

    Parameters
    ----------
    where
        What the person named: a flag, a file's name. No path of the fault is told.
    fault
        What the system answered.
    """
    if fault.errno in _ROOM:
        accepted = "as much free room as it takes, or another disk"
    elif fault.errno in _RIGHT:
        accepted = "a folder you may write to"
    elif fault.errno in _PLACE:
        accepted = "a file in a folder that exists"
    else:
        accepted = "a disk with free room that can be written, or another place"
    why = f" ({fault.strerror})" if fault.strerror else ""
    return Defect(where, f"it cannot be written{why}", accepted)
