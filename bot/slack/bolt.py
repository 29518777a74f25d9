# SPDX-License-Identifier: EUPL-1.2
"""One set of listeners for what Slack sends, by HTTP and by Socket Mode."""

import logging
import re
from zoneinfo import ZoneInfo

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError

from bot.language import LANGUAGES, Localizer
from bot.slack.interactions import Interactions
from bot.slack.life import Life
from bot.slack.manifest import QUESTION_STEP, REQUEST_STEP
from bot.slack.membership import Membership
from bot.slack.wire import QUIET, TROUBLE, Wire, reason
from bot.slack.workspaces import Workspaces
from commands.text import _
from storage.database import DatabaseUnusable

log = logging.getLogger(__name__)

ANY = re.compile(r".*", re.DOTALL)
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
    """Return Bolt with our listeners.

    A listener runs to its end before Slack is answered (``process_before_response``): what is acknowledged is stored.
    """
    app = AsyncApp(
        name="mandaat",
        logger=QUIET,
        signing_secret=signing_secret,
        client=wire.client(pooled=False),
        authorize=workspaces,  # type: ignore[arg-type]  # its None, for an unknown workspace, is not typed
        user_facing_authorize_error_message=in_each_language(),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_conversation_kwargs_enabled=False,
    )
    listen = interactions.heard
    app.command(ANY)(listen)
    app.shortcut(ANY)(listen)
    app.action(ANY)(listen)
    app.view_submission(ANY)(listen)
    app.view_closed(ANY)(listen)
    app.event("app_home_opened")(life.opened)
    app.event("user_change")(life.changed)
    app.event(re.compile("app_uninstalled|tokens_revoked"))(life.left)
    app.event(re.compile("subteam_updated|subteam_members_changed"))(membership.changed)
    app.event("app_mention")(listen)
    app.event("message")(listen)
    for step in (REQUEST_STEP, QUESTION_STEP):
        app.function(step)(interactions.step)
    # Also what nobody asked for is an event that was heard: Slack brings again what is not answered with 200.
    app.event(ANY)(unheard)
    app.error(failed)
    return app


def in_each_language() -> str:
    """Return what people of an unknown workspace read."""
    return "\n".join(Localizer(language, ZoneInfo("UTC")).say(UNKNOWN) for language in LANGUAGES)


async def unheard(ack: AsyncAck) -> None:
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
