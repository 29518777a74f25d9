# SPDX-License-Identifier: EUPL-1.2
"""The keys with which Microsoft signs what it brings: fetched beside the loop, and never while somebody waits."""

import asyncio
import contextlib
import logging
import ssl

import jwt
from jwt import PyJWKSet

log = logging.getLogger(__name__)

#: Microsoft asks to look once a day at least; a key that it leaves must not be believed for long.
RENEW_SECONDS = 3_600.0
#: After a failure, and between two looks that tokens with an unknown key ask for.
PAUSE_SECONDS = 30.0
#: As long as there are none.
SOON_SECONDS = 2.0
_FETCH_SECONDS = 10.0


class Unfetched(jwt.PyJWKClientError):
    """The keys are not here yet: nothing can be believed, and Teams must come again."""


class Keys(jwt.PyJWKClient):
    """The keys with which Microsoft signs. What asks for one never waits for the network: :meth:`renew` fetches."""

    def __init__(self, url: str, certificates: ssl.SSLContext | None) -> None:
        """Keep where they are."""
        super().__init__(url, timeout=_FETCH_SECONDS, ssl_context=certificates)
        self._fetched: PyJWKSet | None = None
        self.wanted = asyncio.Event()

    @property
    def here(self) -> bool:
        """Whether there are any."""
        return self._fetched is not None

    def renew(self) -> None:
        """Fetch them; for a thread of its own.

        Raises:
            jwt.PyJWTError: where they cannot be fetched or read; those that we have stay.

        """
        self._fetched = PyJWKSet.from_dict(self.fetch_data())

    def get_jwk_set(self, refresh: bool = False) -> PyJWKSet:  # noqa: FBT001, FBT002 - the library's own
        """Return what was fetched; one that is not among these has them fetched again, later and beside us."""
        if refresh or self._fetched is None:
            self.wanted.set()
        if self._fetched is None:
            raise Unfetched("the keys are not fetched yet")
        return self._fetched

    async def run(self) -> None:
        """Keep them fresh until cancelled."""
        while True:
            self.wanted.clear()
            fetched = await asyncio.to_thread(self.tried)
            await asyncio.sleep(PAUSE_SECONDS if self.here else SOON_SECONDS)
            if fetched:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(RENEW_SECONDS):
                        await self.wanted.wait()

    def tried(self) -> bool:
        """Fetch them; return whether that went well. Those that we have stay where it did not."""
        try:
            self.renew()
        except (jwt.PyJWTError, OSError, ValueError) as no:
            log.warning("the keys with which Teams signs cannot be fetched: %s", type(no).__name__)
            return False
        return True
