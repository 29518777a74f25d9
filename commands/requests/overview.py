# SPDX-License-Identifier: EUPL-1.2
"""What waits for somebody, what they asked, and what was decided lately; and a record as a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from commands.cards import Card, Element, Entries, Entry, Heading, Paragraph
from commands.events import Context
from commands.people import Acting, Directory, Person, Role
from commands.requests.authority import acts_for, is_body, stances
from commands.requests.buttons import button, record_button
from commands.requests.case import case_of, seen
from commands.requests.drafts import drafts, listed
from commands.requests.following import SHOWN, entry
from commands.requests.record import record_card
from commands.requests.request import Decision, Request, Stance
from commands.requests.states import UNDECIDED, State
from commands.requests.store import Store
from commands.requests.wording import VERDICTS, cost
from commands.text import Message, Moment, _


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request that waits for somebody, and what it waits for."""

    request: Request
    what: Message


def waiting_for(who: Person, at: datetime, store: Store) -> tuple[Waiting, ...]:
    """Return what waits for a person: decisions, agreements, and questions to answer; oldest first."""
    return (*_to_decide(who, at, store), *_to_agree(who, at, store), *_to_answer(who, store))


def waiting(person: Person, at: datetime, store: Store) -> int:
    """Return how many requests wait for a person."""
    return len(waiting_for(person, at, store))


def lying(functions: frozenset[str], at: datetime, store: Store) -> Iterator[tuple[Waiting, tuple[Acting, ...]]]:
    """Yield what waits for these functions, to decide or to agree, each with who acts for the function today."""
    seats = _Seats(store.people, at, store)
    for request in store.requests.lying_here():
        if request.desk.function in functions and _is_due(request, seats.today):
            what = _("to decide") if request.desk.decides else _("to sort out")
            yield Waiting(request, what), seats.acts(request.desk.function, request, request.desk.deputy)
    for request in store.requests.agreeing_here():
        for function in functions.intersection(_unagreed(request, store)):
            yield Waiting(request, _("to agree")), seats.acts(function, request)


def _to_decide(who: Person, at: datetime, store: Store) -> Iterator[Waiting]:
    """Yield what lies with a desk that this person acts for, and can go on."""
    seats = _Seats(store.people, at, store)
    for request in store.requests.lying_here():
        if not _is_due(request, seats.today):
            continue
        if seats.has(who, request.desk.function, request, request.desk.deputy):
            yield Waiting(request, _("to decide") if request.desk.decides else _("to sort out"))


def _to_agree(who: Person, at: datetime, store: Store) -> Iterator[Waiting]:
    """Yield what needs the agreement of a function that this person acts for."""
    seats = _Seats(store.people, at, store)
    for request in store.requests.agreeing_here():
        if any(seats.has(who, function, request) for function in _unagreed(request, store)):
            yield Waiting(request, _("to agree"))


def _is_due(request: Request, today: date) -> bool:
    """Whether a request waits for its desk now."""
    until = request.deferred_until
    deferred = request.state is State.DEFERRED and until is not None and until <= today
    return request.state in UNDECIDED or deferred


def _unagreed(request: Request, store: Store) -> tuple[str, ...]:
    """Return the functions that must agree and did not yet."""
    home = store if request.organisation == store.organisation.id else store.of(request.organisation)
    said = stances(request, home.requests.opinions(request.reference)) if home else {}
    return tuple(f for f, o in said.items() if not o or o.stance is not Stance.AGREES)


def _to_answer(who: Person, store: Store) -> Iterator[Waiting]:
    """Yield one's own requests that wait for an answer."""
    for request in store.requests.asked_by(who, SHOWN * 5):
        if request.state is State.INFO_NEEDED:
            yield Waiting(request, _("to answer"))


class _Seats:
    """Who acts for which function today, looked up once each."""

    def __init__(self, directory: Directory, at: datetime, store: Store) -> None:
        """Keep where to look and the day."""
        self._directory = directory
        self.today = at.astimezone(store.organisation.zone).date()
        self._known: dict[tuple[str, str, str, str], tuple[Acting, ...]] = {}

    def has(self, who: Person, function: str, request: Request, deputy: str = "") -> bool:
        """Whether this person acts for the function towards who asked; for one that meets, the secretary does."""
        if is_body(self._directory, function):
            return Role.SECRETARY in self._directory.roles(who)
        return any(act.person.id == who.id for act in self.acts(function, request, deputy))

    def acts(self, function: str, request: Request, deputy: str = "") -> tuple[Acting, ...]:
        """Return who acts for the function towards who asked."""
        asker = request.requester
        key = (function, deputy, asker.id, asker.unit)
        if key not in self._known:
            self._known[key] = acts_for(self._directory, function, asker, self.today, deputy)
        return self._known[key]


def home(context: Context, store: Store) -> tuple[Element, ...]:
    """Return what waits for this person, what they asked, and what was decided on it lately."""
    elements: list[Element] = []
    if found := waiting_for(context.who, context.at, store):
        elements += [Heading(_("Requests that wait for you")), Entries(tuple(waiting_entry(w) for w in found[:20]))]
        if len(found) > 20:  # noqa: PLR2004 - what fits in one message
            elements.append(Paragraph(_("… and {count} more.", count=len(found) - 20)))
    elements += listed(drafts(context.who, context.at, store))
    if own := store.requests.asked_by(context.who, SHOWN):
        elements += [Heading(_("What you asked")), Entries(tuple(entry(request) for request in own))]
    if decisions := store.requests.decided_for(context.who, 3):
        by_reference = {request.reference: request for request in own}
        lines = tuple(
            Entry(
                _("{verdict}: {reference}", verdict=VERDICTS[d.move], reference=d.reference),
                _("{function}, {moment}", function=d.function, moment=Moment(d.at)),
                record_button(by_reference[d.reference]) if d.reference in by_reference else None,
            )
            for d in decisions
        )
        elements += [Heading(_("Decided lately")), Entries(lines)]
    return tuple(elements)


def waiting_entry(found: Waiting) -> Entry:
    """Return one thing that waits."""
    request = found.request
    title = _("{reference} “{title}”", reference=request.reference, title=request.needs.title)
    detail = _("{what}; {name}, costs: {cost}", what=found.what, name=request.requester.name, cost=cost(request.needs))
    return Entry(title, detail, button(_("Show"), "show", request))


def decided_entry(request: Request, decision: Decision) -> Entry:
    """Return what was decided on a request in one line: by whom, for which function, and when."""
    who = _("{name} for {function}, {day}").with_values(
        name=decision.name, function=decision.function, day=Moment(decision.at)
    )
    title = _("{reference} “{title}”: {verdict}", reference=request.reference, title=request.needs.title,
              verdict=VERDICTS[decision.move])  # fmt: skip
    return Entry(title, who, button(_("Show"), "show", request))


def record(record_id: str, context: Context, store: Store) -> Card:
    """Return the record of a request as a page; the id may begin with the organisation it belongs to.

    Raises:
        NotForYou: when this person may not see it.
        ReferenceIncomplete: when there is none.

    """
    organisation, _slash, reference = record_id.rpartition("/")
    values = {"ref": reference, "org": organisation}
    case = seen(case_of(lambda name: values[name], context, store))
    return record_card(case.view())
