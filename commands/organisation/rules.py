# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with people and functions, and what makes a holding or an absence impossible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commands.errors import Refused
from commands.people import Absence, Acting, Directory, Function, Holding, Person, Role, acting
from commands.text import Listing, Message, _

#: A holding that ends within so many days deserves a successor.
SOON = timedelta(days=90)
LONGEST_ABSENCE = timedelta(days=366)
FARTHEST_AHEAD = timedelta(days=3653)
EARLIEST = date(2000, 1, 1)
LANGUAGES = ("nl", "en")


class Deed(StrEnum):
    """What can be done here; docs/roles.md has a row for each."""

    SEE_PEOPLE = "see_people"
    OWN_LANGUAGE = "own_language"
    OWN_ABSENCE = "own_absence"
    OWN_DATA = "own_data"
    OWN_PREFERENCES = "own_preferences"
    SEE_CALENDAR = "see_calendar"
    EDIT_CALENDAR = "edit_calendar"
    OTHERS_ABSENCE = "others_absence"
    APPOINT = "appoint"
    EDIT_FUNCTIONS = "edit_functions"
    EDIT_PEOPLE = "edit_people"
    EDIT_CHANNELS = "edit_channels"
    GIVE_ROLES = "give_roles"


_KEEPERS = frozenset({Role.STEWARD, Role.ADMINISTRATOR})
# A deed that is not here is everyone's.
_RESERVED: Mapping[Deed, frozenset[Role]] = {
    Deed.OTHERS_ABSENCE: _KEEPERS,
    Deed.APPOINT: _KEEPERS,
    Deed.EDIT_FUNCTIONS: _KEEPERS,
    Deed.EDIT_PEOPLE: _KEEPERS,
    Deed.EDIT_CHANNELS: _KEEPERS,
    Deed.EDIT_CALENDAR: _KEEPERS,
    Deed.GIVE_ROLES: frozenset({Role.ADMINISTRATOR}),
}

ROLE_NAMES: Mapping[Role, Message] = {
    Role.STEWARD: _("steward of the register"),
    Role.SECRETARY: _("board secretary"),
    Role.ADMINISTRATOR: _("administrator"),
}


class NotAllowed(Refused):
    """Only someone with the role {roles} can do this. Ask {people}."""


class NobodyAllowed(Refused):
    """Only someone with the role {roles} can do this, and nobody has it. It is given out with “people grant”."""


class LastAdministrator(Refused):
    """{name} is the only administrator. Make someone else administrator first."""


class ChangedMeanwhile(Refused):
    """This was changed in the meantime. Open the list again to see how it stands."""


class OwnDeparture(Refused):
    """You can't take yourself out. Ask another administrator or steward."""


def may(deed: Deed, roles: Iterable[Role]) -> bool:
    """Whether someone with these roles may do this (docs/roles.md)."""
    return deed not in _RESERVED or not _RESERVED[deed].isdisjoint(roles)


def check(deed: Deed, who: Person, directory: Directory) -> None:
    """Return when this person may do this.

    Raises:
        NotAllowed: naming the roles that may, and who has one of them.
        NobodyAllowed: when nobody has.

    """
    if may(deed, directory.roles(who)):
        return
    roles = [role for role in Role if role in _RESERVED[deed]]
    named = ROLE_NAMES[roles[0]]
    for role in roles[1:]:
        named = _("{one} or {other}", one=named, other=ROLE_NAMES[role])
    people = tuple(dict.fromkeys(p.name for role in roles for p in directory.with_role(role)))
    if not people:
        raise NobodyAllowed(roles=named)
    raise NotAllowed(roles=named, people=Listing(people[:3]))


def check_revocation(person: Person, role: Role, directory: Directory) -> None:
    """Return when the role can be taken away.

    Raises:
        LastAdministrator: when nobody would be left to give roles.

    """
    if role is Role.ADMINISTRATOR and directory.with_role(role) == (person,):
        raise LastAdministrator(name=person.name)


def day_faults(first: date, last: date | None, today: date) -> dict[str, Message]:
    """Return what is wrong with the days of a holding, by field."""
    if first < EARLIEST or first > today + FARTHEST_AHEAD:
        return {"first_day": _("{day} is too far away to be meant. Check the year.", day=first)}
    if last is None:
        return {}
    if last < first:
        return {"last_day": _("The last day is before the first day, {day}.", day=first)}
    if last > today + FARTHEST_AHEAD:
        return {"last_day": _("{day} is too far away to be meant. Check the year.", day=last)}
    return {}


