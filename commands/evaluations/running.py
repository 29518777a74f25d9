# SPDX-License-Identifier: EUPL-1.2
"""What the clock does with a round: announce, open, invite and remind a part at a time, close, tell, and forget.

Each part is one transaction, and the next part is planned in it: whoever is killed in between goes on where it stopped,
and nobody hears a thing twice.
"""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from commands.dues import Due, Lapsed, Tick
from commands.evaluations.admission import runners
from commands.evaluations.cards import closed_card, invitation, stopped_card
from commands.evaluations.closing import closed
from commands.evaluations.expiry import expired_card, expiry_key
from commands.evaluations.following import opening_lines
from commands.evaluations.improving import Improving
from commands.evaluations.keys import invitation_key, runner_key
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.opening import earliest, everybody, opened, quarterly
from commands.evaluations.report_cards import summary
from commands.evaluations.round import Kind, Participant, Round, Standing, State, quarter_of
from commands.evaluations.rules import TooFewPeople
from commands.evaluations.runner_cards import not_held, running, standing_card
from commands.evaluations.schedule import (
    BALLOTS_KEPT,
    EVENING,
    MORNING,
    REPORT_KEPT,
    TRACES_KEPT,
    Stage,
    announced_on,
    of_person,
    opening_day,
    planned,
    span_of,
    waves,
    years_on,
)
from commands.evaluations.store import Store
from commands.replies import Act, Renew, Reply, Tell, ToPerson, Urgency

#: How many people are written to in one transaction: a fifth of a second, so that others get their turn.
PART = 50


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
                return self._day(round_, tick, store)
            case Stage.CLOSE:
                return self._close(round_, tick, store)
            case Stage.TELL:
                return _tell(round_, tick, store)
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
        return Reply(tells=(_reminder(round_, participant),))

    def _open(self, round_: Round, tick: Tick, store: Store) -> Reply:
        """Open an announced round."""
        if round_.state is not State.ANNOUNCED:
            raise Lapsed("moved_on")
        reply = opened(round_, store, self._neighbours, tick.today)
        now = store.evaluations.round(round_.reference) or round_
        return replace(
            reply,
            acts=(Act("evaluations.open", round_.ref, round_.kind.value),),
            renews=(Renew(runner_key(round_), running(now, store.evaluations.standings(now))),),
        )

    def _day(self, round_: Round, tick: Tick, store: Store) -> Reply:
        """Invite who was not invited yet and remind who did not answer, of those who work today; then the next part."""
        if round_.state is not State.OPEN or tick.today > round_.closes:
            raise Lapsed("closed")
        if not store.evaluations.standings(round_) and round_.kind is not Kind.PROJECT:
            # A backup holds nobody of an open round (docs/evaluation.md): everybody is asked anew.
            store.evaluations.choose(round_, everybody(store, self._neighbours, tick.today))
        wave = waves(round_, tick.today, store.calendar)
        part = store.evaluations.to_tell(round_, wave, tick.due.whom, PART)
        here = [each for each in part if _hears(each, tick, store)]
        new = [each for each in here if each.standing is Standing.CHOSEN]
        again = [each for each in here if each.standing is Standing.INVITED]
        store.evaluations.told(round_, [each.person for each in new], [each.person for each in again], wave)
        done = opening_lines(round_, store)
        invited = (
            Tell(ToPerson(each.person), invitation(round_, done), invitation_key(round_, each.person)) for each in new
        )
        return Reply(
            tells=(*invited, *(_reminder(round_, each) for each in again)),
            renews=_counted(round_, part, store),
            plans=tuple(_next_part(round_, part, tick, store)),
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


def _hears(participant: Participant, tick: Tick, store: Store) -> bool:
    """Whether somebody may hear something today: at work, not away, and not asked to be left alone."""
    if participant.not_before and tick.today < participant.not_before:
        return False
    if store.people.absence(participant.person, tick.today):
        return False
    works = store.working_time(participant.person)
    return works.works_on(tick.at.astimezone(works.zone).date())


def _reminder(round_: Round, participant: Participant) -> Tell:
    """Return a reminder; once this person's part is settled it is left out of the overview of the day."""
    about = of_person(round_, participant.person.id)
    return Tell(ToPerson(participant.person), invitation(round_, again=True), urgency=Urgency.REMINDER, about=about)


def _counted(round_: Round, part: tuple[Participant, ...], store: Store) -> tuple[Renew, ...]:
    """Return the card of those who run the round as it stands after the last part of a day."""
    if len(part) == PART:
        return ()
    return (Renew(runner_key(round_), running(round_, store.evaluations.standings(round_))),)


def _next_part(round_: Round, part: tuple[Participant, ...], tick: Tick, store: Store) -> tuple[Due, ...]:
    """Return when it goes on: with the next people at once, else on the next working day before it closes."""
    if len(part) == PART:
        return (planned(round_, Stage.DAY, tick.due.day, tick.due.at, part[-1].person.id),)
    day = store.calendar.add_working_days(max(tick.due.day, tick.today), 1)
    return (planned(round_, Stage.DAY, day, MORNING),) if day < round_.closes else ()


def _tell(round_: Round, tick: Tick, store: Store) -> Reply:
    """Tell the next people of a round that ended what came of it, take the buttons off, and forget who took part."""
    if round_.state not in {State.CLOSED, State.STOPPED}:
        raise Lapsed("moved_on")
    part = store.evaluations.leave(round_, PART)
    if not part:
        return Reply(plans=(planned(round_, Stage.TRACES, tick.today + timedelta(days=TRACES_KEPT), EVENING),))
    report = store.evaluations.report(round_.reference)
    card = closed_card(round_) if round_.state is State.CLOSED else stopped_card()
    reached = [each for each in part if each.standing is not Standing.CHOSEN]
    tells = (
        Tell(
            ToPerson(each.person),
            summary(round_, report, each.person.language or store.organisation.language),
            urgency=Urgency.INFORMATION,
        )
        for each in reached
        if report
    )
    return Reply(
        tells=tuple(tells),
        renews=tuple(Renew(invitation_key(round_, each.person), card) for each in reached),
        settles=tuple(of_person(round_, each.person.id) for each in reached),
        plans=(planned(round_, Stage.TELL, tick.due.day, tick.due.at, part[-1].person.id),),
    )
