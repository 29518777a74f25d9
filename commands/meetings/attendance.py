# SPDX-License-Identifier: EUPL-1.2
"""Who was at a meeting: what members said before, put right by the secretary with the record."""

from commands.errors import FormErrors
from commands.meetings.board import Answer, Coming
from commands.meetings.quorum import occupant
from commands.meetings.store import Store
from commands.meetings.view import MeetingView
from commands.text import _


def present(view: MeetingView) -> tuple[str, ...]:
    """Return the names of who was there: in each seat whoever took it, and the guests who said that they come."""
    seated = [who.name for member in view.table if (who := occupant(member.person, view.answers))]
    said = {answer.person.id for answer in view.answers}
    guests = (occupant(member.person, view.answers) for member in view.guests if member.person.id in said)
    return tuple(dict.fromkeys((*seated, *(who.name for who in guests if who))))


def absent(view: MeetingView) -> tuple[str, ...]:
    """Return the names of members whose seat was empty."""
    return tuple(m.person.name for m in view.table if occupant(m.person, view.answers) is None)


def put_right(view: MeetingView, names: tuple[str, ...], home: Store) -> None:
    """Keep that these members, or who came in their place, were not there, and that the others were.

    Raises:
        FormErrors: on ``absent``, when one of the names is of nobody who has a seat.

    """
    left = {name.casefold(): name for name in names}
    for member in view.table:
        who, name = occupant(member.person, view.answers), member.person.name.casefold()
        if who and left.pop(who.name.casefold(), ""):
            home.meetings.answer(view.meeting.number, Answer(member.person, Coming.NO))
        elif who is None and not left.pop(name, ""):
            home.meetings.answer(view.meeting.number, Answer(member.person, Coming.YES))
        else:
            left.pop(name, "")
    if left:
        name, *_others = left.values()
        raise FormErrors({"absent": _("{name} has no seat in {board}.", name=name[:60], board=view.board.function)})
