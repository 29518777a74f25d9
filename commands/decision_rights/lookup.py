# SPDX-License-Identifier: EUPL-1.2
"""Looks a question up in the asker's register and then in those of its joint arrangements, as they stood on the day."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from commands.decision_rights.index import Outcome
from commands.decision_rights.kept import Version
from commands.decision_rights.looked import Candidate, Hit, Looked, Register
from commands.decision_rights.question import LONGEST, Question, understand
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import check_amount, version_on
from commands.decision_rights.store import Store
from commands.decision_rights.words import fold
from commands.organisations import Organisation

MOST_CANDIDATES = 3
# What an organisation is, not what it is called.
_GENERIC = frozenset(
    "de het een van gemeente gemeenschappelijke regeling samenwerking samenwerkingsverband regio stad provincie "
    "waterschap omgevingsdienst veiligheidsregio gr fictief fictional voor en".split()
)
_ARRANGEMENT = r"(?:gr\b|gemeenschappelijke\s+regeling|samenwerking(?:sverband)?|joint\s+arrangement)"
_THEY_OR_WE = re.compile(
    rf"^(?:.*?\b)?(?:gaat|beslist|is|does|do|is\s+it)\s+(?:de\s+|onze\s+|the\s+)?{_ARRANGEMENT}\s*(?:er|hier|decide)?\s*"
    r"(?:over|on|about)?\s*(?P<topic>.*?)\s*,?\s*\b(?:of|or)\s+(?:(?:doen|beslissen|gaan)\s+)?(?:wij|we)\b.*$",
    re.IGNORECASE,
)
_AT_ARRANGEMENT = re.compile(
    rf"\b(?:bij|van|binnen|in|at|of|within)\s+(?:de|onze|the|our)\s+{_ARRANGEMENT}", re.IGNORECASE
)


# Hands over a register of the store's organisation; the composition root keeps the indexes it made before.
Registers: TypeAlias = Callable[[Store, Version | None], Register]


@dataclass(frozen=True, slots=True)
class Named:
    """A question without the organisation that it names, and in which order registers are asked."""

    words: str
    order: tuple[Store, ...]
    elsewhere: str = ""


def look_up(words: str, today: date, store: Store, registers: Registers) -> Looked:
    """Return what the registers say to these words.

    Raises:
        DayUnclear: when they name a day that is not on the calendar.
        Refused: when they name an amount that cannot be meant.

    """
    named = name_organisation(" ".join(words.split())[:LONGEST], store)
    question = understand(named.words, today)
    check_amount(named.words, question.amount)
    day = question.as_of or today
    hits = [_ask(each, question, today, registers) for each in named.order]
    return _judged(question, day, hits, named.elsewhere)


def register_on(store: Store, day: date | None, registers: Registers) -> Register:
    """Return the register of this organisation as it stood on that day; the current one without a day."""
    rights = store.decision_rights
    version = rights.latest() if day is None else version_on(rights.versions(), day, store.organisation.zone)
    return registers(store, version)


def _ask(store: Store, question: Question, today: date, registers: Registers) -> Hit:
    past = question.as_of if question.as_of and question.as_of < today else None
    register = register_on(store, past, registers)
    return Hit(store.organisation, register, register.index.search(question, today))


def _judged(question: Question, day: date, hits: Sequence[Hit], elsewhere: str) -> Looked:
    """Return the first register that answers; one that is only unsure goes before an answer of a later one."""
    first = hits[0]
    answering = [hit for hit in hits if hit.found.outcome is Outcome.ANSWER]
    sure = first if first in answering else None
    if sure is None and first.found.outcome is Outcome.UNKNOWN and not first.found.off_band and answering:
        sure = answering[0]
    if sure:
        also = tuple(Candidate(hit, hit.found.rights[0]) for hit in answering if hit is not sure)
        return Looked(question, day, Outcome.ANSWER, sure, tuple(_candidates([sure])), also, elsewhere)
    unsure = [hit for hit in hits if hit.found.outcome is not Outcome.UNKNOWN]
    if unsure and not first.found.off_band:
        return Looked(question, day, Outcome.SHORTLIST, unsure[0], tuple(_shared(unsure)), (), elsewhere)
    also = tuple(Candidate(hit, hit.found.rights[0]) for hit in answering)
    return Looked(question, day, Outcome.UNKNOWN, first, tuple(_candidates([first])), also, elsewhere)


def _candidates(hits: Sequence[Hit]) -> Iterator[Candidate]:
    """Yield the first right and the alternatives of each register, each topic once: a choice between two is none."""
    for hit in hits:
        topics: dict[str, DecisionRight] = {}
        for right in (*hit.found.rights[:1], *hit.found.alternatives):
            topics.setdefault(right.topic_nl, right)
        yield from (Candidate(hit, right) for right in topics.values())


def _shared(hits: Sequence[Hit]) -> list[Candidate]:
    """Return at most three candidates; where two registers have some, the later one has the last place."""
    every = [list(_candidates([hit])) for hit in hits]
    if len(every) == 1:
        return every[0][:MOST_CANDIDATES]
    return [*every[0][: MOST_CANDIDATES - 1], *(c for group in every[1:] for c in group[:1])][:MOST_CANDIDATES]


def name_organisation(words: str, store: Store) -> Named:
    """Return the question without the organisation it names, and the registers in the order in which to ask them."""
    ours = (store, *(found for each in store.organisation.arrangements if (found := store.of(each))))
    if match := _THEY_OR_WE.match(words):
        return Named(match["topic"], ours)
    for each in ours:
        if (bare := _without(words, each.organisation)) != words:
            rest = tuple(other for other in ours if other is not each)
            return Named(bare, (each, *rest))
    if len(ours) > 1 and (match := _AT_ARRANGEMENT.search(words)):
        return Named(words[: match.start()] + " " + words[match.end() :], (*ours[1:], store))
    if elsewhere := _ELSEWHERE.search(words):
        return Named(words[: elsewhere.start()] + words[elsewhere.end() :], ours, elsewhere["name"])
    return Named(words, ours)


_ELSEWHERE = re.compile(
    r"\b(?:bij|van|binnen|in|at|of)\s+(?:de\s+|the\s+)?(?P<name>(?:gemeente|municipality\s+of)\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)"
)


def _without(words: str, organisation: Organisation) -> str:
    """Return the words without the name of the organisation; the same words when it is not named."""
    proper = [w for w in re.findall(r"[^\W_][\w'-]*", organisation.name) if fold(w) not in _GENERIC]
    if not proper:
        return words
    name = r"[\s-]+".join(map(re.escape, proper))
    before = r"(?:\b(?:bij|van|binnen|in|voor|at|of|for|within)\s+)?(?:\b(?:de|het|onze|the|our)\s+)?"
    what = rf"(?:\b(?:gemeente|municipality\s+of|regio|{_ARRANGEMENT})\s+)?"
    bare = re.sub(rf"{before}{what}\b{name}\b", " ", words, flags=re.IGNORECASE)
    return " ".join(bare.split()) if bare != words else words
