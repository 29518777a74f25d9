# SPDX-License-Identifier: EUPL-1.2
"""Whether people can be reached, somebody keeps the installation, and every right has somebody present."""

from collections.abc import Iterator

from bot.doctor.found import Case, Found, Level, named, today
from bot.doctor.platforms import configured
from commands.decision_rights.findings import FindingKind, find
from commands.people import Role
from commands.text import Message, _, n_
from storage.database import Connection
from storage.organisation import Organisations
from storage.store import Store
from storage.unreached import refused, unreached

#: What makes a question of authority go unanswered today.
NOBODY = (FindingKind.NO_HOLDER, FindingKind.ALL_ABSENT)


def administrators(case: Case) -> Iterator[Found]:
    """Look whether every organisation has somebody who hears what goes wrong."""
    for name in case.read(_without_administrator):
        text = _("{organisation} has no administrator, so nobody hears what goes wrong.", organisation=name)
        advice = _("Name one with: python -m bot people grant EMAIL administrator")
        yield Found("administrators", Level.ATTENTION, text, advice)
    if not case.read(lambda c: Organisations(c).all()):
        text = _("There is no organisation yet.")
        yield Found("administrators", Level.ATTENTION, text, _("Add it with: python -m bot organisation add"))


def reachable(case: Case) -> Iterator[Found]:
    """Look whether everybody has an account where we can write, and whether that account takes messages."""
    where = configured(case)
    without = case.read(lambda c: unreached(c, where))
    if without:
        text = n_(
            "{count} person has no account on a platform that is linked: {people}.",
            "{count} people have no account on a platform that is linked: {people}.",
            len(without),
            people=named(tuple(without)),
        )
        advice = _(
            "They are known by their e-mail address as soon as they say something to the assistant, if the workspace "
            "is linked (organisation link). Who has another address there gets an account with: "
            "python -m bot people import FILE"
        )
        yield Found("people", Level.ATTENTION, text, advice)
    turned = case.read(refused)
    if turned:
        text = n_(
            "The last message to {count} person was refused for good: {people}.",
            "The last messages to {count} people were refused for good: {people}.",
            len(turned),
            people=named(tuple(turned)),
        )
        advice = _("See why with: python -m bot outbox list. Perhaps they left, or blocked the assistant.")
        yield Found("people", Level.ATTENTION, text, advice)
    if not without and not turned:
        yield Found("people", Level.GOOD, _("Everybody can be reached."))


def rights(case: Case) -> Iterator[Found]:
    """Look whether for every right somebody is present today."""
    advice = _("Name a holder or a deputy, or write down who takes over. See all with: python -m bot register check")
    absent = case.read(_nobody_present)
    for text in absent:
        yield Found("rights", Level.ATTENTION, text, advice)
    if not absent:
        yield Found("rights", Level.GOOD, _("For every right somebody is present today."))


def _nobody_present(connection: Connection) -> tuple[Message, ...]:
    """Return for every organisation where a function that decides has nobody today."""
    found: list[Message] = []
    for organisation in Organisations(connection).all():
        store = Store(connection, organisation)
        if version := store.decision_rights.latest():
            findings = find(store.decision_rights.rights(version.number), store.people, today(store))
            found += [finding.text for finding in findings if finding.kind in NOBODY]
    return tuple(found)


def _without_administrator(connection: Connection) -> tuple[str, ...]:
    """Return the names of organisations that nobody administers."""
    every = Organisations(connection).all()
    return tuple(o.name for o in every if not Store(connection, o).people.with_role(Role.ADMINISTRATOR))
