# SPDX-License-Identifier: EUPL-1.2
"""How soon a start answers and how much memory it then keeps, beside a bare server with the same libraries.

Run as ``python -m benchmarks.start``, or with a number of rounds. Aims: at most 1.5 s to the first answer, and at rest
100 MB with Slack alone and 150 MB with Teams. Seconds differ between machines, the ratio hardly does, and seconds of
the processor stay the same on a busy one. Each start is a process of its own, on a database that is there already: an
empty one, or the sample with its two organisations. The memory is resident (RSS), five seconds after the first answer;
with the sample later, when its registers are ready.
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.slack import processor
from tests.fakes.serving import Loop
from tests.fakes.teams_cloud import Cloud
from tests.fakes.teams_stage import settings

ROOT = Path(__file__).parents[1]
ROUNDS = 5
PATIENCE_SECONDS = 120.0
REST_SECONDS = 5.0
#: The registers are made ready beside the work.
SAMPLE_SECONDS = 25.0
MEGABYTE = 1000 * 1000

BARE = """
import os, sqlalchemy, uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def alive(request):
    return PlainTextResponse("ok")
app = Starlette(routes=[Route("/healthz", alive)])
uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning")
"""
# structlog loads rich where it finds it; that comes with tools for developers and is in no installation.
OURS = """
import runpy, sys
sys.modules["rich"] = None
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
STARTS: Mapping[str, Sequence[str]] = {
    "bare server": ("-c", BARE),
    "run": ("-c", OURS, "run"),
    "run --web": ("-c", OURS, "run", "--web"),
    "run --clock": ("-c", OURS, "run", "--clock"),
    "run, Slack": ("-c", OURS, "run"),
    "run, Teams": ("-c", OURS, "run"),
    "run, Slack and Teams": ("-c", OURS, "run"),
    "run, Slack, sample": ("-c", OURS, "run"),
    "run, Teams, sample": ("-c", OURS, "run"),
}
#: Slack by HTTP, for one workspace; nobody answers at this address, and a start does not wait for Slack.
SLACK = {
    "MANDAAT_SLACK_API_URL": "http://127.0.0.1:9/api/",
    "MANDAAT_SLACK_BOT_TOKEN": "xoxb-bench",
    "MANDAAT_SLACK_SIGNING_SECRET": "bench",
}


def main() -> None:
    """Start each of them in turn, several times, and print medians with their spread."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    with tempfile.TemporaryDirectory() as folder, _microsoft(Path(folder)) as teams:
        empty, sample = f"{folder}/empty", f"{folder}/sample"
        _started(STARTS["run"], empty, {})  # makes the database and compiles what was not compiled yet
        lay = [sys.executable, "-m", "bot", "reset", "--demo"]
        subprocess.run(lay, cwd=ROOT, env={**os.environ, "MANDAAT_HOME": sample}, check=True, capture_output=True)  # noqa: S603 - our own
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in STARTS}
        for _ in range(rounds):
            for name, command in STARTS.items():
                platforms = {**(SLACK if "Slack" in name else {}), **(teams if "Teams" in name else {})}
                home, rest = (sample, SAMPLE_SECONDS) if "sample" in name else (empty, REST_SECONDS)
                found[name].append(_started(command, home, platforms, rest))
    bare = statistics.median(seconds for seconds, *_ in found["bare server"])
    print(
        f"{'start':<20} {'median s':>9} {'lowest':>7} {'highest':>8} {'ratio':>6} {'processor s':>12} {'memory MB':>10}"
    )
    for name, starts in found.items():
        seconds = [each for each, *_ in starts]
        median, used, memory = (statistics.median(each) for each in zip(*starts, strict=True))
        spread = f"{min(seconds):>7.2f} {max(seconds):>8.2f}"
        print(f"{name:<20} {median:>9.2f} {spread} {median / bare:>6.2f} {used:>12.2f} {memory:>10.1f}")


@contextlib.contextmanager
def _microsoft(home: Path) -> Iterator[Mapping[str, str]]:
    """Let a Microsoft of our own give tokens and keys until the block ends; yield the settings for it."""
    loop, cloud = Loop(), Cloud()
    loop.do(cloud.start())
    given = settings(cloud, home)
    names = [name for name in type(given).model_fields if name.startswith(("mandaat_teams_", "mandaat_ca_"))]
    try:
        yield {name.upper(): str(getattr(given, name)) for name in names if getattr(given, name)}
    finally:
        loop.do(cloud.stop())
        loop.stop()


def _started(
    command: Sequence[str], home: str, more: Mapping[str, str], rest: float = REST_SECONDS
) -> tuple[float, float, float]:
    """Start a process; return the seconds until it answered, those of the processor, and the megabytes after a rest."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"MANDAAT_HOME": home, "MANDAAT_PUBLIC_URL": f"http://127.0.0.1:{port}", "PORT": str(port)}
    begun = time.perf_counter()
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *command], cwd=ROOT, env={**inherited, **settings, **more}, stdout=subprocess.DEVNULL
    )
    try:
        _await(f"http://127.0.0.1:{port}/healthz", process)
        seconds, used = time.perf_counter() - begun, processor(process.pid)
        time.sleep(rest)
        return seconds, used, _memory(process.pid)
    finally:
        process.terminate()
        process.wait()


def _await(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Return at the first answer."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
                assert answer.read() == b"ok"
        except OSError:
            time.sleep(0.005)
        else:
            return
    raise RuntimeError(f"no answer from {url}")


def _memory(pid: int) -> float:
    """Return the megabytes that a process holds; where it is not Linux that tells, not a number."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")) / MEGABYTE


if __name__ == "__main__":
    main()
