# SPDX-License-Identifier: EUPL-1.2
"""What the information manager does with any request, and how an approved one goes on."""

from dataclasses import replace

from commands.cards import Card
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.forms import OneOf, Option
from commands.replies import Act, Reply
from commands.requests.authority import authority
from commands.requests.case import Case
from commands.requests.casework import carrying, done, with_case
from commands.requests.forms import STEPS, ProgressForm, SortForm
from commands.requests.notices import news, renewed
from commands.requests.rules import moved
from commands.requests.states import NAMES, PROGRESS, Move, moves
from commands.requests.store import Store
from commands.text import _

_MOVES = {"take_in": Move.TAKE_IN, "assess": Move.ASSESS, "ready": Move.MAKE_READY}


class OnlyManager(Refused):
    """Only the function {manager} can do this, and that is not you today."""


class NothingToReport(Refused):
    """{reference} is “{state}”: there is no progress to report."""


def step(press: Press, context: Context, store: Store) -> Reply:
    """Take a request in, bring it to assessment, or call it ready for decision."""

    def work(case: Case) -> Reply:
        _check_manager(case)
        return _moved(case, _MOVES[press.action.partition(".")[2]], "")

    return with_case(press, context, store, work)


def open_sorting(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with Run, Improve and Change."""

    def work(case: Case) -> Reply:
        _check_manager(case)
        sort = case.request.sort
        return Reply(form=carrying(SortForm, case, {"sort": sort.value} if sort else None))

    return with_case(press, context, store, work)


def sorting(submit: Submit, context: Context, store: Store) -> Reply:
    """Set what the money is for."""

    def work(case: Case) -> Reply:
        _check_manager(case)
        form = SortForm.read(submit.answers, case.today, case.home.people.find)
        case = case.keep(replace(case.request, sort=form.sort), ("sort",))
        return Reply(
            answer=Card(
                _("Set for {reference}: {sort}", reference=case.request.reference, sort=form.sort.value.title())
            ),
            renews=renewed(case.view()),
            acts=(Act("requests.sort", case.request.ref, form.sort.value),),
        )

    return with_case(submit, context, store, work)


def open_progress(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with the steps that can be taken now."""

    def work(case: Case) -> Reply:
        _check_reports(case)
        steps = [move for move in PROGRESS if move in moves(case.request.state)]
        if not steps:
            raise NothingToReport(reference=case.request.reference, state=NAMES[case.request.state])
        options = tuple(Option(move.value, STEPS[move]) for move in steps)
        form = carrying(ProgressForm, case)
        fields = tuple(replace(f, options=options) if isinstance(f, OneOf) else f for f in form.fields)
        return Reply(form=replace(form, fields=fields))

    return with_case(press, context, store, work)


def progress(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep how an approved request goes on."""

    def work(case: Case) -> Reply:
        _check_reports(case)
        form = ProgressForm.read(submit.answers, case.today, case.home.people.find)
        return _moved(case, form.step, form.note)

    return with_case(submit, context, store, work)


def _moved(case: Case, move: Move, note: str) -> Reply:
    """Make a move and tell who asked."""
    request, steps = moved(case.dossier, move, case.today, case.calendar)
    case = case.keep(request, steps, note)
    view = case.view()
    headline = _(
        "{reference} “{title}”: {state}",
        reference=request.reference,
        title=request.needs.title,
        state=NAMES[request.state],
    )
    own = case.who.id == request.requester.id
    return Reply(
        answer=done(view, headline),
        tells=() if own else (news(view, headline),),
        renews=renewed(view),
        acts=tuple(Act(f"requests.{s.value}", request.ref, request.state.value) for s in steps),
    )


def _check_manager(case: Case) -> None:
    """Return when this person is the information manager, or deputises."""
    if not case.is_manager:
        raise OnlyManager(manager=case.rooms.manager)


def _check_reports(case: Case) -> None:
    """Return when this person may say how it goes: the information manager, or who acts for the desk."""
    if not case.is_manager:
        authority(case.people, case.request, case.who, case.today)
