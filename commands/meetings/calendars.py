# SPDX-License-Identifier: EUPL-1.2
"""Meetings in one's own calendar: one as a file, or all by a private address, which its owner can take away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commands.cards import Button, Buttons, Card, Element, Heading, Link, Links, Paragraph, Style, Tone, Weight
from commands.events import Context, Press
from commands.meetings.cards import press as pressing
from commands.meetings.lookup import home_of, meeting_in, view_of
from commands.meetings.store import Store
from commands.meetings.wording import headline
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import _


@dataclass(frozen=True, slots=True)
class Calendars:
    """The handlers of private calendars; ``address`` makes a new one for a person and returns it whole.

    ``link`` returns a short-lived personal address of a page of ours.
    """

    address: Callable[[Context, Any], str]
    link: Callable[[Context, Any, str], str]

    def show(self, press: Press, context: Context, store: Store) -> Reply:
        """Give a meeting as a file, and the way to follow all meetings."""
        once = self._file(press, context, store) if press["meeting"] else ()
        if not store.meetings.feed(context.who):
            follow = Button(_("Follow all my meetings"), pressing("calendar_new", store.organisation.id))
            text = _("Your calendar then shows each meeting, and changes along when it moves or is off.")
            elements: tuple[Element, ...] = (Paragraph(text), Buttons((follow,)))
        else:
            elements = _followed(store.organisation.id)
        heading = (Heading(_("All your meetings")),) if once else ()
        return Reply(answer=Card(_("Meetings in your calendar"), (*once, *heading, *elements)))

    def _file(self, press: Press, context: Context, store: Store) -> tuple[Element, ...]:
        """Return the link to one meeting as a file; only who may read it can open that."""
        home = home_of(press, context, store)
        meeting, board = meeting_in(press, home)
        path = f"/calendar/{home.organisation.id}/{meeting.reference}.ics"
        called = headline(view_of(meeting, board, home, context.at))
        link = Link(_("Put it in my calendar: {meeting}", meeting=called), self.link(context, store, path))
        text = _("A file that Outlook and other calendars open. The link works once, within ten minutes.")
        return Heading(_("Only this meeting")), Links((link,)), Paragraph(text, Weight.SUBTLE)

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


def _followed(organisation: str) -> tuple[Element, ...]:
    """Return what who has an address already can do: it is not kept in a way that it could be shown again."""
    row = Buttons(
        (
            Button(_("New address"), pressing("calendar_new", organisation)),
            Button(_("Stop"), pressing("calendar_stop", organisation), Style.DANGER),
        )
    )
    text = _("Your meetings are in the calendar that follows it. A new address takes the place of the old one.")
    return Paragraph(text), row
