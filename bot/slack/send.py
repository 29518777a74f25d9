# SPDX-License-Identifier: EUPL-1.2
"""Posts and updates messages in a Slack workspace, and looks up those that may have arrived.

Every message carries a deterministic id as metadata, so that it can be found back in the conversation's history.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.language import Localizer, Reads
from bot.payload import Payload, part, parts, text
from bot.sender import CannotTell, Undelivered
from bot.slack.files import Files
from bot.slack.limits import PACE
from bot.slack.listen import THREAD
from bot.slack.mrkdwn import Block
from bot.slack.refusals import judged
from bot.slack.render import render_card, render_line
from bot.slack.wire import Wire, ask
from bot.slack.workspaces import Bots
from commands.cards import Chart
from commands.events import Room
from commands.help import whole
from storage.deliveries import Row
from storage.pacing import Pace

EVENT = "mandaat_message"
#: Clocks differ; a look-up begins this long before the first attempt, and reads at most so many pages.
CLOCKS_DIFFER = timedelta(minutes=5)
PAGES = 10
PAGE = 200
#: What a message in a thread is refused with where the message that the thread is of is gone.
UNTHREADED = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message", "invalid_thread_ts"})
#: What a message is refused with whose picture is not ready to be shown, and how long we wait for that each time;
#: after the last time it goes out without.
UNREADY = "invalid_blocks"
READY_SECONDS = (1.0, 2.0)
#: What a message that is to be changed is refused with where it is gone or no longer ours to change.
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class SlackSender:
    """Takes messages for the workspaces of which we have a token."""

    pace: Pace = PACE

    def __init__(  # noqa: PLR0913 - how Slack is reached, and what every message needs
        self,
        wire: Wire,
        bots: Bots,
        home: Callable[[Row], Block],
        calls: Callable[[Row], str],
        public: str,
        *,
        reads_history: bool,
        reads: Reads = Localizer,
    ) -> None:
        """Keep how Slack is reached, where the tokens come from, and what draws a home; nothing is opened yet.

        ``calls`` gives the user group that a message calls, or nothing. ``public`` is the address that links within
        the house begin with; ``reads_history`` whether the installation may read back conversations; ``reads`` makes
        what speaks to a reader.
        """
        self._wire = wire
        self._bots = bots
        self._home = home
        self._calls = calls
        self._public = public
        self._reads_history = reads_history
        self._reads = reads
        self._files = Files()
        #: The workspace of each token of which Slack told us that; empty for one of a whole Enterprise Grid.
        self._teams: dict[str, str] = {}

    async def send(self, row: Row) -> str:
        """Post the message, or change the one it renews; return ``channel/timestamp``, Slack's name of a message."""
        client = await self._client(row)
        if row.room is Room.HOME:
            return await self._publish(client, row)
        reader = self._reads(row.language, ZoneInfo(row.zone))
        files = await self._files.of(client, row.tenant, row.card, reader)
        for seconds in READY_SECONDS if files else ():
            try:
                return await self._written(client, row, await self._drawn(row, reader, files))
            except Undelivered as no:
                if str(no) != UNREADY:
                    raise
            await asyncio.sleep(seconds)
        return await self._written(client, row, await self._drawn(row, reader, {}))

    async def _written(self, client: AsyncWebClient, row: Row, drawn: Block) -> str:
        """Post the message, or change the one it renews."""
        body = {**drawn, "metadata": {"event_type": EVENT, "event_payload": {"id": identity(row)}}}
        if row.renews:
            channel, _slash, moment = row.renews.partition("/")
            try:
                await _call(client, "chat.update", {"channel": channel, "ts": moment, **body})
            except Undelivered as no:
                if str(no) not in GONE:
                    raise
            else:
                return row.renews
        # A person's id opens the conversation with that person; asking for it first would cost a call of a slow tier.
        channel, thread = _where(row)
        where = {"channel": channel, **({"thread_ts": thread} if thread else {})}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        try:
            posted = await _call(client, "chat.postMessage", {**where, **body, **quiet})
        except Undelivered as no:
            # The message above it is gone, and whoever took it away wants no words below it either.
            if row.beneath and str(no) in UNTHREADED:
                return row.beneath
            raise
        if not text(posted, "ts"):
            raise Undelivered("an answer of Slack that does not name the message", unsure=True)
        return f"{text(posted, 'channel') or channel}/{text(posted, 'ts')}"

    async def _drawn(self, row: Row, reader: Localizer, files: Mapping[Chart, str]) -> Block:
        """Return the message as Slack takes it; one in a thread without a heading."""
        if row.beneath:
            return render_line(row.card, reader, self._public, whole(str(row.id)))
        group = await asyncio.to_thread(self._calls, row) if row.room is Room.CHANNEL else ""
        return render_card(row.card, reader, self._public, group, files, whole(str(row.id)))

    async def _publish(self, client: AsyncWebClient, row: Row) -> str:
        """Show the home of a person, as everything stands now; publishing twice is the same as once."""
        user, _slash, _home = row.address.partition(THREAD)
        view = await asyncio.to_thread(self._home, row)
        await _call(client, "views.publish", {"user_id": user, "view": view})
        return row.address

    async def find(self, row: Row) -> str | None:
        """Return the message in the conversation's history that carries our id."""
        if row.room is Room.HOME:
            return None
        if not self._reads_history:
            raise CannotTell
        client = await self._client(row)
        try:
            return await _found(client, row)
        except Undelivered as no:
            # A scope that was not given, or a conversation that we are not in.
            if no.permanent:
                raise CannotTell from no
            raise

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def _client(self, row: Row) -> AsyncWebClient:
        """Return a client that speaks in the workspace of a message: in another it would come to other people.

        Raises:
            Undelivered: for good, where we have no token for that workspace.

        """
        bot = await self._bots.bot(row.tenant, "")
        if bot is None:
            raise Undelivered(f"no token for workspace {row.tenant}", permanent=True)
        client = self._wire.client(bot.token)
        # The outbox tries again itself: a second attempt of the client's own could post twice.
        client.retry_handlers = []
        if not bot.team:
            if bot.token not in self._teams:
                whose = await _call(client, "auth.test", {})
                self._teams[bot.token] = "" if whose.get("is_enterprise_install") else text(whose, "team_id")
            if (team := self._teams[bot.token]) and team != row.tenant:
                raise Undelivered(f"the token is for workspace {team}, not for {row.tenant}", permanent=True)
        return client


