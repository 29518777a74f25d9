# SPDX-License-Identifier: EUPL-1.2
"""When a board is complete: how many must be there, and who takes whose seat as far as members said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from commands.meetings.board import Answer, Board, Coming, Member
from commands.people import Person


def needed(board: Board, seats: int) -> int:
    """Return how many must be there: the quorum of the board, else more than half of the seats."""
    return board.quorum or seats // 2 + 1


def said(person: Person, answers: Iterable[Answer]) -> Answer | None:
    """Return what holds for somebody's seat: where the deputy who was named can't come either, what that one said."""
    known = {answer.person.id: answer for answer in answers}
    answer, asked = known.get(person.id), {person.id}
    while answer and answer.deputy and (theirs := known.get(answer.deputy.id)) and theirs.coming is Coming.NO:
        if answer.deputy.id in asked:
            return replace(answer, deputy=None)
        asked.add(answer.deputy.id)
        answer = theirs
    return answer


def occupant(person: Person, answers: Iterable[Answer]) -> Person | None:
    """Return who takes somebody's seat as far as was said; nobody where that person can't come and nobody else does."""
    answer = said(person, answers)
    if answer is None or answer.coming is Coming.YES:
        return person
    return answer.deputy


def possible(table: Sequence[Member], answers: Sequence[Answer]) -> int:
    """Return how many may still be there, each once: who said no and sends nobody does not count."""
    return len({who.id for member in table if (who := occupant(member.person, answers))})
