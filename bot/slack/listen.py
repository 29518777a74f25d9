# SPDX-License-Identifier: EUPL-1.2
"""Reads what Slack sends: slash commands, buttons, modals, shortcuts, mentions and direct messages."""

import re
from collections.abc import Iterable, Mapping

from bot.payload import Payload, pairs, part, parts, text
from bot.slack.markup import NO_BODIES, words
from bot.slack.values import ACCOUNT, LINK, read_action, unpack
from commands.events import Ask, Close, Incoming, Pairs, Place, Press, Room, Said, Submit
from commands.people import Account

PLATFORM = "slack"
#: Between a channel and the first message of a thread in it.
THREAD = "/"
# Where Slack does not say who we are: whoever is mentioned first is called.
_FIRST = re.compile(r"\s*<@(\w+)")
_SPOKEN = {"", "file_share", "thread_broadcast"}


def read(payload: Payload, prefix: str = "", bodies: Mapping[str, str] = NO_BODIES) -> Incoming | None:
    """Return what a person did; None where it is not for us: bots, edits, links, kinds we did not ask for.

    ``prefix`` stands before each of our commands, where another app has the same. ``bodies`` are the names of the
    bodies for which user groups stand, by the id of the group: who mentions the group means the body.
    """
    if text(payload, "command"):
        # Nobody else sees that a command is typed, and we may not be in that channel: it is between the two of us.
        user, channel = text(payload, "user_id"), text(payload, "channel_id")
        return _incoming(payload, read_ask(payload, prefix, bodies), user, channel if channel.startswith("D") else user)
    match text(payload, "type"):
        case "event_callback" if text(payload, "event", "type") == "function_executed":
            return _step(payload, bodies)
        case "event_callback":
            return _event(payload, bodies)
        case "block_actions":
            return _incoming(payload, read_press(payload))
        case "view_submission":
            # Whoever presses twice sends it in twice, each with a trigger of its own; what was drawn is the same.
            drawn = text(payload, "view", "hash") or text(payload, "view", "callback_id")
            return _incoming(payload, read_submit(payload), key=f"submitted/{text(payload, 'view', 'id')}/{drawn}")
        case "view_closed":
            # A modal is closed once, and Slack gives no trigger with it.
            return _incoming(payload, read_close(payload), key=f"closed/{text(payload, 'view', 'id')}")
        case "message_action" | "shortcut":
            return _incoming(payload, read_ask(payload, bodies=bodies))
        case _:
            return None


def read_press(payload: Payload) -> Press | None:
    """Return the button that was pressed (``block_actions``)."""
    actions = parts(payload, "actions")
    if not actions or text(actions[0], "type") != "button":
        return None
    name, opens_page = text(actions[0], "action_id"), bool(text(actions[0], "url"))
    pressed = read_action(name, text(actions[0], "value"))
    # A button without a number is not one that we draw now: it is said so. A link tells of its press and asks nothing.
    older = Press(name) if name and not (opens_page or name.startswith(LINK)) else None
    return pressed or older


def read_submit(payload: Payload) -> Submit | None:
    """Return the form that was sent in (``view_submission``); fields left empty are not among the answers."""
    view = part(payload, "view")
    answers = [(name, _answer(element)) for name in field_names(view) for element in _state(view, name)]
    form = text(view, "callback_id")
    return Submit(form, _full(answers, view), _hidden(view)) if form else None


def read_close(payload: Payload) -> Close | None:
    """Return the form that was closed (``view_closed``); a field whose state Slack leaves out is as it was drawn."""
    view = part(payload, "view")
    drawn = {name: _initial(element) for name, element in _fields(view).items()}
    typed = {name: _answer(element) for name in field_names(view) for element in _state(view, name)}
    form = text(view, "callback_id")
    after, before = _full((drawn | typed).items(), view), _full(drawn.items(), view)
    return Close(form, after, before, _hidden(view)) if form else None


