# SPDX-License-Identifier: EUPL-1.2
"""Goals and the portfolio as people ask for them."""

from dataclasses import dataclass

from commands.cards import Card, Element, Entries, Heading
from commands.errors import Refused
from commands.events import Ask, Context, Press
from commands.portfolio.cards import Theirs, goals_card, initiative_entry, portfolio_card
from commands.portfolio.goal import GoalState
from commands.portfolio.goals import Goals, joint, theirs
from commands.portfolio.initiative import FINISHED
from commands.portfolio.initiatives import Initiatives
from commands.portfolio.rules import GoalGone, is_secretary, owns
from commands.portfolio.store import Store
from commands.replies import Reply
from commands.text import _

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Overview:
    """The handlers that show things."""

    goals: Goals
    initiatives: Initiatives

    def ask_goals(self, ask: Ask, context: Context, store: Store) -> Reply:
        """Show the goals, or the only one that these words name."""
        known = store.portfolio.goals((GoalState.ADOPTED, GoalState.PROPOSED))
        shared = tuple((home, home.portfolio.goals((GoalState.ADOPTED,))) for home in joint(store))
        words = ask.words.casefold()
        named = [g for g in known if words and (words in g.name.casefold() or words == g.reference.casefold())]
        if len(named) == 1:
            return Reply(answer=self.goals.card(named[0], context, store))
        of_others = [(g, home) for home, goals in shared for g in goals if words and words in g.name.casefold()]
        if not named and len(of_others) == 1:
            return Reply(answer=theirs(*of_others[0]))
        secretary = is_secretary(store.people, context.who)
        beside = tuple(Theirs(home.organisation.id, home.organisation.name, goals) for home, goals in shared)
        return Reply(answer=goals_card(known, self.goals.neighbours.board(store), beside, secretary=secretary))

    def show_goals(self, _press: Press, context: Context, store: Store) -> Reply:
        """Show the goals, as a button asks."""
        return self.ask_goals(Ask(""), context, store)

    def record(self, record_id: str, context: Context, store: Store) -> Card:
        """Return a goal or an initiative as a page.

        Raises:
            Refused: when there is none.

        """
        if goal := store.portfolio.goal(record_id):
            return self.goals.card(goal, context, store)
        if initiative := store.portfolio.initiative(record_id):
            return self.initiatives.card(initiative, context, store)
        gone: Refused = GoalGone()
        raise gone

    def ask_portfolio(self, ask: Ask, context: Context, store: Store) -> Reply:
        """Show the portfolio, or the only initiative that these words name."""
        every = store.portfolio.initiatives()
        words = ask.words.casefold()
        named = [i for i in every if words and (words in i.name.casefold() or words == i.reference.casefold())]
        if len(named) == 1:
            return Reply(answer=self.initiatives.card(named[0], context, store))
        goals = store.portfolio.goals()
        secretary = is_secretary(store.people, context.who)
        return Reply(answer=portfolio_card(goals, every, context.today, secretary=secretary))

    def show_portfolio(self, _press: Press, context: Context, store: Store) -> Reply:
        """Show the portfolio, as a button asks."""
        return self.ask_portfolio(Ask(""), context, store)


def home(context: Context, store: Store) -> tuple[Element, ...]:
    """Return the initiatives that this person owns and that are not finished."""
    going = (each for each in store.portfolio.initiatives() if each.state not in FINISHED)
    mine = [each for each in going if owns(each, store.people, context.who, context.today)]
    if not mine:
        return ()
    return Heading(_("Your initiatives")), Entries(tuple(initiative_entry(each) for each in mine[:_SHOWN]))
