"""Where results go: a file that is whole or not there, or standard output."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from ischia.errors import InputError
from ischia.writing import not_written


def write(text: str, output: str | None) -> None:
    """Write to the file named with ``-o``, else to standard output.

    Raises
    ------
    InputError
        When the file cannot be written; what was there before is there still.
    """
    if output is None:
        sys.stdout.write(text)
        return
    write_bytes(text.encode(), output)


def write_bytes(content: bytes, output: str | None) -> None:
    """Write as :func:`write` does, byte for byte."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        _put(content, Path(output))
    except OSError as fault:
        raise InputError(output, [not_written("-o", fault)]) from None


def silence() -> None:
    """Let standard output go nowhere: what is left in it could not be written at the end either."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _put(content: bytes, named: Path) -> None:
    """Give a file its name when it is whole; a device or a pipe has no other name to be under."""
    if named.is_relative_to("/dev") or (named.exists() and not named.is_file()):
        named.write_bytes(content)
        return
    target = named.resolve()
    part = target.with_name(f".ischia-{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