def read_ask(payload: Payload, prefix: str = "", bodies: Mapping[str, str] = NO_BODIES) -> Ask | None:
    """Return the words of a slash command, a shortcut (named after its command), a mention or a direct message."""
    if command := text(payload, "command"):
        command = f"/{command.removeprefix('/').removeprefix(prefix)}"
        return Ask(f"{command} {words(text(payload, 'text'), bodies=bodies)}".strip())
    match text(payload, "type"):
        case "shortcut":
            return Ask(f"/{text(payload, 'callback_id')}")
        case "message_action":
            shown = words(text(payload, "message", "text"), bodies=bodies)
            return Ask(f"/{text(payload, 'callback_id')}", shown, _link(payload))
        case "event_callback":
            typed = text(payload, "event", "text")
            mentioned = _FIRST.match(typed) if text(payload, "event", "type") == "app_mention" else None
            return Ask(words(typed, _bot(payload) or (mentioned.group(1) if mentioned else ""), bodies))
        case _:
            return None


def _step(payload: Payload, bodies: Mapping[str, str]) -> Incoming | None:
    """Return what a step of a workflow asks for somebody; None where it is not a step of ours."""
    event = part(payload, "event")
    inputs = part(event, "inputs")
    user = text(inputs, "requester")
    match text(event, "function", "callback_id"):
        case "submit_request":
            said = Ask(f"/itverzoek {words(text(inputs, 'subject'), bodies=bodies)}")
        case "ask_who_decides":
            said = Ask(f"/wiebeslist {words(text(inputs, 'question'), bodies=bodies)}")
        case _:
            return None
    account = Account(PLATFORM, team(payload), user)
    return _made(said, account, Place(PLATFORM, user), f"step/{text(event, 'function_execution_id')}", opens=False)


def in_thread(channel: str, thread: str) -> str:
    """Return how we name a thread of a channel; without a thread it is the channel itself."""
    return f"{channel}{THREAD}{thread}" if channel and thread else channel


def _event(payload: Payload, bodies: Mapping[str, str]) -> Incoming | None:
    """Return a mention or a direct message; None for bots, edits, and messages that are not for us."""
    event = part(payload, "event")
    mention = text(event, "type") == "app_mention"
    alone = text(event, "channel_type") == "im" if "channel_type" in event else text(event, "channel").startswith("D")
    direct = text(event, "type") == "message" and alone
    ours = not text(event, "bot_id") and "edited" not in event and text(event, "user") != _bot(payload)
    if not (mention or direct) or not ours or text(event, "subtype") not in _SPOKEN:
        return None
    room = Room.DIRECT if direct else Room.CHANNEL
    # A question in a channel is answered in its thread: the channel itself stays quiet. Beside Slack's own panes for
    # agents every conversation is a thread, and an answer outside of it would not be seen there.
    thread = text(event, "thread_ts") or ("" if direct else text(event, "ts"))
    where = text(event, "user") if direct and thread else text(event, "channel")
    return _made(
        read_ask(payload, bodies=bodies),
        Account(PLATFORM, team(payload), text(event, "user")),
        Place(PLATFORM, in_thread(where, thread), room, text(event, "ts"), _shared(team(payload), room, where)),
        text(payload, "event_id") or in_thread(text(event, "channel"), text(event, "ts")),
        opens=False,
    )


def team(payload: Payload) -> str:
    """Return the workspace through which the app hears of something.

    In a channel that organisations share, that is not always the first that Slack names: an event names the workspace
    of either side, and apart from it the installation that may hear it. Where the app is a whole Enterprise Grid's, an
    installation names no workspace, ``team`` is empty, and a form names the Grid.
    Source: docs.slack.dev/apis/events-api, "authorizations", and the payloads in the tests of Bolt for Python.
    """
    installed = text(payload, "view", "app_installed_team_id")
    heard = (text(each, "team_id") for each in parts(payload, "authorizations"))
    said = (("team_id",), ("team", "id"), ("user", "team_id"), ("view", "team_id"), ("event", "team"))
    named = (text(payload, *path) for path in said)
    return next(filter(None, (installed if installed.startswith("T") else "", *heard, *named)), "")


