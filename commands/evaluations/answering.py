# SPDX-License-Identifier: EUPL-1.2
"""Answering: one question at a time or all in a form, with pauses; nothing counts before it is sent, and then once.

None of these replies has a line for the journal: that somebody answers, and when, is nobody's business.
"""

from commands.errors import FormErrors
from commands.evaluations import answers as reading
from commands.evaluations.admission import booth_of, open_to
from commands.evaluations.answers import Answers, Booth, checked, counted, missing
from commands.evaluations.ballot_form import ballot_form, empty_form, field_of, read_ballot
from commands.evaluations.cards import declined_card, later_card, paused_card, question_card, review_card, thanks_card
from commands.evaluations.instrument import Question, Shape
from commands.evaluations.keys import ballot_key, invitation_key
from commands.evaluations.round import Round, Standing
from commands.evaluations.rules import RoundGone
from commands.evaluations.schedule import later, of_person
from commands.evaluations.store import Store
from commands.events import Close, Context, Press, Submit
from commands.replies import Renew, Reply


def begin(press: Press, context: Context, store: Store) -> Reply:
    """Show the first question that is still open, or that all is filled in."""
    booth = _entered(press["ref"], context, store)
    _come_back(booth, context, store)
    return _next(booth.round, booth.kept, context, _sitting(press, context))


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show one question, answered or not."""
    booth = _entered(press["ref"], context, store)
    question = _question(booth.round, press["item"])
    return _asking(booth.round, question, booth.kept, context, _sitting(press, context))


def answer(press: Press, context: Context, store: Store) -> Reply:
    """Keep an answer with what this person has not sent yet, and show what comes next.

    Raises:
        NotAnAnswer: when it is out of range.

    """
    booth = _entered(press["ref"], context, store)
    question = _question(booth.round, press["item"])
    given = checked(question, press["value"]) if question.shape is not Shape.WORDS else ""
    return _kept(booth, question, given, (context, _sitting(press, context)), store)


def write(press: Press, context: Context, store: Store) -> Reply:
    """Open the form for words; it opens empty, because what opens a form is kept with the event."""
    round_ = _entered(press["ref"], context, store).round
    question = next(q for q in round_.questions if q.shape is Shape.WORDS)
    return Reply(form=empty_form(round_, question, context.language, _sitting(press, context)))


def written(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep the words.

    Raises:
        FormErrors: for what may not be kept.

    """
    booth = _entered(submit["ref"], context, store)
    question = next(q for q in booth.round.questions if q.shape is Shape.WORDS)
    typed = dict(submit.answers).get(field_of(question), "")
    try:
        said = reading.words(typed, store.people.find)
    except FormErrors as wrong:
        raise FormErrors({field_of(question): wrong.errors["words"]}) from None
    return _kept(booth, question, said, (context, _sitting(submit, context)), store)


def pause(press: Press, context: Context, store: Store) -> Reply:
    """Say how far it is, and how to go on."""
    booth = _entered(press["ref"], context, store)
    key = ballot_key(booth.round, context.who, _sitting(press, context))
    return Reply(answer=paused_card(booth.round, booth.kept), key=key)


