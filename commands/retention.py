# SPDX-License-Identifier: EUPL-1.2
"""How long a record is kept: the Selectielijst gemeenten en intergemeentelijke organen 2020.

The table is that of domain §3.2, for what boards and requests leave behind; who is responsible for the archive may
decide otherwise.
"""

from collections.abc import Iterable
from enum import StrEnum

from commands.boards import Verdict


class Term(StrEnum):
    """A result of the selection list with its term, as it stands in a record and its exports."""

    ADMINISTRATIVE = "19.1.6: blijvend"
    OFFICIAL = "19.1.8: 20 jaar"
    NOTHING_DECIDED = "19.1.9: 1 jaar"
    WITH_ADMINISTRATORS = "19.1.10: 10 jaar"
    WITH_PARTNERS = "19.1.11: 5 jaar"
    WITH_MONEY = "6.1.1: 7 jaar"
    GRANTED = "6.1.2: 1 jaar"
    REFUSED = "6.2: 1 jaar"
    BROKEN_OFF = "6.3: 1 jaar"


#: Bodies that are administrative (domain §2.7), by the beginning of their names; of a joint arrangement the board may
#: be called no more than that.
_ADMINISTRATIVE = ("college", "algemeen bestuur", "dagelijks bestuur", "gemeenschappelijk orgaan")
_BOARD = "bestuur"
#: Meetings of a joint arrangement with its participants (domain §2.7), of officials and of administrators.
_PARTNERS = ("opdrachtgeversoverleg", "secretarissenoverleg", "tactisch overleg", "regionaal overleg")
_ADMINISTRATORS = ("bestuurlijk overleg", "bestuurlijk opdrachtgeversoverleg", "portefeuillehoudersoverleg")


def term_of(function: str, verdicts: Iterable[Verdict]) -> Term:
    """Return how long the record is kept of a meeting of this body, in which this was decided.

    What only was spoken of is no decision. Where more than one term could hold, it is the longest.
    """
    name = function.casefold()
    if name == _BOARD or name.startswith((*_ADMINISTRATIVE, _BOARD + " ")):
        return Term.ADMINISTRATIVE
    if any(verdict is not Verdict.NOTED for verdict in verdicts):
        return Term.OFFICIAL
    if name.startswith(_ADMINISTRATORS):
        return Term.WITH_ADMINISTRATORS
    return Term.WITH_PARTNERS if name.startswith(_PARTNERS) else Term.NOTHING_DECIDED
