# SPDX-License-Identifier: EUPL-1.2
"""What people see of a board: its next meeting with the agenda, one item, and the buttons that are theirs."""

from collections.abc import Iterator, Sequence

from commands.cards import (
    Button,
    Buttons,
    Card,
    Element,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Link,
    Links,
    Paragraph,
    Style,
    Tone,
    Weight,
)
from commands.events import Press
from commands.meetings.board import Board, Coming, Kind, MeetingState, Member
from commands.meetings.item import Action, Item, ItemState
from commands.meetings.rules import ITEM_STATES
from commands.meetings.view import MeetingView, Reader
from commands.meetings.wording import (
    asked,
    controllers_page,
    headline,
    in_a_line,
    item_facts,
    money,
    moved,
    online,
    place,
    title,
    when,
)
from commands.text import Listing, Message, Text, _, n_

_SHOWN = 25


def press(verb: str, organisation: str, **values: int | str) -> Press:
    """Return a press of this feature, which names the organisation whose board it is."""
    return Press(f"meetings.{verb}", (("org", organisation), *((k, str(v)) for k, v in values.items())))


def meeting_card(view: MeetingView, reader: Reader, opening: Text = "") -> Card:
    """Return a meeting as this reader sees it: when and where, what was promised, the agenda, and what can be done."""
    inside = reader.inside
    elements: list[Element] = [Paragraph(opening)] if opening else []
    elements.append(meeting_facts(view, inside=inside))
    if change := moved(view.meeting):
        elements.append(Paragraph(change, Weight.SUBTLE))
    if inside or not view.confidential:
        elements += _actions(view, reader)
        elements += _agenda(view, inside=inside)
        elements += decisions_list(view, inside=inside)
        elements += _table(view, reader)
    elements += [Buttons(row) for row in _rows(view, reader) if row]
    return Card(headline(view), tuple(elements), Tone.NEUTRAL)


def meeting_facts(view: MeetingView, *, inside: bool) -> Facts:
    """Return when and where, and what it is for."""
    shown: list[tuple[Text, Text]] = [(_("When"), when(view))]
    if inside or not view.confidential:
        shown += [(_("Where"), place(view)), (_("Purpose"), view.meeting.purpose)]
    takes = view.meeting.state is MeetingState.PLANNED and view.meeting.kind is not Kind.WRITTEN
    if takes and view.today <= view.closes:
        shown.append((_("Items until"), _("{day}", day=view.closes)))
    if reading := sum(item.reading for item in view.items):
        shown.append((_("Reading time"), n_("{count} minute", "{count} minutes", reading)))
    return Facts(tuple(Fact(label, value) for label, value in shown if value))


def _actions(view: MeetingView, reader: Reader) -> Iterator[Element]:
    """Yield what was promised before and is still open: it comes first (domain §5.6)."""
    if view.actions and reader.inside and view.meeting.state is not MeetingState.ADOPTED:
        yield Heading(_("Open actions"))
        yield Entries(tuple(action_entry(action, view.organisation) for action in view.actions[:_SHOWN]))


def action_entry(action: Action, organisation: str) -> Entry:
    """Return an action in a line."""
    detail = _("{function}, by {day}", function=action.function, day=action.due)
    look = Button(_("Open"), press("action", organisation, action=action.number), name=_("Open: {t}", t=action.text))
    return Entry(action.text, detail, look)


def _agenda(view: MeetingView, *, inside: bool) -> Iterator[Element]:
    """Yield the items in order."""
    open_ones = [item for item in view.items if item.state is ItemState.OPEN]
    if open_ones:
        yield Heading(_("Agenda"))
        yield Entries(tuple(_entry(n, item, view, inside=inside) for n, item in enumerate(open_ones[:_SHOWN], 1)))
    elif view.meeting.state is MeetingState.PLANNED:
        yield Paragraph(_("Nothing is on the agenda yet."))
    if len(open_ones) > _SHOWN:
        yield Paragraph(_("… and {count} more.", count=len(open_ones) - _SHOWN))