def holding_faults(new: Holding, held: Iterable[Holding], by: Person) -> dict[str, Message]:
    """Return what is wrong with a new holding beside those of the same function, by field.

    Nobody appoints himself: authority is given by somebody else (separation of duties, BIO2 5.03).
    """
    if new.person.id == by.id:
        return {"person": _("You can't appoint yourself. Ask another steward or an administrator.")}
    for other in held:
        if other.person.id != new.person.id or not _meet(new, other):
            continue
        if other.deputy is not new.deputy and (other.unit == new.unit or not (other.unit and new.unit)):
            return {"person": _("{name} would be holder and deputy at the same time.", name=new.person.name)}
        if other.deputy is new.deputy and other.unit == new.unit:
            return {"person": _("{name} has this function already in that time.", name=new.person.name)}
    return {}


def absence_faults(new: Absence, others: Iterable[Absence], today: date, by: Person) -> dict[str, Message]:
    """Return what is wrong with a new absence beside all others, by field."""
    if new.last_day < new.first_day:
        return {"last_day": _("The last day is before the first day, {day}.", day=new.first_day)}
    if new.last_day < today:
        return {"last_day": _("{day} has passed already. Fill in the last day away.", day=new.last_day)}
    if new.last_day - new.first_day > LONGEST_ABSENCE:
        return {"last_day": _("That is longer than a year. End the function instead, or check the year.")}
    if new.deputy and new.deputy.id == new.person.id:
        return {"deputy": _("Someone who is away can't take over. Choose somebody else, or leave this open.")}
    if new.deputy and new.deputy.id == by.id and new.person.id != by.id:
        return {"deputy": _("You can't let yourself take over. Ask another steward or an administrator.")}
    for other in others:
        if new.last_day < other.first_day or other.last_day < new.first_day:
            continue
        if other.person.id == new.person.id:
            text = _("There is an absence from {first} to {last} already. Change that one.",
                     first=other.first_day, last=other.last_day)  # fmt: skip
            return {"first_day": text}
        if new.deputy and other.person.id == new.deputy.id:
            text = _("{name} is away too, from {first} to {last}. Choose somebody else, or leave this open.",
                     name=new.deputy.name, first=other.first_day, last=other.last_day)  # fmt: skip
            return {"deputy": text}
    return {}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A function whose holder is away, and who acts; nobody where ``by`` is empty."""

    function: str
    unit: str
    by: tuple[Acting, ...]


def taken_over(absence: Absence, directory: Directory, on: date) -> tuple[TakenOver, ...]:
    """Return who acts for each function that the absent person holds, on a day of the absence."""
    return tuple(
        TakenOver(held.function, held.unit, for_holder(held, acting(directory, held.function, on)))
        for held in directory.held_by(absence.person, on)
        if not held.deputy
    )


def passed_on(absence: Absence, others: Iterable[Absence], directory: Directory, on: date) -> tuple[TakenOver, ...]:
    """Return who acts, while this person is away too, for those whom this person would have taken over from.

    ``others`` are the absences of the organisation, also those that do not hold on that day.
    """
    found: list[TakenOver] = []
    deputises = {h.function for h in directory.held_by(absence.person, on) if h.deputy}
    for other in others:
        if other.person.id == absence.person.id or not other.first_day <= on <= other.last_day:
            continue
        chosen = other.deputy is not None and other.deputy.id == absence.person.id
        found.extend(one for one in taken_over(other, directory, on) if chosen or one.function in deputises)
    return tuple(found)


def for_holder(held: Holding, acts: Iterable[Acting]) -> tuple[Acting, ...]:
    """Return who acts in the place of this absent holder, of all who act for the function."""
    return tuple(a for a in acts if a.absent and a.absent.person.id == held.person.id and a.unit == held.unit)


def vacant(functions: Iterable[Function], holdings: Iterable[Holding], on: date) -> tuple[Function, ...]:
    """Return the functions that nobody holds on that day."""
    held = {h.function for h in holdings if not h.deputy and holds_on(h, on)}
    return tuple(function for function in functions if function.name not in held)


def holds_on(holding: Holding, on: date) -> bool:
    """Whether a holding is valid on that day, both ends included."""
    begun = holding.valid_from is None or holding.valid_from <= on
    return begun and (holding.valid_to is None or on <= holding.valid_to)


def ending(holdings: Mapping[int, Holding], today: date) -> tuple[Holding, ...]:
    """Return the holdings that end within 90 days and that nobody takes up on the day after, first ending first."""
    found = []
    for held in holdings.values():
        if held.deputy or held.valid_to is None or not (today <= held.valid_to <= today + SOON):
            continue
        after = held.valid_to + timedelta(days=1)
        successors = (h for h in holdings.values() if h.function == held.function and h.unit == held.unit)
        if not any(not h.deputy and holds_on(h, after) for h in successors):
            found.append(held)
    return tuple(sorted(found, key=lambda h: (h.valid_to or today, h.function)))


def _meet(one: Holding, other: Holding) -> bool:
    """Whether two holdings share a day."""
    after = one.valid_from and other.valid_to and other.valid_to < one.valid_from
    before = other.valid_from and one.valid_to and one.valid_to < other.valid_from
    return not (after or before)
