# SPDX-License-Identifier: EUPL-1.2
"""How meetings, items and decisions are said: in a line, and whole."""

from typing import assert_never

from commands.boards import Purpose
from commands.cards import Fact, Facts
from commands.meetings.agreement import missing, must_agree
from commands.meetings.board import Board, Kind, Meeting
from commands.meetings.item import Decision, Item
from commands.meetings.rules import begins
from commands.meetings.typed import FUNDING, PURPOSES, VERDICTS
from commands.meetings.view import MeetingView
from commands.text import Listing, Message, Moment, Text, _, n_

#: What stands instead of a title for who may not read it (domain §5.6).
NEUTRAL = _("Confidential item")
#: What an agenda says that is still empty.
NO_ITEMS = _("Nothing is on the agenda yet.")
#: What a member of a written round reads above its items.
IN_WRITING = _("This is decided in writing. Open each item and answer with a button.")


def when(view: MeetingView) -> Message:
    """Return when a meeting is."""
    meeting = view.meeting
    if meeting.kind is Kind.WRITTEN:
        return _("in writing, until {day}", day=meeting.day)
    return _("{moment}, {count} minutes", moment=Moment(begins(meeting, view.calendar)), count=meeting.minutes)


def choice(meeting: Meeting) -> Message:
    """Return how a meeting of one board is told from its others in a list to choose from."""
    match meeting.kind:
        case Kind.MEETING:
            return _("{day}", day=meeting.day)
        case Kind.WRITTEN:
            return _("in writing, until {day}", day=meeting.day)
        case Kind.STRATEGY:
            return _("{day}, about shared goals", day=meeting.day)
    assert_never(meeting.kind)


def headline(view: MeetingView) -> Message:
    """Return which board meets, and when."""
    board, meeting = view.board.function, view.meeting
    match meeting.kind:
        case Kind.WRITTEN:
            return _("{board} decides in writing until {day}", board=board, day=meeting.day)
        case Kind.STRATEGY:
            return _("{board}, about shared goals, on {day}", board=board, day=meeting.day)
        case Kind.MEETING:
            return _("{board} on {day}", board=board, day=meeting.day)


def place(view: MeetingView) -> Text:
    """Return where a meeting is; a written round is nowhere."""
    return "" if view.meeting.kind is Kind.WRITTEN else view.meeting.place or view.board.place


def online(view: MeetingView) -> str:
    """Return the link to take part; a written round has none."""
    return "" if view.meeting.kind is Kind.WRITTEN else view.meeting.link or view.board.link


def money(item: Item | Decision) -> Text:
    """Return the amount of an item, one-off or recurring; nothing where there is none."""
    if item.amount is None:
        return ""
    if isinstance(item, Decision):
        return _("{amount} excl. VAT", amount=item.amount)
    if item.recurring:
        return _("{amount} excl. VAT, recurring", amount=item.amount)
    return _("{amount} excl. VAT, one-off", amount=item.amount)


def title(item: Item, *, inside: bool) -> Text:
    """Return the title of an item, or that it is confidential."""
    return item.title if inside or not item.confidential else NEUTRAL


def asked(item: Item, *, inside: bool) -> Text:
    """Return in one line what is asked of the board, and how long it takes."""
    if item.confidential and not inside:
        return PURPOSES[item.purpose]
    if item.purpose is Purpose.DECISION:
        line = _("For decision: {decision}", decision=item.decision)
    elif item.purpose is Purpose.DISCUSSION:
        line = _("For discussion: {decision}", decision=item.decision)
    else:
        line = _("For information: {decision}", decision=item.decision)
    if item.own and item.by:
        return _("{line} ({count} min, brought in by {name})", line=line, count=item.minutes, name=item.by.name)
    return _("{line} ({count} min)", line=line, count=item.minutes)


