# SPDX-License-Identifier: EUPL-1.2
"""What who runs a round reads: the look beforehand, how it stands, and how to stop it."""

from collections.abc import Mapping

from commands.cards import Bullets, Button, Buttons, Card, Element, Fact, Facts, Heading, Paragraph, Style, Tone, Weight
from commands.evaluations.keys import button, page_button
from commands.evaluations.round import GROUPS, Group, Kind, Round, Standing, State
from commands.evaluations.schedule import open_days
from commands.text import Text, _, n_

_WHO: Mapping[Kind, Text] = {
    Kind.QUARTERLY: _(
        "Everybody who has a function or deputises for one, and who was involved in a request since the quarter "
        "before. The group follows from the function; who has none counts as business."
    ),
    Kind.PROJECT: _("Who was involved as far as I know, and whom you named."),
    Kind.PULSE: _("Everybody who is invited each quarter."),
}


def preview(round_: Round, sizes: Mapping[Group, int], language: str) -> Card:
    """Return the round before it goes out: when, to whom, and every question."""
    by_itself = not round_.started_by
    when: Text = _("It goes out by itself on {day}, unless you stop it.", day=round_.opens)
    if not by_itself:
        when = _("It goes out when you say so.")
    return Card(
        _("Look at it beforehand: {round}", round=round_.name),
        (
            Paragraph(when),
            Facts((_how_long(round_, by_itself=by_itself), *_people(sizes))),
            Paragraph(_WHO[round_.kind], Weight.SUBTLE),
            Heading(_("The questions")),
            Bullets(tuple(question.said_in(language) for question in round_.questions)),
            Paragraph(
                _("Nothing is shown of fewer than {count} answers together.", count=round_.threshold), Weight.SUBTLE
            ),
            Buttons(
                (
                    button(_("Open it now"), "open", round_, Style.PRIMARY),
                    button(_("Show the invitation"), "invitation", round_),
                    button(_("Stop and remove"), "stop", round_, Style.DANGER),
                )
            ),
        ),
        Tone.WAITING,
    )


def _how_long(round_: Round, *, by_itself: bool) -> Fact:
    """Return until when a round is open, or how long where nobody knows yet when it opens."""
    if by_itself:
        return Fact(_("Open until"), _("{day}", day=round_.closes))
    days = open_days(round_.kind)
    return Fact(_("How long it is open"), n_("{count} working day", "{count} working days", days))


def _people(sizes: Mapping[Group, int]) -> tuple[Fact, ...]:
    """Return how many people are asked, all and by group."""
    total = sum(sizes.values())
    groups = (Fact(GROUPS[group], str(sizes[group])) for group in Group if sizes.get(group))
    return (Fact(_("Who is asked"), n_("{count} person", "{count} people", total)), *groups)


def running(round_: Round, standings: Mapping[Standing, int]) -> Card:
    """Return how a round stands: how many answered, never who."""
    asked = sum(number for standing, number in standings.items() if standing is not Standing.CHOSEN)
    waiting = standings.get(Standing.CHOSEN, 0)
    facts = [
        Fact(_("Open until"), _("{day}", day=round_.closes)),
        Fact(_("Invited"), str(asked)),
        Fact(_("Answered"), str(standings.get(Standing.ANSWERED, 0))),
        Fact(_("Not this time"), str(standings.get(Standing.DECLINED, 0))),
    ]
    if waiting:
        facts.append(Fact(_("Still to be invited, within their working hours"), str(waiting)))
    return Card(
        _("Under way: {round}", round=round_.name),
        (
            Facts(tuple(facts)),
            Paragraph(_("Everybody is written to within working hours; who is away when back."), Weight.SUBTLE),
            Buttons((button(_("Stop and remove"), "stop", round_, Style.DANGER),)),
        ),
    )


def sure_to_stop(round_: Round) -> Card:
    """Return the question before everything is removed."""
    return Card(
        _("Stop {round}?", round=round_.name),
        (
            Paragraph(_("Everything that was answered is removed for good, and nobody gets a reminder any more.")),
            Buttons(
                (
                    button(_("Yes, stop and remove"), "stop_sure", round_, Style.DANGER),
                    button(_("No, go on"), "run", round_),
                )
            ),
        ),
        Tone.BAD,
    )


def stopped(round_: Round) -> Card:
    """Return that it was stopped."""
    return Card(
        _("Stopped: {round}", round=round_.name),
        (Paragraph(_("Everything that was answered has been removed.")),),
    )


def unknown_card(round_: Round) -> Card:
    """Return that a round was stopped because a backup was put back."""
    why = _(
        "A backup was put back, and it does not hold who was asked, nor what was answered. Start it again: then name "
        "who was in the project once more."
    )
    return Card(_("Stopped: {round}", round=round_.name), (Paragraph(why),), Tone.BAD)


def late_card(round_: Round) -> Card:
    """Return that a round was not opened so long after its day: perhaps it was held, and a backup was put back."""
    return Card(
        _("Not opened by itself: {round}", round=round_.name),
        (
            Paragraph(_("It should have been open until {day}, and I could not open it in time.", day=round_.closes)),
            Paragraph(
                _(
                    "If it was held, and a backup was put back since, then its results are known: stop it. Two "
                    "reports of one quarter could show who answered what. If it never came, open it now."
                )
            ),
            Buttons(
                (
                    button(_("Open it now"), "open", round_),
                    button(_("Stop and remove"), "stop", round_, Style.DANGER),
                )
            ),
        ),
        Tone.BAD,
    )


def not_held(why: Text) -> Card:
    """Return that the round of a quarter does not come, and why."""
    return Card(_("There is no evaluation this quarter"), (Paragraph(why),), Tone.BAD)


def standing_card(round_: Round, sizes: Mapping[Group, int], standings: Mapping[Standing, int], language: str) -> Card:
    """Return the card of a round as it is now."""
    match round_.state:
        case State.ANNOUNCED:
            return preview(round_, sizes, language)
        case State.OPEN:
            return running(round_, standings)
        case State.CLOSED:
            row: tuple[Element, ...] = (Buttons((_results(round_), page_button(_("Open the report"), round_))),)
            return Card(_("Closed: {round}", round=round_.name), row)
        case State.STOPPED:
            return stopped(round_)


def _results(round_: Round) -> Button:
    return button(_("Show the results"), "results", round_, Style.PRIMARY)
