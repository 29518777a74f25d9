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
from commands.meetings.board import Board, Coming, Kind, MeetingState
from commands.meetings.item import Action, Item, ItemState
from commands.meetings.view import MeetingView, Reader
from commands.meetings.wording import (
    NO_ITEMS,
    asked,
    headline,
    in_a_line,
    moved,
    online,
    paper,
    place,
    title,
    when,
)
from commands.people import Person
from commands.text import Listing, Text, _, n_

_SHOWN = 25
#: Links of papers that stand in the message itself; each takes a line of its own.
_PAPERS = 12


def press(verb: str, organisation: str, **values: int | str) -> Press:
    """Return a press of this feature, which names the organisation whose board it is."""
    return Press(f"meetings.{verb}", (("org", organisation), *((k, str(v)) for k, v in values.items())))


def meeting_card(view: MeetingView, reader: Reader, opening: Text = "") -> Card:
    """Return a meeting as this reader sees it: when and where, what was promised, the agenda, and what can be done."""
    inside = reader.inside
    elements: list[Element] = [Paragraph(opening)] if opening else []
    elements.append(meeting_facts(view, inside=inside))
    elements += link_to(view) if inside or not view.confidential else ()
    if change := moved(view.meeting):
        elements.append(Paragraph(change, Weight.SUBTLE))
    if inside or not view.confidential:
        elements += _actions(view, reader)
        elements += _agenda(view, inside=inside)
        elements += _too_long(view) if reader.secretary else ()
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
    elif takes:
        text = _("{day}; what is proposed now goes to the next meeting", day=view.closes)
        shown.append((_("Items until"), text))
    if reading := sum(item.reading for item in view.items):
        shown.append((_("Reading time"), n_("{count} minute", "{count} minutes", reading)))
    return Facts(tuple(Fact(label, value) for label, value in shown if value))


def link_to(view: MeetingView) -> tuple[Links, ...]:
    """Return the link to take part in a meeting to come; nothing where there is none."""
    href = online(view) if view.meeting.state is MeetingState.PLANNED else ""
    return (Links((Link(_("Take part online"), href),)),) if href else ()


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
        papers = tuple(_papers(open_ones[:_SHOWN], inside=inside))
        if papers:
            yield Heading(_("Papers"))
            yield Links(papers[:_PAPERS])
        if len(papers) > _PAPERS:
            yield Paragraph(_("The other papers stand with their items."), Weight.SUBTLE)
    elif view.meeting.state is MeetingState.PLANNED:
        yield Paragraph(_("Every item was dealt with.") if view.decisions else NO_ITEMS)
    if len(open_ones) > _SHOWN:
        yield Paragraph(_("… and {count} more.", count=len(open_ones) - _SHOWN))


def _entry(number: int, item: Item, view: MeetingView, *, inside: bool) -> Entry:
    """Return one item in two lines."""
    called = title(item, inside=inside)
    look = Button(_("Open"), press("item", view.organisation, item=item.number), name=_("Open: {t}", t=called))
    hidden = item.confidential and not inside
    return Entry(_("{number}. {t}", number=number, t=called), asked(item, inside=inside), None if hidden else look)


def _too_long(view: MeetingView) -> Iterator[Element]:
    """Yield that the items ask more time than there is, for who can give them another meeting."""
    asks = sum(item.minutes for item in view.items if item.state is ItemState.OPEN)
    planned = view.meeting.state is MeetingState.PLANNED and view.meeting.kind is not Kind.WRITTEN
    if planned and asks > view.meeting.minutes:
        text = _("These items ask {asks} minutes together; the meeting has {has}.", asks=asks, has=view.meeting.minutes)
        yield Paragraph(text, Weight.STRONG)


def _papers(items: Sequence[Item], *, inside: bool) -> Iterator[Link]:
    """Yield the papers of the items in order, with the number of the item; not those of what is confidential."""
    for number, item in enumerate(items, 1):
        for count, href in enumerate(item.papers if inside or not item.confidential else (), 1):
            yield Link(_("Item {number}: {paper}", number=number, paper=paper(count, href)), href)


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


def promised(view: MeetingView) -> Iterator[Element]:
    """Yield what functions do because the board agreed so in this meeting."""
    if view.promised:
        yield Heading(_("Actions"))
        lines = ((each.text, _("{function}, by {day}", function=each.function, day=each.due)) for each in view.promised)
        yield Entries(tuple(Entry(text, detail) for text, detail in lines))


