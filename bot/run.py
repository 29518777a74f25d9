# SPDX-License-Identifier: EUPL-1.2
"""``run`` and ``reset``: start the program, or start the sample afresh."""

import argparse
import errno
import ipaddress
import signal
import socket
import sys
import time
from contextlib import closing
from pathlib import Path
from types import FrameType

from bot.loading import loading
from bot.settings import Settings
from storage.database import Database, DatabaseUnusable
from storage.unusable import DatabaseGone, ServerUnreachable

#: How long a start waits for the server of the database, in seconds: after a power cut both start at the same time.
AWAIT_SECONDS = 60.0
AGAIN_SECONDS = 1.0


class CannotRun(Exception):
    """Why the program cannot start, in one sentence for who started it."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands ``run`` and ``reset``."""
    run_parser = commands.add_parser("run", help="start the program")
    run_parser.add_argument("--demo", action="store_true", help="with the fictional sample and the local chat page")
    run_parser.add_argument("--web", action="store_true", help="only answer people; another process is the clock")
    run_parser.add_argument(
        "--clock", action="store_true", help="only wake what is due; another process answers people"
    )
    run_parser.set_defaults(run=run)
    reset_parser = commands.add_parser("reset", help="start the sample afresh: everything in the database is removed")
    reset_parser.add_argument("--demo", action="store_true", required=True, help="confirm that it is about the sample")
    reset_parser.set_defaults(run=reset)


def run(args: argparse.Namespace) -> int:
    """Migrate, load the sample where asked and needed, and serve until stopped."""
    signal.signal(signal.SIGTERM, stop)
    settings = Settings.read()
    if not args.demo and not settings.mandaat_public_url:
        reason = "Set MANDAAT_PUBLIC_URL to the address where people reach Mandaat, or try the sample: run --demo."
        raise CannotRun(reason)
    if args.demo:
        refuse_beyond_loopback(settings.host)
    with closing(listen(settings.host, settings.port)) as listening:
        settings = settings.model_copy(update={"port": listening.getsockname()[1]})
        return _served(settings, listening, args)


def _served(settings: Settings, listening: socket.socket, args: argparse.Namespace) -> int:
    """Open the database, load the sample where asked and needed, and serve on the socket until stopped."""
    with closing(awaited(settings)) as database:
        # Serving pulls in the web and the matcher; the other commands start without them.
        with loading():
            from bot.app import Parts  # noqa: PLC0415
            from bot.serve import serve  # noqa: PLC0415

        if args.demo:
            from bot.sample.morning import go_to_work  # noqa: PLC0415
            from bot.sample.sample import load_once  # noqa: PLC0415

            load_once(database, settings)
            go_to_work(database)
        both = args.web == args.clock
        parts = Parts(web=args.web or both, clock=args.clock or both)
        return serve(settings, database, listening, demo=args.demo, parts=parts)


def reset(_args: argparse.Namespace) -> int:
    """Remove everything, but only from a database that holds the sample."""
    from bot.sample.sample import load_afresh  # noqa: PLC0415

    settings = Settings.read()
    database = opened(settings)
    try:
        load_afresh(database, settings)
    finally:
        database.close()
    print("The sample is fresh again. Start it with: make run", file=sys.stdout)  # noqa: T201 - command line
    return 0


def awaited(settings: Settings) -> Database:
    """Return the database, migrated; a server that is away is waited for, and that is said once.

    Raises:
        DatabaseUnusable: when it is still away after a minute, and at once for whatever waiting does not mend.

    """
    until = time.monotonic() + AWAIT_SECONDS
    waiting = False
    while True:
        try:
            return opened(settings)
        except (ServerUnreachable, DatabaseGone) as away:
            if time.monotonic() >= until:
                raise
            if not waiting:
                print(f"{away} Trying again for {AWAIT_SECONDS:.0f} seconds.", file=sys.stderr, flush=True)  # noqa: T201 - command line
            waiting = True
        time.sleep(AGAIN_SECONDS)


def opened(settings: Settings) -> Database:
    """Return the database, migrated; its directory is made when it is ours."""
    database = reached(settings)
    try:
        database.migrate()
    except DatabaseUnusable:
        database.close()
        raise
    return database


def reached(settings: Settings) -> Database:
    """Return the database as it is, or is not yet; its directory is made when it is ours."""
    try:
        Path(settings.mandaat_home).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "it is a file" if isinstance(error, FileExistsError) else error.strerror
        raise CannotRun(f"The directory {settings.mandaat_home} (MANDAAT_HOME) cannot be used: {why}.") from None
    return Database.open(settings.database_url)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that a taken port is known before anything else happens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # TCP is named because asyncio lets the answers of such a socket alone leave at once; of another, the body waits for
    # the other side to confirm the head, and that takes 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise CannotRun(_unheard(host, port, error)) from None
    except UnicodeError:
        listening.close()
        raise CannotRun(f"{host[:80]} is no address to listen on; set HOST to one of this computer's.") from None
    return listening


def _unheard(host: str, port: int, error: OSError) -> str:
    """Return why nobody can listen there."""
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} on {host} is taken by another program. Choose another, as in: PORT=8001 make run"
        case errno.EACCES:
            return f"Port {port} is not open to this user. Choose one from 1024 on, as in: PORT=8001 make run"
        case _:
            return f"This computer cannot listen on {host} ({error.strerror}); set HOST to an address of its own."


def stop(_number: int, _frame: FrameType | None) -> None:
    """End in order when the machine says so: what was begun is finished or undone, and the exit code is 0."""
    raise SystemExit(0)


def refuse_beyond_loopback(host: str) -> None:
    """Refuse to show the local page to other machines: it has no login."""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        reason = f"The local page has no login, so it cannot listen on {host}. Leave HOST out, or set HOST=127.0.0.1."
        raise CannotRun(reason)
