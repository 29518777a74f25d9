# SPDX-License-Identifier: EUPL-1.2
"""The methods of Slack's Web API that the program calls, with the scope that each of them needs."""

import json
from collections.abc import Callable

from tests.bot.slack.judge import message_faults, modal_faults
from tests.fakes.slack_workspace import APP, BOT, BOT_USER, CLIENT_ID, CLIENT_SECRET, Json, No, Workspace

Method = Callable[[Workspace, Json], Json]


def auth_test(space: Workspace, _given: Json) -> Json:
    """Say whose token it is."""
    return {
        "url": "https://waterveen.slack.com/",
        "team": "Waterveen",
        "user": "mandaat",
        "team_id": space.enterprise if space.whole else space.team,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "enterprise_id": space.enterprise,
        "is_enterprise_install": space.whole,
    }


def users_info(space: Workspace, given: Json) -> Json:
    """Say who a user is."""
    return {"user": space.user(given["user"])}


def usergroups_list(space: Workspace, given: Json) -> Json:
    """Say which user groups there are, and who is in them where that is asked."""
    whole = str(given.get("include_users", "")).lower() in {"1", "true"}
    found = [{"id": i, "handle": handle, "users": users} for i, (handle, users) in space.groups.items()]
    return {"usergroups": found if whole else [{k: v for k, v in g.items() if k != "users"} for g in found]}


def post(space: Workspace, given: Json) -> Json:
    """Take a message."""
    return space.post(given["channel"], _message(given))


def update(space: Workspace, given: Json) -> Json:
    """Change a message."""
    return space.change(given["channel"], given["ts"], _message(given))


def _message(given: Json) -> Json:
    """Return what stands in a message."""
    return {name: value for name, value in given.items() if name in {"text", "blocks", "metadata", "thread_ts"}}


def permalink(space: Workspace, given: Json) -> Json:
    """Say where a message stands."""
    if given["channel"] not in space.channels:
        raise No("channel_not_found")
    moment = given["message_ts"].replace(".", "")
    return {"permalink": f"https://waterveen.slack.com/archives/{given['channel']}/p{moment}"}


def conversations_open(space: Workspace, given: Json) -> Json:
    """Say in which conversation a person is reached."""
    return {"channel": {"id": space.place(given["users"])}}


def history(space: Workspace, given: Json) -> Json:
    """Give a page of the messages of a conversation since a moment, newest first."""
    channel = space.place(given["channel"])
    found = [message for (where, _ts), message in space.messages.items() if where == channel]
    return _page(sorted(found, key=lambda message: str(message["ts"]), reverse=True), given)


def replies(space: Workspace, given: Json) -> Json:
    """Give a page of the messages of a thread since a moment, oldest first."""
    channel, thread = space.place(given["channel"]), given["ts"]
    found = [message for (where, _ts), message in space.messages.items() if where == channel]
    return _page([message for message in found if message.get("thread_ts") == thread], given)


