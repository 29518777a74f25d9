# SPDX-License-Identifier: EUPL-1.2
"""How quick a signed slash command is acknowledged, with everything stored, beside Bolt that only acknowledges.

Run as ``python -m benchmarks.slack``. Each server is a process of its own, asked by one client with 32 commands under
way at once, of five hundred people in turn. "Mandaat" stores the event and its answer before it acknowledges, on
SQLite, and sends answers at the pace that Slack takes; the others verify the signature and acknowledge. Bolt for
JavaScript takes part where node and npm are there. Aim: at least 0.55 of Bolt for JavaScript, p99 within 100 ms, and
none over a second; at 50 and 200 a second p99 within 25 ms.

``cpu ms`` is the processor's time for each command, in the whole process: where a machine has more to do, the seconds
say nothing and this still does. ``--memory 100000`` sends so many commands and tells how memory goes (Linux).
"""

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from pathlib import Path

import aiohttp
from sqlalchemy import func, select

from commands.people import Account, Person
from storage.database import Database
from storage.organisation import Organisations
from storage.seen import seen
from storage.store import Store
from tests import cast
from tests.fakes import slack
from tests.fakes.slack_server import FORM, SlackServer, signed
from tests.fakes.slack_workspace import BOT_TOKEN, SIGNING_SECRET

CONCURRENCY = 32
PEOPLE = 500
BARE_PYTHON = """
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.routing import Route
import os, re
async def authorize(enterprise_id, team_id):
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-1")
app = AsyncApp(signing_secret=os.environ["SECRET"], authorize=authorize, process_before_response=True)
@app.command(re.compile(".*"))
async def heard(ack):
    await ack()
handler = AsyncSlackRequestHandler(app)
web = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
uvicorn.run(web, port=int(os.environ["PORT"]), log_level="warning", access_log=False)
"""
BARE_NODE = """
const { App } = require("@slack/bolt");
const app = new App({ signingSecret: process.env.SECRET, logLevel: "error",
  authorize: async () => ({ botToken: "xoxb-1", botId: "B1", botUserId: "U1" }) });
app.command(/.*/, async ({ ack }) => { await ack(); });
app.start(Number(process.env.PORT));
"""


def main() -> None:
    """Measure each server and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--commands", type=int, default=3000)
    parser.add_argument("--steady", type=int, default=2000, help="commands at each steady pace")
    parser.add_argument("--memory", type=int, default=0, help="only look how memory goes over so many commands")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if args.memory:
            asyncio.run(growth(home, args.memory))
            return
        print(f"{'server':<28} {'per second':>10} {'cpu ms':>8} {'p50 ms':>8} {'p99 ms':>8} {'most ms':>8}")
        node = bolt_js(home)
        rates = {"Bolt for Python": measure("Bolt for Python", bare(BARE_PYTHON), args.commands)}
        if node:
            rates["Bolt for JavaScript"] = measure("Bolt for JavaScript", node, args.commands)
        rates["Mandaat"] = asyncio.run(ours(home, args.commands, args.steady))
    for name, rate in rates.items():
        if name != "Mandaat":
            print(f"Mandaat does {rates['Mandaat'] / rate:.2f} of what {name} does")


def bare(program: str) -> tuple[list[str], Path | None]:
    """Return how a bare Python server is started."""
    return [sys.executable, "-c", program], None


def bolt_js(home: Path) -> tuple[list[str], Path | None] | None:
    """Return how Bolt for JavaScript is started; None where it cannot be installed here."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    (home / "server.js").write_text(BARE_NODE, "utf-8")
    install = [npm, "install", "--no-audit", "--no-fund", "--silent", "@slack/bolt@4"]
    if subprocess.run(install, cwd=home, check=False, capture_output=True).returncode:  # noqa: S603 - npm itself
        print("(Bolt for JavaScript cannot be installed here)")
        return None
    return [node, "server.js"], home


