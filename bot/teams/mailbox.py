# SPDX-License-Identifier: EUPL-1.2
"""The meetings of boards in the calendar of a shared mailbox: what is there is compared with what was planned.

An event carries a mark of ours, so that nothing has to be kept here and nothing of anybody else is touched.
Source: learn.microsoft.com, "event resource type", "singleValueLegacyExtendedProperty resource type".
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from urllib.parse import quote, urlencode

from bot.clock import business_now
from bot.language import Localizer
from bot.payload import Payload, parts, text
from bot.teams.graph import Graph, NoGraph
from bot.teams.listen import PLATFORM
from bot.teams.looking import every_quarter
from bot.teams.registrations import Registration
from bot.teams.texts import Item
from commands.meetings.board import Kind
from commands.meetings.lookup import view_of
from commands.meetings.view import MeetingView
from commands.meetings.wording import place
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.store import Store

_AHEAD = timedelta(days=400)
#: A public property of our own on events: which meeting it is, and what it was when we wrote it.
MARK = "String {6f4a1b52-5f0e-4d8a-9a37-2f6c1f0d7b11} Name Mandaat"


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting as it must stand in the calendar; an empty event where it is off."""

    day: date
    event: Item

    @property
    def print(self) -> str:
        """What tells one version from another."""
        return hashlib.sha256(json.dumps(self.event, sort_keys=True).encode()).hexdigest()[:16]


class Mailbox:
    """Keeps the calendars of the tenants that have such a mailbox."""

    def __init__(self, database: Database, graph: Graph, known: Sequence[Registration]) -> None:
        """Keep which mailbox each tenant has."""
        self._database = database
        self._graph = graph
        self._mailboxes = {each.tenant: each.calendar for each in known if each.calendar}

    async def run(self) -> None:
        """Compare now and then, until cancelled."""
        await every_quarter("calendar", tuple(self._mailboxes), self.look, self._database)

    async def look(self, tenant: str) -> None:
        """Compare once, and put right what differs; what has passed stays as it was.

        Raises:
            NoGraph: when Graph refuses.
            DatabaseUnusable: when nothing can be read.

        """
        today, planned = await asyncio.to_thread(self._database.read, lambda c: _planned(c, tenant))
        events = f"/users/{quote(self._mailboxes[tenant], safe='')}/events"
        seen: set[str] = set()
        async for number, meeting, version in self._marked(tenant, events):
            if (found := planned.get(meeting)) is None or found.day < today:
                continue
            where = f"{events}/{quote(number, safe='')}"
            if not found.event or meeting in seen:
                await self._graph.call(tenant, "DELETE", where)
            elif version != found.print:
                await self._graph.call(tenant, "PATCH", where, _marking(meeting, found))
            seen.add(meeting)
        for meeting, found in planned.items():
            if found.event and found.day >= today and meeting not in seen:
                # Two processes that look at the same moment make one event.
                once = {"transactionId": f"{meeting}/{found.print}/{today}"}
                try:
                    await self._graph.call(tenant, "POST", events, _marking(meeting, found) | once)
                except NoGraph as no:
                    if no.status != HTTPStatus.CONFLICT:
                        raise

    async def _marked(self, tenant: str, events: str) -> AsyncIterator[tuple[str, str, str]]:
        """Yield every event of ours in the mailbox: its id, which meeting it is, and in which version."""
        query = {
            "$select": "id",
            "$top": "200",
            "$filter": f"singleValueExtendedProperties/Any(ep: ep/id eq '{MARK}' and ep/value ne null)",
            "$expand": f"singleValueExtendedProperties($filter=id eq '{MARK}')",
        }
        path = f"{events}?{urlencode(query, quote_via=quote)}"
        listed: list[Payload] = []
        while path:
            page = await self._graph.call(tenant, "GET", path)
            listed += parts(page, "value")
            path = text(page, "@odata.nextLink").removeprefix(self._graph.url)
        for event in listed:
            for mark in parts(event, "singleValueExtendedProperties"):
                meeting, _space, version = text(mark, "value").partition(" ")
                if text(mark, "id") == MARK:
                    yield text(event, "id"), meeting, version


def _marking(meeting: str, found: Planned) -> Item:
    """Return an event with the mark that says which meeting it is."""
    return {**found.event, "singleValueExtendedProperties": [{"id": MARK, "value": f"{meeting} {found.print}"}]}


def _planned(connection: Connection, tenant: str) -> tuple[date, Mapping[str, Planned]]:
    """Return today, and every meeting from today on, by what it is called in all of Mandaat."""
    organisation = Organisations(connection).of_tenant(PLATFORM, tenant)
    if organisation is None:
        return date.max, {}
    store = Store(connection, organisation)
    at = business_now(store.settings)
    today = at.astimezone(organisation.zone).date()
    boards = {board.number: board for board in store.meetings.boards()}
    localizer = Localizer(organisation.language, organisation.zone)
    found: dict[str, Planned] = {}
    for meeting in store.meetings.meetings(today, today + _AHEAD):
        event = _event(view_of(meeting, boards[meeting.board], store, at), localizer)
        found[f"{organisation.id}/{meeting.number}"] = Planned(meeting.day, event)
    for meeting in store.meetings.called_off(today, today + _AHEAD):
        found[f"{organisation.id}/{meeting.number}"] = Planned(meeting.day, {})
    return today, found


def _event(view: MeetingView, localizer: Localizer) -> Item:
    """Return a meeting as Graph has it, with the words of the calendars that people follow."""
    # A tenth of a second to load, for what few turn on.
    from bot.invitations import described, titled  # noqa: PLC0415

    meeting, zone = view.meeting, str(view.calendar.zone)
    whole = meeting.kind is Kind.WRITTEN
    starts = datetime.combine(meeting.day, time() if whole else meeting.starts)
    ends = starts + (timedelta(days=1) if whole else timedelta(minutes=meeting.minutes))
    shown = {} if view.confidential else {"location": {"displayName": localizer.say(place(view))}}
    return {
        "subject": localizer.say(titled(view)),
        "body": {"contentType": "text", "content": "" if view.confidential else described(view, localizer)},
        "start": {"dateTime": starts.isoformat(), "timeZone": zone},
        "end": {"dateTime": ends.isoformat(), "timeZone": zone},
        "isAllDay": whole,
        "showAs": "free" if whole else "busy",
        "sensitivity": "private" if view.confidential else "normal",
        **shown,
    }
