# SPDX-License-Identifier: EUPL-1.2
"""Meetings as iCalendar (RFC 5545): a stable UID, a sequence that counts changes, a time zone, and cancellations."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bot.language import Localizer
from commands.meetings.board import Kind, MeetingState
from commands.meetings.item import ItemState
from commands.meetings.view import MeetingView
from commands.meetings.wording import online, place
from commands.text import Text, _

#: What calendars show of a meeting that is confidential (domain §5.6).
NEUTRAL = _("Meeting")
_REFRESH = timedelta(hours=4)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ON_AGENDA = (ItemState.OPEN, ItemState.DECIDED)


def calendar(views: Iterable[MeetingView], at: datetime, localizer: Localizer) -> bytes:
    """Return these meetings as one calendar, in the language and the zone of the reader."""
    found = Calendar()
    found.add("prodid", "-//Mandaat//boards//NL")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", localizer.say(_("Boards and their meetings")))
    found.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    shown = tuple(views)
    # The zone comes before what is in it: some readers take it in that order.
    for zone in {str(view.calendar.zone): view.calendar.zone for view in shown}.values():
        found.add_component(_zone(zone, at.year))
    for view in shown:
        found.add_component(_event(view, at, localizer))
    data: bytes = found.to_ical()
    return data


def _zone(zone: ZoneInfo, year: int) -> Timezone:
    """Return a time zone with the rule of its clock changes in this year.

    A list of all their days, as libraries write it, is read by few: Outlook and others want the rule.
    """
    found = Timezone()
    found.add("tzid", str(zone))
    changes = tuple(_changes(zone, year))
    for change, before in changes:
        after = change.astimezone(zone)
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        local = (change + before).replace(tzinfo=None)
        is_last = local.day + 7 > monthrange(local.year, local.month)[1]
        which = -1 if is_last else (local.day + 6) // 7
        part.add("dtstart", local)
        part.add("rrule", {"freq": "yearly", "bymonth": local.month, "byday": f"{which}{_DAYS[local.weekday()]}"})
        _offsets(part, before, after)
        found.add_component(part)
    if not changes:
        part, now = TimezoneStandard(), datetime(year, 1, 1, tzinfo=zone)
        part.add("dtstart", now.replace(tzinfo=None))
        _offsets(part, now.utcoffset() or timedelta(), now)
        found.add_component(part)
    return found


def _offsets(part: TimezoneDaylight | TimezoneStandard, before: timedelta, after: datetime) -> None:
    """Write how far the clock is from UTC on either side of a change, and what that is called."""
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after.utcoffset())
    part.add("tzname", after.tzname())


def _changes(zone: ZoneInfo, year: int) -> Iterator[tuple[datetime, timedelta]]:
    """Yield when the clock changes in the year before this one, in UTC to the hour, and its offset until then.

    From the year before: what is shown may be of last winter.
    """
    moment = datetime(year - 1, 1, 1, tzinfo=UTC)
    before = moment.astimezone(zone).utcoffset() or timedelta()
    while moment.year < year:
        moment += timedelta(hours=1)
        offset = moment.astimezone(zone).utcoffset() or timedelta()
        if offset != before:
            yield moment, before
        before = offset


def _event(view: MeetingView, at: datetime, localizer: Localizer) -> Event:
    """Return one meeting; a written round is its last day."""
    meeting, event = view.meeting, Event()
    event.add("uid", f"{meeting.reference}.{view.organisation}@mandaat")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("summary", localizer.say(titled(view)))
    if meeting.kind is Kind.WRITTEN:
        event.add("dtstart", meeting.day)
        event.add("dtend", meeting.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        starts = datetime.combine(meeting.day, meeting.starts, view.calendar.zone)
        event.add("dtstart", starts)
        event.add("dtend", starts + timedelta(minutes=meeting.minutes))
    if not view.confidential:
        event.add("location", localizer.say(place(view)))
        event.add("description", described(view, localizer))
    off = meeting.state is MeetingState.CANCELLED
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def titled(view: MeetingView) -> Text:
    """Return what stands in the calendar: the board, and for other than a usual meeting what it is."""
    if view.confidential:
        return NEUTRAL
    board = view.board.function
    match view.meeting.kind:
        case Kind.MEETING:
            return board
        case Kind.WRITTEN:
            return _("{board} decides in writing", board=board)
        case Kind.STRATEGY:
            return _("{board}, about shared goals", board=board)
    assert_never(view.meeting.kind)


def described(view: MeetingView, localizer: Localizer) -> str:
    """Return the agenda in a few lines, without what is confidential, and the link to take part."""
    shown = (item for item in view.items if item.state in _ON_AGENDA)
    lines = [f"{n}. {item.title}" for n, item in enumerate(shown, 1) if not item.confidential]
    return "\n".join(filter(None, (localizer.say(view.meeting.purpose), *lines, online(view))))
