# SPDX-License-Identifier: EUPL-1.2
"""Personal links to our pages: signed, good for one opening within ten minutes, then a short session for that page."""

import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.clock import machine_now
from commands.events import Context
from storage.database import Database
from storage.seen import Seen
from storage.settings import Settings as Kept
from storage.store import Store

LINK_SECONDS = 600
SESSION_SECONDS = 1200
COOKIE = "mandaat_page"
_KEY = "links.key"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who may see which page."""

    person: str
    organisation: str
    path: str


class Links:
    """Signs and opens links with a key that is kept in the database."""

    def __init__(self, database: Database, public_url: str) -> None:
        """Keep the database and the address that links begin with."""
        self._database = database
        self._public_url = public_url

    def personal(self, context: Context, store: Store, path: str) -> str:
        """Return an address that opens the page once for this person; the key is made here, on first use."""
        payload = [context.who.id, context.organisation.id, path, secrets.token_hex(8)]
        key = store.settings.get_or_put(_KEY, secrets.token_urlsafe(32))
        return f"{self._public_url}/open/{URLSafeTimedSerializer(key).dumps(payload, salt='link')}"

    def open(self, token: str) -> tuple[Visit, str] | None:
        """Return who visits which page and the session cookie for it; None when used before, too late or forged."""
        try:
            person, organisation, path, nonce = self._serializer().loads(token, max_age=LINK_SECONDS, salt="link")
        except BadSignature:
            return None
        if not self._database.transact(lambda c: Seen(c).first_time(f"link/{nonce}", machine_now())):
            return None
        visit = Visit(person, organisation, path)
        return visit, str(self._serializer().dumps([person, organisation, path], salt="session"))

    def visiting(self, cookie: str, path: str) -> Visit | None:
        """Return the visit that a session cookie still allows for this page."""
        try:
            person, organisation, allowed = self._serializer().loads(cookie, max_age=SESSION_SECONDS, salt="session")
        except BadSignature:
            return None
        return Visit(person, organisation, allowed) if allowed == path else None

    def _serializer(self) -> URLSafeTimedSerializer:
        """Return the signer with the installation's key; before there is a key, nothing was ever signed."""
        key = self._database.read(lambda c: Kept(c).get(_KEY))
        return URLSafeTimedSerializer(key or secrets.token_urlsafe(32))
