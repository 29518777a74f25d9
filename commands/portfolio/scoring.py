# SPDX-License-Identifier: EUPL-1.2
"""Both sides score what was not started, the ranking follows, and the board is asked for a decision on one of them."""

from dataclasses import dataclass, replace

from commands.boards import Proposal
from commands.cards import Card, Paragraph, Tone
from commands.errors import FormErrors, Refused
from commands.events import Context, Press, Submit
from commands.people import Person
from commands.portfolio.cards import press as pressing
from commands.portfolio.initiative import Initiative
from commands.portfolio.initiatives import Initiatives, found
from commands.portfolio.neighbours import Right
from commands.portfolio.ranking import COMPETES, ranking_of, sides
from commands.portfolio.ranking_cards import ranking_card, why
from commands.portfolio.rules import check_reporter, check_secretary, is_secretary, total
from commands.portfolio.score import Criterion, Gate, Needs, Room, Score
from commands.portfolio.score_forms import NeedsForm, RoomForm, ScoreForm
from commands.portfolio.store import Store
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import _

#: How the journal points at the room there is.
ROOM = Ref("portfolio", "room")
#: What the thing begins with that a board is asked: the start of an initiative, apart from a new plan for it.
STARTS = "start/"


class NotYoursToScore(Refused):
    """An initiative is scored by who acts for a function of the business or of IT, or by the board secretary."""


class Started(Refused):
    """“{name}” was started already, or is finished: there is nothing to rank any more."""


def show_ranking(_press: Press, context: Context, store: Store) -> Reply:
    """Show the ranking."""
    return Reply(answer=ranking_card(ranking_of(store.portfolio), secretary=is_secretary(store.people, context.who)))


def open_score(press: Press, context: Context, store: Store) -> Reply:
    """Ask for the points of one side."""
    initiative, mine = _competing(press, store), sides(store.people, context.who, context.today)
    if not mine:
        raise NotYoursToScore
    known = {s.side: s for s in store.portfolio.scores() if s.initiative == initiative.reference}
    first = next((side for side in mine if side not in known), mine[0])
    values = {"side": first.value}
    if first in known:
        values |= dict(zip(Criterion, map(str, known[first].points), strict=True))
    return Reply(form=ScoreForm.view(values, hidden={"initiative": initiative.reference}, intro=(initiative.name,)))


def open_needs(press: Press, context: Context, store: Store) -> Reply:
    """Ask about the gates and the effort."""
    initiative = _competing(press, store)
    check_reporter(initiative, store.people, context.who, context.today)
    now = next((n for n in store.portfolio.needs() if n.initiative == initiative.reference), Needs(""))
    values = {gate.value: known.value for gate, known in zip(Gate, now.gates, strict=True)}
    numbers = {"business_days": now.business_days, "it_days": now.it_days, "risk": now.risk}
    values |= {name: str(number) for name, number in numbers.items() if number is not None}
    values |= {"which": now.law, "depends": now.depends}
    return Reply(form=NeedsForm.view(values, hidden={"initiative": initiative.reference}, intro=(initiative.name,)))


def open_room(_press: Press, context: Context, store: Store) -> Reply:
    """Ask how much money and how many days there are."""
    check_secretary(store.people, context.who)
    room = store.portfolio.room()
    values = {"money": str(room.money.value) if room.money else "", "days": "" if room.days is None else str(room.days)}
    return Reply(form=RoomForm.view(values))


def save_room(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep how much money and how many days there are."""
    check_secretary(store.people, context.who)
    form = RoomForm.read(submit.answers, context.today, store.people.find)
    store.portfolio.keep_room(Room(form.money, int(form.days) if form.days else None))
    return replace(show_ranking(Press("portfolio.ranking"), context, store), acts=(Act("portfolio.room", ROOM),))


def _competing(said: Press | Submit, store: Store) -> Initiative:
    """Return the initiative that a button or form carries, while it is not started.

    Raises:
        Started: when it is.

    """
    initiative = found(said, store)
    if initiative.state not in COMPETES:
        raise Started(name=initiative.name)
    return initiative


@dataclass(frozen=True, slots=True)
class Scoring:
    """The handlers after which an initiative is shown as it stands."""

    initiatives: Initiatives

    def score(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep the points of one side, in the place of earlier ones.

        Raises:
            NotYoursToScore: when this person acts for no function of that side.
            FormErrors: when it would contribute to a goal, and points at none.

        """
        initiative = _competing(submit, store)
        form = ScoreForm.read(submit.answers, context.today, store.people.find)
        if form.side not in sides(store.people, context.who, context.today):
            raise NotYoursToScore
        if form.points[0] and not initiative.goal:
            raise FormErrors({"serves_goals": _("It helps no shared goal, so it gets no points for one.")})
        given = Score(initiative.reference, form.side, form.points, context.who.id, context.at)
        store.portfolio.keep_score(given)
        return self._kept(initiative, f"scored:{form.side.value}", context, store)

    def needs(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep the gates and the effort of an initiative."""
        initiative = _competing(submit, store)
        check_reporter(initiative, store.people, context.who, context.today)
        form = NeedsForm.read(submit.answers, context.today, store.people.find)
        business, it, risk = (int(n) if n else None for n in (form.business_days, form.it_days, form.risk))
        store.portfolio.keep_needs(
            Needs(initiative.reference, form.gates, form.which, business, it, risk, form.depends)
        )
        return self._kept(initiative, "needs", context, store)

    def _kept(self, initiative: Initiative, result: str, context: Context, store: Store) -> Reply:
        """Return an initiative as it stands now."""
        acts = (Act("portfolio.initiative", initiative.ref, result),)
        return Reply(answer=self.initiatives.card(initiative, context, store), acts=acts)

    def ask(self, press: Press, context: Context, store: Store) -> Reply:
        """Put one initiative on the agenda of the board: whether it starts, and where it stands in the ranking."""
        check_secretary(store.people, context.who)
        initiative = _competing(press, store)
        board = self.initiatives.neighbours.board(store)
        right = self.initiatives.neighbours.starts(store, initiative, context.today)
        title = _("“{name}” is on its way to {board}", name=initiative.name, board=board)
        return Reply(
            answer=Card(title, (Paragraph(why(initiative, ranking_of(store.portfolio))),), Tone.GOOD),
            acts=(Act("portfolio.initiative", initiative.ref, "asked"),),
            proposes=(_proposal(initiative, board, right, context.who, store),),
        )


def _proposal(initiative: Initiative, board: str, right: Right, by: Person, store: Store) -> Proposal:
    """Return what the board is asked."""
    said = why(initiative, ranking_of(store.portfolio))
    return Proposal(
        about=Ref("portfolio", STARTS + initiative.reference),
        board=board,
        title=initiative.name,
        decision=_("Start “{name}”. {why}", name=initiative.name, why=said),
        by=by,
        right=right.id,
        basis=right.basis,
        register_version=right.register_version,
        agrees=right.agrees,
        amount=total(initiative),
        recurring=bool(initiative.recurring),
        shows=pressing("initiative", initiative=initiative.reference),
    )
