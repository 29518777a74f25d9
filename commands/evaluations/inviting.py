# SPDX-License-Identifier: EUPL-1.2
"""Who is in a round is invited, and reminded when no answer came, a part at a time and only when at work."""

from dataclasses import replace

from commands.dues import Due, Lapsed, Tick
from commands.evaluations.admission import runners
from commands.evaluations.cards import invitation
from commands.evaluations.following import opening_lines
from commands.evaluations.keys import invitation_key, runner_key
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.opening import everybody
from commands.evaluations.round import Kind, Participant, Round, Standing, State
from commands.evaluations.runner_cards import running, stopped, unknown_card
from commands.evaluations.schedule import EVENING, MORNING, PART, Stage, of_person, planned, waves
from commands.evaluations.store import Store
from commands.replies import Act, Renew, Reply, Tell, ToPerson, Urgency


def invited(round_: Round, tick: Tick, store: Store, neighbours: Neighbours) -> Reply:
    """Invite who was not invited yet and remind who did not answer, of those who work today; then the next part.

    Raises:
        Lapsed: when the round does not run any more.

    """
    if round_.state is not State.OPEN or tick.today > round_.closes:
        raise Lapsed("closed")
    if tick.today < round_.closes and not store.evaluations.standings(round_):
        # A backup holds nobody of an open round (docs/evaluation.md): everybody is asked anew.
        if round_.kind is Kind.PROJECT:
            return _stopped(round_, tick, store)
        store.evaluations.choose(round_, everybody(store, neighbours, tick.today))
    wave = waves(round_, tick.today, store.calendar)
    part = store.evaluations.to_tell(round_, wave, tick.due.whom, PART)
    here = [each for each in part if _hears(each, tick, store)]
    new = [each for each in here if each.standing is Standing.CHOSEN]
    again = [each for each in here if each.standing is Standing.INVITED]
    store.evaluations.told(round_, [each.person for each in new], [each.person for each in again], wave)
    done = opening_lines(round_, store)
    begun = (Tell(ToPerson(each.person), invitation(round_, done), invitation_key(round_, each.person)) for each in new)
    return Reply(
        tells=(*begun, *(reminder(round_, each) for each in again)),
        renews=_counted(round_, part, store),
        plans=tuple(_next_part(round_, part, tick, store)),
    )


def reminder(round_: Round, participant: Participant) -> Tell:
    """Return a reminder; once this person's part is settled it is left out of the overview of the day."""
    about = of_person(round_, participant.person.id)
    return Tell(ToPerson(participant.person), invitation(round_, again=True), urgency=Urgency.REMINDER, about=about)


def _stopped(round_: Round, tick: Tick, store: Store) -> Reply:
    """Stop a round about a project of which nobody is known any more: who was named for it is in no backup."""
    now = replace(round_, state=State.STOPPED)
    store.evaluations.save_round(now, round_)
    return Reply(
        tells=(Tell(runners(store), unknown_card(now)),),
        renews=(Renew(runner_key(now), stopped(now)),),
        acts=(Act("evaluations.stop", now.ref),),
        settles=(now.ref,),
        plans=(planned(now, Stage.TELL, tick.today, EVENING),),
    )


def _hears(participant: Participant, tick: Tick, store: Store) -> bool:
    """Whether somebody may hear something today: at work, not away, and not asked to be left alone."""
    if participant.not_before and tick.today < participant.not_before:
        return False
    if store.people.absence(participant.person, tick.today):
        return False
    works = store.working_time(participant.person)
    return works.works_on(tick.at.astimezone(works.zone).date())


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
