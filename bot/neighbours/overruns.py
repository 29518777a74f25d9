# SPDX-License-Identifier: EUPL-1.2
"""An initiative that costs more or comes later than was adopted, as escalations see it; and who decides on its plan."""

from collections.abc import Mapping
from datetime import date

from bot.clock import business_now
from bot.language import Localizer
from bot.neighbours.routing import board, sure
from bot.registers import Registers
from commands.escalations.escalation import Kind, Subject
from commands.people import acting
from commands.portfolio.adoption import thresholds
from commands.portfolio.cards import press
from commands.portfolio.deviations import Deviation, adopted, compared, deviations
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.neighbours import Decider
from commands.portfolio.rules import total
from commands.portfolio.wording import planned
from commands.refs import Ref
from commands.text import Text, _
from storage.store import Store

#: How registers call the right to decide on such a plan: it is input for a look-up, so no catalogue translates it.
_CALLED: Mapping[Deviation, str] = {
    Deviation.BUDGET: "overschrijding projectbudget boven {percent} procent",
    Deviation.PLANNING: "uitloop planning van een project",
}


def decider(store: Store, initiative: Initiative, on: date, *, registers: Registers) -> Decider:
    """Return who decides on the plan of an initiative: by the register, else the board that adopts plans."""
    plan, most = adopted(store.portfolio.reports(initiative.reference)), thresholds(store)
    found = deviations(initiative, plan, most) or (Deviation.BUDGET,)
    words = (*(_CALLED[each].format(percent=most.percent) for each in found), initiative.name)
    for each in words:
        if right := sure(each, total(initiative), on, store, registers):
            home = store.of(right.organisation) or store
            people = tuple(act.person for act in acting(home.people, right.decides, on, right.deputy))
            return Decider(right.decides, right.organisation, right.id, people)
    return Decider(board(store), store.organisation.id)


def running(store: Store, ref: Ref) -> str:
    """Return the reference of the escalation about a thing, if any."""
    return next((escalation.reference for escalation in store.escalations.about(ref)), "")


def named_initiative(words: str, store: Store) -> str:
    """Return the reference of an initiative that words name."""
    every = store.portfolio.initiatives() if "ini-" in words.casefold() else ()
    return next((i.reference for i in every if i.reference.casefold() in words.casefold()), "")


def overrun(reference: str, store: Store, reader: Localizer, *, registers: Registers) -> Subject | None:
    """Return an initiative as an escalation sees it: over its thresholds it waits for who decides on its plan."""
    initiative = store.portfolio.initiative(reference)
    if initiative is None:
        return None
    reports = store.portfolio.reports(reference)
    plan = adopted(reports)
    found = deviations(initiative, plan, thresholds(store))
    today = business_now(store.settings).astimezone(store.organisation.zone).date()
    whose = decider(store, initiative, today, registers=registers)
    now = planned(initiative.one_off, initiative.recurring, initiative.ends)
    decision = _("Adopt the new plan of “{name}” ({planned}), or say what changes.", name=initiative.name, planned=now)
    return Subject(
        about=initiative.ref,
        organisation=store.organisation.id,
        title=_say(reader, _("{name}: another plan", name=initiative.name)),
        function=whose.function,
        function_organisation=whose.organisation,
        right=whose.right,
        asker=store.people.person(reports[-1].person) if reports else None,
        kind=Kind(found[0].value) if found else Kind.OTHER,
        stuck=" ".join(_say(reader, line) for line in _stuck(initiative, plan, found)),
        tried=_say(reader, _tried(initiative, reports)),
        decision=_say(reader, decision),
        otherwise=_say(reader, _("It goes on without a plan that was adopted, and without cover for the difference.")),
        open=bool(found),
        rules=True,
        amount=total(initiative),
        recurring=bool(initiative.recurring),
        show=press("initiative", initiative=reference),
    )


def _stuck(initiative: Initiative, plan: Report | None, found: tuple[Deviation, ...]) -> tuple[Text, ...]:
    """Return what is stuck."""
    return (_("“{name}”, of {owner}.", name=initiative.name, owner=initiative.owner),
            *compared(initiative, plan, found))  # fmt: skip


def _tried(initiative: Initiative, reports: tuple[Report, ...]) -> Text:
    """Return what the owner said of it last."""
    said = next((report.note for report in reversed(reports) if report.note), "")
    if not said:
        return _("{owner} reported it.", owner=initiative.owner)
    return _("{owner} reported: {note}", owner=initiative.owner, note=said)


def _say(reader: Localizer, text: Text) -> str:
    """Return the words, with plain spaces."""
    return reader.say(text).replace("\xa0", " ")