def _where(row: Row) -> tuple[str, str]:
    """Return the conversation of a message, and the message whose thread it goes in; nothing where in none."""
    if row.beneath:
        channel, _slash, root = row.beneath.partition(THREAD)
        return channel, row.address.partition(THREAD)[2] or root
    channel, _slash, thread = row.address.partition(THREAD)
    return channel, thread


async def _found(client: AsyncWebClient, row: Row) -> str | None:
    """Return the message that carries the id of this row, or None."""
    channel, thread = _where(row)
    if row.room is Room.DIRECT and not row.beneath:
        opened = await _call(client, "conversations.open", {"users": channel})
        channel = text(opened, "channel", "id") or channel
    ours = identity(row)
    async for message in _history(client, channel, thread, (row.tried_at - CLOCKS_DIFFER).timestamp()):
        metadata = part(message, "metadata")
        if text(metadata, "event_type") == EVENT and text(metadata, "event_payload", "id") == ours:
            return f"{channel}/{text(message, 'ts')}"
    return None


async def _history(client: AsyncWebClient, channel: str, thread: str, oldest: float) -> AsyncIterator[Payload]:
    """Yield the messages of a conversation or a thread since a moment.

    Raises:
        CannotTell: when there are too many: that it is not among these does not say that it is not there.

    """
    asked: dict[str, Any] = {"channel": channel, "oldest": f"{oldest:.6f}", "limit": PAGE, "include_all_metadata": 1}
    method = "conversations.replies" if thread else "conversations.history"
    if thread:
        asked["ts"] = thread
    for _page in range(PAGES):
        page = await _call(client, method, asked)
        for message in parts(page, "messages"):
            yield message
        asked["cursor"] = text(page, "response_metadata", "next_cursor")
        if not asked["cursor"]:
            return
    raise CannotTell


async def _call(client: AsyncWebClient, method: str, body: dict[str, Any]) -> Payload:
    """Call a method of Slack and return what it answers.

    Raises:
        Undelivered: judged by what is certain; only posting may have had an effect that we do not know of.

    """
    try:
        match method:
            case "conversations.history" | "conversations.replies":
                return await ask(client, method, **body)
            case "auth.test" | "conversations.open":
                answer = await client.api_call(method, data=body)
            case _:
                # Only writing takes JSON: docs.slack.dev/apis/web-api
                answer = await client.api_call(method, json=body)
    except (SlackApiError, aiohttp.ClientError, OSError) as trouble:
        raise judged(trouble, posts=method.startswith("chat.")) from trouble
    return part(answer.data)


def identity(row: Row) -> str:
    """Return the id that a message keeps through every attempt, also after the database was restored."""
    return f"{row.id}-{int(row.created_at.timestamp() * 1_000_000):x}"
