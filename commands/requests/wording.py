# SPDX-License-Identifier: EUPL-1.2
"""How the parts of a request are said: costs, who decides and why, what was decided."""

from collections.abc import Mapping

from commands.people import Acting, Capacity
from commands.requests.request import Decision, Needs, Opinion, Outcome, Recurrence, Standing, Why
from commands.requests.routing import RightBrief, band
from commands.requests.states import Move, State
from commands.requests.terms import AT_DESK, closes
from commands.requests.view import View
from commands.text import Listing, Message, Text, _

STANDINGS: Mapping[Standing, Message] = {
    Standing.HOLDER: _("holder of the function"),
    Standing.DEPUTY: _("deputy"),
    Standing.SECRETARY: _("secretary, for the meeting that decided"),
    Standing.OWN: _("on their own title"),
}
OUTCOMES: Mapping[Outcome, Message] = {
    Outcome.REGULARISED: _("Regularised: it may be used from now on."),
    Outcome.REPLACED: _("It is replaced by something else."),
    Outcome.STOPPED: _("Its use stops."),
}
#: The kinds of authority of the register, kept apart (domain §0 finding 2; Awb afd. 10.1.1).
AUTHORITY: Mapping[str, Message] = {
    "governance": _("governance: agreed between ourselves"),
    "budget": _("budget: may commit the money"),
    "mandaat": _("mandate: decides in the name of an administrative body"),
    "volmacht": _("power of attorney: acts under private law"),
    "machtiging": _("authorisation: factual acts"),
    "delegatie": _("delegation: the authority itself was handed over"),
}
VERDICTS: Mapping[Move, Message] = {
    Move.APPROVE: _("Approved"),
    Move.APPROVE_COND: _("Approved with conditions"),
    Move.REJECT: _("Declined"),
    Move.DEFER: _("Deferred"),
}
HAPPENED: Mapping[str, Message] = {
    Move.SUBMIT.value: _("sent in"),
    Move.TAKE_IN.value: _("taken in"),
    Move.ASSESS.value: _("taken to assessment"),
    Move.MAKE_READY.value: _("made ready for decision"),
    Move.ASK.value: _("question asked"),
    Move.INFORM.value: _("question answered"),
    Move.SCHEDULE.value: _("passed to the board"),
    Move.REFER.value: _("referred by the board"),
    Move.APPROVE.value: _("approved"),
    Move.APPROVE_COND.value: _("approved with conditions"),
    Move.DEFER.value: _("deferred"),
    Move.RESUME.value: _("taken up again"),
    Move.REJECT.value: _("declined"),
    Move.PARK.value: _("parked"),
    Move.WITHDRAW.value: _("withdrawn"),
    Move.PLAN.value: _("planned, not started yet"),
    Move.START.value: _("started, or going again"),
    Move.HOLD.value: _("put on hold"),
    Move.REORIENT.value: _("being reconsidered"),
    Move.FINISH.value: _("completed"),
    Move.CANCEL.value: _("cancelled"),
    Move.EVALUATE.value: _("benefits reviewed"),
    "add": _("information added"),
    "route": _("brought to another desk"),
    "sort": _("sorted"),
    "lapse": _("withdrawn, because the question was not answered"),
}


def cost(needs: Needs) -> Message:
    """Return the costs as they were understood: excluding VAT, and one-off or recurring (domain §5.4)."""
    if needs.cost is None:
        return _("not known yet")
    if needs.recurrence is Recurrence.RECURRING:
        return _("{amount} excl. VAT, recurring (the whole term)", amount=needs.cost)
    return _("{amount} excl. VAT, one-off", amount=needs.cost)


def basis(right: RightBrief) -> Text:
    """Return on what a right rests: its legal basis, else its topic in the register."""
    return right.legal_basis or _("register, “{topic}”", topic=right.topic)