def _incoming(payload: Payload, said: Said | None, user: str = "", channel: str = "", key: str = "") -> Incoming | None:
    """Return an interaction; one without a channel (a modal, the home tab) is between the person and us.

    What makes it the same event when it is brought again is the ``key``, or else its trigger.
    """
    user = user or text(payload, "user", "id")
    channel = channel or text(payload, "channel", "id") or text(payload, "container", "channel_id")
    trigger, tenant = text(payload, "trigger_id"), team(payload)
    pressed = text(next(iter(parts(payload, "actions")), {}), "action_ts") or text(payload, "action_ts")
    room = Room.DIRECT if not channel or channel == user or channel.startswith("D") else Room.CHANNEL
    message = text(payload, "container", "message_ts") or text(payload, "message_ts")
    thread = text(payload, "container", "thread_ts") or text(payload, "message", "thread_ts")
    where = user if room is Room.DIRECT and thread else channel
    place = Place(PLATFORM, in_thread(where, thread) or user, room, message, _shared(tenant, room, channel))
    again = key or trigger or (f"{user}/{pressed}" if pressed else "")
    return _made(said, Account(PLATFORM, tenant, user), place, again, opens=bool(key or trigger))


def _shared(tenant: str, room: Room, channel: str) -> Account | None:
    """Return the channel where others read along."""
    return Account(PLATFORM, tenant, channel) if room is Room.CHANNEL else None


def _made(said: Said | None, account: Account, place: Place, key: str, *, opens: bool) -> Incoming | None:
    """Return the event where all that it needs is there."""
    if said is None or not (account.tenant and account.user and place.conversation and key):
        return None
    return Incoming(said, account, place, f"{PLATFORM}/{account.tenant}/{key}", opens)


def _answer(element: object) -> str:
    """Return what one element was filled in with."""
    if user := text(element, "selected_user"):
        return f"{ACCOUNT}{user}"
    return text(element, "value") or text(element, "selected_date") or text(element, "selected_option", "value")


def _initial(element: Payload) -> str:
    """Return what one element was drawn with."""
    if user := text(element, "initial_user"):
        return f"{ACCOUNT}{user}"
    return text(element, "initial_value") or text(element, "initial_date") or text(element, "initial_option", "value")


def field_names(view: Payload) -> tuple[str, ...]:
    """Return the names of the fields of a modal in the order of its blocks; without blocks, those with a state."""
    return tuple(_fields(view)) or tuple(part(view, "state", "values"))


def _fields(view: Payload) -> dict[str, Payload]:
    """Return the elements of a modal by field, in the order of the blocks."""
    inputs = [block for block in parts(view, "blocks") if text(block, "type") == "input"]
    return {text(block, "block_id"): part(block, "element") for block in inputs}


def _state(view: Payload, name: str) -> list[object]:
    """Return what a field holds now: one element, or none where Slack does not tell."""
    return list(part(view, "state", "values", name).values())


def _full(answers: Iterable[tuple[str, str]], view: Payload) -> Pairs:
    """Return the answers that are not empty, each stand-in replaced by the value that it stands for."""
    short = part(unpack(text(view, "private_metadata")), "stand_ins")
    whole = ((name, text(short, name, said) if said in part(short, name) else said) for name, said in answers)
    return tuple((name, said) for name, said in whole if said)


def _hidden(view: Payload) -> Pairs:
    """Return what the form carried."""
    return pairs(unpack(text(view, "private_metadata")), "values")


def _bot(payload: Payload) -> str:
    """Return our own account in this workspace."""
    return next((text(a, "user_id") for a in parts(payload, "authorizations")), "")


def _link(payload: Payload) -> str:
    """Return where the message of a shortcut stands."""
    domain, channel = text(payload, "team", "domain"), text(payload, "channel", "id")
    moment = text(payload, "message_ts").replace(".", "")
    return f"https://{domain}.slack.com/archives/{channel}/p{moment}" if domain and channel and moment else ""
