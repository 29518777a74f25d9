# SPDX-License-Identifier: EUPL-1.2
"""One event, one transaction: seen before? then the handler, the journal and the outbox, committed together."""

import logging
import secrets
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import TypeAlias

from structlog.contextvars import bind_contextvars

from bot.clock import OFFSET, business_now, machine_now, moved
from bot.effects import Cause, effect, whose
from bot.metrics import Metrics
from bot.post import Post
from bot.routes import Routes
from commands.cards import Button, Buttons, Card, Paragraph, Quote, Style, Tone, Weight
from commands.errors import FormErrors, Refused
from commands.events import Ask, Close, Context, Incoming, Press, Room, Submit
from commands.forms import FormView
from commands.help import OPENER
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import Message, _
from storage.codec import decode_ack, encode_ack
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.organisation import recognise
from storage.outbox import Outbox
from storage.seen import Seen
from storage.settings import Settings
from storage.store import Store

log = logging.getLogger(__name__)

# What fits in a button of every platform.
LONGEST_REPEAT = 1500


@dataclass(frozen=True, slots=True)
class Ack:
    """What the platform's own answer carries; everything else is in the outbox.

    ``correlation`` is what the messages that this event caused carry too. ``answer`` is in the outbox and stands here
    for who hands it on to a program; an event that is brought again has none. ``outgoing`` are the platforms to which
    something was written.
    """

    form: FormView | None = None
    errors: tuple[tuple[str, Message], ...] = ()
    correlation: str = ""
    answer: Card | None = None
    outgoing: frozenset[str] = frozenset()


#: What an event is answered with, and in one word how it ended.
_Ended: TypeAlias = tuple[Ack, str]


class Stranger(Refused):
    """I don't know you yet. Ask the administrator of this assistant to add you."""


