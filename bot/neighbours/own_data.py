# SPDX-License-Identifier: EUPL-1.2
"""What the features keep about one person, for whoever asks for his own data (AVG art. 15; agreements: Record)."""

from datetime import datetime

from commands.escalations.escalation import Decision as OnEscalation
from commands.evaluations.round import STANDINGS
from commands.events import Context
from commands.meetings.written import STANCES
from commands.organisation.own_data import OwnPart
from commands.requests.drafts import drafts
from commands.requests.request import Decision as OnRequest
from commands.text import Moment, Text, _, n_
from storage.store import Store

MOST = 200


def kept(context: Context, store: Store) -> tuple[OwnPart, ...]:
    """Return the requests, escalations, unfinished forms, decisions, open questions and evaluations of this person.

    And what the person brought to boards: items, answers in writing, and goals.
    """
    return (
        _requests(context, store),
        _escalations(context, store),
        _drafts(context, store),
        _decisions(context, store),
        _opinions(context, store),
        _questions(context, store),
        _evaluations(context, store),
        _agendas(context, store),
        _written(context, store),
        _goals(context, store),
    )


def _requests(context: Context, store: Store) -> OwnPart:
    """Return what the person asked for."""
    asked = store.requests.asked_by(context.who, MOST)
    lines = tuple(
        _(
            "{reference} “{title}”, {moment}",
            reference=request.reference,
            title=request.needs.title,
            moment=Moment(request.submitted_at),
        )
        for request in asked
    )
    data = [
        {
            "reference": request.reference,
            "title": request.needs.title,
            "problem": request.needs.problem,
            "goal": request.needs.goal,
            "why_now": request.needs.why_now,
            "state": request.state.value,
            "submitted_at": request.submitted_at.isoformat(),
        }
        for request in asked
    ]
    return OwnPart("requests", _("Requests"), lines, data)


def _escalations(context: Context, store: Store) -> OwnPart:
    """Return what the person raised or follows, and what was written of one and not sent."""
    mine = store.escalations.of_person(context.who, MOST)
    lines = [
        _(
            "{reference} “{title}”, {moment}",
            reference=escalation.reference,
            title=escalation.title,
            moment=Moment(escalation.raised_at),
        )
        for escalation in mine
    ]
    data: list[dict[str, str]] = [
        {
            "reference": escalation.reference,
            "title": escalation.title,
            "stuck": escalation.six.stuck,
            "tried": escalation.six.tried,
            "state": escalation.state.value,
            "raised_at": escalation.raised_at.isoformat(),
        }
        for escalation in mine
    ]
    for reference, step in store.escalations.steps_by(context.who)[-MOST:]:
        data.append({"reference": reference, "step": step.move, "at": step.at.isoformat(), "note": step.note,
                     "on_behalf_of": step.instead_of})  # fmt: skip
    if draft := store.escalations.draft(context.who):
        lines.append(_("An escalation that was not sent"))
        data.append(dict(draft.values))
    return OwnPart("escalations", _("Escalations"), tuple(lines), data)


def _drafts(context: Context, store: Store) -> OwnPart:
    """Return the forms that the person left unfinished; each is removed by itself after thirty days."""
    kept = drafts(context.who, context.at, store)
    lines = tuple(_("“{title}”", title=draft.title) for draft in kept)
    return OwnPart("drafts", _("Unfinished forms"), lines, [dict(draft.values) for draft in kept])


def _decisions(context: Context, store: Store) -> OwnPart:
    """Return the decisions that the person made; their records stay when somebody leaves."""
    mine: list[tuple[OnRequest | OnEscalation, str]] = [
        (d, d.move.value) for d in store.requests.decided_by(context.who)
    ]
    mine += [(d, d.decision) for d in store.escalations.decided_by(context.who)]
    lines = tuple(_acted(d.reference, d.function, d.instead_of, d.at) for d, _what in mine[-MOST:])
    data = [
        {
            "reference": decision.reference,
            "decision": what,
            "function": decision.function,
            "on_behalf_of": decision.instead_of,
            "reason": decision.reason,
            "at": decision.at.isoformat(),
        }
        for decision, what in mine
    ]
    return OwnPart("decisions", _("Decisions you made"), lines, data)


