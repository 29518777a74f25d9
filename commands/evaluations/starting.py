# SPDX-License-Identifier: EUPL-1.2
"""Starting a round by hand, looking at it beforehand, opening and stopping it: for who runs evaluations."""

from dataclasses import replace

from commands.evaluations.admission import check_runner, found
from commands.evaluations.cards import invitation
from commands.evaluations.following import opening_lines
from commands.evaluations.keys import runner_key, stop_key
from commands.evaluations.neighbours import Neighbours, Project
from commands.evaluations.opening import of_project, opened, pulse, quarterly
from commands.evaluations.round import Kind, Round, State, quarter_of
from commands.evaluations.rules import AlreadySent
from commands.evaluations.runner_cards import running, standing_card, stopped, sure_to_stop
from commands.evaluations.schedule import EVENING, Stage, open_days, planned
from commands.evaluations.start_forms import ProjectForm, PulseForm, pulse_view
from commands.evaluations.store import Store
from commands.events import Ask, Context, Press, Submit
from commands.forms import FormView
from commands.refs import Ref
from commands.replies import Act, Renew, Reply


class Starting:
    """The handlers of who runs rounds, with what other features know."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Keep the read functions of other features."""
        self._neighbours = neighbours

    def start(self, _said: Ask | Press, context: Context, store: Store) -> Reply:
        """Make the round of this quarter and show it beforehand; where there is one already, show how that stands.

        Raises:
            Refused: to who may not, and when too few people could answer.

        """
        check_runner(context.who, store)
        for each in store.evaluations.rounds(Kind.QUARTERLY):
            if each.quarter == quarter_of(context.today) and each.state in {State.ANNOUNCED, State.OPEN}:
                return _shown(each, context, store)
        opens = store.calendar.next_working_day(context.today)
        round_ = quarterly(store, self._neighbours, opens, today=context.today, started_by=context.who.id)
        return _made(round_, context, store)

    def open_project(self, _press: Press, context: Context, store: Store) -> Reply:
        """Open the form for a project."""
        check_runner(context.who, store)
        return Reply(form=self.project_view(""))

    def project_view(self, typed: str) -> FormView:
        """Return the form for a project; words that were typed are its subject."""
        return ProjectForm.view({"subject": typed})

    def project(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Make a round about a project and show it beforehand.

        Raises:
            Refused: to who may not, when it was asked before, and when too few people could answer.
            FormErrors: for people who are not known.

        """
        check_runner(context.who, store)
        filled = ProjectForm.read(submit.answers, context.today, store.people.find)
        besides = filled.named(store.people.find)
        known = self._neighbours.project(store, filled.subject)
        project = known or Project(Ref("evaluations", "-"), filled.subject, ())
        opens = store.calendar.next_working_day(context.today)
        about = known.about if known else None
        round_ = of_project(store, project, besides, opens, about=about, started_by=context.who.id)
        return _made(round_, context, store)

    def open_pulse(self, _press: Press, context: Context, store: Store) -> Reply:
        """Open the form for one question."""
        check_runner(context.who, store)
        return Reply(form=pulse_view(context.language))

    def pulse(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Make a round of one question and show it beforehand.

        Raises:
            Refused: to who may not, when it was asked before, and when too few people could answer.
            FormErrors: when there is no statement.

        """
        check_runner(context.who, store)
        filled = PulseForm.read(submit.answers, context.today, store.people.find)
        opens = store.calendar.next_working_day(context.today)
        round_ = pulse(store, self._neighbours, filled.question, opens, started_by=context.who.id)
        return _made(round_, context, store)

    def open(self, press: Press, context: Context, store: Store) -> Reply:
        """Send a round out that was looked at.

        Raises:
            AlreadySent: when it is out already, or was stopped.

        """
        check_runner(context.who, store)
        round_ = found(press["ref"], store)
        reply = opened(round_, store, self._neighbours, context.today)
        now = found(press["ref"], store)
        card = running(now, store.evaluations.standings(now))
        acts = (Act("evaluations.open", round_.ref, round_.kind.value),)
        return replace(reply, answer=card, key=runner_key(round_), acts=acts, renews=(Renew(runner_key(round_), card),))


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show how a round stands."""
    check_runner(context.who, store)
    return _shown(found(press["ref"], store), context, store)


def show_invitation(press: Press, context: Context, store: Store) -> Reply:
    """Show the invitation as it will be read; its buttons do nothing for who is not invited."""
    check_runner(context.who, store)
    round_ = found(press["ref"], store)
    if round_.state is State.ANNOUNCED:
        opens = max(round_.opens, context.today)
        round_ = replace(round_, closes=store.calendar.add_working_days(opens, open_days(round_.kind)))
    return Reply(answer=invitation(round_, opening_lines(round_, store)))


def ask_stop(press: Press, context: Context, store: Store) -> Reply:
    """Ask whether everything may be removed."""
    check_runner(context.who, store)
    round_ = _stoppable(press["ref"], store)
    return Reply(answer=sure_to_stop(round_), key=stop_key(round_))


def stop(press: Press, context: Context, store: Store) -> Reply:
    """Stop a round: what was answered is removed at once, and who was invited hears so.

    Raises:
        AlreadySent: when it closed already; a report is not taken back.

    """
    check_runner(context.who, store)
    round_ = _stoppable(press["ref"], store)
    now = replace(round_, state=State.STOPPED)
    if not store.evaluations.save_round(now, round_):
        raise AlreadySent
    store.evaluations.empty(now)
    card = stopped(now)
    return Reply(
        answer=card,
        key=stop_key(now),
        renews=(Renew(runner_key(now), card),),
        acts=(Act("evaluations.stop", now.ref),),
        settles=(now.ref,),
        plans=(planned(now, Stage.TELL, context.today, EVENING),),
    )


def _stoppable(reference: str, store: Store) -> Round:
    """Return the round, where it has not ended."""
    round_ = found(reference, store)
    if round_.state not in {State.ANNOUNCED, State.OPEN}:
        raise AlreadySent
    return round_


def _made(round_: Round, context: Context, store: Store) -> Reply:
    """Return the look beforehand at a round that was just made."""
    acts = (Act("evaluations.announce", round_.ref, round_.kind.value),)
    return replace(_shown(round_, context, store), key=runner_key(round_), acts=acts)


def _shown(round_: Round, context: Context, store: Store) -> Reply:
    """Return the card of a round for who runs it."""
    sizes, standings = store.evaluations.sizes(round_), store.evaluations.standings(round_)
    return Reply(answer=standing_card(round_, sizes, standings, context.language))
