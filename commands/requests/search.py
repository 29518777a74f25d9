# SPDX-License-Identifier: EUPL-1.2
"""Finds requests by a few words, among those that somebody may see, as cards to show to others."""

from collections.abc import Iterator

from commands.cards import Button, Buttons, Card, Fact, Facts
from commands.errors import Refused
from commands.events import Context
from commands.feature import Hit
from commands.requests.buttons import press
from commands.requests.case import Case, case_named, reference_in
from commands.requests.overview import waiting_for
from commands.requests.request import Request
from commands.requests.states import NAMES
from commands.requests.store import Store
from commands.requests.wording import cost
from commands.text import _

#: As many as a platform lets somebody leaf through.
MOST = 100
_OWN = 100


def search(words: str, context: Context, store: Store) -> tuple[Hit, ...]:
    """Return what somebody asked and what waits for them, by words of the title or a part of the reference.

    A whole reference finds any request that this person may see. Without words it is everything, newest first.
    """
    found = {(request.organisation, request.reference): request for request in _near(words, context, store)}
    return tuple(_hit(request) for request in list(found.values())[:MOST])


def _near(words: str, context: Context, store: Store) -> Iterator[Request]:
    """Yield the requests that these words may mean."""
    if reference_in(words) and (named := _named(words, context, store)):
        yield named.request
    wanted = words.casefold().split()
    waiting = (each.request for each in waiting_for(context.who, context.at, store))
    for request in (*store.requests.asked_by(context.who, _OWN), *waiting):
        text = f"{request.reference} {request.needs.title}".casefold()
        if all(word in text for word in wanted):
            yield request


def _named(words: str, context: Context, store: Store) -> Case | None:
    """Return the request with this reference, where this person may see it."""
    try:
        return case_named(words, context, store)
    except Refused:
        return None


def _hit(request: Request) -> Hit:
    """Return a request as others may read it: what it is and how it stands. Who presses is asked who they are."""
    title = _("{reference} “{title}”", reference=request.reference, title=request.needs.title)
    facts = (
        Fact(_("State"), NAMES[request.state]),
        Fact(_("Asked by"), request.requester.name),
        Fact(_("Cost"), cost(request.needs)),
    )
    show = Button(_("Show"), press("show", request), name=_("Show {reference}", reference=request.reference))
    line = _("{state}; {name}", state=NAMES[request.state], name=request.requester.name)
    return Hit(title, line, Card(title, (Facts(facts), Buttons((show,)))))