@contextmanager
def served(how: tuple[list[str], Path | None], **environment: str) -> Iterator[tuple[str, int]]:
    """Run a server as a process; give the address of its events once it listens, and the number of the process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command, where = how
    process = subprocess.Popen(  # noqa: S603 - our own programs
        command,
        cwd=where,
        env={**os.environ, "PORT": str(port), "SECRET": SIGNING_SECRET, **environment},
        # Log lines go where a collector would read them, and not through the numbers.
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/slack/events", process.pid
    finally:
        process.terminate()
        process.wait()


def measure(name: str, how: tuple[list[str], Path | None], commands: int) -> float:
    """Measure one server that only acknowledges, and return its commands a second."""
    with served(how) as (address, process):
        asyncio.run(rush(address, max(PEOPLE, commands // 10)))
        before = processor(process)
        took, whole = asyncio.run(rush(address, commands))
        return shown(name, took, whole, processor(process) - before)


async def ours(home: Path, commands: int, steady: int) -> float:
    """Measure the whole program, count what it stored, and return its commands a second."""
    async with running(home) as (address, process, url):
        # Everybody once, so that nobody is met while it is measured.
        await rush(address, max(PEOPLE, commands // 10))
        before, used = await asyncio.to_thread(stored, url), processor(process)
        took, whole = await rush(address, commands)
        rate = shown("Mandaat, stored", took, whole, processor(process) - used)
        assert await asyncio.to_thread(stored, url) - before == commands, "what is acknowledged is stored"
        for pace in (50, 200):
            used = processor(process)
            took, whole = await steadily(address, steady, pace)
            shown(f"Mandaat, at {pace} a second", took, whole, processor(process) - used)
    return rate


async def growth(home: Path, commands: int) -> None:
    """Send commands and print how much memory the program has after each tenth of them, in millions of bytes."""
    async with running(home) as (address, process, _url):
        for tenth in range(1, 11):
            await rush(address, commands // 10)
            print(f"after {tenth * commands // 10:>8,} commands: {resident(process) / 1e6:6.1f} MB", flush=True)


@asynccontextmanager
async def running(home: Path) -> AsyncIterator[tuple[str, int, str]]:
    """Run the whole program beside a Slack of our own; give its address, its process and its database."""
    fake = SlackServer()
    for number in range(PEOPLE):
        fake.space.joins(user(number), f"person-{number}@waterveen.example")
    await fake.start()
    url = f"sqlite:///{home / 'mandaat.db'}"
    await asyncio.to_thread(prepared, url)
    settings = {
        "MANDAAT_HOME": str(home),
        "MANDAAT_DATABASE_URL": url,
        "MANDAAT_PUBLIC_URL": "https://mandaat.example",
        "MANDAAT_SLACK_BOT_TOKEN": BOT_TOKEN,
        "MANDAAT_SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "MANDAAT_SLACK_API_URL": fake.api_url,
    }
    with served(([sys.executable, "-m", "bot", "run"], None), **settings) as (address, process):
        yield address, process, url
    await fake.stop()


def prepared(url: str) -> None:
    """Put the cast and its workspace in a new database."""
    database = Database.open(url)
    database.migrate()
    cast.move_in(database)

    def arrive(store: Store) -> None:
        store.organisations.link_tenant("slack", slack.TEAM, cast.WATERVEEN.id)
        for number in range(PEOPLE):
            person = store.people.add_person(Person(f"person-{number}", f"Persoon {number}"))
            store.people.add_account(person, Account("slack", slack.TEAM, user(number)))

    database.transact(lambda c: arrive(Store(c, cast.WATERVEEN)))
    assert database.read(lambda c: Organisations(c).of_tenant("slack", slack.TEAM))
    database.close()


def stored(url: str) -> int:
    """Return how many events are stored."""
    database = Database.open(url)
    try:
        return database.read(lambda c: c.scalar(select(func.count()).select_from(seen)) or 0)
    finally:
        database.close()


async def rush(address: str, commands: int) -> tuple[list[float], float]:
    """Send commands, 32 at once; return how long each took and how long all took, in seconds."""
    left = iter(range(commands))
    took: list[float] = []

    async def one(session: aiohttp.ClientSession) -> None:
        took.extend([await command(session, address, number) for number in left])

    async with aiohttp.ClientSession() as session:
        begun = time.perf_counter()
        await asyncio.gather(*(one(session) for _place in range(CONCURRENCY)))
        return took, time.perf_counter() - begun


async def steadily(address: str, commands: int, pace: int) -> tuple[list[float], float]:
    """Send so many commands a second, whatever is still under way."""
    async with aiohttp.ClientSession() as session:
        begun = time.perf_counter()
        under_way = []
        for number in range(commands):
            await asyncio.sleep(max(0.0, begun + number / pace - time.perf_counter()))
            under_way.append(asyncio.create_task(command(session, address, number)))
        return list(await asyncio.gather(*under_way)), time.perf_counter() - begun


async def command(session: aiohttp.ClientSession, address: str, number: int) -> float:
    """Send one signed command and return how long its acknowledgement took, in seconds."""
    once = {"user_id": user(number % PEOPLE), "trigger_id": f"{time.time_ns()}.{os.urandom(8).hex()}"}
    fields = {**slack.command("/itstatus", ""), **once}
    body = fields_of(fields)
    headers = {"content-type": FORM, **signed(body)}
    begun = time.perf_counter()
    async with session.post(address, data=body, headers=headers) as answer:
        await answer.read()
        assert answer.status == HTTPStatus.OK, answer.status
    return time.perf_counter() - begun


def user(number: int) -> str:
    """Return what Slack calls one of the people."""
    return f"U0PERSON{number:03}"


def fields_of(fields: dict[str, str]) -> bytes:
    """Return the body of a command."""
    return urllib.parse.urlencode(fields).encode()


def processor(process: int) -> float:
    """Return the seconds that a process used of the processor; nothing where that is not told."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> int:
    """Return how many bytes of memory a process has."""
    return int(Path(f"/proc/{process}/statm").read_text("utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def shown(name: str, took: list[float], whole: float, used: float) -> float:
    """Print one line and return the commands a second."""
    rate = len(took) / whole
    p50, p99, most = (seconds * 1e3 for seconds in (statistics.median(took), percentile(took), max(took)))
    print(f"{name:<28} {rate:>10.0f} {used / len(took) * 1e3:>8.2f} {p50:>8.1f} {p99:>8.1f} {most:>8.1f}", flush=True)
    return rate


def percentile(took: list[float]) -> float:
    """Return below what 99 of a hundred stay."""
    return statistics.quantiles(took, n=100)[98]


if __name__ == "__main__":
    main()
