# SPDX-License-Identifier: EUPL-1.2
"""Which press and which form of boards is for whom."""

from collections.abc import Mapping
from datetime import date, timedelta

from commands.dues import Tick
from commands.feature import OnPress, OnSubmit
from commands.meetings import (
    actions,
    attending,
    boards,
    bringing,
    consenting,
    deciding,
    editing,
    items,
    overview,
    planning,
    recording,
    written,
)
from commands.meetings.series import plan
from commands.meetings.store import Store
from commands.replies import Act, Reply

#: Series are planned on, so that there is always a year ahead.
SERIES = "meetings.series"
_MONDAY = 7

#: What answers each button, besides those for which others must be known.
PRESSES: Mapping[str, OnPress] = {
    "meetings.boards": overview.show_boards,
    "meetings.meeting": overview.show,
    "meetings.item": items.show,
    "meetings.propose": bringing.open_proposal,
    "meetings.withdraw_item": bringing.withdraw,
    "meetings.edit": editing.open_edit,
    "meetings.decline": editing.open_decline,
    "meetings.control": editing.open_control,
    "meetings.outcome": deciding.choose,
    "meetings.decide": deciding.open_decision,
    "meetings.consent": consenting.consent,
    "meetings.refuse": consenting.open_refusal,
    "meetings.agree": written.agree,
    "meetings.object": written.open_objection,
    "meetings.abstain": written.abstain,
    "meetings.coming": attending.coming,
    "meetings.absent": attending.open_absent,
    "meetings.new_board": boards.open_new_board,
    "meetings.board": boards.open_board,
    "meetings.edit_board": boards.edit_board,
    "meetings.series": boards.open_series,
    "meetings.move": planning.open_move,
    "meetings.call_off": planning.ask_call_off,
    "meetings.call_off_sure": planning.call_off,
    "meetings.new_action": actions.open_new,
    "meetings.action": actions.show,
    "meetings.action_done": actions.finish,
    "meetings.action_extend": actions.open_extension,
    "meetings.record": recording.open_record,
    "meetings.adopt": recording.adopt,
}

#: Buttons that open a form.
OPENS = frozenset(
    f"meetings.{verb}"
    for verb in (
        "propose",
        "edit",
        "decline",
        "control",
        "decide",
        "object",
        "refuse",
        "absent",
        "new_board",
        "edit_board",
        "series",
        "new_meeting",
        "move",
        "new_action",
        "action_extend",
        "record",
    )
)

SUBMITS: Mapping[str, OnSubmit] = {
    "meetings.proposal": bringing.propose,
    "meetings.item": editing.edit,
    "meetings.declining": editing.decline,
    "meetings.controller": editing.control,
    "meetings.decision": deciding.decide,
    "meetings.refusal": consenting.refuse,
    "meetings.objection": written.object_to,
    "meetings.deputy": attending.absent,
    "meetings.board": boards.save_board,
    "meetings.series": boards.save_series,
    "meetings.action": actions.add,
    "meetings.extension": actions.extend,
    "meetings.record": recording.make,
}


def extend_series(tick: Tick, store: Store) -> Reply:
    """Plan every series on, up to a year ahead."""
    found = [plan(board, store, tick.at) for board in store.meetings.boards() if board.rule]
    acts = (Act("meetings.series", tick.due.about, f"planned:{sum(len(s.added) for s in found)}"),)
    return Reply(
        tells=tuple(tell for s in found for tell in s.tells),
        renews=tuple(renew for s in found for renew in s.renews),
        plans=tuple(due for s in found for due in s.plans),
        settles=tuple(ref for s in found for ref in s.settles),
        acts=acts,
    )


def next_monday(day: date, _store: Store) -> date:
    """Return the first Monday after a day."""
    return day + timedelta(days=_MONDAY - day.weekday())
