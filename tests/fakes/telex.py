# SPDX-License-Identifier: EUPL-1.2
"""A platform of our own for tests and measures: it posts the title of each card to a sink, and cannot be asked back."""

import aiohttp

from bot.attempt import MOST_SECONDS
from bot.sender import CannotTell, Undelivered
from storage.deliveries import Row
from storage.pacing import UNPACED, Pace

PLATFORM = "telex"


class Telex:
    """Posts to a sink; an address that begins with ``gone`` is refused for good."""

    def __init__(self, url: str, pace: Pace = UNPACED, seconds: float = MOST_SECONDS) -> None:
        """Keep where the sink is; nothing is opened yet."""
        self.pace = pace
        self._url = url
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def send(self, row: Row) -> str:
        """Post the message."""
        if row.address.startswith("gone"):
            raise Undelivered("no such address", permanent=True)
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._seconds)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))
        try:
            async with self._session.post(self._url, json=body(row)) as answer:
                if answer.status == 429:
                    raise Undelivered("429", retry_after=float(answer.headers["Retry-After"]))
                if not answer.ok:
                    raise Undelivered(f"HTTP {answer.status}", unsure=True)
                return str((await answer.json())["id"])
        except aiohttp.ClientConnectorError:
            raise Undelivered("not reached") from None
        except (aiohttp.ClientError, OSError) as trouble:
            raise Undelivered(type(trouble).__name__, unsure=True) from None

    async def find(self, row: Row) -> str | None:
        """Tell that nobody can tell."""
        raise CannotTell

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()


def body(row: Row) -> dict[str, object]:
    """Return what is posted."""
    title = row.card.title
    words = title if isinstance(title, str) else title.id.format_map(dict(title.values))
    return {"id": row.id, "to": row.address, "text": words}