def open_form(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with every question that was not answered one by one."""
    booth = _entered(press["ref"], context, store)
    _come_back(booth, context, store)
    round_, sitting = booth.round, _sitting(press, context)
    open_still = missing(round_.questions, booth.kept)
    if not open_still:
        return Reply(answer=review_card(round_, sitting), key=ballot_key(round_, context.who, sitting))
    return Reply(form=ballot_form(round_, open_still, context.language))


def submit_form(submit: Submit, context: Context, store: Store) -> Reply:
    """Count what stands in the form, with what was answered before.

    Raises:
        FormErrors: by question.

    """
    booth = _entered(submit["ref"], context, store)
    filled = read_ballot(booth.round, booth.kept, submit.answers, context, store.people.find)
    return _sent(booth, {**booth.kept, **filled}, (context, submit["sitting"]), store)


def keep_form(close: Close, context: Context, store: Store) -> Reply:
    """Keep what stands in a form that was closed, as far as it is an answer; the same as a pause."""
    booth = _entered(dict(close.hidden).get("ref", ""), context, store)
    round_, typed, kept = booth.round, dict(close.answers), dict(booth.kept)
    for question in round_.questions:
        given = typed.get(field_of(question), "").strip()
        if question.shape is not Shape.WORDS and given in {option.value for option in reading.options(question)}:
            kept[question.key] = given
    store.evaluations.keep_draft(round_, context.who, kept)
    return Reply(answer=paused_card(round_, kept))


def send(press: Press, context: Context, store: Store) -> Reply:
    """Count what was answered, once."""
    booth = _entered(press["ref"], context, store)
    sitting = _sitting(press, context)
    if missing(booth.round.questions, booth.kept):
        return _next(booth.round, booth.kept, context, sitting)
    return _sent(booth, booth.kept, (context, sitting), store)


def decline(press: Press, context: Context, store: Store) -> Reply:
    """Leave somebody alone for this round; what was not sent is removed."""
    round_ = _entered(press["ref"], context, store).round
    store.evaluations.drop_draft(round_, context.who)
    store.evaluations.stand(round_, context.who, Standing.DECLINED)
    card = declined_card(round_)
    return Reply(answer=card, key=invitation_key(round_, context.who), settles=(of_person(round_, context.who.id),))


def put_off(press: Press, context: Context, store: Store) -> Reply:
    """Ask somebody again in a few days."""
    round_ = _entered(press["ref"], context, store).round
    due = later(round_, context.who.id, context.today, store.calendar)
    store.evaluations.postpone(round_, context.who, due.day)
    return Reply(
        answer=later_card(round_, due.day),
        key=invitation_key(round_, context.who),
        settles=(of_person(round_, context.who.id),),
        plans=(due,),
    )


def _kept(booth: Booth, question: Question, given: str, who: tuple[Context, str], store: Store) -> Reply:
    """Keep one answer and show what comes next."""
    (context, sitting), round_ = who, booth.round
    kept = {**booth.kept, question.key: given}
    store.evaluations.keep_draft(round_, context.who, kept)
    after = round_.questions[round_.questions.index(question) + 1 :]
    follows = next((q for q in after if q.key not in kept), None)
    return _asking(round_, follows, kept, context, sitting) if follows else _next(round_, kept, context, sitting)


def _sent(booth: Booth, kept: Answers, who: tuple[Context, str], store: Store) -> Reply:
    """Put the ballot in the box, and take the buttons off the cards."""
    (context, sitting), round_ = who, booth.round
    # Who sits down for a form has no card of questions in the place of which the thanks come.
    key = ballot_key(round_, context.who, sitting) if sitting else ""
    participant = open_to(booth, context.today)
    ballot, words = counted(round_.questions, participant.group, kept)
    store.evaluations.cast(round_, context.who, ballot, words)
    return Reply(
        answer=thanks_card(),
        key=key,
        renews=(Renew(invitation_key(round_, context.who), thanks_card()),),
        settles=(of_person(round_, context.who.id),) if participant.awaited else (),
    )


def _next(round_: Round, kept: Answers, context: Context, sitting: str) -> Reply:
    """Show the first open question, or that all is filled in."""
    left = missing(round_.questions, kept)
    if not left:
        return Reply(answer=review_card(round_, sitting), key=ballot_key(round_, context.who, sitting))
    return _asking(round_, left[0], kept, context, sitting)


def _asking(round_: Round, question: Question, kept: Answers, context: Context, sitting: str) -> Reply:
    """Show a question in the place of the one before."""
    card = question_card(round_, question, kept, context.language, sitting)
    return Reply(answer=card, key=ballot_key(round_, context.who, sitting))


def _entered(reference: str, context: Context, store: Store) -> Booth:
    """Return the round as this person stands before it, who may answer it now.

    Raises:
        Refused: saying why not; the journal learns of which round.

    """
    booth = booth_of(reference, context.who, store)
    open_to(booth, context.today)
    return booth


def _come_back(booth: Booth, context: Context, store: Store) -> None:
    """Let somebody who declined take part after all."""
    if booth.participant and booth.participant.standing is Standing.DECLINED:
        store.evaluations.stand(booth.round, context.who, Standing.INVITED)


def _question(round_: Round, key: str) -> Question:
    """Return the question that a button is about.

    Raises:
        RoundGone: when the round has no such question.

    """
    question = round_.question(key)
    if question is None:
        raise RoundGone
    return question


def reopened(booth: Booth, context: Context) -> Answers:
    """Return what somebody answered and did not send, for the private page alone, which is not kept."""
    open_to(booth, context.today)
    return booth.kept


def _sitting(said: Press | Submit, context: Context) -> str:
    """Return when this person sat down for it: the questions come in the place of each other on one card."""
    return said["sitting"] or f"{context.at:%m%d%H%M%S}"
