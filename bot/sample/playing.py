# SPDX-License-Identifier: EUPL-1.2
"""Plays the stories of the sample through the real program, oldest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.sample import arrangement, boards, escalating, evaluating, goals
from bot.sample.stage import SampleBroken, Stage
from bot.sample.stories import ASKED, ASKERS, DESK, PROPOSED, REQUESTER, STORIES, Story, Turn
from commands.organisations import Organisation
from commands.requests.authority import sitting
from storage.store import Store

FIRST_HOUR, NOON = 9, 13


def play(stage: Stage, joint: Organisation) -> None:
    """Let everything happen, oldest first; a little of it in the joint arrangement."""
    scenes = [scene for number, story in enumerate(STORIES) for scene in _scenes(stage, story, number)]
    scenes += [(-days, 0, partial(_ask, stage, days, who)) for days, who in ASKERS]
    scenes += [(-2, 0, partial(_leave_a_draft, stage)), (-4, 0, partial(_propose, stage))]
    scenes += evaluating.scenes(stage)
    scenes += boards.scenes(stage)
    scenes += goals.scenes(stage)
    scenes += arrangement.scenes(stage, joint)
    scenes += escalating.scenes(stage)
    for _days, _order, scene in sorted(scenes, key=lambda s: s[:2]):
        scene()


def _ask(stage: Stage, days: int, who: str) -> None:
    """Let somebody ask what the register has no answer to."""
    stage.says(who, ASKED, stage.moment(days, 10))


def _leave_a_draft(stage: Stage) -> None:
    """Let somebody begin a request and not finish it."""
    when = stage.moment(2, 15, 20)
    form = stage.says("noor-van-dijk", "/itverzoek groter scherm in de vergaderzaal", when)
    stage.leaves_unfinished("noor-van-dijk", form, {"problem": "Wie achterin zit, kan de stukken niet lezen."}, when)


def _propose(stage: Stage) -> None:
    """Let people have chosen a topic for words of their own: a proposal that waits for the steward."""
    words, topic, times = PROPOSED

    def propose(store: Store) -> None:
        for _ in range(times):
            store.decision_rights.propose(words, topic, stage.moment(4, 11))

    stage.write(propose)


def _scenes(stage: Stage, story: Story, number: int) -> list[tuple[int, int, Callable[[], None]]]:
    """Return what happens to one request: how many days before (negative), an order within the day, and the doing."""
    told = _Told(stage, story)
    return [
        (-story.days, number, lambda: told.ask(number)),
        *((-turn.days, number, partial(told.turn, turn, order)) for order, turn in enumerate(story.turns)),
    ]


@dataclass
class _Told:
    """One request while its story is told."""

    stage: Stage
    story: Story
    reference: str = ""

    def ask(self, number: int) -> None:
        """Send the request in, from the answer about its right or from the command."""
        when = self.stage.moment(self.story.days, FIRST_HOUR + number % 4, number * 7 % 60)
        who, story = self.story.who, self.story
        form = (
            self.stage.presses(who, "requests.new", when, right=story.right)
            if story.right
            else self.stage.says(who, "/itverzoek", when)
        )
        answers = {
            "kind": story.kind,
            "subject": story.subject,
            "problem": story.problem,
            "serves": self.stage.read(partial(goals.adopted, number=story.serves)),
            "goal": story.goal,
            "why_now": story.why_now,
            "cost": story.cost,
            "recurrence": story.recurrence,
            "personal_data": story.personal_data,
        }
        self.stage.fills(who, form, answers, when)
        self.reference = self.stage.read(lambda store: _newest(store, who))

    def turn(self, turn: Turn, order: int) -> None:
        """Let one thing happen to the request."""
        when = self.stage.moment(turn.days, NOON + order % 4, order * 11 % 60)
        who = self._who(turn, when)
        action = turn.action
        values = {"ref": self.reference, "org": self.stage.organisation.id}
        if action == "requests.agree":
            values["function"] = "Concerncontroller"
        form = self.stage.presses(who, action, when, **values)
        if turn.answers:
            answers = {name: self._answer(typed) for name, typed in turn.answers}
            self.stage.fills(who, form, answers, when)

    def _who(self, turn: Turn, when: datetime) -> str:
        """Return who does this: somebody by name, the one who asked, or whoever acts for the desk that day."""
        if turn.who == REQUESTER:
            return self.story.who
        if turn.who != DESK:
            return turn.who
        day = when.astimezone(self.stage.organisation.zone).date()
        return self.stage.read(lambda store: _at_desk(store, self.reference, day))

    def _answer(self, typed: str) -> str:
        """Return an answer; ``+20`` is the day so many working days after the sample's moment."""
        if not typed.startswith("+"):
            return typed
        today = self.stage.at.astimezone(self.stage.organisation.zone).date()
        return self.stage.read(lambda store: store.calendar.add_working_days(today, int(typed))).isoformat()


def _newest(store: Store, person_id: str) -> str:
    """Return the reference of the newest request of a person."""
    person = store.people.person(person_id)
    if person is None:
        raise SampleBroken(f"The sample has no {person_id}.")
    return store.requests.asked_by(person, 1)[0].reference


def _at_desk(store: Store, reference: str, on: date) -> str:
    """Return who acts on a day for the desk where a request lies."""
    request = store.requests.get(reference)
    acts = sitting(store.people, request.desk, request.requester, on) if request else ()
    if not acts:
        raise SampleBroken(f"Nobody acts for the desk of {reference} on {on}.")
    return acts[0].person.id
