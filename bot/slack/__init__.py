# SPDX-License-Identifier: EUPL-1.2
"""Slack: reads what it sends, draws what it shows."""

from bot.slack.fields import render_errors, render_form
from bot.slack.listen import read
from bot.slack.render import render_card

__all__ = ["read", "render_card", "render_errors", "render_form"]
