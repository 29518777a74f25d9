# SPDX-License-Identifier: EUPL-1.2
"""A report has been kept as long as it must be: who runs evaluations removes it, or keeps it longer (domain §3.2)."""

from commands.cards import Buttons, Card, Paragraph, Style, Tone
from commands.errors import Refused
from commands.evaluations.admission import check_runner, found
from commands.evaluations.keys import button, page_button
from commands.evaluations.report_cards import headline
from commands.evaluations.round import Round, State
from commands.evaluations.schedule import LONGER, MORNING, REPORT_KEPT, Stage, planned, years_on
from commands.evaluations.store import Store
from commands.events import Context, Press
from commands.replies import Act, Renew, Reply
from commands.text import _


class StillToBeKept(Refused):
    """This report must be kept until {day}."""


def expired_card(round_: Round) -> Card:
    """Return what is asked about a report whose term has ended."""
    return Card(
        _("The term ended in which this report is kept: {round}", round=round_.name),
        (
            Paragraph(
                _(
                    "The selection list of 2020 (4.1) says ten years. Keep it where somebody asked for it under the "
                    "Woo, or where the archive does not have it yet."
                )
            ),
            Buttons(
                (
                    button(_("Remove it for good"), "remove", round_, Style.DANGER),
                    button(_("Keep it one more year"), "keep", round_),
                    page_button(_("Open the report"), round_),
                )
            ),
        ),
        Tone.WAITING,
    )


def expiry_key(round_: Round) -> str:
    """Return the key of that card."""
    return f"evaluations/{round_.reference}/expiry"


def remove(press: Press, context: Context, store: Store) -> Reply:
    """Remove a report whose term has ended; the journal keeps that it was, by whom and when.

    Raises:
        NotYoursToRun: to who does not run evaluations.
        StillToBeKept: before the term ends.

    """
    check_runner(context.who, store)
    round_ = _expired(press["ref"], context, store)
    store.evaluations.remove_round(round_)
    card = Card(_("Removed: {round}", round=headline(round_)), tone=Tone.GOOD)
    act = Act("evaluations.remove", round_.ref)
    return Reply(answer=card, renews=(Renew(expiry_key(round_), card),), acts=(act,), settles=(round_.ref,))


def keep(press: Press, context: Context, store: Store) -> Reply:
    """Keep a report longer, and ask again after that.

    Raises:
        NotYoursToRun: to who does not run evaluations.
        StillToBeKept: before the term ends.

    """
    check_runner(context.who, store)
    round_ = _expired(press["ref"], context, store)
    day = years_on(context.today, LONGER)
    card = Card(_("Kept until {day}: {round}", day=day, round=headline(round_)))
    return Reply(
        answer=card,
        renews=(Renew(expiry_key(round_), card),),
        acts=(Act("evaluations.keep", round_.ref),),
        plans=(planned(round_, Stage.REPORT, day, MORNING),),
    )


def _expired(reference: str, context: Context, store: Store) -> Round:
    """Return a round of which the report has been kept long enough.

    Raises:
        RoundGone: when it is not kept.
        StillToBeKept: before the term ends.

    """
    round_ = found(reference, store)
    report = store.evaluations.report(reference)
    until = years_on(report.closed_on if report else round_.closes, REPORT_KEPT)
    if round_.state is not State.CLOSED or context.today < until:
        raise StillToBeKept(day=until)
    return round_
