# SPDX-License-Identifier: EUPL-1.2
"""Whether every ladder would hold today, found beforehand so that no escalation ever discovers it (domain §2.9)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta

from commands.cards import Bullets, Button, Buttons, Card, Element, Paragraph, Tone
from commands.dues import Tick
from commands.escalations.escalation import Grant, Skip, Why
from commands.escalations.ladder import Ground, Matter, projected
from commands.escalations.levels import is_end
from commands.escalations.neighbours import Neighbours
from commands.escalations.store import Store
from commands.escalations.terrain import terrain
from commands.events import Press
from commands.people import Directory, Role
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToRole, Urgency
from commands.text import Listing, Message, Text, _, n_

#: Tells the steward once a month.
READY = "escalations.ready"
MORNING = time(9)
#: So many are named; the rest is counted.
MOST_NAMED = 5


def next_month(day: date, store: Store) -> date:
    """Return the first working day of the month after a day, in which nothing was told yet."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return store.calendar.next_working_day(first)


def unready(store: Store, on: date, neighbours: Neighbours) -> tuple[Text, ...]:
    """Return what an escalation would run into today: in the register, with people, and in ladders."""
    ground_ = terrain(store, on, neighbours)
    ground = ground_.grounds[store.organisation.id]
    found = [*neighbours.unready(store, on), *_alone(ground, store.people, on), *_holes(store, on, neighbours)]
    if store.organisation.arrangements and not store.escalations.pairs():
        found.append(_("Nobody is named yet who speaks with a joint arrangement when something is stuck there."))
    return tuple(found)


def _alone(ground: Ground, people: Directory, on: date) -> Iterator[Message]:
    """Yield the functions that decide on the days that one person is there, and on no other."""
    alone = []
    for function in _deciding(ground.grants):
        known = ground.known(function)
        if known is None or known.body:
            continue
        deputies = {g.deputy for g in ground.grants if g.decides == function and g.deputy}
        if len(people.holdings(known.name, on)) == 1 and not any(ground.held(name) for name in deputies):
            alone.append(known.name)
    if alone:
        yield n_(
            "{count} function that decides has one holder and no deputy: {functions}.",
            "{count} functions that decide have one holder and no deputy: {functions}.",
            len(alone),
            functions=_named(alone),
        )


def _holes(store: Store, on: date, neighbours: Neighbours) -> Iterator[Message]:
    """Yield the ladders that lead nowhere, or past somebody who is not there."""
    ground_ = terrain(store, on, neighbours)
    own = ground_.grounds[store.organisation.id]
    short, passed = [], dict[tuple[str, Skip], None]()
    for function in _deciding(own.grants):
        grant = next(g for g in own.grants if g.decides == function)
        matter = Matter(own.organisation, own.organisation, function, Why.DECIDES, grant)
        rungs = projected(matter, ground_)
        if len(rungs) <= 2 and not is_end(function, own.levels):  # noqa: PLR2004 - who decides, and the agenda
            short.append(function)
        passed |= dict.fromkeys((p.function, p.why) for rung in rungs for p in rung.passed)
    if short:
        yield n_(
            "Nobody stands above {count} function, so what is stuck goes on the board's agenda: {functions}.",
            "Nobody stands above {count} functions, so what is stuck goes on the board's agenda: {functions}.",
            len(short),
            functions=_named(short),
        )
    for why, sentence in _PASSED.items():
        if names := [function for function, reason in passed if reason is why]:
            yield sentence.with_values(functions=_named(names))


_PASSED: dict[Skip, Message] = {
    Skip.UNKNOWN: _("Ladders name functions that do not exist: {functions}."),
    Skip.VACANT: _("Ladders lead past functions that nobody holds: {functions}."),
    Skip.ABSENT: _("Ladders lead past functions whose holder and deputy are away today: {functions}."),
}


def _deciding(grants: Iterable[Grant]) -> tuple[str, ...]:
    """Return the functions that decide, each once."""
    return tuple(dict.fromkeys(grant.decides for grant in grants))


def _named(names: Sequence[str]) -> Listing:
    """Return the first few names as one list."""
    return Listing((*names[:MOST_NAMED], *(("…",) if len(names) > MOST_NAMED else ())))


def monthly(tick: Tick, store: Store, neighbours: Neighbours) -> Reply:
    """Tell the stewards once a month what an escalation would run into."""
    found = unready(store, tick.today, neighbours)
    elements: tuple[Element, ...] = (Paragraph(_("Every ladder holds: whatever gets stuck finds somebody today.")),)
    if found:
        row = Buttons((Button(_("People and functions"), Press("organisation.people")),))
        elements = (Paragraph(_("An escalation would run into this:")), Bullets(found), row)
    title = _("Are the ladders ready? {organisation}", organisation=store.organisation.name)
    card = Card(title, elements, Tone.WAITING if found else Tone.GOOD)
    tell = Tell(ToRole(Role.STEWARD), card, urgency=Urgency.INFORMATION if not found else Urgency.WORKING_TIME)
    return Reply(tells=(tell,), acts=(Act(READY, Ref("escalations", "-"), str(len(found))),))
