# SPDX-License-Identifier: EUPL-1.2
"""Teams: reads what it sends, draws what it shows."""

from bot.teams.fields import render_form
from bot.teams.listen import read
from bot.teams.render import render_card

__all__ = ["read", "render_card", "render_form"]
