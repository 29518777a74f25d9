# SPDX-License-Identifier: EUPL-1.2
"""Meetings in one's own calendar: a private address to subscribe to, which its owner can take away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commands.cards import Button, Buttons, Card, Link, Links, Paragraph, Style, Tone, Weight
from commands.events import Context, Press
from commands.meetings.cards import press as pressing
from commands.meetings.store import Store
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import _


@dataclass(frozen=True, slots=True)
class Calendars:
    """The handlers of private calendars; ``address`` makes a new one for a person and returns it whole."""

    address: Callable[[Context, Any], str]

    def show(self, _press: Press, context: Context, store: Store) -> Reply:
        """Give an address, or say that there is one: it is not kept in a way that it could be shown again."""
        if not store.meetings.feed(context.who):
            return self.renew(_press, context, store)
        org = store.organisation.id
        row = Buttons(
            (
                Button(_("New address"), pressing("calendar_new", org)),
                Button(_("Stop"), pressing("calendar_stop", org), Style.DANGER),
            )
        )
        text = _("Your meetings are in the calendar that follows it. A new address takes the place of the old one.")
        return Reply(answer=Card(_("You have an address for your calendar"), (Paragraph(text), row)))

    def renew(self, _press: Press, context: Context, store: Store) -> Reply:
        """Give a new address; an older one no longer works."""
        href = self.address(context, store)
        steps = _("In Outlook: Add calendar, Subscribe from web. Meetings that move or are off change by themselves.")
        private = _("Whoever has this address can read when you meet. Keep it to yourself.")
        elements = (Paragraph(steps), Links((Link(href, href),)), Paragraph(private, Weight.SUBTLE))
        act = Act("meetings.calendar", Ref("meetings", f"calendar/{context.who.id}"), "renewed")
        return Reply(answer=Card(_("Follow your meetings with this address"), elements, Tone.GOOD), acts=(act,))

    def stop(self, _press: Press, context: Context, store: Store) -> Reply:
        """Take the address away."""
        store.meetings.set_feed(context.who, "")
        act = Act("meetings.calendar", Ref("meetings", f"calendar/{context.who.id}"), "stopped")
        return Reply(answer=Card(_("The address no longer works"), tone=Tone.GOOD), acts=(act,))
