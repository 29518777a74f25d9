# SPDX-License-Identifier: EUPL-1.2
"""Why something about a round is refused, who runs rounds, and from which side somebody looks."""

from collections.abc import Iterable, Mapping

from commands.errors import Refused
from commands.evaluations.round import Group
from commands.people import Role, Side

#: Who starts and stops rounds, and keeps the questions.
RUNNERS = (Role.SECRETARY, Role.STEWARD)

_GROUPS: Mapping[Side, Group] = {
    Side.PARTNER: Group.PARTNER,
    Side.IT: Group.IT,
    Side.CONTROL: Group.CONTROL,
    Side.BUSINESS: Group.BUSINESS,
}


class NotYoursToRun(Refused):
    """Only the board secretary or a steward of the register can do this. Answering is for everybody who is invited."""


class RoundGone(Refused):
    """I don't know this evaluation. Type /evaluation to see which there are."""


class NotInvited(Refused):
    """You are not among those invited for this one: it goes to people with a function, and to who was involved."""


class AlreadyAnswered(Refused):
    """You have answered already. Answers are anonymous, so yours can't be found back, changed or taken out."""


class RoundNotOpen(Refused):
    """This evaluation is not open. Nothing of yours was counted."""


class RoundClosed(Refused):
    """This evaluation closed on {day}, so I can't count this any more. The next one comes by itself."""


class TooFewPeople(Refused):
    """There are {count} people to ask, and below {threshold} answers nothing may be shown. Then asking is no use."""


class AlreadyRunning(Refused):
    """There is a round of this quarter already. Type /evaluation to see how it stands."""


class AskedBefore(Refused):
    """This was asked already this quarter. Asking the same people twice could show who answered what."""


class AskedTooSoon(Refused):
    """The last round closed on {closed}. So soon after it, the two could show who changed. Start from {first} on."""


class AskedEachQuarter(Refused):
    """That is asked every quarter. A pulse about it, beside that report, could show who changed. Ask something else."""


class AskedOnce(Refused):
    """This was asked before, in {round}. Two reports could show who changed. To follow it, ask it every quarter."""


class NearlySamePeople(Refused):
    """Nearly the same people were asked about “{subject}”: a few could be told apart. Let {count} or more differ."""


class AlreadySent(Refused):
    """This round is out already, or has ended. Type /evaluation to see how it stands."""


def group_of(sides: Iterable[Side | None]) -> Group:
    """Return the coarse group of somebody with functions on these sides; without any it is business."""
    held = set(sides)
    return next((group for side, group in _GROUPS.items() if side in held), Group.BUSINESS)
