# SPDX-License-Identifier: EUPL-1.2
"""Who gets the agenda of a meeting, and how it reads to each: with what was asked, or what that person said already."""

from collections.abc import Iterator
from dataclasses import replace

from commands.cards import Buttons, Card, Paragraph, Tone
from commands.meetings.board import Coming, Kind
from commands.meetings.cards import coming_buttons, link_to, meeting_card, meeting_facts, show_button
from commands.meetings.item import ItemState
from commands.meetings.lookup import readers
from commands.meetings.quorum import occupant, said
from commands.meetings.store import Store
from commands.meetings.view import MeetingView, Reader
from commands.meetings.wording import IN_WRITING, NO_ITEMS, headline
from commands.people import Person
from commands.text import Message, _, n_

#: What a member is asked who gets the agenda.
_WITH_AGENDA = _("Here is the agenda. Please say whether you come.")


def heard_by(view: MeetingView) -> Iterator[Person]:
    """Yield who hears of a meeting, each once: who sits at the table, who is away and has nobody there, and guests."""
    once: dict[str, Person] = {}
    for member in (*view.table, *view.guests):
        person = occupant(member.person, view.answers) or member.person
        once.setdefault(person.id, person)
    yield from once.values()


def invitation_key(view: MeetingView, person: Person) -> str:
    """Return the key of a member's invitation."""
    return f"meetings/invitation/{view.meeting.number}/{person.id}"


def invitation(view: MeetingView, person: Person, store: Store) -> Card:
    """Return the agenda as a member gets it; a deputy who was named is a member for this once."""
    return invitation_to(view, readers(view.board, store, (person,), view.table, view.meeting.day)[0])


def invitation_to(view: MeetingView, reader: Reader) -> Card:
    """Return the agenda as this reader gets it, who comes to this meeting."""
    card = meeting_card(view, replace(reader, member=True), opening(view, reader.person))
    if view.meeting.kind is Kind.WRITTEN:
        return replace(card, tone=Tone.WAITING)
    waits = said(reader.person, view.answers) is None
    return replace(
        card, title=_("Agenda: {meeting}", meeting=headline(view)), tone=Tone.WAITING if waits else Tone.NEUTRAL
    )


def opening(view: MeetingView, person: Person, ask: Message = _WITH_AGENDA) -> Message:
    """Return what a member is asked above the agenda, or said already."""
    if view.meeting.kind is Kind.WRITTEN:
        return IN_WRITING
    answer = view.said_by(person)
    if answer is None:
        return ask
    if answer.coming is Coming.YES:
        return _("You said that you come.")
    if deputy := occupant(person, view.answers):
        return _("You said that you can't come. {name} comes instead of you.", name=deputy.name)
    return _("You said that you can't come. Nobody comes instead of you.")


def reminder_to(view: MeetingView, reader: Reader) -> Card:
    """Return the short reminder: when and where, and whether this reader comes; in writing, what is to be answered."""
    invited = invitation_to(view, reader)
    title = _("Reminder: {meeting}", meeting=headline(view))
    if view.meeting.kind is Kind.WRITTEN:
        return replace(invited, title=title)
    count = sum(item.state is ItemState.OPEN for item in view.items)
    items = n_("{count} item is on the agenda.", "{count} items are on the agenda.", count) if count else NO_ITEMS
    row = Buttons((*coming_buttons(view, reader.person), show_button(view)))
    facts = meeting_facts(view, inside=True)
    asked = Paragraph(opening(view, reader.person, _("Please say whether you come.")))
    return replace(invited, title=title, elements=(asked, facts, *link_to(view), Paragraph(items), row))
