# SPDX-License-Identifier: EUPL-1.2
"""What an error of Slack or of the way to it means: certainly not taken, never to be taken, or nobody knows.

Source: docs.slack.dev/reference/methods/chat.postMessage, "Errors".
"""

from http import HTTPStatus

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.retry_after import UNREACHED, seconds_asked
from bot.sender import Undelivered
from bot.slack.wire import answered

#: Slack says of these that it did nothing and that it may succeed later.
PASSING = frozenset({"service_unavailable", "request_timeout", "team_added_to_org", "org_login_required"})
#: Slack says of these that some of it may have succeeded.
UNSURE = frozenset({"internal_error", "fatal_error"})
RATE_LIMITED = "ratelimited"
#: Where Slack does not say how long to wait.
USUAL_PAUSE_SECONDS = 30.0


def judged(trouble: SlackApiError | aiohttp.ClientError | OSError, *, posts: bool) -> Undelivered:
    """Return what is certain after this error; ``posts`` is whether the call could have put a message somewhere."""
    if isinstance(trouble, SlackApiError):
        return _refused(trouble, posts=posts)
    if isinstance(trouble, UNREACHED):
        return Undelivered(f"Slack cannot be reached: {type(trouble).__name__}")
    # It broke off after something may have been read there.
    return Undelivered(f"no answer from Slack: {type(trouble).__name__}", unsure=posts)


def _refused(error: SlackApiError, *, posts: bool) -> Undelivered:
    """Return what an answer of Slack means; one that is not Slack's own tells nothing."""
    response = error.response
    status = answered(error)
    data = getattr(response, "data", None)
    reason = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == HTTPStatus.TOO_MANY_REQUESTS or reason == RATE_LIMITED:
        return Undelivered(RATE_LIMITED, retry_after=_pause(response.headers))
    if not reason or status >= HTTPStatus.INTERNAL_SERVER_ERROR or reason in UNSURE:
        return Undelivered(reason or f"HTTP {status}", unsure=posts)
    return Undelivered(reason, permanent=reason not in PASSING)


def _pause(headers: object) -> float:
    """Return the seconds that Slack asks us to wait."""
    said = headers.get("Retry-After") if hasattr(headers, "get") else None
    asked = seconds_asked(str(said or ""))
    return USUAL_PAUSE_SECONDS if asked is None else asked
