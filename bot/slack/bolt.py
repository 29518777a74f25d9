# SPDX-License-Identifier: EUPL-1.2
"""One set of listeners for what Slack sends, by HTTP and by Socket Mode."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.language import LANGUAGES, Localizer
from bot.payload import text
from bot.slack.interactions import Interactions
from bot.slack.life import Life
from bot.slack.manifest import QUESTION_STEP, REQUEST_STEP
from bot.slack.membership import Membership
from bot.slack.wire import QUIET, TROUBLE, Wire, reason
from bot.slack.workspaces import Workspaces
from commands.text import _
from storage.database import DatabaseUnusable

log = logging.getLogger(__name__)

Listener: TypeAlias = Callable[[dict[str, Any], AsyncAck], Awaitable[None]]
STEPS = frozenset({REQUEST_STEP, QUESTION_STEP})
#: Not the reader's language alone: of a workspace that we do not know, we do not know what its people read.
UNKNOWN = _("This workspace does not belong to this assistant any more. Ask the administrator to install it again.")


def bolt(
    wire: Wire,
    workspaces: Workspaces,
    interactions: Interactions,
    life: Life,
    membership: Membership,
    signing_secret: str,
) -> AsyncApp:
    """Return Bolt with our listeners, which run to their end before Slack is answered: what it hears is stored."""
    app = AsyncApp(
        name="mandaat",
        logger=QUIET,
        signing_secret=signing_secret,
        client=wire.client(pooled=False),
        authorize=workspaces,  # type: ignore[arg-type]  # its None, for an unknown workspace, is not typed
        user_facing_authorize_error_message=in_each_language(),
        raise_error_for_unhandled_request=True,
        attaching_conversation_kwargs_enabled=False,
    )
    app.use(Listeners(interactions, life, membership))
    app.error(failed)
    return app


class Listeners(AsyncMiddleware):
    """Leads what Slack brings to who listens to it, after Bolt has checked where it comes from.

    Bolt asks its own listeners one by one, and makes some thirty arguments for each that it asks: for a message, which
    comes last, that took more than twice as long as all else that it does.
    """

    def __init__(self, interactions: Interactions, life: Life, membership: Membership) -> None:
        """Keep who listens to what."""
        self._interactions = interactions
        self._events: Mapping[str, Listener] = {
            "app_home_opened": life.opened,
            "user_change": life.changed,
            "app_uninstalled": life.left,
            "tokens_revoked": life.left,
            "subteam_updated": membership.changed,
            "subteam_members_changed": membership.changed,
            "app_mention": interactions.heard,
            "message": interactions.heard,
        }

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's hook
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - as above
    ) -> BoltResponse | None:
        """Return what the listener acknowledges; what nobody listens to goes on, and Bolt says so."""
        listener = self._listener(req)
        if listener is None:
            return await next()
        ack = req.context.ack
        await listener(req.body, ack)
        return ack.response

    def _listener(self, req: AsyncBoltRequest) -> Listener | None:
        """Return who listens to this; None where it is nothing that a person or a workspace did."""
        if text(req.body, "command"):
            return self._interactions.heard
        match text(req.body, "type"):
            case "block_actions" | "view_submission" | "view_closed" | "shortcut" | "message_action":
                return self._interactions.heard
            case "event_callback" if text(req.body, "event", "function", "callback_id") in STEPS:
                return partial(self._interactions.step, complete=req.context.complete, fail=req.context.fail)
            case "event_callback":
                # Also what nobody asked for was heard: Slack brings again what is not answered with 200.
                return self._events.get(text(req.body, "event", "type")) or unheard
            case _:
                return None


def in_each_language() -> str:
    """Return what people of an unknown workspace read."""
    return "\n".join(Localizer(language, ZoneInfo("UTC")).say(UNKNOWN) for language in LANGUAGES)


async def unheard(_body: dict[str, Any], ack: AsyncAck) -> None:
    """Acknowledge, and do nothing."""
    await ack()


async def failed(error: Exception, context: AsyncBoltContext) -> BoltResponse:
    """Answer that Slack must try again, save for what is no event at all; never a word of what was sent."""
    if context.authorize_result is None and isinstance(error, TROUBLE):
        log.warning("Slack did not take what people of an unknown workspace must know: %s", reason(error))
        return BoltResponse(status=200, body=in_each_language())
    if isinstance(error, BoltUnhandledRequestError):
        # Such as app_rate_limited: it tells that events were held back, and bringing it again changes nothing.
        log.warning("Slack brought something that nobody here listens to: %s", error.request.body.get("type"))
        return BoltResponse(status=200, body="")
    if isinstance(error, DatabaseUnusable):
        log.warning("Slack was not answered: %s", error)
    else:
        log.error("Slack was not answered", exc_info=error)
    return BoltResponse(status=503, body="")
