# SPDX-License-Identifier: EUPL-1.2
"""Our registrations in Entra: one for each municipality, each in that municipality's own tenant."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.payload import Payload, text
from bot.settings import Settings, SettingsWrong

_NAME = "MANDAAT_TEAMS_REGISTRATIONS"

#: The least that Graph asks for: to give somebody this app alone, to say who is out of office, to keep a calendar.
INSTALL = "TeamsAppInstallation.ReadWriteSelfForUser.All"
PRESENCE = "Presence.Read.All"
CALENDAR = "Calendars.ReadWrite"


@dataclass(frozen=True, slots=True)
class Registration:
    """Who we are in one tenant, and how we prove it: with a certificate (its file, as PEM) or a secret.

    ``install`` is the id of the app in the catalog of the tenant, where we may give it to people; ``presence`` whether
    we may look who is out of office; ``calendar`` is the mailbox in whose calendar the meetings of boards stand.
    """

    client: str
    tenant: str
    secret: str = field(default="", repr=False)
    certificate: Path | None = None
    install: str = ""
    presence: bool = False
    calendar: str = ""

    @property
    def bot(self) -> str:
        """What Teams calls us."""
        return f"28:{self.client}"

    @property
    def permissions(self) -> tuple[str, ...]:
        """What an administrator has to consent to in Graph, of what is turned on."""
        wanted = {INSTALL: self.install, PRESENCE: self.presence, CALENDAR: self.calendar}
        return tuple(name for name, on in wanted.items() if on)

    def credential(self) -> str | dict[str, str]:
        """Return what msal proves with.

        Raises:
            SettingsWrong: when the file does not hold a key and the certificate that belongs to it.

        """
        if self.certificate is None:
            return self.secret
        pem = readable(self.certificate)
        try:
            key = load_pem_private_key(pem.encode(), password=None)
            certificate = x509.load_pem_x509_certificate(pem.encode())
        except (ValueError, TypeError):
            reason = "must hold a private key and its certificate, as PEM without a password"
            raise SettingsWrong(f"The file {self.certificate} {reason}.") from None
        if key.public_key() != certificate.public_key():
            raise SettingsWrong(f"The private key and the certificate in {self.certificate} do not belong together.")
        return {"private_key": pem, "public_certificate": pem}

    def expires(self) -> x509.Certificate | None:
        """Return the certificate, which says until when it is good; None where there is none."""
        return x509.load_pem_x509_certificate(self.certificate.read_bytes()) if self.certificate else None


def registrations(settings: Settings) -> tuple[Registration, ...]:
    """Return every registration of these settings.

    Raises:
        SettingsWrong: when the file with more of them cannot be used.

    """
    found = _in_file(settings.mandaat_teams_registrations) if settings.mandaat_teams_registrations else []
    if settings.mandaat_teams_client_id:
        found.insert(
            0,
            Registration(
                settings.mandaat_teams_client_id,
                settings.mandaat_teams_tenant_id,
                settings.mandaat_teams_client_secret,
                settings.mandaat_teams_certificate,
                settings.mandaat_teams_install,
                settings.mandaat_teams_presence,
                settings.mandaat_teams_calendar,
            ),
        )
    for name in ("client", "tenant"):
        values = [getattr(registration, name) for registration in found]
        if twice := {value for value in values if values.count(value) > 1}:
            raise SettingsWrong(f"The setting {_NAME} cannot be used: {name} {twice.pop()} stands there twice.")
    return tuple(found)


def by_tenant(known: tuple[Registration, ...]) -> Mapping[str, Registration]:
    """Return the registrations by tenant."""
    return {registration.tenant: registration for registration in known}


def readable(file: Path) -> str:
    """Return what stands in a file.

    Raises:
        SettingsWrong: when it cannot be read.

    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsWrong(f"The file {file} cannot be read: {type(error).__name__}.") from None


def _in_file(file: Path) -> list[Registration]:
    """Return the registrations in a file: a list of objects."""
    try:
        listed = json.loads(readable(file))
    except ValueError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise SettingsWrong(f"The setting {_NAME} cannot be used: {file} must hold a list of registrations, as JSON.")
    return [_registration(number, each, file) for number, each in enumerate(listed, start=1)]


def _registration(number: int, given: Payload, file: Path) -> Registration:
    """Return one registration; a certificate is found beside the file that names it."""
    known = {"client_id", "tenant_id", "client_secret", "certificate", "install", "presence", "calendar"}
    named = text(given, "certificate")
    certificate = file.parent / named if named else None
    complete = text(given, "client_id") and text(given, "tenant_id") and (named or text(given, "client_secret"))
    if not complete or set(given) - known:
        reason = (
            "each needs client_id, tenant_id and certificate (or client_secret); else only what docs/settings.md names"
        )
        raise SettingsWrong(f"The setting {_NAME} cannot be used: number {number} in {file}: {reason}.")
    if certificate and not certificate.is_file():
        raise SettingsWrong(f"The setting {_NAME} cannot be used: number {number}: there is no file {certificate}.")
    return Registration(
        text(given, "client_id"),
        text(given, "tenant_id"),
        text(given, "client_secret"),
        certificate,
        text(given, "install"),
        given.get("presence") is True,
        text(given, "calendar"),
    )
