"""The local network: a certificate of our own, the address as a QR code, how to trust it."""

import ipaddress
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import segno
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ischia.web.serving._keys import write_whole

_LIFE = timedelta(days=397)  # the longest that phones accept


def address_here() -> str:
    """Return this machine's address on the local network, as the system would send from it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; UDP sends nothing yet
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def name_here() -> str:
    """Return the name other devices may know this machine by; passkeys want one."""
    return f"{socket.gethostname().partition('.')[0].lower()}.local"


def certificate(folder: Path, hosts: list[str]) -> tuple[Path, Path]:
    """Return certificate and key for these hosts, made when missing, old or for others."""
    held, key_file = folder / "server.crt", folder / "server.pem"
    if held.exists() and key_file.exists() and _serves(held, hosts):
        return held, key_file
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ischia practice")])
    start = datetime.now(UTC) - timedelta(hours=1)  # noqa: TID251 -- a certificate has a date
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _LIFE)
        .add_extension(x509.SubjectAlternativeName([_name(one) for one in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    for old in (key_file, held):
        old.unlink(missing_ok=True)
    write_whole(key_file, key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ))  # fmt: skip
    write_whole(held, made.public_bytes(serialization.Encoding.PEM))
    return held, key_file


def _serves(held: Path, hosts: list[str]) -> bool:
    found = x509.load_pem_x509_certificate(held.read_bytes())
    soon = datetime.now(UTC) + timedelta(days=14)  # noqa: TID251 -- as above
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return found.not_valid_after_utc > soon and {_name(one) for one in hosts} <= set(names)


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return x509.DNSName(host)


def introduce(address: str, folder: Path) -> None:
    """Print the address as a QR code and say how a phone comes to trust it."""
    segno.make(address).terminal(compact=True)
    print(
        f"On the phone or tablet, in the same network, open {address}\n"
        f"The first time, install the certificate {folder / 'keys' / 'server.crt'}\n"
        "on it (Settings, Security, Certificates) or accept it in the browser.\n"
        f"Passkeys want a name: {address.replace(address_here(), name_here())} serves them "
        "where the network knows it.\n"
        "Everyone signs in with a second factor while the practice is open to the network."
    )
