# SPDX-License-Identifier: EUPL-1.2
"""How long a platform asks us to wait is read alike for each, and never believed for longer than an hour."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.retry_after import LONGEST, seconds_asked
from bot.slack.refusals import USUAL_PAUSE_SECONDS, judged


@pytest.mark.parametrize(
    ("said", "seconds"), [("5", 5.0), ("", None), ("later", None), ("99999999", LONGEST), ("-3", None)]
)
def test_how_long_to_wait_is_a_number_or_a_moment(said: str, seconds: float | None) -> None:
    assert seconds_asked(said) == seconds


def test_a_moment_that_has_passed_is_no_wait() -> None:
    assert seconds_asked("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0


@pytest.mark.parametrize(("said", "seconds"), [("99999999", LONGEST), ("later", USUAL_PAUSE_SECONDS)])
def test_slack_is_not_believed_for_longer_either(said: str, seconds: float) -> None:
    answer = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={"error": "ratelimited"},
        headers={"Retry-After": said}, status_code=429,
    )  # fmt: skip
    assert judged(SlackApiError("", answer), posts=True).retry_after == seconds  # type: ignore[no-untyped-call]
