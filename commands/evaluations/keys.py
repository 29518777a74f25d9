# SPDX-License-Identifier: EUPL-1.2
"""What cards of a round are called, so that a newer one comes in the place of an older, and its buttons."""

from commands.cards import Button, Style
from commands.evaluations.round import Round
from commands.events import Press
from commands.people import Person
from commands.text import Text, _


def press(verb: str, round_: Round, **values: str) -> Press:
    """Return a press of this feature about a round; never with an answer of somebody on a card that is kept."""
    return Press(f"evaluations.{verb}", (("ref", round_.reference), *values.items()))


def button(label: Text, verb: str, round_: Round, style: Style = Style.PLAIN, **values: str) -> Button:
    """Return a button about a round; its accessible name says which one."""
    return Button(label, press(verb, round_, **values), style, _("{label}: {round}", label=label, round=round_.name))


def invitation_key(round_: Round, person: Person) -> str:
    """Return the key of somebody's invitation."""
    return f"evaluations/{round_.reference}/invitation/{person.id}"


def ballot_key(round_: Round, person: Person, sitting: str) -> str:
    """Return the key of the card on which somebody answers; each time that somebody sits down for it has its own."""
    return f"{ballots_key(round_)}{person.id}/{sitting}"


def ballots_key(round_: Round) -> str:
    """Return how the keys begin of all cards of a round on which people answer."""
    return f"evaluations/{round_.reference}/ballot/"


def traces(round_: Round) -> tuple[str, ...]:
    """Return how the keys begin of messages that say who was in a round, and who answered."""
    return f"evaluations/{round_.reference}/invitation/", ballots_key(round_)


def runner_key(round_: Round) -> str:
    """Return the key of the card of those who run the round."""
    return f"evaluations/{round_.reference}/run"


def stop_key(round_: Round) -> str:
    """Return the key of the question whether a round may be stopped, and of what came of it."""
    return f"evaluations/{round_.reference}/stop"


def page_button(label: Text, round_: Round, part: str = "") -> Button:
    """Return the button to a page of a round: its report, or the place to answer in private."""
    path = f"/records/evaluations/{round_.reference}{part}"
    return Button(
        label, Press("house.open", (("path", path),)), name=_("{label}: {round}", label=label, round=round_.name)
    )
