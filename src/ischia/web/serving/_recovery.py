"""The recovery key: whoever holds it opens every backup; it is never kept with the practice.

The data folder holds the public half only, which closes and cannot open. A backup is written
under a key made for that one file, and this key is sealed to the public half (HPKE, RFC 9180).
"""

import base64
import hashlib
import re
from argparse import Namespace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from ischia.errors import Defect, InputError
from ischia.web.serving import _file
from ischia.web.serving._folder import folder_of
from ischia.web.serving._keys import refuse_open, write_whole

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_INFO = b"ischia backup 1"
_PUBLIC = "recovery.pub"
_LINE = re.compile(r"^ischia-recovery-1((?: [0-9a-f]{8}){9})$", re.MULTILINE)
_MOST_LETTERS = 4000
_PAPER = """\
The recovery key of a practice in Ischia.

It opens every backup of this practice, also when the machine is gone. Print this page, or
keep the file on a stick in a drawer elsewhere; then remove it from this machine. Nobody can make
it again. Whoever has it and a backup can read every record.

Mark of this key: {mark}

ischia-recovery-1 {words}
"""


def make_key(arguments: Namespace) -> int:
    """Make a recovery key: the secret half into a file elsewhere, the public one into the folder.

    Raises
    ------
    InputError
        When there is one already, or the file lies in the data folder.
    """
    folder, target = folder_of(arguments), Path(arguments.file).absolute()
    held, defects = folder / "keys" / _PUBLIC, []
    if target.is_relative_to(folder):
        what = "a recovery key beside the records is lost with them"
        defects.append(Defect("FILE", what, "a place outside the data folder, best on a stick"))
    if target.exists():
        defects.append(Defect("FILE", "it exists already, and nothing is written over"))
    if held.exists():
        what = "this practice has a recovery key"
        defects.append(Defect(f"keys/{_PUBLIC}", what, "the key there is; or move this file away"))
    if not (folder / "keys").is_dir():
        defects.append(Defect("--data", "no practice is in this folder", "its folder"))
    if defects:
        raise InputError("recovery key", defects)
    secret = X25519PrivateKey.generate()
    public = secret.public_key().public_bytes_raw()
    paper = _PAPER.format(mark=_mark(public), words=_words(secret.private_bytes_raw()))
    with _file.written("recovery key", "FILE"):
        write_whole(target, paper.encode("ascii"))
    try:
        with _file.written("recovery key", f"keys/{_PUBLIC}"):
            write_whole(held, public.hex().encode("ascii"))
    except InputError:
        target.unlink()  # without its other half it opens nothing
        raise
    print(f"{target.name} holds the recovery key {_mark(public)}. Print it, keep it elsewhere.")
    print("Then try it once: ischia backup FILE, ischia restore FILE --key KEYFILE --rehearse")
    return 0


def seal(key: str, folder: Path, *, about: str) -> tuple[str, str]:
    """Return a file's key sealed to the practice's recovery key, and the mark of that key.

    What is said ``about`` the file is bound to the key: changed, the key does not come out.

    Raises
    ------
    InputError
        When the practice has no recovery key yet.
    """
    path = folder / "keys" / _PUBLIC
    if not path.exists():
        what = "this practice has no recovery key, so that a backup could not outlive the machine"
        defect = Defect(f"keys/{_PUBLIC}", what, "make one: ischia recovery-key FILE")
        raise InputError("backup", [defect])
    public = bytes.fromhex(path.read_text(encoding="ascii").strip())
    closes = X25519PublicKey.from_public_bytes(public)
    sealed = _SUITE.encrypt(bytes.fromhex(key), closes, _INFO + about.encode())
    return base64.b64encode(sealed).decode(), _mark(public)


def unseal(sealed: str, key_file: Path, *, about: str) -> str:
    """Return the key of one backup, opened with the recovery key in a file.

    Raises
    ------
    InputError
        When the file holds no recovery key, or that of another practice.
    """
    secret = X25519PrivateKey.from_private_bytes(_read(key_file))
    try:
        info = _INFO + about.encode()
        return _SUITE.decrypt(base64.b64decode(sealed), secret, info).hex()
    except (InvalidTag, ValueError):
        mark = _mark(secret.public_key().public_bytes_raw())
        what = f"this key, {mark}, does not open this backup"
        raise InputError("restore", [Defect("--key", what, "the key the backup names")]) from None


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError("restore", [Defect("--key", "there is no such file", "the recovery key")])
    refuse_open(path)
    text = path.read_text(encoding="ascii", errors="replace")[:_MOST_LETTERS]
    found = _LINE.search(text.replace("\r", ""))
    words = found[1].split() if found else []
    key = bytes.fromhex("".join(words[:8]))
    if not found or _check(key) != words[8]:
        what = "it holds no whole recovery key: a letter is missing or wrong"
        accepted = "the line that begins with ischia-recovery-1, as it was printed"
        raise InputError("restore", [Defect("--key", what, accepted)])
    return key


def _words(key: bytes) -> str:
    """Return a key in groups a person can type, the last one a check of the others."""
    digits = key.hex()
    return " ".join([*(digits[at : at + 8] for at in range(0, 64, 8)), _check(key)])


def _check(key: bytes) -> str:
    return hashlib.sha256(b"check" + key).hexdigest()[:8]


def _mark(public: bytes) -> str:
    digits = hashlib.sha256(public).hexdigest()
    return f"{digits[:4]}-{digits[4:8]}"
