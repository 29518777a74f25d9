# SPDX-License-Identifier: EUPL-1.2
"""What waits for somebody until a working hour or the next overview, to be seen beside the clock of the sample."""

from datetime import datetime

from commands.organisation.digests import about
from commands.people import Person
from commands.text import Moment, Text, _, n_
from storage.settings import Settings
from storage.store import Store

MOST = 5
#: Kept where the clock went forward when the program started: until when.
BEGAN = "clock.began_at"


def waits(person: Person, at: datetime, store: Store) -> tuple[Text, ...]:
    """Return in lines what waits for this person, with until when; soonest first."""
    waiting = store.outbox.to_come(person, at)
    lines: list[Text] = [
        _("Waits until {moment}: {title}", moment=Moment(until), title=card.title) for card, until in waiting[:MOST]
    ]
    if left := len(waiting) - MOST if len(waiting) > MOST else 0:
        lines.append(n_("And {count} more", "And {count} more", left))
    items = store.digests.waiting(person)
    home = store.of(store.working_time(person).wishes.organisation) or store
    for _due, until in home.dues.planned(about(person))[:1] if items else ():
        lines.append(
            n_(
                "Waits for the overview of {moment}: {count} message",
                "Waits for the overview of {moment}: {count} messages",
                len(items),
                moment=Moment(until),
            )
        )
    return tuple(lines)


def began(at: datetime, kept: Settings) -> Text:
    """Return that the clock went forward when the program started, on the day that it went to; else nothing."""
    moved_to = kept.get(BEGAN)
    if not moved_to:
        return ""
    then = datetime.fromisoformat(moved_to)
    if (at - then).days:
        return ""
    return _("You started outside working hours, so the clock went forward to {moment}.", moment=Moment(then))
