# SPDX-License-Identifier: EUPL-1.2
"""``/evaluation``: what waits for you, what came out, and for who runs it how it stands and what can be started."""

import re
from collections.abc import Mapping

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph, Style, Tone
from commands.errors import Refused
from commands.evaluations import bank
from commands.evaluations.admission import check_runner, found, may_run
from commands.evaluations.cards import invitation
from commands.evaluations.following import followed
from commands.evaluations.improvement_cards import entries
from commands.evaluations.keys import button, invitation_key
from commands.evaluations.report_cards import summary
from commands.evaluations.round import Kind, Round, State, quarter_of
from commands.evaluations.rules import RoundGone
from commands.evaluations.start_forms import pulse_view
from commands.evaluations.starting import Starting
from commands.evaluations.store import Store
from commands.events import Ask, Context, Press
from commands.people import Person
from commands.replies import Reply
from commands.text import Text, _

#: So many closed rounds are listed.
SHOWN = 4

_WORDS: Mapping[str, str] = {
    "start": "start", "begin": "start", "starten": "start",
    "stop": "stop", "stoppen": "stop",
    "vragen": "questions", "questions": "questions", "vragenbank": "questions",
    "instellen": "settings", "instellingen": "settings", "settings": "settings",
    "uitslag": "results", "resultaat": "results", "resultaten": "results", "results": "results", "result": "results",
    "project": "project",
    "puls": "pulse", "pulse": "pulse", "vraag": "pulse", "question": "pulse",
}  # fmt: skip
_QUARTER = re.compile(
    r"(?:(?P<year>20\d\d)\D{0,3}[kq]?(?P<number>[1-4])|[kq](?P<n>[1-4])\D{0,3}(?P<y>20\d\d))", re.IGNORECASE
)


class NothingClosed(Refused):
    """No evaluation has closed yet, so there is no result to show."""


class NothingToStop(Refused):
    """No evaluation is open or announced, so there is nothing to stop."""


class Overview:
    """The command, with what starts rounds."""

    def __init__(self, starting: Starting) -> None:
        """Keep what starts rounds."""
        self._starting = starting

    def ask(self, ask: Ask, context: Context, store: Store) -> Reply:
        """Answer the command: alone an overview, else what the first word says.

        Raises:
            Refused: to who may not, or when there is no such thing.

        """
        first, _space, rest = ask.words.strip().partition(" ")
        match _WORDS.get(first.casefold(), ""):
            case "start":
                return self._starting.start(ask, context, store)
            case "stop":
                return _stop(context, store)
            case "questions":
                check_runner(context.who, store)
                return Reply(answer=bank.bank_card(context.language, store))
            case "settings":
                return bank.open_choices(Press("evaluations.settings"), context, store)
            case "results":
                return results_of(_named(rest, store), context, store)
            case "project":
                check_runner(context.who, store)
                return Reply(form=self._starting.project_view(rest.strip()))
            case "pulse":
                check_runner(context.who, store)
                return Reply(form=pulse_view(context.language, rest.strip()))
            case _:
                return Reply(answer=self.card(context, store))

    def latest(self, _ask: Ask, context: Context, store: Store) -> Reply:
        """Answer who asks in plain words what came out."""
        return results_of(_named("", store), context, store)

    def mine(self, _ask: Ask, context: Context, store: Store) -> Reply:
        """Answer who asks in plain words where to fill in: with the invitation itself, where there is one."""
        waits = store.evaluations.open_for(context.who)
        if len(waits) == 1:
            return Reply(answer=invitation(waits[0]), key=invitation_key(waits[0], context.who))
        return Reply(answer=self.card(context, store))

    def card(self, context: Context, store: Store) -> Card:
        """Return the overview."""
        elements: list[Element] = []
        waits = store.evaluations.open_for(context.who)
        if waits:
            elements += [Heading(_("Waits for you")), Entries(tuple(_waiting(each) for each in waits))]
        rounds = store.evaluations.rounds()
        closed = [each for each in rounds if each.state is State.CLOSED][:SHOWN]
        if closed:
            elements += [Heading(_("What came out")), Entries(tuple(_closed(each) for each in closed))]
        if last := followed(store, context.today):
            elements += [Heading(_("You said, we did")), entries(last)]
        if not elements:
            elements.append(Paragraph(_("Nothing is open for you now, and nothing has closed yet.")))
        if may_run(context.who, store):
            elements += _running(rounds, quarter_of(context.today))
        return Card(_("Evaluations of the collaboration"), tuple(elements), Tone.WAITING if waits else Tone.NEUTRAL)