def why_there(view: View) -> Message:
    """Return who decides and why, in one or two sentences."""
    desk, right = view.desk, view.desk.right
    match desk.why:
        case Why.RIGHT if right:
            text = _(
                "{function} decides: {basis}, {band}.", function=desk.function, basis=basis(right), band=band(right)
            )
        case Why.OVER if right:
            text = _(
                "The amount is over the limit of {lower} ({band}), so it goes one step up: {function} decides.",
                lower=right.decides,
                band=band(right),
                function=desk.function,
            )
        case Why.OWN if right:
            text = _(
                "{lower} is who asks this, so it goes one step up: {function} decides.",
                lower=right.decides,
                function=desk.function,
            )
        case Why.UNSURE:
            text = _("More than one topic may fit. {function} sorts out who decides.", function=desk.function)
        case Why.BOARD:
            text = _("It was passed to {function}, for a decision in its meeting.", function=desk.function)
        case Why.REFERRED:
            text = _("The board referred it: {function} decides.", function=desk.function)
        case Why.ESCALATED:
            text = _("It was escalated: {function} decides.", function=desk.function)
        case _:
            text = _(
                "The register names nobody who decides on this. {function} sorts it out, and the steward knows.",
                function=desk.function,
            )
    if right and desk.organisation != view.request.organisation:
        text = _("{why} That is a matter of {organisation}.", why=text, organisation=right.organisation_name)
    return _("{why} {now}", why=text, now=who_now(view)) if _open(view) else text


def _open(view: View) -> bool:
    """Whether it still matters who acts today."""
    return view.request.state not in (State.WITHDRAWN, State.CANCELLED, State.EVALUATED) and not any(
        d.move is not Move.DEFER for d in view.dossier.decisions
    )


def who_now(view: View) -> Message:
    """Return who acts for the desk today, and why it is not the holder."""
    if view.body:
        return _("The board secretary puts it on the agenda and records the decision.")
    if not view.acts:
        return _("Nobody holds that function now; the steward was told.")
    if len(view.acts) == 1:
        return _acts(view.acts[0])
    return _("Now that is {names}.", names=Listing(tuple(a.person.name for a in view.acts)))


def _acts(act: Acting) -> Message:
    """Return who acts, in a sentence."""
    if act.capacity is Capacity.HOLDER:
        return _("Now that is {name}.", name=act.person.name)
    if act.absent:
        return _(
            "Now that is the deputy, {name}, up to and including {day}.", name=act.person.name, day=act.absent.last_day
        )
    return _("The function is vacant; {name} acts as deputy.", name=act.person.name)


def as_what(said: Decision | Opinion) -> Message:
    """Return in which capacity somebody decided or spoke, and on whose behalf."""
    if said.instead_of:
        return _("deputy, on behalf of {name}", name=said.instead_of)
    return STANDINGS[said.standing]


def decided(decision: Decision) -> Message:
    """Return a decision in one sentence: what, by whom as what."""
    return _(
        "{verdict} by {function} ({name}, {standing}).",
        verdict=VERDICTS[decision.move],
        function=decision.function,
        name=decision.name,
        standing=as_what(decision),
    )


def next_step(view: View) -> Message:
    """Return what happens next with a request that is still open, and by when."""
    request = view.request
    function, due = request.desk.function, request.due
    if due and due < view.today and request.state in AT_DESK:
        return _("The term ended on {day}.", day=due)
    match request.state:
        case State.INFO_NEEDED if due:
            return _(
                "We wait for your answer until {day}. Without an answer the request is withdrawn on {closes}.",
                day=due,
                closes=closes(due, view.calendar),
            )
        case State.ASSESSMENT if due:
            return _("The advice and the business case are ready by {day}.", day=due)
        case State.DEFERRED if request.deferred_until:
            return _("On {day} it comes back to {function}.", day=request.deferred_until, function=function)
        case State.PARKED:
            return _("It is looked at again every quarter.")
        case State.SCHEDULED:
            return _("You hear what {function} decided after its meeting.", function=function)
        case _ if due:
            return _("You hear by {day} how it goes on.", day=due)
        case _:
            return _("{function} decides on it.", function=function)
