# SPDX-License-Identifier: EUPL-1.2
"""The settings, the database and the disk, and whether this is the sample."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.cli.organisations import TRIAL
from bot.clock import OFFSET, business_now
from bot.doctor.found import Case, Found, Level
from bot.local.guard import LOOPBACK
from bot.sample.sample import LOADED
from commands.text import _
from storage.database import Connection, DatabaseUnusable
from storage.settings import Settings as Kept
from storage.vitals import size

MEGABYTE = 1_000_000
LOW_MEGABYTES = 1000
FULL_MEGABYTES = 100


def configuration(case: Case) -> Iterator[Found]:
    """Look at the settings."""
    wrong = list(_misconfigured(case))
    yield from wrong
    if not wrong:
        yield Found("configuration", Level.GOOD, _("The settings can be used."))


def _misconfigured(case: Case) -> Iterator[Found]:
    """Yield what is wrong with the settings."""
    settings = case.settings
    home = settings.mandaat_home
    if not (home.is_dir() and os.access(home, os.W_OK | os.X_OK)):
        text = _("The folder for data, {folder}, is not there or cannot be written.", folder=str(home))
        yield Found("configuration", Level.BROKEN, text, _("Make it, or set MANDAAT_HOME to another."))
    address = urlsplit(settings.mandaat_public_url)
    public = bool(address.hostname) and address.hostname not in LOOPBACK
    if not settings.mandaat_public_url:
        text = _("There is no address for people, so only the sample can run.")
        advice = _("Set MANDAAT_PUBLIC_URL to the address where people reach Mandaat.")
        yield Found("configuration", Level.ATTENTION, text, advice)
    elif public and address.scheme != "https":
        text = _("Links in messages begin with http, so what people open can be read on the way.")
        advice = _("Put a proxy with a certificate before Mandaat and set MANDAAT_PUBLIC_URL to https.")
        yield Found("configuration", Level.ATTENTION, text, advice)
    if public and not settings.mandaat_monitor_token:
        text = _("Nobody can watch this installation: /readyz and /metrics are closed.")
        advice = _("Set MANDAAT_MONITOR_TOKEN and give it to your monitoring.")
        yield Found("configuration", Level.ATTENTION, text, advice)


def disk(case: Case) -> Iterator[Found]:
    """Look at the room where the data is."""
    here = Path(case.database.where).parent
    place = here if here.is_dir() else case.settings.mandaat_home
    if place.is_dir():
        yield room(shutil.disk_usage(place).free // MEGABYTE, place)


def room(free: int, place: Path) -> Found:
    """Return what so many free megabytes mean."""
    text = _("{megabytes} MB are free on the disk of {folder}.", megabytes=free, folder=str(place))
    if free >= LOW_MEGABYTES:
        return Found("disk", Level.GOOD, text)
    advice = _("Free some room: on a full disk nothing more is stored.")
    return Found("disk", Level.BROKEN if free < FULL_MEGABYTES else Level.ATTENTION, text, advice)


def database(case: Case) -> Iterator[Found]:
    """Look whether the database answers, at which version, and how large it is."""
    where = case.database.where
    try:
        case.database.check()
        large = case.read(size) // MEGABYTE
    except DatabaseUnusable as trouble:
        advice = _("Put this right first; nothing else can be looked at.")
        yield Found("database", Level.BROKEN, _("The database: {reason}", reason=str(trouble)), advice)
        return
    text = _(
        "The database {place} answers, is at the version of this program and takes {megabytes} MB.",
        place=where,
        megabytes=large,
    )
    yield Found("database", Level.GOOD, text)


def sample(case: Case) -> Iterator[Found]:
    """Look whether this is for trying only."""

    def look(connection: Connection) -> tuple[bool, bool, date | None]:
        kept = Kept(connection)
        moved = business_now(kept).date() if float(kept.get(OFFSET) or 0) else None
        return bool(kept.get(LOADED)), bool(kept.get(TRIAL)), moved

    loaded, trial, moved = case.read(look)
    if loaded:
        text = _("This database holds the sample: everything in it is fictional.")
        advice = _("Begin with an empty database for your own organisation: set MANDAAT_HOME or MANDAAT_DATABASE_URL.")
        yield Found("sample", Level.ATTENTION, text, advice)
    elif trial:
        text = _("This database is for trying: the demo opens it without login.")
        advice = _("Begin with an empty database before real people use it.")
        yield Found("sample", Level.ATTENTION, text, advice)
    if moved:
        text = _("The clock was moved on: here it is {day}.", day=moved)
        advice = _("That belongs in a demonstration only; terms are counted by this clock.")
        yield Found("sample", Level.ATTENTION, text, advice)
