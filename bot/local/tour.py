# SPDX-License-Identifier: EUPL-1.2
"""The tour: ask, request, decide. Its progress stands in the address."""

from collections.abc import Sequence

from bot.language import Localizer
from bot.local.pictures import Received, Step
from bot.local.render import fresh_key
from bot.local.visit import LAST_STEP, Visit
from commands.events import Ask, Press, Said, Submit
from commands.feature import Feature
from commands.text import Message, _

ASK, REQUEST, DECIDE = 1, 2, 3

TITLES: dict[int, Message] = {
    ASK: _("Ask who decides"),
    REQUEST: _("File a request"),
    DECIDE: _("Decide"),
    LAST_STEP: _("That was it: asked, requested, decided"),
}


def step(
    visit: Visit, reader: Localizer, features: Sequence[Feature], others: Sequence[Received], waiting: int
) -> Step:
    """Return the step that this visit is at; ``others`` are those who got something because of the visitor."""
    people = [other for other in others if not other.channel]
    about, button, words, href = _what(visit, reader, features, sorted(people, key=lambda o: not o.asks), waiting)
    last = visit.step == LAST_STEP
    return Step(
        step=visit.step,
        title=reader.say(TITLES[visit.step]),
        about=reader.say(about),
        button=reader.say(button) if button else "",
        words=words,
        href=href,
        next_href="" if last else visit.at_step(visit.step + 1).href,
        stop_href=visit.at_step(0).href,
        key=fresh_key(),
    )


def after(visit: Visit, said: Said, *, opened: bool) -> int:
    """Return the step after something was done; a form that opened is not done yet."""
    done = {
        ASK: isinstance(said, Ask),
        REQUEST: isinstance(said, Submit),
        DECIDE: isinstance(said, Press | Submit),
    }
    return visit.step + 1 if done.get(visit.step, False) and not opened else visit.step


def _what(
    visit: Visit, reader: Localizer, features: Sequence[Feature], others: Sequence[Received], waiting: int
) -> tuple[Message, Message | None, str, str]:
    """Return what a step says, and its button: words to send or an address to go to."""
    match visit.step:
        case 1:
            question = next((e.said_in(reader.language) for f in reversed(features) for e in f.examples), "help")
            return (
                _("Anyone may ask. The answer names who decides today, why, and up to which amount."),
                _("Ask: {question}", question=question),
                question,
                "",
            )
        case 2:
            return (
                _("Request something yourself. Fill in the form and send it: Mandaat finds who decides."),
                _("Open the form"),
                _request(features, reader.language),
                "",
            )
        case 3 if waiting:
            return (_("Something waits for you now. Find the card below and press one of its buttons."), None, "", "")
        case 3 if others:
            return (
                _("Your request went to {name}. Go on as that person and decide.", name=others[0].name),
                _("Go on as {name}", name=others[0].name),
                "",
                others[0].href,
            )
        case 3:
            return (_("Choose at the top left someone for whom something waits, and decide."), None, "", "")
        case _ if others:
            return (
                _("{name} has the answer already, and the decision is on record.", name=others[0].name),
                _("Go back to {name}", name=others[0].name),
                "",
                others[0].href,
            )
        case _:
            return (_("Now try your own questions, or move the clock and see what is late."), None, "", "")


def _request(features: Sequence[Feature], language: str) -> str:
    """Return the words that open the request form."""
    command = next((c for f in features if f.name == "requests" for c in f.commands), None)
    if command is None:
        return "help"
    if language == "nl":
        return f"/{command.names[0]} acht laptops voor de wijkteams, 8k"
    return f"/{command.names[-1]} eight laptops for the district teams, 8k"
