# SPDX-License-Identifier: EUPL-1.2
"""What one visitor sees, looked up in one reading of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import business_now
from bot.language import Localizer
from bot.local.cast import Channel, Member, member, newcomer, read_cast, read_channels
from bot.local.limits import MOST_MESSAGES, MOST_OTHERS
from bot.local.visit import DIRECT, Visit, asked_language, asked_step
from bot.local.waiting import began, waits
from commands.events import Room
from commands.feature import Feature
from commands.text import Text
from storage.database import Connection
from storage.local import LocalMessage, LocalMessages
from storage.settings import Settings
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Scene:
    """What one visitor sees, as it stands in the database."""

    visit: Visit
    me: Member
    cast: Sequence[Member]
    channels: Sequence[Channel]
    at: datetime
    messages: Sequence[LocalMessage]
    others: Sequence[LocalMessage]
    change: int
    stranger: str = ""
    waits: Sequence[Text] = ()
    began: Text = ""

    @property
    def reader(self) -> Localizer:
        """Who says things in the language of the page."""
        return Localizer(self.visit.language, self.me.organisation.zone)

    @property
    def spoken(self) -> Localizer:
        """Who says things in the language of the conversation: a channel is the organisation's, not the reader's."""
        direct = self.visit.place.room is Room.DIRECT
        return self.reader if direct else Localizer(self.me.organisation.language, self.me.organisation.zone)


def look(
    connection: Connection, query: Mapping[str, str], features: Sequence[Feature], since: int = -1
) -> Scene | None:
    """Return what the visitor at this address sees; None where there is nobody to be.

    With ``since`` the messages are those that changed after that number, else the last of the conversation.
    """
    at = business_now(Settings(connection))
    language = asked_language(query, "")
    cast = read_cast(connection, features, at, language or "nl")
    if not cast:
        return None
    asked = query.get("as", "")
    me = member(cast, asked) or newcomer(cast)
    language = language or (me.person.language if asked else "") or me.organisation.language
    channels = read_channels(connection, me.organisation, language)
    room = query.get("in", DIRECT)
    visit = Visit(
        me.account,
        room if room in {c.id for c in channels} else DIRECT,
        language,
        asked_step(query),
    )
    kept = LocalMessages(connection, me.account.tenant)
    messages = kept.latest(visit.place, MOST_MESSAGES) if since < 0 else kept.changed_since(visit.place, since)
    stranger = asked if asked and not member(cast, asked) else ""
    others = kept.to_others(me.account.user, MOST_OTHERS)
    return Scene(
        visit,
        me,
        cast,
        channels,
        at,
        messages,
        others,
        kept.latest_change(),
        stranger,
        waits(me.person, at, Store(connection, me.organisation)),
        began(at, Settings(connection)),
    )
