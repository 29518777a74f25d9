# SPDX-License-Identifier: EUPL-1.2
"""What people type in the forms of boards: a time of day, a number, links, and the choices that come back."""

import re
from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import TypeVar

from commands.boards import Purpose, Verdict
from commands.forms import Option
from commands.meetings.board import Kind
from commands.meetings.item import Funding
from commands.text import Message, _

_CLOCK = re.compile(r"(\d{1,2})[:.u](\d{2})?(?: ?uur)?")
_LINK = re.compile(r"https?://[^\s/.]+\.[^\s]+|https?://[^\s/]+/[^\s]*")
MOST_MINUTES, MOST_SEATS = 600, 999
_Chosen = TypeVar("_Chosen", bound=StrEnum)

PURPOSES: Mapping[Purpose, Message] = {
    Purpose.DECISION: _("for decision"),
    Purpose.DISCUSSION: _("for discussion"),
    Purpose.INFORMATION: _("for information"),
}
VERDICTS: Mapping[Verdict, Message] = {
    Verdict.APPROVED: _("Approved"),
    Verdict.APPROVED_COND: _("Approved with conditions"),
    Verdict.DEFERRED: _("Deferred"),
    Verdict.REJECTED: _("Declined"),
    Verdict.REFERRED: _("Referred"),
    Verdict.NOTED: _("Discussed or taken note of"),
}
FUNDING: Mapping[Funding, Message] = {
    Funding.BUDGET: _("existing budget"),
    Funding.CREDIT: _("investment credit"),
    Funding.RESERVE: _("reserve"),
    Funding.NONE: _("not funded yet"),
}
KINDS: Mapping[Kind, Message] = {
    Kind.MEETING: _("a meeting"),
    Kind.WRITTEN: _("in writing, until this day"),
    Kind.STRATEGY: _("the yearly meeting about shared goals"),
}
YES, NO = "yes", "no"
YES_NO = (Option(YES, _("yes")), Option(NO, _("no")))


def options(names: Mapping[_Chosen, Message]) -> tuple[Option, ...]:
    """Return the options of a choice."""
    return tuple(Option(key.value, label) for key, label in names.items())


def clock(typed: str) -> time | None:
    """Return the time of day that was typed: ``10:00``, ``10.30``, ``14u``; None where it is none."""
    match = _CLOCK.fullmatch(typed.strip().casefold())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - a day and an hour


def number(typed: str, most: int) -> int | None:
    """Return the whole number that was typed, from 0 up to ``most``; None where it is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and int(typed[:9]) <= most else None


def lines(typed: str) -> tuple[str, ...]:
    """Return what stands on each line, without the lines on which nothing stands."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def links(typed: str) -> tuple[tuple[str, ...], str]:
    """Return the links, one on each line, and the first line that is none."""
    found = lines(typed)
    return found, next((line for line in found if not _LINK.fullmatch(line)), "")


def clock_faults(starts: str, minutes: str) -> dict[str, Message]:
    """Return what is wrong with an hour and a length."""
    faults: dict[str, Message] = {}
    if clock(starts) is None:
        faults["starts"] = _("Write a time, such as 10:00.")
    if not number(minutes, MOST_MINUTES):
        faults["minutes"] = _("Write a number of minutes, {most} at most.", most=MOST_MINUTES)
    return faults


def papers_faults(typed: str) -> dict[str, Message]:
    """Return what is wrong with links to papers."""
    wrong = links(typed)[1]
    return {"papers": _("“{line}” is no link. It begins with https://.", line=wrong[:60])} if wrong else {}