def item_facts(item: Item, board: Board) -> Facts:
    """Return what a member wants to know of an item."""
    shown: list[tuple[Text, Text]] = [
        (_("What is asked"), PURPOSES[item.purpose]),
        (_("Requested decision"), item.decision),
    ]
    if right := rests_on(item):
        shown.append((_("Rests on"), right))
    if item.register_version:
        shown.append((_("Version of the register"), str(item.register_version)))
    if item.amount:
        shown.append((_("Amount"), money(item)))
    if item.by:
        shown.append((_("Brought in by"), item.by.name))
    left = missing(item, (item,), board)
    if left:
        shown.append((_("Must agree"), _("{functions}", functions=Listing(left))))
    if agreed := tuple(dict.fromkeys(f for f in (*item.agreed, *must_agree(item)) if f not in left)):
        shown.append((_("Agreed already"), _("{functions}", functions=Listing(agreed))))
    shown.append((_("Time"), n_("{count} minute", "{count} minutes", item.minutes)))
    if item.reading:
        shown.append((_("Reading time"), n_("{count} minute", "{count} minutes", item.reading)))
    if item.not_before:
        shown.append((_("Not before"), _("{day}", day=item.not_before)))
    return Facts(tuple(Fact(label, value) for label, value in shown))


def rests_on(thing: Item | Decision) -> Text:
    """Return on what an item or a decision rests: what the right is called, and its id."""
    if thing.basis and thing.right:
        return _("{basis} ({right})", basis=thing.basis, right=thing.right)
    return thing.basis or thing.right


def controllers_page(item: Item) -> Facts | None:
    """Return what the controller says of the money; None where there is none."""
    page = item.controllers
    if page is None:
        return None
    said = _("agrees") if page.agrees else _("does not agree")
    shown: list[tuple[Text, Text]] = [
        (_("Controller"), said),
        (_("Funding"), FUNDING[page.funding]),
        (_("One-off or recurring"), _("recurring") if item.recurring else _("one-off")),
    ]
    if page.text:
        shown.append((_("Explanation"), page.text))
    return Facts(tuple(Fact(label, value) for label, value in shown))


def decided(decision: Decision) -> Facts:
    """Return a decision as its record keeps it: facts, advice and decision apart (domain §3.3)."""
    shown: list[tuple[Text, Text]] = [
        (_("Decision"), VERDICTS[decision.verdict]),
        (_("Conditions"), decision.conditions),
        (_("Reason"), decision.reason),
        (_("Alternative"), decision.alternative),
        (_("Until"), _("{day}", day=decision.until) if decision.until else ""),
        (_("Function"), decision.function),
        (_("Amount"), money(decision)),
        (_("Facts"), decision.facts),
        (_("Advice"), decision.advice),
        (_("Votes"), decision.votes),
        (_("Interests"), decision.interests),
        (_("Why against advice or ranking"), decision.deviation),
        (_("Rests on"), rests_on(decision)),
        (_("On behalf of"), decision.on_behalf_of),
        (_("Recorded by"), decision.name),
        (_("Recorded"), _("{moment}", moment=Moment(decision.at))),
    ]
    if decision.register_version:
        shown.append((_("Version of the register"), str(decision.register_version)))
    return Facts(tuple(Fact(label, value) for label, value in shown if value))


def in_a_line(decision: Decision, *, inside: bool) -> Message:
    """Return a decision in one line of the list."""
    called: Text = decision.title if inside or not decision.confidential else NEUTRAL
    return _(
        "{reference} “{title}”: {verdict}",
        reference=decision.reference,
        title=called,
        verdict=VERDICTS[decision.verdict],
    )


def moved(meeting: Meeting) -> Message | None:
    """Return from which day a meeting moved, and why where its series did that; None where it is on its own day."""
    if meeting.moved_from in (None, meeting.day):
        return None
    if not meeting.series:
        return _("Moved from {day}.", day=meeting.moved_from)
    if meeting.why:
        return _("Moved from {day}: {name}.", day=meeting.moved_from, name=meeting.why)
    return _("Moved from {day}, which is no working day.", day=meeting.moved_from)


def paper(number: int, href: str) -> Message:
    """Return what a paper is called: where it stands, because its address says little."""
    return _("Paper {number} ({site})", number=number, site=href.split("/")[2])
