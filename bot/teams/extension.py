# SPDX-License-Identifier: EUPL-1.2
"""What people search for in the box of a message: requests and decision rights, to put in a conversation."""

from collections.abc import Container, Sequence

from bot.clock import business_now
from bot.language import Localizer
from bot.payload import Payload, part, parts, text
from bot.teams import limits
from bot.teams.answers import hint, results
from bot.teams.listen import PLATFORM
from bot.teams.render import render_card
from bot.teams.texts import Item
from commands.events import Context, Place
from commands.feature import Feature, Hit
from commands.people import Account
from commands.text import Message, _
from storage.database import Connection, Database
from storage.organisation import identify
from storage.store import Store

#: What the box is called in an activity; the command is the name of the feature.
QUERY = "composeExtension/query"
_NOTHING = _("Nothing was found. Try other words.")
_OUTDATED = _("This search is of another version of the app. Ask me in a conversation instead; I find it there too.")
_STRANGER = _("I don't know you yet. Ask the administrator of this assistant to add you.")
_LONGEST = 300


class Extension:
    """Searches the features; nothing is changed by it."""

    def __init__(self, database: Database, features: Sequence[Feature], public: str, opens: Container[str]) -> None:
        """Keep what can be searched and how what is found is drawn."""
        self._database = database
        self._searches = {feature.name: feature.search for feature in features if feature.search}
        self._public = public
        self._opens = opens

    def answer(self, payload: Payload, account: Account, reader: Localizer) -> Item:
        """Return what was found, a page at a time, or that nothing was."""
        command = text(payload, "value", "commandId")
        found = self._database.read(lambda c: self._found(c, command, typed(payload), account))
        if isinstance(found, Message):
            return hint(reader.say(found))
        if not found:
            return hint(reader.say(_NOTHING))
        begin = skipped(payload)
        page = found[begin : begin + limits.RESULTS]
        return results(
            [(render_card(h.card, reader, self._public, self._opens), h.title, h.line) for h in page], reader
        )

    def _found(self, connection: Connection, command: str, words: str, account: Account) -> Sequence[Hit] | Message:
        """Return what the features find, as far as this person may see it."""
        known = identify(connection, account)
        if known is None:
            return _STRANGER
        person, organisation = known
        store = Store(connection, organisation)
        context = Context(person, organisation, business_now(store.settings), Place(PLATFORM, account.user))
        search = self._searches.get(command)
        return search(words, context, store) if search else _OUTDATED


def skipped(payload: Payload) -> int:
    """Return how many results Teams has already: whoever leafs on to the end of a full page is shown what follows."""
    skip = part(payload, "value", "queryOptions").get("skip")
    return max(0, skip) if isinstance(skip, int) else 0


def typed(payload: Payload) -> str:
    """Return the words in the box; when it opens Teams asks for something to begin with, and there are none."""
    given = {text(each, "name"): text(each, "value") for each in parts(payload, "value", "parameters")}
    return "" if "initialRun" in given else next(iter(given.values()), "")[:_LONGEST]
