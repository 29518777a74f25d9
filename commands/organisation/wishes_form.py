# SPDX-License-Identifier: EUPL-1.2
"""The form with which everyone says when, and how often, to hear from us."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from difflib import get_close_matches
from typing import Annotated, ClassVar
from zoneinfo import available_timezones

from commands.calendars import Calendar
from commands.cards import Fact
from commands.errors import FormErrors
from commands.forms import Day, Form, Line, OneOf, Option
from commands.hours import parse_hours, parse_time, parse_weekdays
from commands.organisation.lines import listed
from commands.preferences import NINE, Informing, Preferences, Quiet
from commands.text import Message, Text, _

#: Who is away longer says so with an absence, so that somebody takes over.
LONGEST_SNOOZE = timedelta(days=31)
_WORKING_DAYS = frozenset(range(5))
INFORMING: Mapping[Informing, Message] = {
    Informing.DIGEST: _("together, once a day"),
    Informing.SINGLY: _("one by one, in working time"),
    Informing.NOT: _("not at all; only what waits for me and what I asked"),
}
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class PreferencesForm(Form):
    """When a person wants to hear from us."""

    form: ClassVar[str] = "organisation.preferences"
    title: ClassVar[Text] = _("When I hear from you")
    submit: ClassVar[Text] = _("Save")

    informing: Annotated[
        str,
        OneOf(
            _("What I only have to know"),
            tuple(Option(choice.value, said) for choice, said in INFORMING.items()),
            open=True,
        ),
    ]
    digest_at: Annotated[
        str, Line(_("Overview at"), _("Once a day, on working days."), required=False, max_length=20)
    ] = ""
    quiet: Annotated[
        str, Line(_("Quiet hours"), _("Such as 12:00-13:00, or 16:00-9:30."), required=False, max_length=40)
    ] = ""
    days_off: Annotated[str, Line(_("Days off each week"), _("Such as: Wed, Fri."), required=False, max_length=60)] = ""
    snoozed_until: Annotated[
        date | None, Day(_("Nothing until"), _("On this day messages come again."), required=False)
    ] = None
    zone: Annotated[
        str,
        Line(_("Time zone"), _("Left open: the organisation's. Such as Europe/Lisbon."), required=False, max_length=60),
    ] = ""

    def faults(self, today: date) -> dict[str, Message]:
        """Return what is wrong, by field."""
        faults: dict[str, Message] = {}
        if self.digest_at and parse_time(self.digest_at) is None:
            faults["digest_at"] = _("Write a time of the day, such as 9:00.")
        if self.quiet and parse_hours(self.quiet) is None:
            faults["quiet"] = _("Write from when until when, such as 12:00-13:00.")
        days = parse_weekdays(self.days_off)
        if days is None:
            faults["days_off"] = _("Write the names of days, such as: Wed, Fri.")
        elif days >= _WORKING_DAYS:
            faults["days_off"] = _("Leave at least one working day. Are you away? Type /absent.")
        if self.snoozed_until and (wrong := snooze_fault(self.snoozed_until, today)):
            faults["snoozed_until"] = wrong
        if self.zone and (unknown := zone_fault(self.zone)):
            faults["zone"] = unknown
        return faults

    def check_hours(self, calendar: Calendar) -> None:
        """Return when something is left of the working day, and the overview comes in it.

        Raises:
            FormErrors: when not.

        """
        quiet, at = self._quiet, self._digest_at
        if quiet and calendar.opens in quiet and (quiet.end >= calendar.closes or quiet.end <= calendar.opens):
            hours = {"opens": f"{calendar.opens:%H:%M}", "closes": f"{calendar.closes:%H:%M}"}
            raise FormErrors({"quiet": _("That leaves nothing of the working day, {opens} to {closes}.", **hours)})
        if not calendar.opens <= at < calendar.closes or (quiet and at in quiet):
            hours = {"opens": f"{calendar.opens:%H:%M}", "closes": f"{calendar.closes:%H:%M}"}
            text = _("Choose a time in working hours, {opens} to {closes}, and not in your quiet hours.", **hours)
            raise FormErrors({"digest_at": text})

    def chosen(self, old: Preferences) -> Preferences:
        """Return what was chosen."""
        zone = next((z for z in available_timezones() if z.casefold() == self.zone.casefold()), "")
        return Preferences(
            old.organisation,
            zone,
            parse_weekdays(self.days_off) or frozenset(),
            self._quiet,
            Informing(self.informing),
            self._digest_at,
            self.snoozed_until,
        )

    @property
    def _digest_at(self) -> time:
        return parse_time(self.digest_at) or NINE

    @property
    def _quiet(self) -> Quiet | None:
        hours = parse_hours(self.quiet)
        return Quiet(*hours) if hours else None


def wished(wishes: Preferences, today: date | None = None) -> tuple[Fact, ...]:
    """Return what somebody chose, in words; a snooze that was over by ``today`` is left out."""
    facts = [Fact(_("What I only have to know"), INFORMING[wishes.informing])]
    facts.append(Fact(_("Overview at"), f"{wishes.digest_at:%H:%M}"))
    if wishes.quiet:
        facts.append(Fact(_("Quiet hours"), f"{wishes.quiet.begin:%H:%M}–{wishes.quiet.end:%H:%M}"))
    if wishes.days_off:
        facts.append(Fact(_("Days off each week"), listed(WEEKDAYS[day] for day in sorted(wishes.days_off))))
    if wishes.zone_name:
        facts.append(Fact(_("Time zone"), wishes.zone_name))
    if wishes.snoozed_until and (today is None or wishes.snoozed_until > today):
        facts.append(Fact(_("Nothing until"), _("{day}", day=wishes.snoozed_until)))
    return tuple(facts)


def snooze_fault(until: date, today: date) -> Message | None:
    """Return what is wrong with the day on which messages come again."""
    if until <= today:
        return _("{day} is not in the future.", day=until)
    if until > today + LONGEST_SNOOZE:
        return _("{day} is too far away. Are you away that long? Type /absent, so that somebody takes over.", day=until)
    return None


def zone_fault(typed: str) -> Message | None:
    """Return that there is no such time zone, with the nearest that there is."""
    known = {zone.casefold(): zone for zone in available_timezones()}
    if typed.casefold() in known:
        return None
    cities = {zone.rpartition("/")[2]: zone for zone in known}
    near = [cities[city] for city in get_close_matches(typed.casefold().replace(" ", "_"), cities, 1, 0.75)]
    near = near or get_close_matches(typed.casefold(), known, 1)
    nearest = known[near[0]] if near else "Europe/Amsterdam"
    return _("There is no time zone “{typed}”. Do you mean {nearest}?", typed=typed, nearest=nearest)
