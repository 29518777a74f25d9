# SPDX-License-Identifier: EUPL-1.2
"""What other features hand over through the composition root: the register, and things that are stuck."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from commands.escalations.escalation import Grant, Subject
from commands.refs import Ref
from commands.text import Text

# The first argument of each is the store of all features.
#: Returns every right of the store's organisation that is in force on a day.
Grants: TypeAlias = Callable[[Any, date], tuple[Grant, ...]]
#: Returns the right that decides on these words (or the one with this id, where given), of the own organisation or of
#: a joint arrangement; None where there is none, and then no gap is recorded either.
Decides: TypeAlias = Callable[[Any, str, date, str], Grant | None]
#: Returns at most three rights that these words may be about, best first, where none decides for sure.
Nearby: TypeAlias = Callable[[Any, str, date], tuple[Grant, ...]]
#: Returns a thing that is stuck, told in a language; None where it is not there.
Subjects: TypeAlias = Callable[[Ref, Any, str], Subject | None]
#: Returns the thing that words name ("escaleer ITV-2026-0014"), told in a language; None where they name none.
Spoken: TypeAlias = Callable[[str, Any, str], Subject | None]
#: Records that nobody holds a right for these words, and returns the gap.
OpenGap: TypeAlias = Callable[[Any, str], Ref]
#: Returns what is not ready in the register of the store's organisation on a day: nobody there, ending, a loop.
Unready: TypeAlias = Callable[[Any, date], tuple[Text, ...]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All of it."""

    grants: Grants
    decides: Decides
    nearby: Nearby
    subject: Subjects
    spoken: Spoken
    open_gap: OpenGap
    unready: Unready
