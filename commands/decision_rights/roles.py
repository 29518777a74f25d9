# SPDX-License-Identifier: EUPL-1.2
"""What the functions and words of a right give away: several deciders in a cell, loops, advisers who accept risks."""

import re
from collections.abc import Collection, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from commands.decision_rights.cells import INCLUDING_VAT
from commands.decision_rights.coverage import by_topic, key
from commands.decision_rights.faults import Finding, FindingKind, Severity, quoted
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.upkeep import together
from commands.text import _, n_

_EACH = re.compile(
    r";|\n|\b(?:ieder|elk) (?:voor zich|afzonderlijk)|\b(?:te ?zamen|samen|gezamenlijk) met|"
    r"\b(?:each separately|jointly)",
    re.IGNORECASE,
)
_ONE_BODY = re.compile(r"burgemeester (?:en|&) wethouders|dijkgraaf en (?:hoog)?heemraden", re.IGNORECASE)
# "directeur Personeel en Recht" is one function, "teamleider Inkoop en teamleider Bedrijfsbureau" are two: what
# follows "en" begins, within three words, with a word for a person.
_AND_A_ROLE = re.compile(
    r"(?:,|/|\b(?:en|of|and|or)\b|&) ?(?:[\w.-]+ ){0,2}?[\w-]*(?:manager|directeur|director|leider|hoofd|head|"
    r"secretaris|secretary|controller|adviseur|advisor|beheerder|medewerker|co[öo]rdinator|officer|architect|inkoper|eigenaar|"
    r"owner|burgemeester|wethouder|voorzitter|functionaris|jurist|c[iftd]o|ciso)s?(?:en)?\b",
    re.IGNORECASE,
)
_ADVISER = re.compile(
    r"\b(?:ciso|fg|dpo|functionaris (?:voor )?(?:de )?gegevensbescherming|data protection officer|"
    r"(?:chief )?information security officer)\b",
    re.IGNORECASE,
)
_ACCEPTING = re.compile(r"\b(?:accept|aanvaard)", re.IGNORECASE)
_RISK = re.compile(r"risi[ck]|\brisk", re.IGNORECASE)
_CONSENT = re.compile(
    r"instemming|akkoord|goedkeuring|medeparaaf|mede-?ondertekening|toestemming|\bconsent\b|\bapproval\b", re.IGNORECASE
)


def names_several(function: str) -> bool:
    """Whether the text of who decides names several functions or people."""
    return bool(_EACH.search(function) or _AND_A_ROLE.search(_ONE_BODY.sub("college", function)))


def roles(rights: Sequence[DecisionRight], known: Collection[str]) -> Iterator[Finding]:
    """Yield what is odd about the functions these rights name; ``known`` are the keys of the organisation's own."""
    yield from _by_right(rights, known)
    yield from _loops(rights)
    yield from _spellings(rights)


def _by_right(rights: Sequence[DecisionRight], known: Collection[str]) -> Iterator[Finding]:
    """Yield one finding for each thing that is told from a single right."""
    several = [right.id for right in rights if key(right.decides) not in known and names_several(right.decides)]
    yield from together(
        FindingKind.SEVERAL_FUNCTIONS, Severity.WARNING, several,
        n_("{count} right names several functions or people as decider: {rights}.",
           "{count} rights name several functions or people as decider: {rights}.", len(several)),
    )  # fmt: skip
    accepting = [right.id for right in rights if _ADVISER.search(right.decides) and _accepts_risk(right)]
    yield from together(
        FindingKind.RISK_ACCEPTED_BY_ADVISER, Severity.WARNING, accepting,
        n_("{count} right lets the CISO or the data protection officer accept a risk: {rights}. They advise; the "
           "line owner accepts.",
           "{count} rights let the CISO or the data protection officer accept a risk: {rights}. They advise; the "
           "line owner accepts.", len(accepting)),
    )  # fmt: skip
    same = [right.id for right in rights if right.deputy and key(right.deputy) == key(right.decides)]
    yield from together(
        FindingKind.DEPUTY_IS_HOLDER, Severity.WARNING, same,
        n_("{count} right names the deciding function as its own deputy: {rights}.",
           "{count} rights name the deciding function as its own deputy: {rights}.", len(same)),
    )  # fmt: skip
    consent = [right.id for right in rights if any(map(_CONSENT.search, right.advises))]
    yield from together(
        FindingKind.CONSENT_AS_ADVICE, Severity.WARNING, consent,
        n_("{count} right asks for consent in the column for advice: {rights}. Who can block belongs under “agrees”.",
           "{count} rights ask for consent in the column for advice: {rights}. Who can block belongs under “agrees”.",
           len(consent)),
    )  # fmt: skip
    taxed = [right.id for right in rights if _banded(right) and INCLUDING_VAT.search(_words(right))]
    yield from together(
        FindingKind.INCLUDES_VAT, Severity.WARNING, taxed,
        n_("{count} right says that its amounts include VAT, while the register holds amounts without: {rights}.",
           "{count} rights say that their amounts include VAT, while the register holds amounts without: {rights}.",
           len(taxed)),
    )  # fmt: skip


def _words(right: DecisionRight) -> str:
    return f"{right.topic_nl} {right.topic_en} {right.description} {right.conditions}"


def _accepts_risk(right: DecisionRight) -> bool:
    return bool(_ACCEPTING.search(_words(right)) and _RISK.search(_words(right)))


def _banded(right: DecisionRight) -> bool:
    return bool(right.above) or right.up_to is not None


def _loops(rights: Sequence[DecisionRight]) -> Iterator[Finding]:
    """Yield the topics whose escalation comes back to where it began."""
    for group in by_topic(rights).values():
        names = {key(name): name for right in group for name in (right.decides, right.escalates_to)}
        steps: TopologicalSorter[str] = TopologicalSorter()
        for right in group:
            if right.escalates_to:
                steps.add(key(right.escalates_to), key(right.decides))
        try:
            steps.prepare()
        except CycleError as cycle:
            round_trip = [names[step] for step in cycle.args[1]]
            inside = {key(name) for name in round_trip}
            topic = group[0].topic_nl
            text = _("“{topic}”: escalation comes back where it began: {functions}.", topic=topic,
                     functions=quoted(round_trip))  # fmt: skip
            ids = tuple(r.id for r in group if key(r.decides) in inside and key(r.escalates_to) in inside)
            yield Finding(FindingKind.ESCALATION_LOOP, Severity.ERROR, text, ids, topic)


def _spellings(rights: Sequence[DecisionRight]) -> Iterator[Finding]:
    """Yield the functions that are written in two ways, differing in capitals, spaces or marks alone."""
    written: dict[str, dict[str, list[str]]] = {}
    for right in rights:
        for name in (right.decides, right.escalates_to, right.deputy, *right.agrees, *right.advises):
            letters = "".join(letter for letter in name.casefold() if letter.isalnum())
            written.setdefault(letters, {}).setdefault(name, []).append(right.id)
    for spellings in written.values():
        if len(spellings) > 1:
            names = tuple(sorted(spellings))
            ids = tuple(dict.fromkeys(code for codes in spellings.values() for code in codes))
            text = _("One function is written in different ways: {names}.", names=quoted(names))
            yield Finding(FindingKind.SPELLING, Severity.WARNING, text, ids, names[0])
