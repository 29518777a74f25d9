# SPDX-License-Identifier: EUPL-1.2
"""The program as processes that hear Teams and write through a Connector of our own, and people who press and fill in.

A dialog is opened and sent in, and what waits for a decision is approved with the button on its card. What Teams gets
no answer to it brings again, the same, and now and then what was answered too.
"""

import json
import random
import re
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.language import Localizer
from bot.teams import render_card
from bot.teams.interactions import GONE, LATE, LATE_FORM
from storage.codec import decode_card
from storage.database import Database
from storage.messages import outbox
from tests.bot.teams.doing import NEW, filled_in
from tests.drive import AMSTERDAM
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_cloud import Cloud
from tests.fakes.teams_stage import connected
from tests.fakes.teams_tenant import Json
from tests.faults.arena import PATIENCE, Process, Traffic
from tests.faults.count import MARK, Seen, Sight
from tests.faults.town import ASKERS, EVERYBODY, SIZE, THINGS, account

DUTCH = Localizer("nl", AMSTERDAM)
APPROVE = "requests.approve"
#: What somebody reads before anything is stored.
SLOW = tuple(json.dumps(DUTCH.say(words), ensure_ascii=False)[1:-1] for words in (GONE, LATE, LATE_FORM))
REFERENCE = re.compile(r"ITV-\d+-\d+")
#: How much of what was answered is brought again.
AGAIN = 0.3
_numbers = count(1)


@dataclass
class TeamsProcess(Process):
    """A process that hears Teams."""

    cloud: Cloud = field(default_factory=Cloud)

    def settings(self) -> dict[str, str]:
        """Return what it starts with."""
        ours = {name: value for name, value in super().settings().items() if "SLACK" not in name}
        return ours | {name.upper(): str(value) for name, value in connected(self.cloud, self.log.parent).items()}

    def answers(self, activity: Json) -> Any:  # noqa: ANN401 - JSON
        """Let Teams bring an activity, and return the answer; None where there is none, or it asks to come again."""
        signed = {"authorization": self.cloud.bearer(activity), "content-type": "application/json"}
        body = json.dumps(activity).encode()
        request = urllib.request.Request(f"{self.address}/teams/messages", body, signed)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
                said = answer.read().decode()
                return None if any(words in said for words in SLOW) else json.loads(said)
        except (OSError, ValueError):
            return None


@dataclass
class TeamsTraffic(Traffic[TeamsProcess]):
    """People in Teams: some ask, and who holds a right approves."""

    approved: list[str] = field(default_factory=list)
    _pressed: set[str] = field(default_factory=set)
    _choosing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cloud(self) -> Cloud:
        """Where they are."""
        return self.processes[0].cloud

    def _send(self, name: str, dice: random.Random) -> None:
        """Open the form and send one request in; then approve one that waits."""
        which = dice.randrange(SIZE)
        title, asker = f"Aanschaf {THINGS[which]} nummer {name}", account(ASKERS[which])
        opened = self._brought(asker, "task/fetch", {"data": NEW}, dice)
        typed = {"subject": title, "problem": "De oude is op.", "kind": "hardware", "personal_data": "no"}
        filled = filled_in(opened["task"]["value"]["card"]["content"], **typed)
        assert self._brought(asker, "task/submit", {"data": filled}, dice) == {}
        self.acknowledged.append(title)
        self.press(dice)

    def press(self, dice: random.Random) -> None:
        """Approve one request that waits, where there is one that nobody approved."""
        for holder, action in self._to_press():
            value = teams.execute(action)["value"]
            assert self._brought(holder, "adaptiveCard/action", value, dice)["statusCode"] == 200
            self.approved.append(_request(action))

    def _to_press(self) -> list[tuple[str, Json]]:
        """Return a button to approve, with who sees it, that nobody pressed yet; none where there is no such."""
        with self._choosing:
            for (where, _number), message in self.cloud.tenant.messages.copy().items():
                for action in teams.actions(message["attachments"][0]["content"]):
                    if action.get("verb") == APPROVE and _request(action) not in self._pressed:
                        self._pressed.add(_request(action))
                        return [(where.removeprefix("a:1"), action)]
        return []

    def _brought(self, user: str, name: str, value: Json, dice: random.Random) -> Any:  # noqa: ANN401 - JSON
        """Let Teams bring what somebody did until that is answered, and now and then twice more."""
        activity = {
            **teams.activity("invoke", name=name, value=value),
            "id": str(next(_numbers)),
            "serviceUrl": self.cloud.service_url,
            "from": {"id": f"29:{user}", "aadObjectId": user},
            "conversation": {"conversationType": "personal", "tenantId": teams.TENANT, "id": f"a:1{user}"},
        }
        until = time.monotonic() + PATIENCE
        while (answer := dice.choice(self.processes).answers(activity)) is None:
            assert time.monotonic() < until, "it was never answered"
            time.sleep(0.1)
        for _time in range(2 * (dice.random() < AGAIN)):
            assert dice.choice(self.processes).answers(activity) in (answer, None)
        return answer


def _request(action: Json) -> str:
    """Return which request a button is about."""
    return str(action["data"]["_values"]["ref"])


@contextmanager
def tenancy() -> Iterator[Cloud]:
    """Run a Microsoft of our own, with everybody in its tenant."""
    loop, cloud = Loop(), Cloud()
    for person in EVERYBODY:
        cloud.tenant.joins(account(person), f"29:{account(person)}", f"{person.id}@waterveen.example", person.name)
    try:
        loop.do(cloud.start())
        yield cloud
    finally:
        loop.do(cloud.stop())
        loop.stop()


def in_teams(cloud: Cloud, database: Database) -> Sight:
    """Return what people saw come.

    A Connector gives messages ids of its own. One that arrived without our knowing is known again by where it stands
    and what it is about; what changes a message that was lost is another message, and not counted.
    """
    rows = database.read(lambda c: c.execute(select(outbox).where(outbox.c.platform == "teams")).all())
    came = {f"{where}/{number}": str(message["summary"]) for (where, number), message in cloud.tenant.came}
    # A change carries the id of what it changes, which is written last.
    known = {row.message_id: row for row in sorted(rows, key=lambda row: not row.replaces) if row.message_id}
    doubted = [(row, *_about(row, came)) for row in rows if row.doubts for _time in range(row.doubts)]
    seen = []
    for message, title in came.items():
        where = message.rpartition("/")[0]
        if (row := known.get(message)) is None:
            here = sorted((each for each in doubted if each[1] == where), key=lambda each: each[2] != _subject(title))
            if here:
                doubted.remove(here[0])
                row = here[0][0]
        if row is None or not row.replaces:
            seen.append(Seen(where, str(row.id) if row else f"{message}: {title}", MARK in title))
    return Sight("teams", seen, lambda row: str(row.id))


def _about(row: Any, came: Mapping[str, str]) -> tuple[str, str]:  # noqa: ANN401 - a row of many columns
    """Return where a message in doubt goes and what it is about; of one that was sent in the end no words are kept."""
    if row.message_id:
        return row.message_id.rpartition("/")[0], _subject(came[row.message_id])
    return f"a:1{row.address}", _subject(render_card(decode_card(row.card), DUTCH)["fallbackText"])


def _subject(title: str) -> str:
    """Return what a message is about: what repeats another may say already how the request stands now."""
    about = REFERENCE.search(title)
    return about[0] if about else title.removeprefix(MARK).strip()
