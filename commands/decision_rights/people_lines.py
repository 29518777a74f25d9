# SPDX-License-Identifier: EUPL-1.2
"""Who acts for a function, in words: the holder, the deputy and why, the members of a body, or nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commands.decision_rights.answers import Staff
from commands.people import Absence, Acting, Capacity, Person
from commands.text import Listing, Message, Text, _


@dataclass(frozen=True, slots=True)
class When:
    """The day it is about, seen from today."""

    day: date
    today: date

    @property
    def now(self) -> bool:
        """Whether it is about today."""
        return self.day == self.today

    @property
    def past(self) -> bool:
        """Whether it is about an earlier day."""
        return self.day < self.today


def who(staff: Staff, when: When, stewards: Sequence[Person]) -> tuple[Text, ...]:
    """Return sentences on who acts for the function; ``stewards`` are whom to ask when nobody does."""
    if staff.body and staff.acts:
        return (_("Members: {names}.", names=_names(staff.acts)),)
    lines: list[Text] = []
    present = [act for act in staff.acts if act.capacity is Capacity.HOLDER]
    by_unit = {act.unit for act in present} - {""}
    if by_unit and len(present) > 1:
        lines += [_("{unit}: {name}.", unit=act.unit, name=act.person.name) for act in present]
    elif present:
        lines.append(_holder(present, when))
    deputies: dict[tuple[Absence | None, str], list[Acting]] = {}
    for act in staff.acts:
        if act.capacity is Capacity.DEPUTY:
            deputies.setdefault((act.absent, act.unit), []).append(act)
    lines += [_deputies(absent, unit, acts, when) for (absent, unit), acts in deputies.items()]
    for held, last in staff.absent:
        lines.append(_absent(held.person, last, when))
    if not lines:
        lines.append(_vacant(when))
    if not staff.acts:
        lines.append(_("Ask the steward of the register: {names}.", names=_stewards(stewards)))
    return tuple(lines)


def in_brief(staff: Staff) -> Text:
    """Return who acts in a few words, for a line in a list."""
    if not staff.acts:
        return _("nobody at the moment")
    parts = tuple(_one(act) for act in staff.acts)
    return _("{names}", names=Listing(parts))


def _one(act: Acting) -> Text:
    """Return one person with the unit, and that it is a deputy."""
    name: Text = act.person.name
    if act.unit:
        name = _("{name} ({unit})", name=name, unit=act.unit)
    return _("{name}, deputy", name=name) if act.capacity is Capacity.DEPUTY else name


def _holder(present: Sequence[Acting], when: When) -> Message:
    names = _names(present)
    if when.now:
        return _("Today that is {names}.", names=names)
    if when.past:
        return _("On {day} that was {names}.", day=when.day, names=names)
    return _("On {day} that is {names}.", day=when.day, names=names)


def _deputies(absent: Absence | None, unit: str, acts: Sequence[Acting], when: When) -> Message:
    """Return that a deputy acts, and why."""
    names = _names(acts)
    deputy = _("{names} ({unit})", names=names, unit=unit) if unit else _("{names}", names=names)
    if absent is None:
        if when.now:
            return _("Now the deputy, {deputy}: nobody holds the function itself.", deputy=deputy)
        return _("On {day} the deputy: {deputy}. Nobody holds the function itself then.", day=when.day, deputy=deputy)
    holder = absent.person.name
    if when.now:
        return _(
            "Now the deputy, {deputy}: {holder} is away up to and including {last}.",
            deputy=deputy,
            holder=holder,
            last=absent.last_day,
        )
    return _("On {day} the deputy: {deputy}. {holder} is away then.", day=when.day, deputy=deputy, holder=holder)


def _absent(holder: Person, last: date, when: When) -> Message:
    if when.now:
        return _(
            "{holder} is away up to and including {last}, and no deputy is present.", holder=holder.name, last=last
        )
    return _("On {day} {holder} is away, and no deputy is present.", day=when.day, holder=holder.name)


def _vacant(when: When) -> Message:
    if when.now:
        return _("As far as I know, nobody holds this function now.")
    return _("As far as I know, nobody holds this function on {day}.", day=when.day)


def _names(acts: Sequence[Acting]) -> Listing:
    return Listing(tuple(dict.fromkeys(act.person.name for act in acts)))


def _stewards(stewards: Sequence[Person]) -> Text | Listing:
    return Listing(tuple(person.name for person in stewards)) if stewards else _("the administrator")
