# SPDX-License-Identifier: EUPL-1.2
"""Installing the app in a workspace from the browser: Bolt's own flow, over our stores."""

import logging
from zoneinfo import ZoneInfo

from slack_bolt import BoltResponse
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings

from bot.language import LANGUAGES, Localizer
from bot.settings import Settings
from bot.slack.installations import InstallationStore, StateStore
from bot.slack.manifest import SCOPES
from bot.slack.wire import Wire
from commands.text import Message, _

#: Bolt's flow writes down the code of a browser when something fails.
_CLOSED = logging.getLogger("slack_bolt.oauth")
_CLOSED.setLevel(logging.CRITICAL)
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"


def flow(settings: Settings, wire: Wire, store: InstallationStore, states: StateStore) -> AsyncOAuthFlow:
    """Return the flow of installing."""
    slack = settings.mandaat_slack_api_url.removesuffix("/api")
    return AsyncOAuthFlow(
        client=wire.client(pooled=False),
        logger=_CLOSED,
        settings=AsyncOAuthSettings(
            client_id=settings.mandaat_slack_client_id,
            client_secret=settings.mandaat_slack_client_secret,
            scopes=sorted(SCOPES),
            redirect_uri=f"{settings.public_url}{REDIRECT}",
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            authorization_url=f"{slack}/oauth/v2/authorize",
            # A page in between would be Bolt's own, in English.
            install_page_rendering_enabled=False,
            installation_store=store,
            installation_store_bot_only=True,
            state_store=states,
            callback_options=AsyncCallbackOptions(success=succeeded, failure=failed),
            logger=_CLOSED,
        ),
    )


async def succeeded(args: AsyncSuccessArgs) -> BoltResponse:
    """Say that it is installed, and what the administrator does then."""
    workspace = args.installation.team_id or args.installation.enterprise_id or ""
    said = _(
        "Mandaat is installed in {workspace}. It begins to work there once the administrator says whose it is: "
        "python -m bot organisation link ID slack {workspace}",
        workspace=workspace,
    )
    return page(200, said)


async def failed(args: AsyncFailureArgs) -> BoltResponse:
    """Say that it is not installed; why, in Slack's own word."""
    said = _("Mandaat was not installed ({reason}). Begin again at the address where you began.", reason=args.reason)
    return page(args.suggested_status_code, said)


def page(status: int, message: Message) -> BoltResponse:
    """Return plain words in each language: nobody knows yet who reads them."""
    body = "\n\n".join(Localizer(language, ZoneInfo("UTC")).say(message) for language in LANGUAGES)
    return BoltResponse(status=status, body=body, headers={"content-type": "text/plain; charset=utf-8"})