def _entry(number: int, item: Item, view: MeetingView, *, inside: bool) -> Entry:
    """Return one item in two lines."""
    called = title(item, inside=inside)
    look = Button(_("Open"), press("item", view.organisation, item=item.number), name=_("Open: {t}", t=called))
    hidden = item.confidential and not inside
    return Entry(_("{number}. {t}", number=number, t=called), asked(item, inside=inside), None if hidden else look)


def decisions_list(view: MeetingView, *, inside: bool) -> Iterator[Element]:
    """Yield what was decided."""
    if view.decisions:
        yield Heading(_("Decided"))
        lines = []
        for decision in view.decisions:
            path = f"/records/meetings/{view.organisation}/{decision.reference}"
            look = Button(_("Open the record"), Press("house.open", (("path", path),)))
            hidden = decision.confidential and not inside
            lines.append(Entry(in_a_line(decision, inside=inside), decision.reason[:200], None if hidden else look))
        yield Entries(tuple(lines))


def _table(view: MeetingView, reader: Reader) -> Iterator[Element]:
    """Yield who comes, and who replaces whom."""
    if not reader.inside or view.meeting.kind is Kind.WRITTEN:
        return
    yield Paragraph(
        _(
            "{coming} of {seats} said that they come; {needed} must be there.",
            coming=view.coming,
            seats=len(view.table),
            needed=view.needed,
        ),
        Weight.SUBTLE,
    )
    if view.guests:
        names = Listing(tuple(m.person.name for m in view.guests))
        yield Paragraph(_("Also invited: {names}.", names=names), Weight.SUBTLE)
    replaced = [_replaced(m) for m in view.table if m.stands_in_for]
    replaced += [
        _("{deputy} instead of {name}", deputy=a.deputy.name, name=a.person.name) for a in view.answers if a.deputy
    ]
    if replaced:
        yield Paragraph(_("{names}.", names=Listing(tuple(replaced))), Weight.SUBTLE)


def _replaced(member: Member) -> Message:
    """Return who sits there for whom."""
    name = member.stands_in_for.name if member.stands_in_for else ""
    return _("{deputy} instead of {name}", deputy=member.person.name, name=name)


def _rows(view: MeetingView, reader: Reader) -> Iterator[tuple[Button, ...]]:
    """Yield the rows of buttons: coming or not, what everyone can do, what the secretary and the chair can do."""
    meeting, board, org = view.meeting, view.board, view.organisation
    planned = meeting.state is MeetingState.PLANNED
    if planned and reader.member and meeting.kind is not Kind.WRITTEN:
        yield coming_buttons(view, reader)
    everyone = []
    if planned and meeting.kind is not Kind.WRITTEN:
        everyone.append(Button(_("Propose an item"), press("propose", org, board=board.number)))
    if reader.inside:
        everyone.append(Button(_("In my calendar"), press("calendar", org)))
    if online(view) and (reader.inside or not view.confidential):
        everyone.append(Button(_("Take part online"), press("online", org, meeting=meeting.number)))
    yield tuple(everyone)
    if reader.secretary:
        yield secretary_buttons(view)
    if reader.chair and meeting.state is MeetingState.CONCEPT:
        yield (Button(_("Adopt the record"), press("adopt", org, meeting=meeting.number), Style.PRIMARY),)


def coming_buttons(view: MeetingView, reader: Reader) -> tuple[Button, ...]:
    """Return the two buttons with which a member says whether they come; the answer so far stands out."""
    said = view.said_by(reader.person)
    yes = said is None or said.coming is Coming.NO
    return (
        Button(
            _("I'm coming") if yes else _("I'm coming (said)"),
            press("coming", view.organisation, meeting=view.meeting.number),
            Style.PRIMARY if yes else Style.PLAIN,
        ),
        Button(_("I can't come"), press("absent", view.organisation, meeting=view.meeting.number)),
    )


def secretary_buttons(view: MeetingView) -> tuple[Button, ...]:
    """Return what the secretary can do with a meeting."""
    org, number = view.organisation, view.meeting.number
    if view.meeting.state is MeetingState.ADOPTED:
        return ()
    buttons = [Button(_("New action"), press("new_action", org, meeting=number))]
    if view.today >= view.meeting.day or view.meeting.kind is Kind.WRITTEN:
        buttons.insert(0, Button(_("Make the record"), press("record", org, meeting=number), Style.PRIMARY))
    if view.meeting.state is MeetingState.PLANNED:
        buttons += [
            Button(_("Move"), press("move", org, meeting=number)),
            Button(_("Call off"), press("call_off", org, meeting=number), Style.DANGER),
            Button(_("Board and series"), press("board", org, board=view.board.number)),
        ]
    return tuple(buttons)


