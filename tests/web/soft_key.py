"""A passkey in software: what a phone does with its chip, for tests."""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://testserver"
_PRESENT, _VERIFIED, _ATTESTED = 1, 4, 64


class SoftKey:
    """One device that holds one key and counts its uses."""

    def __init__(self, name: bytes = b"soft key") -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.name = hashlib.sha256(name).digest()
        self.uses = 0

    def _said(self, kind: str, options: dict[str, Any], origin: str) -> bytes:
        said = {"type": f"webauthn.{kind}", "challenge": options["challenge"], "origin": origin}
        return json.dumps(said).encode()

    def _data(self, host: str, flags: int, extra: bytes = b"") -> bytes:
        self.uses += 1
        place = hashlib.sha256(host.encode()).digest()
        return AuthenticatorData.create(place, flags, self.uses, extra)

    def made(self, options: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self.secret.public_key())
        held = AttestedCredentialData.create(bytes(16), self.name, public)
        flags = _PRESENT | _VERIFIED | _ATTESTED
        data = AuthenticatorData(self._data(options["rp"]["id"], flags, held))
        told = {
            "clientDataJSON": websafe_encode(self._said("create", options, origin)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._wrapped(told)

    def shown(
        self, options: dict[str, Any], *, origin: str = ORIGIN, flags: int = _PRESENT | _VERIFIED
    ) -> dict[str, Any]:
        data = self._data(options["rpId"], flags)
        said = self._said("get", options, origin)
        signed = self.secret.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        told = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed),
        }
        return self._wrapped(told)

    def _wrapped(self, told: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": told}
