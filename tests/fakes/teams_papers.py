# SPDX-License-Identifier: EUPL-1.2
"""Keys and certificates that our own Microsoft needs: to sign with, to be trusted by, and to be known by."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Paper:
    """A private key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """Both as PEM, as an administrator has them in one file."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + self.certificate.public_bytes(Encoding.PEM)

    @property
    def thumbprint(self) -> bytes:
        """The SHA-256 of the certificate."""
        return self.certificate.fingerprint(hashes.SHA256())


@cache
def paper(name: str) -> Paper:
    """Return the key and certificate with this name: made once, good for this machine too."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Paper(key, certificate)


def public(name: str) -> dict[str, Any]:
    """Return the public half of a key as it stands at the address for keys."""
    algorithm = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256)
    key: dict[str, Any] = json.loads(algorithm.to_jwk(paper(name).key.public_key()))
    return {**key, "kid": name, "use": "sig", "endorsements": ["msteams"]}


def signed(claims: dict[str, Any], name: str, kid: str = "", algorithm: str = "RS256") -> str:
    """Return a token with these claims, signed with the key of this name."""
    return jwt.encode(claims, paper(name).key, algorithm, headers={"kid": kid or name})