def item_card(item: Item, board: Board, reader: Reader, organisation: str, opening: Text = "") -> Card:
    """Return one item whole, with what this reader can do."""
    elements: list[Element] = [Paragraph(opening)] if opening else []
    if item.state is not ItemState.OPEN:
        elements.append(Paragraph(_("This item is no longer open: {state}.", state=ITEM_STATES[item.state])))
    if item.reason:
        elements.append(Paragraph(item.reason))
    elements.append(item_facts(item))
    if page := controllers_page(item):
        elements += [Heading(_("The controller's page")), page]
    if item.papers:
        elements.append(Links(tuple(Link(_paper(n, href), href) for n, href in enumerate(item.papers, 1))))
    row = item_buttons(item, board, reader, organisation) if item.state is ItemState.OPEN else ()
    if item.shows:
        row = (*row, Button(_("What it is about"), item.shows, name=_("What it is about: {t}", t=item.title)))
    if row:
        elements.append(Buttons(row))
    return Card(_("{board}: {title}", board=item.board, title=item.title), tuple(elements))


def _paper(number: int, href: str) -> Message:
    """Return what a paper is called: where it stands, because its address says little."""
    return _("Paper {number} ({site})", number=number, site=href.split("/")[2])


def item_buttons(item: Item, board: Board, reader: Reader, organisation: str) -> tuple[Button, ...]:
    """Return what this reader can do with an open item."""
    buttons: list[Button] = []

    def add(label: Text, verb: str, style: Style = Style.PLAIN) -> None:
        name = _("{label}: {title}", label=label, title=item.title)
        buttons.append(Button(label, press(verb, organisation, item=item.number), style, name))

    if reader.secretary:
        add(_("Record the decision"), "decide", Style.PRIMARY)
        add(_("Edit"), "edit")
        add(_("Not on the agenda"), "decline", Style.DANGER)
    if reader.controller and (item.amount or board.controller in item.agrees):
        add(_("The controller's page"), "control")
    if item.own and item.by and item.by.id == reader.person.id:
        add(_("Withdraw"), "withdraw_item", Style.DANGER)
    # What is kept among few is not told to a ladder, and an escalation climbs already.
    if not item.confidential and item.about.feature != "escalations":
        name = _("{label}: {title}", label=_("It is stuck"), title=item.title)
        buttons.append(Button(_("It is stuck"), Press("escalations.new", (("about", str(item.ref)),)), name=name))
    return tuple(buttons)


def boards_card(views: Sequence[tuple[Board, MeetingView | None]], organisation: str, *, secretary: bool) -> Card:
    """Return every board with when it meets."""
    lines = []
    for board, view in views:
        detail = when(view) if view else _("no meeting is planned")
        verb = press("meeting", organisation, meeting=view.meeting.number) if view else None
        if verb is None and secretary:
            verb = press("board", organisation, board=board.number)
        lines.append(Entry(board.function, detail, Button(_("Open"), verb) if verb else None))
    elements: list[Element] = [Entries(tuple(lines))] if lines else []
    row = [Button(_("Propose an item"), press("propose", organisation))] if views else []
    if secretary:
        row.append(Button(_("Set up a board"), press("new_board", organisation)))
    if not views:
        elements.append(Paragraph(_("The board secretary sets one up here, with /itagenda.")))
    elements += [Buttons(tuple(row))] if row else []
    return Card(_("Boards and their meetings") if views else _("No board meets here yet"), tuple(elements))


def proposed_card(item: Item, board: Board, reader: Reader, organisation: str) -> Card:
    """Return what the secretary reads of a new item."""
    line = _("{title}, {money}", title=item.title, money=money(item)) if item.amount else item.title
    headline_ = _("New for the agenda of {board}: {line}", board=item.board, line=line)
    elements = item_card(item, board, reader, organisation).elements
    return Card(headline_, elements, Tone.WAITING)