class Dispatcher:
    """Handles events; safe to call from any thread."""

    def __init__(
        self,
        database: Database,
        routes: Routes,
        wake: Callable[[Collection[str]], None],
        metrics: Metrics | None = None,
    ) -> None:
        """Keep the database, the features' routes, who sends and who counts; ``wake`` is told to which platforms."""
        self._database = database
        self._routes = routes
        self._wake = wake
        self._metrics = metrics or Metrics()

    def handle(self, incoming: Incoming) -> Ack:
        """Carry out one event, at most once, and return what the platform must answer.

        Raises:
            DatabaseUnusable: when nothing can be stored; then nothing was acknowledged either.

        """
        return self.begin(incoming).result()

    def begin(self, incoming: Incoming) -> "Future[Ack]":
        """Begin to carry out one event, and return what :meth:`handle` returns to come; no thread waits for it."""
        correlation = secrets.token_hex(6)
        begun = time.perf_counter()
        answered: Future[Ack] = Future()

        def ended(stored: "Future[_Ended]") -> None:
            """Count the event, and give the answer to who waits for it."""
            trouble = stored.exception()
            ack, outcome = (None, "unstored") if trouble else stored.result()
            what = (incoming.place.platform, type(incoming.said).__name__.lower(), outcome)
            self._metrics.handled(*what, time.perf_counter() - begun)
            log.info("event on %s, %s: %s", *what)
            if ack is None:
                answered.set_exception(trouble)
                return
            if ack.outgoing:
                self._wake(ack.outgoing)
            answered.set_result(ack)

        here = copy_context()
        here.run(bind_contextvars, correlation=correlation)
        stored: Future[_Ended] = here.run(
            self._database.begin,
            lambda c: (self._once(c, incoming, correlation), "answered"),
            lambda c, trouble: self._instead(c, incoming, trouble, correlation),
        )
        answered.set_running_or_notify_cancel()
        stored.add_done_callback(lambda done: here.run(ended, done))
        return answered

    def _instead(self, connection: Connection, incoming: Incoming, trouble: Exception, correlation: str) -> "_Ended":
        """Answer an event that could not be carried out, and say in one word why."""
        match trouble:
            case FormErrors():
                said = incoming.said
                if isinstance(said, Submit) and self._routes.keeps(said.form):
                    self._keep(connection, incoming, Close(said.form, said.answers, hidden=said.hidden))
                return Ack(errors=tuple(trouble.errors.items()), correlation=correlation), "form_errors"
            case Refused():
                return self._refuse(connection, incoming, trouble, correlation), "refused"
            case _:
                # The one place where a bug is caught: the person gets the id, the log gets the rest.
                log.error("bug %s", correlation, exc_info=trouble)
                return self._apologise(connection, incoming, correlation), "bug"

    def _once(self, connection: Connection, incoming: Incoming, correlation: str) -> Ack:
        """Return the stored answer of an event seen before, or carry it out."""
        store, context = self._arrive(connection, incoming)
        if (kept := store.seen.answer(incoming.key, machine_now())) is not None:
            return _ack(kept, correlation)
        reply = self._routes.answer(incoming.said, context, store)
        if reply.answer and any(act.result.startswith("refused:") for act in reply.acts):
            reply = replace(reply, answer=_with_words(reply.answer, self._routes.words_of(incoming.said)))
        if isinstance(incoming.said, Close) and not reply.answer and (words := self._routes.words_of(incoming.said)):
            reply = replace(reply, answer=_with_words(Card(_("You closed the form, so nothing was changed.")), words))
        if reply.form and not incoming.opens:
            reply = _with_opener(reply, reply.form, incoming)
        return self._finish(store, context, incoming, reply, correlation)

    def _keep(self, connection: Connection, incoming: Incoming, open_still: Close) -> None:
        """Keep what was typed in a form that stays open with errors: not every platform tells when it is closed.

        Nothing is said about it, because the person is still at it.
        """
        store, context = self._arrive(connection, incoming)
        self._routes.keep(open_still, context, store)

    def _refuse(self, connection: Connection, incoming: Incoming, refused: Refused, correlation: str) -> Ack:
        """Tell the person privately why not, and what is possible instead; refusals are journalled."""
        if isinstance(refused, Stranger):
            return self._turn_away(connection, incoming, refused, correlation)
        store, context = self._arrive(connection, incoming)
        if (kept := store.seen.answer(incoming.key, machine_now())) is not None:
            return _ack(kept, correlation)
        acts: tuple[Act, ...] = ()
        if not isinstance(incoming.said, Ask):
            action = self._routes.name(incoming.said)
            acts = (Act(action, refused.about or Ref("house", "-"), f"refused:{type(refused).__name__}"),)
        card = _with_words(_no(refused), self._routes.words_of(incoming.said))
        return self._finish(store, context, incoming, Reply(answer=card, acts=acts), correlation)

    def _turn_away(self, connection: Connection, incoming: Incoming, refused: Refused, correlation: str) -> Ack:
        """Tell someone we do not know so, once for each event."""
        outbox = Outbox(connection, None)
        if Seen(connection).first_time(incoming.key, machine_now()):
            to = Address(incoming.place.platform, incoming.account.tenant, incoming.account.user, Room.DIRECT)
            envelope = Envelope(to, _no(refused), urgent=True)
            outbox.put(envelope, business_now(Settings(connection)), correlation)
        return Ack(correlation=correlation, outgoing=frozenset(outbox.platforms))

    def _apologise(self, connection: Connection, incoming: Incoming, correlation: str) -> Ack:
        """Tell the person that it is our fault, with the id that leads to the log."""
        store, context = self._arrive(connection, incoming)
        text = _(
            "Something went wrong on our side. Nothing was changed. Tell the administrator this number: {id}.",
            id=correlation,
        )
        card = _with_words(Card(text, tone=Tone.BAD), self._routes.words_of(incoming.said))
        return self._finish(store, context, incoming, Reply(answer=card), correlation)

    def _arrive(self, connection: Connection, incoming: Incoming) -> tuple[Store, Context]:
        """Return the store of the person's organisation and the context of the event."""
        known = recognise(connection, incoming.account, OFFSET)
        if known is None:
            raise Stranger
        person, organisation, offset = known
        return Store(connection, organisation), Context(person, organisation, moved(offset), incoming.place)

    def _finish(self, store: Store, context: Context, incoming: Incoming, reply: Reply, correlation: str) -> Ack:
        """Write what the reply asks for in the same transaction, and keep the acknowledgement."""
        theirs = whose(reply, store)
        post = Post(theirs, context.at, correlation)
        post.answer(reply, context, incoming.account)
        if reply.acts or not isinstance(incoming.said, Ask):
            # A question changes nothing that stands on a home.
            post.renew_home(context.who)
        cause = Cause(context.place.platform, context.who.id, context.at, correlation)
        effect(theirs, reply, cause, self._routes.features, post)
        if reply.form:
            # Without a form there is nothing to keep beside the event itself, which was written when it arrived.
            store.seen.keep(incoming.key, encode_ack(reply.form), machine_now())
        return Ack(reply.form, correlation=correlation, answer=reply.answer, outgoing=store.outgoing)


def _ack(kept: str, correlation: str) -> Ack:
    """Return a kept acknowledgement."""
    return Ack(decode_ack(kept), correlation=correlation)


def _no(refused: Refused) -> Card:
    """Return a refusal as a card."""
    offers = (Buttons(refused.offers),) if refused.offers else ()
    return Card(refused.message, offers, Tone.BAD)


def _with_words(card: Card, words: tuple[str, ...]) -> Card:
    """Return a card about a form with what somebody wrote in it: the form closed, and it is nowhere else."""
    if not words:
        return card
    said = Paragraph(_("This is what you wrote:"), Weight.SUBTLE)
    return replace(card, elements=(said, *map(Quote, words), *card.elements))


def _with_opener(reply: Reply, form: FormView, incoming: Incoming) -> Reply:
    """Return a card with a button that opens the form, for messages that cannot open one themselves."""
    said = incoming.said
    if isinstance(said, Press):
        press = said
    else:
        words = said.words if isinstance(said, Ask) else ""
        press = Press(OPENER, (("words", words[:LONGEST_REPEAT]),))
    button = Button(_("Open the form"), press, Style.PRIMARY)
    card = reply.answer or Card(form.title, (Paragraph(_("This form opens with a button.")),))
    return replace(reply, answer=Card(card.title, (*card.elements, Buttons((button,))), card.tone), form=None)