def _page(messages: list[Json], given: Json) -> Json:
    """Return the part of the messages that was asked for."""
    since = [message for message in messages if float(message["ts"]) > float(given.get("oldest", 0))]
    begin, most = int(given.get("cursor") or 0), int(given.get("limit", 100))
    cursor = str(begin + most) if begin + most < len(since) else ""
    page = since[begin : begin + most]
    return {"messages": page, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def upload_url(space: Workspace, given: Json) -> Json:
    """Give the address to which the bytes of a file go."""
    if not given["filename"] or int(given["length"]) <= 0:
        raise No("invalid_arguments")
    file = f"F{next(space.numbers):06}"
    space.files[file] = None
    return {"file_id": file, "upload_url": f"{space.url}/upload/{file}"}


def uploaded(space: Workspace, given: Json) -> Json:
    """Take files of which the bytes came; shared with nobody where no channel is named."""
    if any(not space.files.get(each["id"]) for each in given["files"]):
        raise No("file_not_found")
    return {"files": [{"id": each["id"], "title": each.get("title", "")} for each in given["files"]]}


def views_open(space: Workspace, given: Json) -> Json:
    """Open a modal."""
    return {"view": space.open(given.get("trigger_id", ""), given["view"])}


def views_update(space: Workspace, given: Json) -> Json:
    """Draw a modal anew."""
    return {"view": space.renew(given["view_id"], given["view"])}


def views_publish(space: Workspace, given: Json) -> Json:
    """Show a home."""
    return {"view": space.publish(given["user_id"], given["view"])}


def validate(_space: Workspace, given: Json) -> Json:
    """Judge a message or a view, and change nothing."""
    if "view" in given:
        faults = modal_faults(given["view"])
    else:
        faults = message_faults({"text": "x", "blocks": given["blocks"]})
    if faults:
        word = "invalid_view" if "view" in given else "invalid_blocks"
        raise No(word, errors=[{"pointer": "", "message": fault} for fault in faults])
    return {}


def completed(space: Workspace, given: Json) -> Json:
    """Hear that a step of a workflow is done."""
    if given["function_execution_id"] in space.steps:
        raise No("function_execution_not_found")
    space.steps[given["function_execution_id"]] = given
    return {}


def access(space: Workspace, given: Json) -> Json:
    """Give a token for what somebody agreed to, or a fresh one for the last; each is good once."""
    if (given.get("client_id"), given.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
        raise No("bad_client_secret")
    proof = given.get("refresh_token") or given.get("code")
    if proof not in space.proofs:
        raise No("invalid_refresh_token" if "refresh_token" in given else "invalid_code")
    space.proofs.remove(proof)
    space.token = f"xoxe.xoxb-{next(space.numbers)}"
    refresh = f"xoxe-1-{next(space.numbers)}"
    space.proofs.add(refresh)
    return {
        "access_token": space.token,
        "token_type": "bot",
        "scope": ",".join(sorted(space.scopes)),
        "bot_user_id": BOT_USER,
        "app_id": APP,
        "team": {"id": space.team, "name": "Waterveen"},
        "enterprise": {"id": space.enterprise, "name": "Grid"} if space.enterprise else None,
        "is_enterprise_install": False,
        "authed_user": {"id": "ULOTTE"},
        "refresh_token": refresh,
        "expires_in": space.token_seconds,
    }


#: Each method with the scope that it needs; empty: any token will do.
METHODS: dict[str, tuple[str, Method]] = {
    "auth.test": ("", auth_test),
    "users.info": ("users:read", users_info),
    "usergroups.list": ("usergroups:read", usergroups_list),
    "chat.getPermalink": ("", permalink),
    "chat.postMessage": ("chat:write", post),
    "chat.update": ("chat:write", update),
    "conversations.open": ("im:write", conversations_open),
    "conversations.history": ("im:history", history),
    "conversations.replies": ("channels:history", replies),
    "blocks.validate": ("", validate),
    "files.getUploadURLExternal": ("files:write", upload_url),
    "files.completeUploadExternal": ("files:write", uploaded),
    "views.open": ("", views_open),
    "views.update": ("", views_update),
    "views.publish": ("", views_publish),
    "functions.completeSuccess": ("", completed),
    "functions.completeError": ("", completed),
}


def call(space: Workspace, method: str, token: str, given: Json) -> Json:
    """Return what a method answers.

    Raises:
        No: where Slack refuses.

    """
    if method == "oauth.v2.access":
        return {"ok": True, **access(space, given)}
    if method not in METHODS:
        raise No("unknown_method")
    if token != space.token:
        raise No("invalid_auth" if token else "not_authed")
    scope, work = METHODS[method]
    if scope and scope not in space.scopes:
        raise No("missing_scope", needed=scope, provided=",".join(sorted(space.scopes)))
    try:
        return {"ok": True, **work(space, {name: _read(name, value) for name, value in given.items()})}
    except KeyError as missing:
        raise No("invalid_arguments", response_metadata={"messages": [f"missing {missing}"]}) from None


def _read(name: str, value: object) -> object:
    """Return an argument; in a form, what is more than words is JSON."""
    structured = name in {"view", "blocks", "metadata", "outputs", "files"} and isinstance(value, str)
    return json.loads(str(value)) if structured else value


__all__ = ["APP", "METHODS", "call"]
