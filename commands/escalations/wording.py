# SPDX-License-Identifier: EUPL-1.2
"""How the parts of an escalation are said: the path, why a function is on it, what was passed over."""

from collections.abc import Iterable, Mapping
from datetime import date

from commands.boards import Verdict
from commands.escalations.escalation import OPEN, Escalation, Event, Passed, Rung, Skip, Standing, State, Why
from commands.escalations.rules import STATES
from commands.escalations.view import View
from commands.people import Person
from commands.text import Listing, Message, Text, _, n_

WHY: dict[Why, Message] = {
    Why.DECIDES: _("decides on this"),
    Why.RIGHT: _("is named in the register, for when the one below does not decide"),
    Why.MANDATE: _("gives the authority of the one below"),
    Why.LEVEL: _("stands one level higher"),
    Why.CLIENT: _("speaks with the joint arrangement for us"),
    Why.MANAGER: _("sorts out who decides, because the register does not say"),
    Why.AGENDA: _("decides in its meeting, because nobody stands higher"),
}
_SKIPPED: dict[Skip, Message] = {
    Skip.ABSENT: _("{function} is passed over: away, and nobody takes over."),
    Skip.VACANT: _("{function} is passed over: nobody has this function."),
    Skip.UNKNOWN: _("{function} is passed over: the register names it, but there is no such function."),
    Skip.OWN: _("{function} is passed over: nobody decides on their own matter, nor lets a substitute do so."),
    Skip.BELOW: _("{function} is passed over: the same person had it already."),
    Skip.URGENT: _("{function} is skipped because it is urgent, and hears so."),
    Skip.ENTRY: _("{function} is skipped because it is a risk that begins higher, and hears so."),
    Skip.TERM: _("{function} had its term, and hears that it goes on."),
}
STANDINGS: dict[Standing, Message] = {
    Standing.HOLDER: _("holder"),
    Standing.DEPUTY: _("deputy"),
    Standing.SECRETARY: _("secretary, for the body"),
}
VERDICTS: dict[Verdict, Message] = {
    Verdict.APPROVED: _("Approved"),
    Verdict.APPROVED_COND: _("Approved with conditions"),
    Verdict.REJECTED: _("Declined"),
    Verdict.DEFERRED: _("Deferred"),
    Verdict.REFERRED: _("Referred"),
    Verdict.NOTED: _("Noted"),
}
HAPPENED: dict[str, Message] = {
    "raise": _("raised"),
    "join": _("joined"),
    "figures": _("new figures came in"),
    "climb": _("climbed"),
    "take_up": _("taken up"),
    "lapse": _("taken up, but nothing followed"),
    "ask": _("question asked"),
    "answer": _("question answered"),
    "unanswered": _("question not answered"),
    "hand_on": _("handed on"),
    "advise": _("wrote after it had gone on"),
    "decide": _("decided"),
    "settle": _("settled where it lay"),
    "withdraw": _("withdrawn"),
    "refer": _("referred by the board"),
    "defer": _("put off by the board"),
    "kept_off": _("kept off the agenda of the board"),
    "agenda": _("put on the agenda of the board"),
}


def title(escalation: Escalation) -> Message:
    """Return the reference, what is stuck, and how it stands."""
    return _(
        "{reference} “{title}”: {state}",
        reference=escalation.reference,
        title=escalation.title,
        state=STATES[escalation.state],
    )


def function_of(rung: Rung, home: str, names: Mapping[str, str]) -> Text:
    """Return a function, with its organisation where that is another than one's own."""
    if rung.organisation == home:
        return rung.function
    organisation = names.get(rung.organisation, rung.organisation)
    return _("{function} of {organisation}", function=rung.function, organisation=organisation)


def who_on(rung: Rung, home: str, names: Mapping[str, str], people: Mapping[str, Person] | None) -> Text:
    """Return a function with who acts for it."""
    function = function_of(rung, home, names)
    known = tuple(people[each].name for each in rung.people if each in people) if people else ()
    if not known:
        return function
    return _("{function} ({names})", function=function, names=Listing(known))


def path(
    rungs: Iterable[Rung], home: str, names: Mapping[str, str], people: Mapping[str, Person] | None
) -> tuple[Text, ...]:
    """Return the path, one line a rung: where it begins, after how many working days it goes where, where it ends."""
    lines: list[Text] = []
    term = 0
    for number, rung in enumerate(rungs):
        who = who_on(rung, home, names, people)
        lines += skipped(rung.passed)
        if rung.why is Why.AGENDA:
            ends = _("At last, on the agenda of {function}.", function=rung.function)
            lines.append(ends if number else _("On the agenda of {function}.", function=rung.function))
        elif number:
            lines.append(
                n_(
                    "After {count} working day without a decision: {who}.",
                    "After {count} working days without a decision: {who}.",
                    term,
                    who=who,
                )
            )
        else:
            lines.append(_("First: {who}, who {why}.", who=who, why=WHY[rung.why]))
        term = rung.term
    return tuple(lines)


def skipped(passed: Iterable[Passed]) -> Iterable[Message]:
    """Return why functions are passed over, one line each."""
    return (_SKIPPED[each.why].with_values(function=each.function) for each in passed)


def held_until(day: date) -> Text:
    """Return how long what was taken up stays on its rung."""
    return _("It stays there until {day}. Without a decision the term then counts again.", day=day)


def ahead(view: View) -> tuple[Text, ...]:
    """Return where it goes when nothing happens: the next rung with its day, and how it ends."""
    escalation, rung = view.escalation, view.escalation.rung
    if escalation.state not in OPEN or escalation.state is State.BOARD or not rung.due:
        return ()
    held = escalation.until if escalation.state is State.TAKEN_UP else None
    lines: list[Text] = [held_until(held) if held else _("The term ends on {day}.", day=rung.due)]
    if view.ahead:
        rest = tuple(function_of(r, escalation.organisation, view.names) for r in view.ahead if r.why is not Why.AGENDA)
        ends = view.ahead[-1].function
        lines.append(
            _("Without a decision it then goes to {functions}, and at last on the agenda of {board}.",
              functions=Listing(rest), board=ends)
            if rest
            else _("Without a decision it then goes on the agenda of {board}.", board=ends)
        )  # fmt: skip
    return tuple(lines)


def by_whom(event: Event) -> Text:
    """Return who took a step, and in whose place."""
    if event.person is None:
        return _("the clock")
    if event.instead_of:
        return _("{name}, on behalf of {absent}", name=event.person.name, absent=event.instead_of)
    return event.person.name


def namens(standing: Standing, function: str, instead_of: str) -> Text:
    """Return as what somebody acts, and in whose place."""
    if instead_of:
        return _("{function}, on behalf of {name}", function=function, name=instead_of)
    return _("{function}, {standing}", function=function, standing=STANDINGS[standing])
