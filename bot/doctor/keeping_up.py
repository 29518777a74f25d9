# SPDX-License-Identifier: EUPL-1.2
"""Whether the clock goes, what should have happened did, messages leave, and the journal is whole."""

from collections.abc import Iterator

from bot.clock import business_now
from bot.doctor.found import Case, Found, Level
from bot.health import CLOCK_SECONDS, STUCK_SECONDS
from commands.text import Moment, _, n_
from storage.fallen import failures, lag
from storage.settings import Settings as Kept
from storage.undelivered import may_go_again
from storage.verdict import verify
from storage.vitals import ticked, vitals

#: So late a due row may be: it is taken within a second or two, unless others go first.
LATE_SECONDS = 300


def clock(case: Case) -> Iterator[Found]:
    """Look whether a process with the clock runs."""
    last = case.read(ticked)
    advice = _("Start the program, or a process with: python -m bot run --clock")
    if last is None:
        yield Found("clock", Level.BROKEN, _("The clock never went, so no reminder and no term will come."), advice)
    elif (case.now - last).total_seconds() > CLOCK_SECONDS:
        text = _("The clock stands still since {moment}.", moment=Moment(last))
        yield Found("clock", Level.BROKEN, text, advice)
    else:
        yield Found("clock", Level.GOOD, _("The clock goes."))


def dues(case: Case) -> Iterator[Found]:
    """Look whether what fell due was carried out."""
    (count, oldest), now = case.read(lambda c: (lag(c, business_now(Kept(c))), business_now(Kept(c))))
    if oldest and (now - oldest).total_seconds() > LATE_SECONDS:
        text = n_(
            "{count} thing should have happened by now; the oldest since {moment}.",
            "{count} things should have happened by now; the oldest since {moment}.",
            count,
            moment=Moment(oldest),
        )
        yield Found("dues", Level.ATTENTION, text, _("If the clock goes, look in the log for lines with: due"))
    if given_up := case.read(failures):
        text = n_(
            "{count} thing that had to happen on time was given up; the last is {rule}.",
            "{count} things that had to happen on time were given up; the last is {rule}.",
            len(given_up),
            rule=given_up[0].due.rule,
        )
        yield Found("dues", Level.ATTENTION, text, _("Look in the log for its number, and report it."))


def outbox(case: Case) -> Iterator[Found]:
    """Look whether messages leave."""
    found, failed = case.read(lambda c: (vitals(c, business_now(Kept(c))), may_go_again(c)))
    stuck = found.seconds > STUCK_SECONDS
    if stuck:
        text = n_(
            "{count} message waits; the oldest for {minutes} minutes.",
            "{count} messages wait; the oldest for {minutes} minutes.",
            sum(waiting.count for waiting in found.waiting),
            minutes=round(found.seconds / 60),
        )
        yield Found("outbox", Level.BROKEN, text, _("See why with: python -m bot outbox list"))
    if failed:
        text = n_("{count} message could not be delivered.", "{count} messages could not be delivered.", len(failed))
        advice = _("See which with: python -m bot outbox list. Send again with: python -m bot outbox retry")
        yield Found("outbox", Level.ATTENTION, text, advice)
    if not stuck and not failed:
        yield Found("outbox", Level.GOOD, _("Messages leave."))


def journal(case: Case) -> Iterator[Found]:
    """Look whether the journal is as it was written."""
    verdict = case.read(verify)
    if not verdict.intact:
        text = _("The journal was tampered with.")
        advice = _("Keep this database as it is, and see where with: python -m bot journal verify")
        yield Found("journal", Level.BROKEN, text, advice)
        return
    text = n_("The journal is whole: {count} line.", "The journal is whole: {count} lines.", verdict.sealed)
    yield Found("journal", Level.GOOD, text)
