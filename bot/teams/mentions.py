# SPDX-License-Identifier: EUPL-1.2
"""How a card calls people by name: Teams tells each of them that there is something for them.

Source: learn.microsoft.com, "Format cards in Teams", mentions in Adaptive Cards: by an id in Entra, in a text block.
"""

import re
from collections.abc import Sequence

from bot.language import Localizer
from bot.teams.texts import Item
from commands.text import _

#: What a text block, or a mention in it, would read as something else.
_SIGNS = re.compile(r"[<>*_`\[\]\\~|{}\s]+")


def mentions(members: Sequence[tuple[str, str]]) -> list[Item]:
    """Return what says who is meant by each name on a card; members are given by id in Entra and name."""
    return [
        {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": user, "name": name}}
        for user, name in ((user, _SIGNS.sub(" ", name).strip()) for user, name in members)
    ]


def mention_line(called: Sequence[Item], localizer: Localizer) -> list[Item]:
    """Return the line in which they are called; none where nobody is."""
    if not called:
        return []
    words = localizer.say(_("For {people}", people=", ".join(each["text"] for each in called)))
    return [{"type": "TextBlock", "text": words, "wrap": True, "size": "Small", "isSubtle": True}]