def results(press: Press, context: Context, store: Store) -> Reply:
    """Show what came out of a round."""
    return results_of(found(press["ref"], store), context, store)


def results_of(round_: Round, context: Context, store: Store) -> Reply:
    """Show what came out of a round.

    Raises:
        NothingClosed: when it has not closed.

    """
    report = store.evaluations.report(round_.reference)
    if report is None:
        raise NothingClosed
    return Reply(answer=summary(round_, report, context.language))


def home(context: Context, store: Store) -> tuple[Element, ...]:
    """Return what waits for this person."""
    waits = store.evaluations.open_for(context.who)
    if not waits:
        return ()
    return (Heading(_("Evaluations that wait for you")), Entries(tuple(_waiting(each) for each in waits)))


def waiting(person: Person, _at: object, store: Store) -> int:
    """Return how many rounds wait for this person."""
    return len(store.evaluations.open_for(person))


def _waiting(round_: Round) -> Entry:
    """Return a round that somebody can answer."""
    return Entry(
        round_.title, _("Open until {day}", day=round_.closes), button(_("Answer"), "begin", round_, Style.PRIMARY)
    )


def _closed(round_: Round) -> Entry:
    """Return a round that closed."""
    return Entry(round_.title, _("Closed on {day}", day=round_.closes), button(_("Results"), "results", round_))


def _running(rounds: tuple[Round, ...], quarter: str) -> list[Element]:
    """Return what who runs evaluations can do."""
    live = [each for each in rounds if each.state in {State.ANNOUNCED, State.OPEN}]
    elements: list[Element] = [Heading(_("For who runs evaluations"))]
    if live:
        shown = (Entry(each.title, _STATES[each.state], button(_("Show how it stands"), "run", each)) for each in live)
        elements.append(Entries(tuple(shown)))
    held = {State.ANNOUNCED, State.OPEN, State.CLOSED}
    quarterly = any(each.quarter == quarter and each.kind is Kind.QUARTERLY and each.state in held for each in rounds)
    start = (
        () if quarterly else (Button(_("Start the round of this quarter"), Press("evaluations.start"), Style.PRIMARY),)
    )
    elements.append(
        Buttons(
            (
                *start,
                Button(_("Evaluate a project"), Press("evaluations.new_project")),
                Button(_("Ask one question"), Press("evaluations.new_pulse")),
                Button(_("The questions"), Press("evaluations.questions")),
                Button(_("When, and how many answers"), Press("evaluations.settings")),
            )
        )
    )
    return elements


_STATES: Mapping[State, Text] = {
    State.ANNOUNCED: _("Announced, nobody was asked yet"),
    State.OPEN: _("Open for answers"),
}


def _stop(context: Context, store: Store) -> Reply:
    """Show what can be stopped."""
    check_runner(context.who, store)
    live = [each for each in store.evaluations.rounds() if each.state in {State.ANNOUNCED, State.OPEN}]
    if not live:
        raise NothingToStop
    entries = (Entry(each.title, _STATES[each.state], button(_("Stop"), "stop", each, Style.DANGER)) for each in live)
    return Reply(answer=Card(_("Which one?"), (Entries(tuple(entries)),)))


def _named(words: str, store: Store) -> Round:
    """Return the closed round that these words name: a reference or a quarter; without any the last quarterly one.

    Raises:
        NothingClosed: when nothing has closed.
        RoundGone: when there is no such round.

    """
    closed = [each for each in store.evaluations.rounds() if each.state is State.CLOSED]
    if not closed:
        raise NothingClosed
    typed = words.strip()
    if not typed:
        return next((each for each in closed if each.kind is Kind.QUARTERLY), closed[0])
    match = _QUARTER.search(typed)
    quarter = f"{match['year'] or match['y']}-{match['number'] or match['n']}" if match else ""
    for each in closed:
        if typed.casefold() == each.reference.casefold() or (quarter and each.quarter == quarter):
            return each
    raise RoundGone
