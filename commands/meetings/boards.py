# SPDX-License-Identifier: EUPL-1.2
"""The secretary sets up boards and their series."""

from dataclasses import replace

from commands.cards import Card, Paragraph
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.forms import Option
from commands.meetings.board import CONTROLLER, Board
from commands.meetings.forms import BoardForm, SeriesForm
from commands.meetings.items import coming_meetings
from commands.meetings.lookup import board_in, home_of
from commands.meetings.reminders import falls_due
from commands.meetings.rhythm import read_rule
from commands.meetings.rules import check_secretary, members
from commands.meetings.seats import no_function, unknown
from commands.meetings.series import plan, planned_card
from commands.meetings.store import ChangedMeanwhile, Store
from commands.meetings.typed import NO, YES, clock, lines
from commands.replies import Act, Reply
from commands.text import _


def open_new_board(press: Press, context: Context, store: Store) -> Reply:
    """Open the form of a new board."""
    home = home_of(press, context, store)
    check_secretary(None, home.people, context.who)
    known = {b.function for b in home.meetings.boards()}
    bodies = tuple(Option(f.name, f.name) for f in home.people.functions() if f.body and f.name not in known)
    if not bodies:
        text = _("A steward first adds the body as a function that meets, with /people.")
        return Reply(answer=Card(_("There is no body without a board"), (Paragraph(text),)))
    values = {"controller": CONTROLLER if home.people.function(CONTROLLER) else ""}
    return Reply(form=BoardForm.view(values, hidden={"org": home.organisation.id}, options={"function": bodies}))


def open_board(press: Press, context: Context, store: Store) -> Reply:
    """Show a board with its series, for its secretary."""
    home = home_of(press, context, store)
    board = board_in(press, home)
    check_secretary(board, home.people, context.who)
    coming = coming_meetings(board, home, context.today)
    return Reply(
        answer=planned_card(board, coming, home, context.today, _("{board}: what is planned", board=board.function))
    )


def edit_board(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with a board filled in."""
    home = home_of(press, context, store)
    board = board_in(press, home)
    check_secretary(board, home.people, context.who)
    days = board.schedule
    values = {
        "function": board.function,
        "chair": board.chair.name if board.chair else "",
        "secretary": board.secretary.name if board.secretary else "",
        "seats": "\n".join(board.seats),
        "controller": board.controller,
        "quorum": str(board.quorum or ""),
        "votes": YES if board.votes else NO,
        "confidential": YES if board.confidential else NO,
        "mandate": board.mandate,
        "place": board.place,
        "link": board.link,
        "schedule": f"{days.call}, {days.closing}, {days.agenda}, {days.short}, {days.decisions}",
    }
    hidden = {"org": home.organisation.id, "board": str(board.number), "revision": str(board.revision)}
    options = {"function": (Option(board.function, board.function),)}
    return Reply(form=BoardForm.view(values, hidden=hidden, options=options))


def save_board(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep a board as it was filled in.

    Raises:
        FormErrors: when a function is not known, or the chair holds none.
        ChangedMeanwhile: when somebody else changed it since the form was opened.

    """
    home = home_of(submit, context, store)
    was = board_in(submit, home) if submit["board"] else None
    check_secretary(was, home.people, context.who)
    if was and submit["revision"] != str(was.revision):
        raise ChangedMeanwhile
    form = BoardForm.read(submit.answers, context.today, home.people.find)
    seats = lines(form.seats)
    named = {"function": (form.function,), "seats": seats, "controller": (form.controller,)}
    faults = unknown(named, home, context.today)
    if form.chair and (fault := no_function(form.chair, home, context.today)):
        faults["chair"] = fault
    if faults:
        raise FormErrors(faults)
    same = home.meetings.board_of(form.function)
    if same and (was is None or same.number != was.number):
        raise FormErrors({"function": _("This board was set up already.")})
    board = replace(
        was or Board(0, form.function),
        chair=form.chair,
        secretary=form.secretary,
        seats=tuple(dict.fromkeys(known.name for f in seats if (known := home.people.function(f)))),
        controller=form.controller or CONTROLLER,
        quorum=int(form.quorum or 0),
        votes=form.votes == YES,
        confidential=form.confidential == YES,
        mandate=form.mandate,
        place=form.place,
        link=form.link,
        schedule=form.days or Board(0, "").schedule,
    )
    _check_quorum(board, context, home)
    kept = home.meetings.save_board(board) if was else home.meetings.add_board(board)
    coming = coming_meetings(kept, home, context.today)
    plans = tuple(due for m in coming for due in falls_due(kept, m, context.today, home.calendar))
    title = _("{board} is set up", board=kept.function) if was is None else _("{board} is changed", board=kept.function)
    return Reply(
        answer=planned_card(kept, coming, home, context.today, title),
        settles=tuple(m.ref for m in coming),
        plans=plans,
        acts=(Act("meetings.board", kept.ref, "changed" if was else "added"),),
        organisation=home.organisation.id,
    )


def _check_quorum(board: Board, context: Context, home: Store) -> None:
    """Return when the board can be complete with who sits in it today; without any member yet, that is not known."""
    seated = len(members(board, home.people, context.today))
    if 0 < seated < board.quorum:
        raise FormErrors({"quorum": _("The board has {count} members today.", count=seated)})


def open_series(press: Press, context: Context, store: Store) -> Reply:
    """Open the form of the series."""
    home = home_of(press, context, store)
    board = board_in(press, home)
    check_secretary(board, home.people, context.who)
    values = {"rule": board.rule, "starts": board.starts.isoformat("minutes"), "minutes": str(board.minutes)}
    hidden = {"org": home.organisation.id, "board": str(board.number), "revision": str(board.revision)}
    return Reply(form=SeriesForm.view(values, hidden=hidden))


def save_series(submit: Submit, context: Context, store: Store) -> Reply:
    """Plan the meetings of a board by a rule."""
    home = home_of(submit, context, store)
    board = board_in(submit, home)
    check_secretary(board, home.people, context.who)
    if submit["revision"] != str(board.revision):
        raise ChangedMeanwhile
    form = SeriesForm.read(submit.answers, context.today, home.people.find)
    read_rule(form.rule, context.today)
    starts = clock(form.starts) or board.starts
    kept = home.meetings.save_board(replace(board, rule=form.rule, starts=starts, minutes=int(form.minutes)))
    series = plan(kept, home, context.at)
    coming = coming_meetings(kept, home, context.today)
    title = _("The meetings of {board} are planned", board=kept.function)
    answer = planned_card(kept, coming, home, context.today, title, series.off)
    return Reply(
        answer=answer,
        tells=series.tells,
        renews=series.renews,
        plans=series.plans,
        settles=series.settles,
        acts=(Act("meetings.series", kept.ref, f"planned:{len(series.added)}"),),
        organisation=home.organisation.id,
    )
