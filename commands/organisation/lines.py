# SPDX-License-Identifier: EUPL-1.2
"""People and what they hold, each in one line: with the unit, the days that matter, and who takes over."""

from collections.abc import Iterable, Mapping
from datetime import date

from commands.events import Press
from commands.organisation.rules import holds_on
from commands.people import Absence, Acting, Capacity, Holding
from commands.text import Listing, Message, Text, _


def press(verb: str, **values: str) -> Press:
    """Return a press of this feature."""
    return Press(f"organisation.{verb}", tuple(values.items()))


def listed(items: Iterable[Text]) -> Message:
    """Return the items as one text."""
    return _("{items}", items=Listing(tuple(items)))


def holder(held: Holding, today: date, away: Mapping[str, Absence]) -> Text:
    """Return a person with the unit, the days that matter and an absence: "Kees, tot en met 3 mei (afwezig …)"."""
    who: Text = held.person.name
    if held.unit:
        who = _("{who} for {unit}", who=who, unit=held.unit)
    if held.valid_from and held.valid_from > today:
        who = _("{who}, from {day}", who=who, day=held.valid_from)
    if held.valid_to:
        who = _("{who}, until {day}", who=who, day=held.valid_to)
    if (absence := away.get(held.person.id)) and holds_on(held, today):
        who = _("{who} (away until {day})", who=who, day=absence.last_day)
    return who


def held(holding: Holding, organisation: str = "") -> Text:
    """Return what a person holds or deputises for, with its unit and last day."""
    what: Text = holding.function
    if holding.deputy:
        what = _("deputy of {function}", function=what)
    if holding.unit:
        what = _("{function} for {unit}", function=what, unit=holding.unit)
    if organisation:
        what = _("{function} at {organisation}", function=what, organisation=organisation)
    if holding.valid_to:
        what = _("{function}, until {day}", function=what, day=holding.valid_to)
    return what


def acting_line(act: Acting) -> Text:
    """Return who acts, and as what."""
    who: Text = act.person.name
    if act.unit:
        who = _("{who} for {unit}", who=who, unit=act.unit)
    if act.capacity is Capacity.HOLDER:
        return who
    if act.absent:
        return _("{who} as deputy: {absent} is away until {day}", who=who, absent=act.absent.person.name,
                 day=act.absent.last_day)  # fmt: skip
    return _("{who} as deputy: there is no holder", who=who)


def absence_line(absence: Absence) -> Text:
    """Return who is away until when, and who takes over."""
    if absence.deputy:
        return _("{name}, until {day} ({deputy} takes over)", name=absence.person.name, day=absence.last_day,
                 deputy=absence.deputy.name)  # fmt: skip
    return _("{name}, until {day}", name=absence.person.name, day=absence.last_day)
