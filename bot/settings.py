# SPDX-License-Identifier: EUPL-1.2
"""Every setting of the program, read from the environment once; docs/settings.md explains each."""

import os
import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

MOST_PORT = 65535
SHORTEST_TOKEN = 16
#: What cryptography calls a Fernet key: 32 bytes in base64 for addresses.
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")
_PREFIX = re.compile(r"([a-z][a-z0-9-]{0,15})?")
#: Where Docker and Podman put secrets; systemd names its own directory in CREDENTIALS_DIRECTORY.
SECRETS = "/run/secrets"


class SettingsWrong(Exception):
    """A setting is missing or cannot be used; the text is one sentence for the administrator."""


class Settings(BaseSettings):
    """The settings; names are those of the environment variables, in capitals."""

    model_config = SettingsConfigDict(env_prefix="", env_ignore_empty=True, extra="ignore", frozen=True)

    mandaat_home: Path = Field(default=Path("var"), description="Where the database and local additions are kept.")
    mandaat_database_url: str = Field(default="", description="SQLite or PostgreSQL address; empty: a file in home.")
    mandaat_public_url: str = Field(default="", description="Address under which people reach the pages.")
    mandaat_monitor_token: str = Field(default="", description="Opens /readyz and /metrics for who watches.")
    mandaat_meaning: bool = Field(default=True, description="The model that knows meanings is used where installed.")
    mandaat_slack_bot_token: str = Field(default="", repr=False, description="Slack: xoxb-…, of one workspace.")
    mandaat_slack_app_token: str = Field(default="", repr=False, description="Slack: xapp-…, which opens Socket Mode.")
    mandaat_slack_signing_secret: str = Field(default="", repr=False, description="Slack: proves what comes by HTTP.")
    mandaat_slack_client_id: str = Field(default="", description="Slack: of an app for more than one workspace.")
    mandaat_slack_client_secret: str = Field(default="", repr=False, description="Slack: belongs to the client id.")
    mandaat_slack_api_url: str = Field(default="https://slack.com/api/", description="Slack: where its Web API is.")
    mandaat_slack_reads_history: bool = Field(default=True, description="Slack: the bot may read conversations back.")
    mandaat_slack_command_prefix: str = Field(default="", description="Slack: stands before each of our commands.")
    mandaat_teams_client_id: str = Field(default="", description="Teams: the application id of the bot's registration.")
    mandaat_teams_tenant_id: str = Field(default="", description="Teams: the tenant in which it is registered.")
    mandaat_teams_certificate: Path | None = Field(default=None, description="Teams: key and certificate, as PEM.")
    mandaat_teams_client_secret: str = Field(default="", repr=False, description="Teams: instead of a certificate.")
    mandaat_teams_registrations: Path | None = Field(default=None, description="Teams: more registrations, as JSON.")
    mandaat_teams_app_id: str = Field(default="", description="Teams: the id of the app in its package.")
    mandaat_teams_login_url: str = Field(
        default="https://login.microsoftonline.com", description="Teams: where our tokens come from."
    )
    mandaat_teams_keys_url: str = Field(
        default="https://login.botframework.com/v1/.well-known/keys", description="Teams: keys that sign what comes in."
    )
    mandaat_teams_service_url: str = Field(
        default="https://smba.trafficmanager.net/teams", description="Teams: where messages go until Teams says where."
    )
    mandaat_teams_graph_url: str = Field(
        default="https://graph.microsoft.com", description="Teams: where Microsoft Graph is, for what is optional."
    )
    mandaat_teams_install: str = Field(default="", description="Teams: the app's id in the catalog, to install it.")
    mandaat_teams_presence: bool = Field(default=False, description="Teams: look who is out of office.")
    mandaat_teams_calendar: str = Field(default="", description="Teams: mailbox in whose calendar meetings stand.")
    mandaat_secret_key: str = Field(default="", repr=False, description="Encrypts tokens that are kept; newest first.")
    mandaat_ca_bundle: Path | None = Field(default=None, description="Certificates to trust besides the usual ones.")
    https_proxy: str = Field(default="", repr=False, description="The proxy through which Slack and Teams are reached.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, description="Port to listen on.")

    @classmethod
    def read(cls) -> Self:
        """Return the settings of this environment; what is not there may be a file in the directory of secrets.

        Raises:
            SettingsWrong: naming the first variable that cannot be used, and why.

        """
        secrets = Path(os.environ.get("CREDENTIALS_DIRECTORY") or SECRETS)
        try:
            return cls(_secrets_dir=secrets if secrets.is_dir() else None)
        except ValidationError as error:
            first = error.errors()[0]
            about = first.get("ctx", {}).get("about", "")
            name = str(first["loc"][0]).upper() if first["loc"] else str(about)
            reason = f"The setting {name} cannot be used: {first['msg'].removeprefix('Value error, ')}."
            raise SettingsWrong(reason) from None

    @field_validator("port", mode="before")
    @classmethod
    def _number(cls, port: object) -> object:
        """Accept a number that a port can have."""
        text = str(port)
        if not text.isdecimal() or len(text) > len(str(MOST_PORT)) or int(text) > MOST_PORT:
            reason = f"it must be a number from 0 to {MOST_PORT}"
            raise ValueError(reason)
        return port

    @field_validator("mandaat_database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        """Accept SQLite and PostgreSQL only."""
        if url and urlsplit(url).scheme.split("+")[0] not in {"sqlite", "postgresql", "postgres"}:
            reason = "it must begin with sqlite:/// or postgresql://"
            raise ValueError(reason)
        return url

    @field_validator("mandaat_monitor_token")
    @classmethod
    def _hard_to_guess(cls, token: str) -> str:
        """Accept a token that cannot be guessed and fits in a header."""
        plain = token.isascii() and token.isprintable() and " " not in token
        if token and not (plain and len(token) >= SHORTEST_TOKEN):
            reason = f"it must be at least {SHORTEST_TOKEN} plain characters without spaces"
            raise ValueError(reason)
        return token

    @field_validator("mandaat_slack_bot_token", "mandaat_slack_app_token")
    @classmethod
    def _right_token(cls, token: str, field: ValidationInfo) -> str:
        """Accept the kind of token that Slack gives for this."""
        kind = "xoxb-" if field.field_name == "mandaat_slack_bot_token" else "xapp-"
        # A token that rotates is one of these with a mark before it.
        if token and not token.removeprefix("xoxe.").startswith(kind):
            reason = f"it must begin with {kind}"
            raise ValueError(reason)
        return token.strip()

    @field_validator("mandaat_slack_command_prefix")
    @classmethod
    def _short_prefix(cls, prefix: str) -> str:
        """Accept what Slack takes at the beginning of a command."""
        if not _PREFIX.fullmatch(prefix):
            reason = "use at most 16 small letters, digits and hyphens, beginning with a letter, such as wv-"
            raise ValueError(reason)
        return prefix

    @model_validator(mode="after")
    def _whole_app(self) -> Self:
        """Accept an app for more than one workspace only with all that it needs."""
        needed = ("mandaat_slack_client_secret", "mandaat_slack_signing_secret", "mandaat_secret_key")
        missing = [name.upper() for name in needed if not getattr(self, name)]
        if self.mandaat_slack_client_id and missing:
            reason = f"with it, {' and '.join(missing)} must be set too"
            raise PydanticCustomError("incomplete", "{reason}", {"reason": reason, "about": "MANDAAT_SLACK_CLIENT_ID"})
        return self

    @field_validator("mandaat_secret_key")
    @classmethod
    def _key(cls, keys: str) -> str:
        """Accept keys that encrypt."""
        for key in filter(None, (key.strip() for key in keys.split(","))):
            if not _KEY.fullmatch(key):
                reason = "it must be a key of 44 characters; make one with: python -m bot slack key"
                raise ValueError(reason)
        return keys

    @model_validator(mode="after")
    def _whole_registration(self) -> Self:
        """Accept a registration in Entra only with its tenant and a proof of who we are."""
        if not self.mandaat_teams_client_id:
            return self
        proof = self.mandaat_teams_certificate or self.mandaat_teams_client_secret
        missing = [] if self.mandaat_teams_tenant_id else ["MANDAAT_TEAMS_TENANT_ID"]
        missing += [] if proof else ["MANDAAT_TEAMS_CERTIFICATE (or MANDAAT_TEAMS_CLIENT_SECRET)"]
        if missing:
            reason = f"with it, {' and '.join(missing)} must be set too"
            raise PydanticCustomError("incomplete", "{reason}", {"reason": reason, "about": "MANDAAT_TEAMS_CLIENT_ID"})
        return self

    @field_validator("mandaat_ca_bundle", "mandaat_teams_certificate", "mandaat_teams_registrations")
    @classmethod
    def _there(cls, file: Path | None) -> Path | None:
        """Accept a file that can be read."""
        if file and not file.is_file():
            reason = f"there is no file {file}"
            raise ValueError(reason)
        return file

    @field_validator(
        "mandaat_public_url",
        "mandaat_slack_api_url",
        "mandaat_teams_login_url",
        "mandaat_teams_keys_url",
        "mandaat_teams_service_url",
        "mandaat_teams_graph_url",
    )
    @classmethod
    def _whole_address(cls, url: str) -> str:
        """Accept an http(s) address without a path at the end."""
        if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
            reason = "it must be a whole address, such as https://mandaat.example.nl"
            raise ValueError(reason)
        return url.rstrip("/")

    @property
    def database_url(self) -> str:
        """The database to use: the one named, or a file in home."""
        return self.mandaat_database_url or f"sqlite:///{(self.mandaat_home / 'mandaat.db').resolve()}"

    @property
    def public_url(self) -> str:
        """The address that links begin with."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.mandaat_public_url or f"http://{host}:{self.port}"


class PackageSettings(Settings):
    """The settings of the package for Teams: ids and an address, which may be known before there is any secret."""

    @model_validator(mode="after")
    def _whole_registration(self) -> Self:
        """Accept a registration without its tenant and a proof of who we are: nothing is connected."""
        return self
