# SPDX-License-Identifier: EUPL-1.2
"""A request brought elsewhere: to the board, or to who decides on the topic that turned out to fit."""

from dataclasses import dataclass

from commands.cards import Card, Paragraph
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.replies import Act, Reply
from commands.requests.authority import authority, check_undecided
from commands.requests.case import Case
from commands.requests.casework import moved_to_desk, with_case
from commands.requests.desks import board_desk, desk_for, placed
from commands.requests.forms import BoardForm
from commands.requests.request import Why
from commands.requests.routing import Route
from commands.requests.rules import moved
from commands.requests.states import Move
from commands.requests.store import Store
from commands.text import _


class AlreadySorted(Refused):
    """The topic of {reference} was chosen already: it lies with {function} now."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """Brings requests to another desk; ``route`` asks the register who decides."""

    route: Route

    def board(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Pass the request to the board, for a decision in its meeting."""

        def work(case: Case) -> Reply:
            form = BoardForm.read(submit.answers, case.today, case.home.people.find)
            authority(case.people, case.request, case.who, case.today)
            scheduled, steps = moved(case.dossier, Move.SCHEDULE, case.today, case.calendar)
            desk = board_desk(case.request, case.rooms)
            headline = _(
                "{reference} was passed to {function}", reference=case.request.reference, function=desk.function
            )
            return moved_to_desk(case, placed(scheduled, desk, case.today, case.calendar), steps, headline, form.note)

        return with_case(submit, context, store, work)

    def topic(self, press: Press, context: Context, store: Store) -> Reply:
        """Bring the request to who decides on the topic that was chosen, by who asked or by who sorts it out."""

        def work(case: Case) -> Reply:
            if case.who.id != case.request.requester.id:
                authority(case.people, case.request, case.who, case.today)
            offered = {choice.right for choice in case.request.desk.choices}
            if case.request.desk.why is not Why.UNSURE or press["right"] not in offered:
                raise AlreadySorted(reference=case.request.reference, function=case.request.desk.function)
            return self._again(case, press["right"])

        return with_case(press, context, store, work)

    def again(self, press: Press, context: Context, store: Store) -> Reply:
        """Ask the register once more who decides, after a right was added."""

        def work(case: Case) -> Reply:
            authority(case.people, case.request, case.who, case.today)
            return self._again(case, None)

        return with_case(press, context, store, work)

    def _again(self, case: Case, right: str | None) -> Reply:
        """Bring the request to the desk that the register names now."""
        request = case.request
        check_undecided(request, case.dossier.decisions)
        routing = self.route(case.home, request.needs.title, request.needs.cost, case.today, right, request.needs.kind)
        desk = desk_for(routing, request.needs, request.requester, case.today, case.rooms)
        if right is None and not desk.decides:
            return Reply(
                answer=Card(
                    _("The register still names nobody who decides on {reference}", reference=request.reference),
                    (Paragraph(_("Ask a question, pass it to the board, or have the steward add the right.")),),
                ),
                acts=(Act("requests.route", request.ref, desk.why.value),),
            )
        headline = _("{reference} now lies with {function}", reference=request.reference, function=desk.function)
        return moved_to_desk(case, placed(request, desk, case.today, case.calendar), ("route",), headline)
