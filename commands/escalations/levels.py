# SPDX-License-Identifier: EUPL-1.2
"""The levels of an organisation with the working days each gets: a recommended default that can be edited (§2.9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commands.organisations import OrganisationKind
from commands.text import Message, _


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its functions, lowest first, and the working days to react.

    A function stands on a level by its whole name, or by the words that it begins with: ``Teammanager`` is also
    ``Teammanager I&A``. Of the highest level the last function is the end: nothing climbs past it.
    """

    number: int
    functions: tuple[str, ...]
    term: int


NAMES: Mapping[int, Message] = {
    0: _("shop floor"),
    1: _("tactical"),
    2: _("management"),
    3: _("board"),
    4: _("official top"),
    5: _("political"),
}
#: From this level on the days of a recess do not count: boards and aldermen do not meet then (domain §5.5).
GOVERNING = 5
#: The working days of a function that stands on no level.
USUAL_TERM = 5

_MUNICIPALITY = (
    Level(0, ("I-adviseur",), 5),
    Level(1, ("Teamleider", "Informatiemanager", "Teammanager", "Proceseigenaar"), 5),
    Level(2, ("CIO", "Afdelingshoofd", "Afdelingsmanager"), 5),
    Level(3, ("Directeur", "Portfolioboard"), 10),
    Level(4, ("Gemeentesecretaris", "Directieteam"), 10),
    Level(5, ("Portefeuillehouder", "Burgemeester", "College van B&W"), 10),
)
_ARRANGEMENT = (
    Level(0, ("Accounthouder",), 5),
    Level(1, ("Servicemanager", "Hoofd", "Tactisch overleg"), 5),
    Level(2, ("Directeur",), 5),
    Level(3, ("Opdrachtgeversoverleg", "Secretarissenoverleg"), 10),
    Level(4, ("Kring van gemeentesecretarissen",), 10),
    Level(5, ("Dagelijks bestuur", "Bestuur", "Algemeen bestuur"), 10),
)
DEFAULTS: Mapping[OrganisationKind, tuple[Level, ...]] = {
    OrganisationKind.MUNICIPALITY: _MUNICIPALITY,
    OrganisationKind.JOINT_ARRANGEMENT: _ARRANGEMENT,
}
#: Councils set the frame and are no rung of an escalation between officials.
BEYOND = frozenset({"gemeenteraad", "raad", "provinciale staten", "gedeputeerde staten"})


def level_of(function: str, levels: Iterable[Level]) -> Level | None:
    """Return the level on which a function stands; a whole name comes before the words it begins with."""
    name, every = function.casefold(), tuple(levels)
    for level in every:
        if any(name == listed.casefold() for listed in level.functions):
            return level
    for level in every:
        if any(name.startswith(f"{listed.casefold()} ") for listed in level.functions):
            return level
    return None


def is_end(function: str, levels: Iterable[Level]) -> bool:
    """Whether nothing climbs past this function: the college, or the general board of a joint arrangement."""
    top = max(levels, key=lambda level: level.number, default=None)
    return bool(top and top.functions and function.casefold() == top.functions[-1].casefold())
