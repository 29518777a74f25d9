# SPDX-License-Identifier: EUPL-1.2
"""What the clock does with a round: announce, open, invite and remind a part at a time, close, tell, and forget.

Each part is one transaction, and the next part is planned in it: whoever is killed in between goes on where it stopped,
and nobody hears a thing twice.
"""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from commands.dues import Lapsed, Tick
from commands.evaluations.admission import runners
from commands.evaluations.cards import closed_card
from commands.evaluations.closing import closed
from commands.evaluations.ending import put_out, told
from commands.evaluations.expiry import expired_card, expiry_key
from commands.evaluations.improving import Improving
from commands.evaluations.inviting import invited, reminder
from commands.evaluations.keys import runner_key
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.opening import earliest, opened, quarterly
from commands.evaluations.report_cards import summary
from commands.evaluations.round import Kind, Round, Standing, State, quarter_of
from commands.evaluations.rules import TooFewPeople
from commands.evaluations.runner_cards import late_card, not_held, running, standing_card
from commands.evaluations.schedule import (
    BALLOTS_KEPT,
    EVENING,
    MORNING,
    REPORT_KEPT,
    Stage,
    announced_on,
    opening_day,
    planned,
    span_of,
    years_on,
)
from commands.evaluations.store import Store
from commands.replies import Act, Renew, Reply, Tell


class Running:
    """The ticks of rounds, with what other features know."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Keep the read functions of other features."""
        self._neighbours = neighbours
        self._improving = Improving(neighbours)

    def look(self, tick: Tick, store: Store) -> Reply:
        """Announce the round of this quarter when its day comes near; each quarter has one at most."""
        quarter = quarter_of(tick.today)
        if any(each.quarter == quarter for each in store.evaluations.rounds(Kind.QUARTERLY)):
            return Reply()
        choices, calendar = store.evaluations.choices(), store.calendar
        day = opening_day(choices, tick.today, self._neighbours.met(store, *span_of(quarter)), calendar)
        if day is None or tick.today < announced_on(day, calendar):
            return Reply()
        opens = max(day, calendar.add_working_days(tick.today, 1), earliest(store))
        if quarter_of(opens) != quarter:
            return Reply()
        try:
            round_ = quarterly(store, self._neighbours, opens, today=tick.today)
        except TooFewPeople as few:
            return Reply(tells=(Tell(runners(store), not_held(few.message), f"evaluations/none/{quarter}"),))
        card = standing_card(round_, store.evaluations.sizes(round_), {}, store.organisation.language)
        return Reply(
            tells=(Tell(runners(store), card, runner_key(round_)),),
            acts=(Act("evaluations.announce", round_.ref, round_.kind.value),),
            plans=(planned(round_, Stage.OPEN, opens, MORNING),),
        )

    def round(self, tick: Tick, store: Store) -> Reply:
        """Carry out what falls due for one round.

        Raises:
            Lapsed: when the round is gone, or no longer stands where this meant something.

        """
        round_ = store.evaluations.round(tick.due.about.id)
        if round_ is None:
            raise Lapsed("gone")
        stage = Stage(tick.due.stage)
        match stage:
            case Stage.OPEN:
                return self._open(round_, tick, store)
            case Stage.DAY:
                return invited(round_, tick, store, self._neighbours)
            case Stage.CLOSE:
                return self._close(round_, tick, store)
            case Stage.TELL:
                return told(round_, tick, store)
            case Stage.CARDS:
                return put_out(round_, tick, store)
            case Stage.FORGET:
                store.evaluations.forget_ballots(round_)
                return Reply(acts=(Act("evaluations.forget", round_.ref),))
            case Stage.TRACES:
                store.evaluations.forget_traces(round_)
                return Reply(acts=(Act("evaluations.forget_traces", round_.ref),))
            case Stage.REPORT:
                return Reply(tells=(Tell(runners(store), expired_card(round_), expiry_key(round_)),))
        assert_never(stage)

    def later(self, tick: Tick, store: Store) -> Reply:
        """Ask somebody again who wanted to answer later.

        Raises:
            Lapsed: when the round closed, or this person answered meanwhile.

        """
        reference, _slash, who = tick.due.about.id.partition("/")
        round_, person = store.evaluations.round(reference), store.people.person(who)
        if round_ is None or person is None or round_.state is not State.OPEN:
            raise Lapsed("closed")
        participant = store.evaluations.participant(round_, person)
        if participant is None or participant.standing is not Standing.INVITED:
            raise Lapsed("answered")
        return Reply(tells=(reminder(round_, participant),))

    def _open(self, round_: Round, tick: Tick, store: Store) -> Reply:
        """Open an announced round."""
        if round_.state is not State.ANNOUNCED:
            raise Lapsed("moved_on")
        if tick.today > round_.closes:
            return Reply(tells=(Tell(runners(store), late_card(round_)),))
        reply = opened(round_, store, self._neighbours, tick.today)
        now = store.evaluations.round(round_.reference) or round_
        return replace(
            reply,
            acts=(Act("evaluations.open", round_.ref, round_.kind.value),),
            renews=(Renew(runner_key(round_), running(now, store.evaluations.standings(now))),),
        )

    def _close(self, round_: Round, tick: Tick, store: Store) -> Reply:
        """Close a round: count, shuffle, report, and begin to tell."""
        if round_.state is not State.OPEN:
            raise Lapsed("moved_on")
        report = closed(round_, store, self._neighbours, tick.today)
        now = store.evaluations.round(round_.reference) or round_
        card = summary(now, report, store.organisation.language)
        return Reply(
            tells=(Tell(runners(store), card, f"evaluations/{round_.reference}/report"),),
            renews=(Renew(runner_key(round_), closed_card(round_)),),
            acts=(Act("evaluations.close", round_.ref, round_.kind.value),),
            settles=(round_.ref,),
            proposes=self._improving.flagged(now, report, tick.today, store),
            plans=(
                planned(round_, Stage.TELL, tick.today, EVENING),
                planned(round_, Stage.FORGET, tick.today + timedelta(days=BALLOTS_KEPT), EVENING),
                planned(round_, Stage.REPORT, years_on(tick.today, REPORT_KEPT), MORNING),
            ),
        )