def _table(view: MeetingView, reader: Reader) -> Iterator[Element]:
    """Yield who comes, and who replaces whom; afterwards the record says who was there."""
    if not reader.inside or view.meeting.kind is Kind.WRITTEN or view.meeting.state is not MeetingState.PLANNED:
        return
    yield Heading(_("Who comes"))
    yield from who_comes(view)


def who_comes(view: MeetingView) -> Iterator[Element]:
    """Yield how many come, and who."""
    seats, needed = len(view.table), view.needed
    nobody = len(view.silent) == seats and not view.visiting
    yield Paragraph(
        _("Nobody said yet who comes. At least {needed} of {seats} members must be there.", needed=needed, seats=seats)
        if nobody
        else n_(
            "{count} of {seats} members comes; at least {needed} must be there.",
            "{count} of {seats} members come; at least {needed} must be there.",
            len(view.coming),
            seats=seats,
            needed=needed,
        )
    )
    replaced = [(m.person, m.stands_in_for) for m in view.table if m.stands_in_for]
    instead = tuple(
        _("{deputy} instead of {name}", deputy=who.name, name=member.name) for who, member in (*replaced, *view.sent)
    )
    facts = (
        (_("Coming"), _names((*view.coming, *view.visiting))),
        (_("Not coming"), _names(view.absent)),
        (_("Not heard from"), "" if nobody else _names(view.silent)),
        (_("Substitution"), _("{names}", names=Listing(instead)) if instead else ""),
        (_("Also invited"), _names([m.person for m in view.guests])),
    )
    if shown := tuple(Fact(label, value) for label, value in facts if value):
        yield Facts(shown)


def _names(people: Sequence[Person]) -> Text:
    """Return these people in a line; nothing for nobody."""
    return _("{names}", names=Listing(tuple(person.name for person in people))) if people else ""


def _rows(view: MeetingView, reader: Reader) -> Iterator[tuple[Button, ...]]:
    """Yield the rows of buttons: coming or not, what everyone can do, what the secretary and the chair can do."""
    meeting, org = view.meeting, view.organisation
    planned = meeting.state is MeetingState.PLANNED
    if planned and reader.member and meeting.kind is not Kind.WRITTEN:
        yield coming_buttons(view, reader.person)
    everyone = []
    if planned and meeting.kind is not Kind.WRITTEN:
        everyone.append(propose_button(view))
    if planned and reader.inside:
        everyone.append(Button(_("In my calendar"), press("calendar", org, meeting=meeting.number)))
    yield tuple(everyone)
    if reader.secretary:
        yield secretary_buttons(view)
    if reader.chair and meeting.state is MeetingState.CONCEPT:
        yield (Button(_("Adopt the record"), press("adopt", org, meeting=meeting.number), Style.PRIMARY),)


def show_button(view: MeetingView) -> Button:
    """Return the way to a meeting and its agenda."""
    return Button(_("Show the agenda"), press("meeting", view.organisation, meeting=view.meeting.number))


def propose_button(view: MeetingView) -> Button:
    """Return the way to propose something for a meeting: at the yearly one about goals, a goal."""
    if view.meeting.kind is Kind.STRATEGY:
        return Button(_("Propose a goal"), Press("portfolio.new_goal"))
    return Button(_("Propose an item"), press("propose", view.organisation, board=view.board.number))


def coming_buttons(view: MeetingView, person: Person) -> tuple[Button, ...]:
    """Return the two buttons with which a member says whether they come; the answer so far stands out."""
    said = view.said_by(person)
    known = said.coming if said else None
    return (
        Button(
            _("I'm coming (said)") if known is Coming.YES else _("I'm coming"),
            press("coming", view.organisation, meeting=view.meeting.number),
            Style.PLAIN if known is Coming.YES else Style.PRIMARY,
        ),
        Button(
            _("I can't come (said)") if known is Coming.NO else _("I can't come"),
            press("absent", view.organisation, meeting=view.meeting.number),
        ),
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
            Button(_("Move or change"), press("move", org, meeting=number)),
            Button(_("Call off"), press("call_off", org, meeting=number), Style.DANGER),
            Button(_("Board and series"), press("board", org, board=view.board.number)),
        ]
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