def _acted(reference: str, function: str, instead_of: str, at: datetime) -> Text:
    """Return on what somebody had a say, as what, and in whose place."""
    when = Moment(at)
    if not function:
        return _("{reference}, {moment}", reference=reference, moment=when)
    if not instead_of:
        return _("{reference}, as {function}, {moment}", reference=reference, function=function, moment=when)
    return _(
        "{reference}, as {function} on behalf of {name}, {moment}",
        reference=reference,
        function=function,
        name=instead_of,
        moment=when,
    )


def _opinions(context: Context, store: Store) -> OwnPart:
    """Return the agreements, objections and advice of the person on requests."""
    mine = store.requests.said_by(context.who)
    lines = tuple(_acted(reference, o.function, o.instead_of, o.at) for reference, o in mine[-MOST:])
    data = [
        {
            "reference": reference,
            "stance": said.stance.value,
            "function": said.function,
            "on_behalf_of": said.instead_of,
            "text": said.text,
            "at": said.at.isoformat(),
        }
        for reference, said in mine
    ]
    return OwnPart("opinions", _("What you said about requests"), lines, data)


def _questions(context: Context, store: Store) -> OwnPart:
    """Return the open questions on which the person hears when there is an answer."""
    gaps = store.decision_rights.asked_by(context.who)
    lines = tuple(_("“{words}”, nobody is named for it yet", words=gap.words) for gap in gaps)
    return OwnPart("questions", _("Questions without an answer yet"), lines, [gap.words for gap in gaps])


def _evaluations(context: Context, store: Store) -> OwnPart:
    """Return the evaluations that the person is in, and how far; nobody can say which answers are whose."""
    mine = store.evaluations.part_in(context.who)
    unsent = {round_.reference: len(store.evaluations.draft(round_, context.who)) for round_, _standing in mine}
    lines: list[Text] = []
    for round_, standing in mine:
        lines.append(_("{round}: {standing}", round=round_.name, standing=STANDINGS[standing]))
        if filled := unsent[round_.reference]:
            lines.append(
                n_(
                    "{count} answer that you did not send yet. The private page of the evaluation shows it.",
                    "{count} answers that you did not send yet. The private page of the evaluation shows them.",
                    filled,
                )
            )
    if mine:
        lines.append(_("What you sent in can't be shown: nobody knows which answers are yours."))
    data = [
        {"reference": round_.reference, "standing": standing.value, "not_sent": unsent[round_.reference]}
        for round_, standing in mine
    ]
    return OwnPart("evaluations", _("Evaluations"), tuple(lines), data)


def _agendas(context: Context, store: Store) -> OwnPart:
    """Return what the person brought onto the agenda of a board, apart from requests."""
    mine = [item for item in store.meetings.proposed_by(context.who) if item.own]
    lines = tuple(
        _("“{title}” for {board}, {moment}", title=item.title, board=item.board, moment=Moment(item.proposed_at))
        for item in mine
    )
    data = [{"title": item.title, "board": item.board, "at": item.proposed_at.isoformat()} for item in mine]
    return OwnPart("agenda_items", _("Items you proposed"), lines, data)


def _written(context: Context, store: Store) -> OwnPart:
    """Return what the person answered in written rounds."""
    mine = store.meetings.answered_by(context.who)
    lines = tuple(
        _("“{title}”: {stance}, {moment}", title=title, stance=STANCES[voice.stance], moment=Moment(voice.at))
        for title, voice in mine
    )
    data = [{"title": t, "stance": v.stance.value, "reason": v.text, "at": v.at.isoformat()} for t, v in mine]
    return OwnPart("written_answers", _("Answers in writing"), lines, data)


def _goals(context: Context, store: Store) -> OwnPart:
    """Return the goals that the person proposed."""
    mine = [goal for goal in store.portfolio.goals() if goal.by and goal.by.id == context.who.id]
    lines = tuple(_("{reference} “{title}”", reference=goal.reference, title=goal.name) for goal in mine)
    data = [{"reference": g.reference, "name": g.name, "why": g.why, "state": g.state.value} for g in mine]
    return OwnPart("goals", _("Goals you proposed"), lines, data)
