# SPDX-License-Identifier: EUPL-1.2
"""A register of six topics for the tests of requests, which can change while a story goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from commands.money import Euro
from commands.refs import Ref
from commands.requests.routing import Decided, RightBrief, Routing, Unheld, Unsure
from tests import cast


def right(code: str, topic: str, decides: str) -> RightBrief:
    """Return a right of Waterveen over any amount."""
    return RightBrief(
        code, "waterveen", "Gemeente Waterveen", topic, decides, legal_basis="Mandaatbesluit art. 6", register_version=3
    )


LAPTOPS = replace(
    right("WV-001", "Werkplekhardware", cast.TEAMMANAGER),
    up_to=Decimal(25000),
    advises=(cast.COORDINATOR,),
    escalates_to=cast.CIO,
)
MANY_LAPTOPS = replace(
    right("WV-002", "Werkplekhardware", cast.CIO),
    above=Decimal(25000),
    up_to=Decimal(100000),
    escalates_to=cast.DIRECTOR,
)
SOFTWARE = replace(
    right("WV-006", "Nieuwe applicaties", cast.CIO),
    agrees=(cast.CONTROLLER,),
    informed=(cast.DIRECTOR,),
    escalates_to=cast.DIRECTOR,
    kind="mandaat",
)
PHONES = right("WV-005", "Mobiele telefoons", cast.HEAD)
BUDGET = right("WV-090", "Jaarbudget", cast.BOARD)
DRAWINGS = right("WV-033", "Architectuur", cast.ARCHITECT)
NETWORK = RightBrief(
    "ZP-001", "zuiderplas", "Samenwerking Zuiderplas", "Gedeeld netwerk", cast.ARRANGEMENT_DIRECTOR, register_version=8
)


class Register:
    """Finds a topic by one word, as the real look-up finds it by many."""

    def __init__(self) -> None:
        """Begin with six topics."""
        self.topics: dict[str, tuple[RightBrief, ...]] = {
            "laptop": (LAPTOPS, MANY_LAPTOPS),
            "applicatie": (SOFTWARE,),
            "telefoon": (PHONES,),
            "jaarbudget": (BUDGET,),
            "architectuur": (DRAWINGS,),
            "netwerk": (NETWORK,),
        }

    def route(
        self, _store: object, words: str, amount: Euro | None, _on: date, right_id: str | None, _kind: str
    ) -> Routing:
        """Return who decides, as the real register would."""
        found = [topic for word, topic in self.topics.items() if word in words.casefold()]
        if right_id:
            found = [topic for topic in self.topics.values() if right_id in {r.id for r in topic}] or found
        if not found:
            return Unheld(Ref("decision_rights", "gap-1"))
        if len(found) > 1:
            return Unsure(tuple(topic[0] for topic in found))
        fits = [r for r in found[0] if amount is None or r.covers(amount.value)]
        return Decided(fits[0] if fits else found[0][-1])

    def change(self, word: str, change: Callable[[RightBrief], RightBrief]) -> None:
        """Change every right of a topic."""
        self.topics[word] = tuple(change(each) for each in self.topics[word])
