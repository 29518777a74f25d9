# SPDX-License-Identifier: EUPL-1.2
"""How quick an activity of Teams is acknowledged and a request is stored, beside an echo bot of Microsoft's own SDK.

Run as ``python -m benchmarks.teams``. Each server is a process of its own, asked by one client with 16 activities under
way at once, each signed; the Connector is in the client's process. "Mandaat" stores the event, its answer and its
journal line before it acknowledges, on SQLite, and sends its answer beside that; the echo bot stores nothing and sends
the words back. Aim: at least 0.6 of the echo bot. Then messages are sent with the SDK's own client and with ours.
"""

import argparse
import asyncio
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import jwt

from benchmarks.slack import percentile, served
from benchmarks.slack import prepared as people
from bot.teams.connector import Connector
from bot.teams.entra import Entra
from bot.teams.registrations import Registration
from bot.teams.tokens import Tokens
from bot.teams.wire import Wire
from commands.people import Account
from storage.database import Database
from storage.store import Store
from tests import cast
from tests.bot.teams.judge import objects
from tests.fakes import teams
from tests.fakes.teams_cloud import Answer, Cloud, bring
from tests.fakes.teams_stage import settings
from tests.fakes.teams_tenant import Tenant

CONCURRENCY = 16
ECHO = """
import asyncio, os
import uvicorn
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps import App
app = App(
    client_id=os.environ["CLIENT"], tenant_id=os.environ["TENANT"], token=lambda scope, tenant: os.environ["TOKEN"],
    cloud=with_overrides(PUBLIC, openid_metadata_url=os.environ["KEYS"].replace("/keys", "/openidconfiguration")),
    messaging_endpoint="/teams/messages", fetch_user_token=False,
)
@app.on_message
async def heard(ctx):
    await ctx.send(ctx.activity.text)
async def main():
    await app.initialize()
    config = uvicorn.Config(app.server.adapter.app, port=int(os.environ["PORT"]), log_level="error", access_log=False)
    await uvicorn.Server(config).serve()
asyncio.run(main())
"""
ALONE = {"conversationType": "personal", "tenantId": teams.TENANT, "id": f"a:1{teams.USER}"}
NEW = {"_action": "requests.new", "_values": {}, "msteams": {"type": "task/fetch"}}
FULL = {"subject": "Vier laptops", "problem": "Op.", "cost": "4.000", "kind": "hardware", "personal_data": "no"}
_numbers = count(1)


class Unjudged(Tenant):
    """A tenant that takes every card: judging takes longer than all the rest."""

    def _judge(self, message: Mapping[str, Any]) -> None:
        """Take it."""


