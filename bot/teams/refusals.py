# SPDX-License-Identifier: EUPL-1.2
"""What an error of the Connector or of the way to it means: certainly not taken, never to be taken, or nobody knows.

Source: learn.microsoft.com, "Send proactive messages", "Optimize your bot with rate limiting in Teams": 412, 429, 502
and 504 may be tried again.
"""

from http import HTTPStatus
from typing import Any

import aiohttp

from bot.payload import text
from bot.retry_after import UNREACHED, seconds_asked
from bot.sender import Undelivered

#: Where the Connector does not say how long to wait.
USUAL_PAUSE_SECONDS = 10.0
#: The person does not want to hear from us, or we are not there (any more): until something comes from there.
BLOCKED = frozenset(
    {
        "MessageWritesBlocked",
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ForbiddenOperationException",
        "ConversationNotFound",
    }
)
#: A message that is to be changed is gone, or can no longer be changed.
GONE = frozenset({"ActivityNotFoundInConversation", "MessageDoesNotExist", "MessageNotFound", "HTTP 404", "NotFound"})
#: The Connector did nothing and may do it later: another message was being written to the same conversation.
_PASSING = frozenset({HTTPStatus.PRECONDITION_FAILED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.UNAUTHORIZED})


class Blocked(Undelivered):
    """Nothing we say is taken there: it is kept with the conversation, and nobody is troubled with each message."""


def unanswered(trouble: aiohttp.ClientError | OSError, *, posts: bool) -> Undelivered:
    """Return what is certain when no answer came; ``posts`` is whether the call could have put a message somewhere."""
    if isinstance(trouble, UNREACHED):
        return Undelivered(f"Teams cannot be reached: {type(trouble).__name__}")
    return Undelivered(f"no answer from Teams: {type(trouble).__name__}", unsure=posts)


def refused(answer: aiohttp.ClientResponse, body: Any, *, posts: bool) -> Undelivered:  # noqa: ANN401 - any JSON
    """Return what an answer other than success means."""
    status = answer.status
    inner = text(body, "error", "innerHttpError", "body", "error", "code")
    reason = inner or text(body, "error", "code") or text(body, "errorCode") or f"HTTP {status}"
    pause = seconds_asked(answer.headers.get("Retry-After", ""))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Undelivered("HTTP 429", retry_after=USUAL_PAUSE_SECONDS if pause is None else pause)
    if status in _PASSING:
        return Undelivered(reason, retry_after=pause)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # What it did before it broke, nobody knows. A change may be made twice.
        return Undelivered(reason, unsure=posts, retry_after=pause)
    if status == HTTPStatus.FORBIDDEN or reason in BLOCKED:
        return Blocked(reason, permanent=True)
    return Undelivered(reason, permanent=True)
