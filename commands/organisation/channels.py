# SPDX-License-Identifier: EUPL-1.2
"""In which channel a body reads along: said in that channel itself, so that nobody has to look up what it is called."""

import re

from commands.cards import Button, Buttons, Card, Element, Fact, Facts, Paragraph, Tone
from commands.errors import Refused
from commands.events import Ask, Context, Press
from commands.organisation.lines import listed, press
from commands.organisation.rules import Deed, check, may
from commands.organisation.store import Store
from commands.people import Account, Function
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import Text, _

SAID = re.compile(
    r"(?:dit is het kanaal van|this is the channel of)(?:\s+(?:de|het|the))?\s+(?P<body>.{2,120}?)[.!]?", re.IGNORECASE
)
#: What people call the platforms.
_PLATFORMS = {"slack": "Slack", "teams": "Teams", "local": "Mandaat"}
_NONE = _("none: its members hear it one by one")
_ACTION, _FUNCTIONS = "organisation.channel", Ref("organisation", "functions")
#: A channel belongs to one of a few bodies; more buttons than this nobody reads.
_MOST_BODIES = 20


class NoBody(Refused):
    """I know no body “{words}”. The bodies are: {bodies}."""


class NotHere(Refused):
    """Say this in the channel of the body itself: name me there, and write “/channel {body}”."""


def channel(ask: Ask, context: Context, store: Store) -> Reply:
    """Give this channel to the body that was named; without a name, say which body has which channel."""
    words = ask.words.strip()
    if not words:
        return Reply(answer=_overview(context, store))
    wanted = words.casefold()
    found = [b for b in _bodies(store) if wanted in (b.name.casefold(), b.name_en.casefold())]
    if not found:
        raise NoBody(words=words[:80], bodies=listed(b.name for b in _bodies(store)))
    return _given(found[0], context, store)


def said(ask: Ask, context: Context, store: Store) -> Reply:
    """Give this channel to the body of a sentence such as "dit is het kanaal van de Portfolioboard"."""
    match = SAID.fullmatch(ask.words.strip())
    return channel(Ask(match["body"] if match else ""), context, store)


def give(pressed: Press, context: Context, store: Store) -> Reply:
    """Give this channel to the body of the button."""
    return channel(Ask(pressed["body"]), context, store)


def take(_pressed: Press, context: Context, store: Store) -> Reply:
    """Let this channel be of no body any more."""
    check(Deed.EDIT_CHANNELS, context.who, store.people)
    here = context.place.channel
    had = _of_here(here, store)
    if here is None or had is None:
        return Reply(answer=_overview(context, store))
    act = without_channel(had, here.platform, here.tenant, store)
    title = _("{body} no longer has this channel", body=had.name)
    text = _("What is for this body comes to its members one by one.")
    return Reply(answer=Card(title, (Paragraph(text),)), acts=(act,) if act else ())


def with_channel(body: Function, channel: Account, store: Store) -> Act:
    """Give a body a channel, and return what the journal keeps; another body that had it loses it."""
    had = _of_here(channel, store)
    if had and had != body:
        store.people.remove_channel(had.name, channel.platform, channel.tenant)
    store.people.add_channel(body.name, channel)
    return Act(_ACTION, _FUNCTIONS, channel.platform)


def without_channel(body: Function, platform: str, tenant: str, store: Store) -> Act | None:
    """Take the channel of a body in a workspace away, and return what the journal keeps; None where it had none."""
    removed = store.people.remove_channel(body.name, platform, tenant)
    return Act(_ACTION, _FUNCTIONS, "removed") if removed else None


def _given(body: Function, context: Context, store: Store) -> Reply:
    """Give this channel to a body, which loses another one in the same workspace."""
    check(Deed.EDIT_CHANNELS, context.who, store.people)
    here = context.place.channel
    if here is None:
        raise NotHere(body=body.name)
    act = with_channel(body, here, store)
    title = _("This channel is of {body} from now on", body=body.name)
    text = _(
        "What is for this body comes here: agendas, requests and escalations that lie with it, and what was decided."
    )
    away = Button(_("This is not its channel"), press("take_channel"))
    return Reply(answer=Card(title, (Paragraph(text), Buttons((away,))), Tone.GOOD), acts=(act,))


def _overview(context: Context, store: Store) -> Card:
    """Return which body has which channel; in a channel, who keeps this can give it to one."""
    bodies, here = _bodies(store), context.place.channel
    if not bodies:
        return Card(_("There are no bodies yet"), (Paragraph(_("A body is a function of several people: a board.")),))
    facts = Facts(tuple(Fact(body.name, _where(store.people.channels(body.name), here)) for body in bodies))
    elements: list[Element] = [facts]
    if not may(Deed.EDIT_CHANNELS, store.people.roles(context.who)):
        return Card(_("Where bodies read along"), tuple(elements))
    if here is None:
        elements.append(
            Paragraph(_("To give a body a channel, name me in that channel and write “/channel” with its name."))
        )
    else:
        had = _of_here(here, store)
        others = [body for body in bodies if body != had][:_MOST_BODIES]
        buttons = [
            Button(_("This is the channel of {body}", body=b.name), press("give_channel", body=b.name)) for b in others
        ]
        if had:
            buttons.append(Button(_("This is not its channel"), press("take_channel")))
        elements.append(Buttons(tuple(buttons)))
    return Card(_("Where bodies read along"), tuple(elements))


def _where(found: tuple[Account, ...], here: Account | None) -> Text:
    """Return in which channels a body reads along."""
    named = [
        _("this channel") if each == here else _("a channel in {platform}", platform=_PLATFORMS[each.platform])
        for each in found
    ]
    return listed(named) if named else _NONE


def _of_here(here: Account | None, store: Store) -> Function | None:
    """Return the body that has this channel."""
    return next((body for body in _bodies(store) if here in store.people.channels(body.name)), None)


def _bodies(store: Store) -> list[Function]:
    """Return the bodies."""
    return [function for function in store.people.functions() if function.body]
