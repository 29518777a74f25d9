# SPDX-License-Identifier: EUPL-1.2
"""What a board can decide on an item, chosen by a button; each decision has a form with what belongs to it alone."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from commands.boards import Purpose, Verdict
from commands.cards import Button, Buttons, Card, Paragraph, Style, Weight
from commands.forms import FormView
from commands.meetings.cards import press
from commands.meetings.decision_forms import DecisionForm
from commands.meetings.item import Item
from commands.meetings.rules import NEEDS
from commands.meetings.typed import VERDICTS
from commands.text import Message, _

APPROVES = frozenset({Verdict.APPROVED, Verdict.APPROVED_COND})
#: What a form asks for each decision, the most important first; the record asks the same of all.
_ASKS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.APPROVED: ("function", "reason", "deviation", "review"),
    Verdict.APPROVED_COND: ("conditions", "function", "reason", "deviation", "review"),
    Verdict.DEFERRED: ("until", "reason"),
    Verdict.REJECTED: ("reason", "alternative", "deviation"),
    Verdict.REFERRED: ("function", "reason"),
    Verdict.NOTED: ("reason",),
}
_RECORD = ("facts", "advice", "votes", "interests")
_TO_WHOM = _("To which function?")
_TITLES: Mapping[Verdict, Message] = {
    Verdict.APPROVED: _("Record: approved"),
    Verdict.APPROVED_COND: _("Record: approved with conditions"),
    Verdict.DEFERRED: _("Record: deferred"),
    Verdict.REJECTED: _("Record: declined"),
    Verdict.REFERRED: _("Record: referred"),
    Verdict.NOTED: _("Record: discussed"),
}


def choice_card(item: Item, organisation: str, to_come: date | None = None) -> Card:
    """Return what the secretary chooses from; what asked for no decision was most likely discussed.

    ``to_come`` is the day of its meeting, where that has not been yet.
    """
    verdicts = list(VERDICTS)
    if item.purpose is not Purpose.DECISION:
        verdicts.sort(key=lambda verdict: verdict is not Verdict.NOTED)
    row = tuple(
        Button(
            VERDICTS[verdict],
            press("decide", organisation, item=item.number, verdict=verdict.value),
            Style.PRIMARY if verdict is verdicts[0] else Style.PLAIN,
            _("{label}: {title}", label=VERDICTS[verdict], title=item.title),
        )
        for verdict in verdicts
    )
    early = _("This item is for the meeting of {day}, which has not been yet.", day=to_come) if to_come else ""
    warned = (Paragraph(early, Weight.STRONG),) if early else ()
    title = _("What did the board decide on “{title}”?", title=item.title)
    return Card(title, (Paragraph(item.decision), *warned, Buttons(row)))


def form_of(item: Item, verdict: Verdict, leave: Collection[str], votes: str, organisation: str) -> FormView:
    """Return the form of one decision without the fields to ``leave`` out; ``votes`` are those in writing."""
    hidden = {"org": organisation, "item": str(item.number), "revision": str(item.revision), "verdict": verdict.value}
    view = DecisionForm.view({"votes": votes}, hidden=hidden, intro=(item.title, item.decision), title=_TITLES[verdict])
    by_name = {field.name: field for field in view.fields}
    if verdict is Verdict.REFERRED:
        by_name["function"] = replace(by_name["function"], label=_TO_WHOM)
    asked = (name for name in (*_ASKS[verdict], *_RECORD) if name not in leave)
    needed = NEEDS[verdict]
    return replace(view, fields=tuple(replace(by_name[name], required=name in needed) for name in asked))
