# SPDX-License-Identifier: EUPL-1.2
"""Forms that were closed, or could not be sent in: kept for who typed them, offered again, thrown away or grown old."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from commands.cards import Button, Buttons, Card, Element, Heading, Paragraph
from commands.dues import Tick
from commands.errors import Refused
from commands.events import Close, Context, Press
from commands.forms import FormView
from commands.people import Person
from commands.replies import Renew, Reply
from commands.requests.forms import RequestForm
from commands.requests.request import Draft, Request
from commands.requests.store import Store
from commands.text import Message, Moment, Text, _, n_

#: Days after which a draft is deleted (domain §2.8).
DRAFT_DAYS = 30
#: How many of them are shown at once.
SHOWN = 5


class DraftGone(Refused):
    """That draft is no longer there: it was sent in, thrown away, or older than 30 days."""


def drafts(who: Person, at: datetime, store: Store) -> tuple[Draft, ...]:
    """Return what a person typed and did not send in, newest first, within the term for which it is kept."""
    return store.requests.drafts(who, at - timedelta(days=DRAFT_DAYS))


def keep(close: Close, context: Context, store: Store) -> Reply:
    """Keep what was typed, and say so with a way on and a way off."""
    draft = Draft(close.answers, close.hidden, context.at)
    store.requests.keep_draft(context.who, draft)
    until = context.today + timedelta(days=DRAFT_DAYS)
    card = Card(
        _("I kept your draft {title}", title=_called(draft)),
        (
            Paragraph(_("You did not send it in. I keep it until {day}; you find it again with /mine.", day=until)),
            _ways(draft),
        ),
    )
    return Reply(answer=card, key=draft_key(context.who, draft.opened))


def discard(press: Press, context: Context, store: Store) -> Reply:
    """Delete a draft; said on its own card, and from the overview in a message of its own too.

    Raises:
        DraftGone: when it is not kept any more.

    """
    draft = meant(press, context, store)
    store.requests.drop_draft(context.who, draft.opened)
    card, key = Card(_("Your draft {title} is deleted", title=_called(draft))), draft_key(context.who, draft.opened)
    if press["from"]:
        return Reply(answer=card, renews=(Renew(key, card),))
    return Reply(answer=card, key=key)


def grow_old(tick: Tick, store: Store) -> Reply:
    """Delete what nobody sent in within the term (domain §2.8)."""
    store.requests.drop_drafts(tick.at - timedelta(days=DRAFT_DAYS))
    return Reply()


def sent(opened: str, request: Request, store: Store) -> tuple[Renew, ...]:
    """Delete the draft that a request was, and take the buttons off its card."""
    if not store.requests.drop_draft(request.requester, opened):
        return ()
    title = _("Your draft is sent in: {reference} “{title}”", reference=request.reference, title=request.needs.title)
    return (Renew(draft_key(request.requester, opened), Card(title)),)


def draft_key(who: Person, opened: str) -> str:
    """Return the key of the card about a draft."""
    return f"requests/draft/{who.id}/{opened}"


def same(kept: tuple[Draft, ...], values: Mapping[str, str], hidden: Mapping[str, str]) -> Draft | None:
    """Return the newest draft of what somebody is about to ask again: the same right, or the same title."""
    about = {name: hidden.get(name, "") for name in ("right", "topic")}
    for draft in kept:
        before = dict(draft.hidden)
        if all(before.get(name, "") == value for name, value in about.items()) and (
            any(about.values()) or draft.title == values.get("subject", "")
        ):
            return draft
    return None


def continued(draft: Draft, newer: Mapping[str, str] | None = None) -> FormView:
    """Return the form with what was typed before; what was said just now wins."""
    said = _("This is what you typed on {moment} and did not send in.", moment=Moment(draft.at))
    return RequestForm.view({**dict(draft.values), **(newer or {})}, hidden=dict(draft.hidden), intro=(said,))


def mention(kept: tuple[Draft, ...]) -> tuple[Message, ...]:
    """Return the line above a new form that says what else was begun."""
    if not kept:
        return ()
    title = _called(kept[0])
    return (
        n_(
            "You also have a draft: {title}. You find it with /mine.",
            "You also have {count} drafts, the newest is {title}. You find them with /mine.",
            len(kept),
            title=title,
        ),
    )


def listed(kept: tuple[Draft, ...]) -> tuple[Element, ...]:
    """Return the drafts as part of what somebody asked."""
    if not kept:
        return ()
    elements: list[Element] = [Heading(_("Not sent in yet"))]
    for draft in kept[:SHOWN]:
        kept_on = _("{title}, kept on {moment}", title=_called(draft), moment=Moment(draft.at))
        elements += [Paragraph(kept_on), _ways(draft, ("from", "overview"))]
    if len(kept) > SHOWN:
        elements.append(Paragraph(_("… and {count} more.", count=len(kept) - SHOWN)))
    return tuple(elements)


def meant(press: Press, context: Context, store: Store) -> Draft:
    """Return the draft that a button is about.

    Raises:
        DraftGone: when it is not kept any more.

    """
    for draft in drafts(context.who, context.at, store):
        if draft.opened == press["opened"]:
            return draft
    raise DraftGone


def _called(draft: Draft) -> Text:
    """Return what a draft is called in a sentence."""
    return _("“{title}”", title=draft.title) if draft.title else _("without a title")


def _ways(draft: Draft, *where: tuple[str, str]) -> Buttons:
    """Return the ways on and off."""
    which = (("opened", draft.opened), *where)
    return Buttons(
        (
            Button(_("Go on"), Press("requests.draft", which)),
            Button(_("Throw away"), Press("requests.discard", which)),
        )
    )
