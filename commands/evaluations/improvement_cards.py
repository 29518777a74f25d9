# SPDX-License-Identifier: EUPL-1.2
"""What is read of an improvement: by its owner, by who runs the evaluation, and by everybody who wants to see it."""

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Paragraph, Quote, Style, Tone, Weight
from commands.evaluations.improvements import UNDER_WAY, Improvement, Progress, Step, done
from commands.evaluations.instrument import DIMENSIONS
from commands.events import Press
from commands.text import Message, Text, _


def asked_card(improvement: Improvement) -> Card:
    """Return what the owner reads when the board agreed on it."""
    return _to_do(_("The board asks you for an improvement: {dimension}", dimension=_name(improvement)), improvement)


def waits_card(improvement: Improvement, step: Step) -> Card:
    """Return the reminder for the owner."""
    values = {"dimension": _name(improvement), "day": improvement.due or ""}
    match step:
        case Step.HALF:
            return _to_do(_("An improvement waits for you until {day}: {dimension}", **values), improvement)
        case Step.END:
            return _to_do(_("Today is the last day for an improvement: {dimension}", **values), improvement)
        case Step.STALLED | Step.AGAIN:
            return _to_do(_("An improvement should have been done on {day}: {dimension}", **values), improvement)


def stalled_card(improvement: Improvement) -> Card:
    """Return what who runs the evaluation hears when the term has passed."""
    return Card(
        _("An improvement does not get on: {dimension}", dimension=_name(improvement)),
        (
            Paragraph(done(improvement)),
            Paragraph(_("It climbs the ladder of authority until somebody decides. The next report says so too.")),
            Buttons((_done(improvement),)),
        ),
        Tone.WAITING,
    )


def shown_card(improvement: Improvement, *, yours: bool) -> Card:
    """Return how an improvement stands; whose it is may say what was done, and everybody may say that it is stuck."""
    row: list[Button] = []
    if improvement.progress in UNDER_WAY:
        row += [_done(improvement)] if yours else []
        row.append(_stuck(improvement))
    buttons = (Buttons(tuple(row)),) if row else ()
    title = _("Improve the collaboration: {dimension}", dimension=_name(improvement))
    return Card(title, (Paragraph(done(improvement)), *buttons), _TONES.get(improvement.progress, Tone.NEUTRAL))


def done_card(improvement: Improvement) -> Card:
    """Return that it was recorded."""
    return Card(
        _("Recorded: {dimension}", dimension=_name(improvement)),
        (
            Quote(improvement.note),
            Paragraph(_("The next invitation opens with it, and the report shows whether the figure moved.")),
        ),
        Tone.GOOD,
    )


def entries(improvements: tuple[Improvement, ...]) -> Entries:
    """Return improvements as a list, each with a button to it."""
    return Entries(
        tuple(
            Entry(
                _name(each),
                done(each),
                Button(
                    _("Show it"),
                    show(each),
                    name=_("Show it: {dimension}", dimension=_name(each)),
                ),
            )
            for each in improvements
        )
    )


def show(improvement: Improvement) -> Press:
    """Return the press that shows an improvement."""
    return Press("evaluations.improvement", (("ref", improvement.ref.id),))


_TONES = {Progress.DONE: Tone.GOOD, Progress.AGREED: Tone.WAITING, Progress.STALLED: Tone.WAITING}


def _to_do(title: Text, improvement: Improvement) -> Card:
    """Return a card for the owner."""
    said: list[Element] = [Paragraph(improvement.action)] if improvement.action else []
    until = (Paragraph(_("Until {day}.", day=improvement.due), Weight.SUBTLE),) if improvement.due else ()
    return Card(title, (*said, *until, Buttons((_done(improvement), _stuck(improvement)))), Tone.WAITING)


def _done(improvement: Improvement) -> Button:
    press = Press("evaluations.improve", (("ref", improvement.ref.id),))
    name = _("Say what was done: {dimension}", dimension=_name(improvement))
    return Button(_("Say what was done"), press, Style.PRIMARY, name)


def _stuck(improvement: Improvement) -> Button:
    press = Press("escalations.new", (("about", str(improvement.ref)),))
    return Button(_("It is stuck"), press, name=_("It is stuck: {dimension}", dimension=_name(improvement)))


def _name(improvement: Improvement) -> Message:
    return DIMENSIONS[improvement.dimension]
