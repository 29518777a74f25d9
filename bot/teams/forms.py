# SPDX-License-Identifier: EUPL-1.2
"""The forms that are open: Teams sends back what was filled in and not what it was filled in on."""

import asyncio
from collections import OrderedDict

from commands.forms import FormView
from storage.codec import decode_ack
from storage.database import Database
from storage.seen import Seen

#: So many are remembered here; older ones, and those of another process, are looked up.
_MOST = 2_000


class Forms:
    """Forms by the key of the event that opened each."""

    def __init__(self, database: Database) -> None:
        """Keep where what was acknowledged is kept."""
        self._database = database
        self._open: OrderedDict[str, FormView] = OrderedDict()

    def remember(self, key: str, view: FormView) -> None:
        """Keep a form that opens."""
        self._open[key] = view
        while len(self._open) > _MOST:
            self._open.popitem(last=False)

    def remembered(self, key: str, form: str) -> FormView | None:
        """Return the form that an event opened, as far as this process knows; only if it is the form meant."""
        view = self._open.get(key)
        return view if view and view.form == form else None

    async def find(self, key: str, form: str) -> FormView | None:
        """Return the form that an event opened; None where it is another, or too long ago."""
        if found := self.remembered(key, form):
            return found
        kept = await asyncio.to_thread(self._database.read, lambda c: Seen(c).kept(key))
        view = decode_ack(kept) if kept else None
        return view if view and view.form == form else None
