# SPDX-License-Identifier: EUPL-1.2
"""What Slack itself says of how we are set up there: asked when an administrator looks, never while people wait."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from bot.clock import machine_now
from bot.payload import text
from bot.settings import Settings
from bot.slack.groups import UserGroup, user_groups_of
from bot.slack.manifest import EXTRAS, SCOPES
from bot.slack.mrkdwn import Block
from bot.slack.wire import TROUBLE, Wire, reason, refused_by_slack

#: What the validator calls something that it does not take; any other word says that it did not look.
#: Source: docs.slack.dev/reference/methods/blocks.validate
FAULTY = frozenset({"invalid_blocks", "invalid_message", "invalid_view"})
#: How often one card waits until Slack looks again: the validator has a pace of its own, which is not told.
MOST_PAUSES = 9


@dataclass(frozen=True, slots=True)
class Standing:
    """How we stand with Slack. ``trouble`` is why the token, or the socket, cannot be used; empty where it can.

    ``away`` is whether it was not Slack that said so: it was not reached, or something else answered in its place.

    ``behind`` is how many seconds our clock is behind Slack's; a clock that is ahead is less than nothing behind.
    """

    team: str = ""
    name: str = ""
    trouble: str = ""
    away: bool = False
    missing: tuple[str, ...] = ()
    #: Of what is missing, what is needed only for something that not everybody uses.
    lacking: tuple[str, ...] = ()
    behind: float = 0.0
    socket_trouble: str = ""


def standing(settings: Settings) -> Standing:
    """Ask Slack about the tokens of the settings."""
    return asyncio.run(_standing(settings))


def user_groups(settings: Settings, workspace: str) -> dict[str, UserGroup] | str:
    """Return the user groups of a workspace by their id, or why Slack does not tell."""
    return asyncio.run(_user_groups(settings, workspace))


def refused(settings: Settings, messages: Sequence[Block]) -> tuple[str, ...] | str:
    """Return what Slack would refuse in these messages and views, by its own validator, or why it does not look."""
    return asyncio.run(_refused(settings, messages))


async def _standing(settings: Settings) -> Standing:
    """Ask about both tokens."""
    wire = Wire.of(settings)
    try:
        found = await wire.client(settings.mandaat_slack_bot_token).auth_test()
    except TROUBLE as no:
        return Standing(trouble=reason(no), away=not refused_by_slack(no))
    finally:
        await wire.close()
    headers = {str(name).lower(): str(value) for name, value in found.headers.items()}
    granted = set(headers.get("x-oauth-scopes", "").replace(" ", "").split(","))
    there = parsedate_to_datetime(headers["date"]) if "date" in headers else machine_now()
    return Standing(
        team=text(found.data, "team_id"),
        name=text(found.data, "team") or text(found.data, "team_id"),
        # An older server tells no scopes; then nothing can be said of them.
        missing=tuple(sorted(set(SCOPES) - set(EXTRAS) - granted)) if granted - {""} else (),
        lacking=tuple(sorted(set(EXTRAS) - granted)) if granted - {""} else (),
        behind=(there - machine_now()).total_seconds(),
        socket_trouble=await _socket_trouble(wire, settings.mandaat_slack_app_token),
    )


async def _user_groups(settings: Settings, workspace: str) -> dict[str, UserGroup] | str:
    """Ask Slack for the groups with who is in them."""
    wire = Wire.of(settings)
    try:
        return await user_groups_of(wire.client(settings.mandaat_slack_bot_token), workspace)
    except TROUBLE as no:
        return reason(no)
    finally:
        await wire.close()


async def _socket_trouble(wire: Wire, token: str) -> str:
    """Return why Slack would open no socket; nothing where it would, or where none is wanted."""
    if not token:
        return ""
    try:
        await wire.client(pooled=False).apps_connections_open(app_token=token)
    except TROUBLE as no:
        return reason(no)
    return ""


async def _refused(settings: Settings, messages: Sequence[Block]) -> tuple[str, ...] | str:
    """Ask Slack's validator about each of them, and wait where it says that it cannot look so often."""
    wire = Wire.of(settings)
    faults: list[str] = []
    try:
        client = wire.client(settings.mandaat_slack_bot_token)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_PAUSES))
        for message in messages:
            what = {"view": message} if message.get("type") in {"modal", "home"} else {"blocks": message["blocks"]}
            try:
                await client.api_call("blocks.validate", json=what)
            except SlackApiError as no:
                if reason(no) not in FAULTY:
                    raise
                faults += [f"{e.get('pointer', '')} {e.get('message', '')}" for e in no.response.get("errors") or [{}]]
    except TROUBLE as no:
        return reason(no)
    finally:
        await wire.close()
    return tuple(fault.strip() or "an error that it does not explain" for fault in faults)
