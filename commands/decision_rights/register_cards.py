# SPDX-License-Identifier: EUPL-1.2
"""The register as a whole, a list of its rights, and one right as a steward sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commands.cards import (
    Button,
    Buttons,
    Card,
    Element,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Style,
    Tone,
    Weight,
)
from commands.decision_rights.answers import Answer, band_of, topic_of
from commands.decision_rights.cards import facts as facts_of
from commands.decision_rights.cards import validity
from commands.decision_rights.faults import Finding, Severity
from commands.decision_rights.kept import Version
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import fitting
from commands.events import Press
from commands.people import Person
from commands.text import Message, Text, _, n_

PAGE = 12
_MOST_FINDINGS = 8
_SEVERITIES: dict[Severity, Message] = {
    Severity.ERROR: _("To be solved"),
    Severity.WARNING: _("Worth a look"),
    Severity.NOTE: _("Good to know"),
}


@dataclass(frozen=True, slots=True)
class Overview:
    """What ``/register`` shows; ``by`` made the version, where a person did."""

    organisation: str
    version: Version
    by: Person | None
    rights: Sequence[DecisionRight]
    findings: Sequence[Finding]
    gaps: int
    synonyms: int


def overview_card(seen: Overview, today: date, *, steward: bool) -> Card:
    """Return the version of the register, how many rights it has, and what is odd about it."""
    in_force = [right for right in seen.rights if right.holds_on(today)]
    made = _("{number} of {day}", number=seen.version.number, day=seen.version.at.date())
    facts = [
        Fact(_("Version"), made),
        Fact(_("Made by"), seen.by.name if seen.by else _("import by the administrator")),
    ]
    if seen.version.source and not seen.by:
        facts.append(Fact(_("Source"), seen.version.source))
    facts += [
        Fact(_("Rights in force"), _("{number}", number=len(in_force))),
        Fact(_("Rights not in force"), _("{number}", number=len(seen.rights) - len(in_force))),
    ]
    elements: list[Element] = [Facts(tuple(facts))]
    elements += _findings(seen.findings)
    if steward:
        gaps = n_("{count} open gap", "{count} open gaps", seen.gaps)
        words = n_("{count} proposed synonym", "{count} proposed synonyms", seen.synonyms)
        elements.append(Paragraph(_("Waiting for you: {gaps}, {synonyms}.", gaps=gaps, synonyms=words)))
        file = _("All of it in a file: python -m bot register export FILE.")
        elements.append(Paragraph(file, Weight.SUBTLE))
    text = _("Look for a right with /register and a topic or an id.")
    elements += [Paragraph(text, Weight.SUBTLE), Buttons(_overview_buttons(steward=steward))]
    return Card(_("Register of {organisation}", organisation=seen.organisation), tuple(elements))


def _overview_buttons(*, steward: bool) -> tuple[Button, ...]:
    everything = Button(_("All rights"), Press("decision_rights.browse", (("start", "0"),)))
    if not steward:
        return (everything,)
    add = Button(_("Add a right"), Press("decision_rights.add"), Style.PRIMARY)
    return add, everything, Button(_("Gaps and synonyms"), Press("decision_rights.gaps"))


def _findings(findings: Sequence[Finding]) -> list[Element]:
    """Return the findings, worst first, each with the first right it is about."""
    if not findings:
        return [Paragraph(_("Nothing odd was found in this register."))]
    elements: list[Element] = []
    shown = findings[:_MOST_FINDINGS]
    for severity, name in _SEVERITIES.items():
        entries = tuple(Entry(found.text, "", _open_first(found)) for found in shown if found.severity is severity)
        if entries:
            elements += [Heading(name), Entries(entries)]
    if len(findings) > len(shown):
        more = n_(
            "And {count} more; all of them: python -m bot register check.",
            "And {count} more; all of them: python -m bot register check.",
            len(findings) - len(shown),
        )
        elements.append(Paragraph(more, Weight.SUBTLE))
    return elements


def _open_first(finding: Finding) -> Button | None:
    return _open(finding.rights[0]) if finding.rights else None


def _open(right_id: str) -> Button:
    press = Press("decision_rights.right", fitting(right=right_id))
    return Button(_("Open"), press, name=_("Open {right}", right=right_id))


def rights_card(rights: Sequence[DecisionRight], start: int, language: str, title: Text) -> Card:
    """Return a page of rights."""
    page = rights[start : start + PAGE]
    entries = tuple(
        Entry(
            _("{right} {topic}", right=right.id, topic=topic_of(right, language)),
            _("{band}: {function}", band=band_of(right), function=right.decides),
            _open(right.id),
        )
        for right in page
    )
    elements: list[Element] = [Entries(entries)] if entries else [Paragraph(_("There is nothing here."))]
    turns: list[Button] = []
    if start > 0:
        turns.append(_turn(_("Previous"), max(0, start - PAGE)))
    if start + PAGE < len(rights):
        turns.append(_turn(_("Next"), start + PAGE))
    if turns:
        elements.append(Buttons(tuple(turns)))
    return Card(title, tuple(elements))


def _turn(label: Text, start: int) -> Button:
    return Button(label, Press("decision_rights.browse", (("start", str(start)),)))


def right_card(answer: Answer, language: str, lines: Iterable[Text], *, steward: bool) -> Card:
    """Return one right with all that it says, and for the steward what can be done with it."""
    right = answer.right
    title = _("{right}: {topic}", right=right.id, topic=topic_of(right, language))
    elements: list[Element] = [Facts((Fact(_("Decides"), answer.called(right.decides)),))]
    elements += [Paragraph(line) for line in lines]
    if right.description:
        elements.append(Paragraph(right.description))
    elements.append(Facts(tuple(facts_of(answer))))
    if steward:
        values = fitting(right=right.id)
        elements.append(
            Buttons(
                (
                    Button(_("Change"), Press("decision_rights.edit", values), Style.PRIMARY),
                    Button(_("End"), Press("decision_rights.end", values), Style.DANGER),
                )
            )
        )
    return Card(title, tuple(elements))


def changed_card(title: Text, right: DecisionRight, version: Version, told: int) -> Card:
    """Return the confirmation of a change."""
    elements: list[Element] = [
        Facts(
            (
                Fact(_("Topic"), right.topic_nl),
                Fact(_("Decides"), right.decides),
                Fact(_("Covers (excl. VAT)"), band_of(right)),
                Fact(_("In force"), validity(right)),
                Fact(_("Register version"), _("{number}", number=version.number)),
            )
        )
    ]
    if told:
        text = n_(
            "{count} person who asked about this was told.", "{count} people who asked about this were told.", told
        )
        elements.append(Paragraph(text))
    elements.append(Buttons((_open(right.id),)))
    return Card(title, tuple(elements), Tone.GOOD)
