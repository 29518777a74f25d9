# SPDX-License-Identifier: EUPL-1.2
"""Whether the user groups that stand for a board are there, and hold the members that the register has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.doctor.found import Case, Found, Level
from commands.text import _
from storage.channels import linked_user_groups

if TYPE_CHECKING:
    from bot.slack.groups import UserGroup
    from bot.slack.membership import Standing


def user_groups(case: Case) -> Iterator[Found]:
    """Look at the user groups that stand for a body, where Slack is set up with a token of its own."""
    if not (case.settings.mandaat_slack_bot_token and case.read(lambda c: linked_user_groups(c, "slack"))):
        return
    # Slack's libraries take a fifth of a second, and not everybody has Slack.
    from bot.slack.checks import user_groups as there  # noqa: PLC0415
    from bot.slack.membership import standings  # noqa: PLC0415

    linked = case.read(standings)
    for workspace in dict.fromkeys(standing.tenant for standing in linked):
        groups = there(case.settings, workspace)
        if isinstance(groups, str):
            text = _("Slack does not tell which user groups there are: {reason}", reason=groups)
            advice = _("Give your app the manifest that “python -m bot slack manifest” prints, and install it again.")
            yield Found("groups", Level.ATTENTION, text, advice)
            continue
        for standing in linked:
            if standing.tenant == workspace:
                yield from _group(case, standing, groups.get(standing.group))


def _group(case: Case, standing: "Standing", group: "UserGroup | None") -> Iterator[Found]:
    """Look at one of them."""
    from bot.slack.membership import compared  # noqa: PLC0415

    body = standing.body
    if group is None:
        text = _("The user group of {body} is not in Slack any more, so nobody is called.", body=body)
        advice = _("Link another, or none: python -m bot body group BODY")
        yield Found("groups", Level.BROKEN, text, advice)
        return
    lines = tuple(case.read(lambda c: compared(c, standing, group)).lines(group, body))
    for what, how in lines:
        yield Found("groups", Level.ATTENTION, what, how)
    if not lines:
        good = _("{group} holds exactly the members of {body}.", group=f"@{group.handle}", body=body)
        yield Found("groups", Level.GOOD, good)