def main() -> None:
    """Measure each server and print a line for each, then sending."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--activities", type=int, default=1500)
    parser.add_argument("--messages", type=int, default=1500)
    args = parser.parse_args()
    print(f"{'server':<28} {'per second':>10} {'p50 ms':>8} {'p99 ms':>8} {'most ms':>8}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(compared(Path(folder), args.activities))
        asyncio.run(sending(Path(folder), args.messages))


async def compared(home: Path, activities: int) -> None:
    """Measure the echo bot and the whole program."""
    cloud = await started()
    token = jwt.encode({"exp": int(time.time()) + 86_400}, "k" * 32)
    cloud.tokens[token] = cloud.tenant.id
    given = settings(cloud, home)
    beside = {"CLIENT": cloud.tenant.client, "TENANT": cloud.tenant.id, "TOKEN": token, "KEYS": f"{cloud.url}/keys"}
    with served(([sys.executable, "-W", "ignore", "-c", ECHO], None), **beside) as (address, _process):
        echo = await measured("echo bot of the SDK", cloud, here(address), activities, says)
    url = f"sqlite:///{home / 'mandaat.db'}"
    await asyncio.to_thread(prepared, url)
    names = [name for name in type(given).model_fields if name.startswith("mandaat_") and getattr(given, name)]
    ours = {name.upper(): str(getattr(given, name)) for name in names} | {"MANDAAT_DATABASE_URL": url}
    with served(([sys.executable, "-m", "bot", "run"], None), **ours) as (address, _process):
        await until_heard(cloud, here(address))
        rate = await measured("Mandaat, stored", cloud, here(address), activities, says)
        requests = await measured("Mandaat, a request stored", cloud, here(address), activities // 5, asks)
    await cloud.stop()
    print(f"Mandaat does {rate / echo:.2f} of what the echo bot does, and {requests / echo:.2f} with a request stored")


def here(address: str) -> str:
    """Return the address for Teams of a server."""
    return address.replace("/slack/events", "/teams/messages")


async def started() -> Cloud:
    """Return a Microsoft with Fatima in it."""
    cloud = Cloud({teams.TENANT: Unjudged()})
    await cloud.start()
    cloud.tenant.joins(teams.USER, "29:1fatima", cast.FATIMA.email, cast.FATIMA.name)
    return cloud


def prepared(url: str) -> None:
    """Put the cast in a new database, with Fatima in the tenant."""
    people(url)
    database = Database.open(url)

    def arrive(store: Store) -> None:
        store.organisations.link_tenant("teams", teams.TENANT, cast.WATERVEEN.id)
        store.people.add_account(cast.FATIMA, Account("teams", teams.TENANT, teams.USER))

    database.transact(lambda c: arrive(Store(c, cast.WATERVEEN)))
    database.close()


Act = Callable[[aiohttp.ClientSession, Cloud, str], Awaitable[float]]


async def measured(name: str, cloud: Cloud, address: str, number: int, act: Act) -> float:
    """Let so many people act, some at once; print a line and return how many a second."""
    await rush(cloud, address, max(CONCURRENCY, number // 10), act)
    return shown(name, *await rush(cloud, address, number, act))


async def rush(cloud: Cloud, address: str, number: int, act: Act) -> tuple[list[float], float]:
    """Act so often, some at once; return how long each took and how long all took, in seconds."""
    left = iter(range(number))
    took: list[float] = []

    async def one(session: aiohttp.ClientSession) -> None:
        took.extend([await act(session, cloud, address) for _number in left])

    async with aiohttp.ClientSession() as session:
        begun = time.perf_counter()
        await asyncio.gather(*(one(session) for _place in range(CONCURRENCY)))
        return took, time.perf_counter() - begun


async def says(session: aiohttp.ClientSession, cloud: Cloud, address: str) -> float:
    """Say something, and return how long the acknowledgement took."""
    return (await timed(session, cloud, address, teams.message("/itstatus", conversation=ALONE)))[0]


async def asks(session: aiohttp.ClientSession, cloud: Cloud, address: str) -> float:
    """Open the form of a request and send it in; return how long sending it in took."""
    opening = teams.activity("invoke", name="task/fetch", value={"data": NEW}, conversation=ALONE)
    card = (await timed(session, cloud, address, opening))[1].body["task"]["value"]["card"]["content"]
    drawn = {thing["id"]: thing.get("value", "") for thing in objects(card["body"]) if "id" in thing}
    data = {**drawn, **FULL, **teams.actions(card)[-1]["data"]}
    sending_in = teams.activity("invoke", name="task/submit", value={"data": data}, conversation=ALONE)
    took, answer = await timed(session, cloud, address, sending_in)
    assert answer.body == {}, answer
    return took


async def timed(
    session: aiohttp.ClientSession, cloud: Cloud, address: str, activity: dict[str, Any]
) -> tuple[float, Answer]:
    """Bring an activity; return how long the answer took, and the answer."""
    activity = {**activity, "id": f"{next(_numbers)}", "serviceUrl": cloud.service_url}
    bearer = cloud.bearer(activity)
    begun = time.perf_counter()
    answer = await bring(session, address, activity, bearer)
    assert answer.status == HTTPStatus.OK, answer
    return time.perf_counter() - begun, answer


def shown(name: str, took: list[float], whole: float) -> float:
    """Print one line and return how many a second."""
    rate = len(took) / whole
    p50, p99, most = (seconds * 1e3 for seconds in (statistics.median(took), percentile(took), max(took)))
    print(f"{name:<28} {rate:>10.0f} {p50:>8.1f} {p99:>8.1f} {most:>8.1f}", flush=True)
    return rate


async def until_heard(cloud: Cloud, address: str) -> None:
    """Wait until the keys are there."""
    async with aiohttp.ClientSession() as session:
        for _attempt in range(300):
            activity = {**teams.message("help", conversation=ALONE), "serviceUrl": cloud.service_url}
            if (await bring(session, address, activity, cloud.bearer(activity))).status == HTTPStatus.OK:
                return
            await asyncio.sleep(0.1)


async def sending(home: Path, number: int) -> None:
    """Write messages with the SDK's client over httpx and with ours over aiohttp, 32 under way at once."""
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    from microsoft_teams.api.activities.message.message import MessageActivityInput  # noqa: PLC0415 - after the setting
    from microsoft_teams.api.clients.api_client import ApiClient  # noqa: PLC0415
    from microsoft_teams.common.http.client import Client, ClientOptions  # noqa: PLC0415

    cloud = await started()
    given = settings(cloud, home)
    known = (Registration(cloud.tenant.client, cloud.tenant.id, "", given.mandaat_teams_certificate),)
    wire = Wire.of(given)
    tokens = Tokens(Entra(given, known, wire))
    bearer = await tokens.bearer(cloud.tenant.id)
    connector, service = Connector(wire, tokens, known), cloud.service_url.rstrip("/")
    client = Client(ClientOptions(headers={"Authorization": f"Bearer {bearer}"}, timeout=30))
    api = ApiClient(service, client)
    text = "Dit wacht op je besluit. " * 40

    async def by_sdk() -> None:
        await api.conversations.create_activity(ALONE["id"], MessageActivityInput(text=text))

    async def by_us() -> None:
        await connector.write(service, cloud.tenant.id, ALONE["id"], {"type": "message", "text": text})

    for name, write in (("the SDK over httpx", by_sdk), ("ours over aiohttp", by_us)):
        await many(write, number // 10)
        took = [await many(write, number) for _time in range(3)]
        seconds, processor = (statistics.median(each) for each in zip(*took, strict=True))
        print(f"{name:<28} {number / seconds:>10.0f} a second {processor / number * 1e3:>8.2f} ms of processor each")
    await wire.close()
    await cloud.stop()


async def many(write: Callable[[], Awaitable[None]], number: int) -> tuple[float, float]:
    """Write so many messages; return the seconds that took, and those of the processor, the Connector's part too."""
    left = iter(range(number))

    async def one() -> None:
        for _number in left:
            await write()

    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    await asyncio.gather(*(one() for _place in range(32)))
    now = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter() - begun, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


if __name__ == "__main__":
    main()
