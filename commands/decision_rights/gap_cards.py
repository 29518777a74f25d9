# SPDX-License-Identifier: EUPL-1.2
"""What stewards see of gaps and synonyms, and what askers hear when a gap is filled."""

from collections.abc import Sequence

from commands.cards import (
    Button,
    Buttons,
    Card,
    Element,
    Entries,
    Entry,
    Heading,
    Paragraph,
    Quote,
    Style,
    Tone,
    Weight,
)
from commands.decision_rights.kept import Gap, GapState, Synonym
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import fitting
from commands.events import Press
from commands.text import Message, _, n_

MOST_SHOWN = 10
_MOST_SYNONYMS = 5
_STATES: dict[GapState, Message] = {
    GapState.OPEN: _("Nobody holds the right for this question"),
    GapState.ANSWERED: _("This question has a right now"),
    GapState.DISMISSED: _("This question does not belong in the register"),
}


def gap_card(gap: Gap) -> Card:
    """Return one gap; while it is open, with what the steward can do about it."""
    elements: list[Element] = [Quote(gap.words), Paragraph(times(gap))]
    tone = Tone.NEUTRAL
    if gap.state is GapState.OPEN:
        tone = Tone.WAITING
        values = fitting(gap=str(gap.id))
        elements.append(
            Buttons(
                (
                    Button(_("Add a right"), Press("decision_rights.add", values), Style.PRIMARY),
                    Button(_("Ask the board"), Press("decision_rights.to_board", values)),
                    Button(_("Does not belong here"), Press("decision_rights.dismiss", values)),
                )
            )
        )
    return Card(_STATES[gap.state], tuple(elements), tone)


def times(gap: Gap) -> Message:
    """Return by how many people and since when a gap is asked; who they are does not matter here."""
    return n_(
        "Asked by {count} person, first on {day}.",
        "Asked by {count} people, first on {day}.",
        gap.asked,
        day=gap.at.date(),
    )


def gaps_card(gaps: Sequence[Gap], synonyms: Sequence[Synonym]) -> Card:
    """Return what waits for the steward: open gaps, and words that people used for a topic."""
    elements: list[Element] = []
    if gaps:
        elements.append(Entries(tuple(_entry(gap) for gap in gaps[:MOST_SHOWN])))
    else:
        elements.append(Paragraph(_("There are no open gaps: every question had an answer.")))
    if len(gaps) > MOST_SHOWN:
        elements.append(Paragraph(_("The {count} that are asked most come first.", count=MOST_SHOWN), Weight.SUBTLE))
    if synonyms:
        elements.append(Heading(_("Words that people used")))
        for synonym in synonyms[:_MOST_SYNONYMS]:
            elements += _synonym(synonym)
    return Card(n_("{count} open gap in the register", "{count} open gaps in the register", len(gaps)), tuple(elements))


def _entry(gap: Gap) -> Entry:
    press = Press("decision_rights.gap", fitting(gap=str(gap.id)))
    return Entry(f"“{gap.words}”", times(gap), Button(_("Open"), press, name=_("Open “{words}”", words=gap.words)))


def _synonym(synonym: Synonym) -> tuple[Element, Element]:
    """Return a proposal with its two buttons."""
    text = n_(
        "“{words}” was used {count} time for “{topic}”.",
        "“{words}” was used {count} times for “{topic}”.",
        synonym.count,
        words=synonym.words,
        topic=synonym.topic,
    )
    values = fitting(synonym=str(synonym.id))
    names = {"words": synonym.words, "topic": synonym.topic}
    accept = Button(
        _("Accept"),
        Press("decision_rights.accept", values),
        name=_("Accept “{words}” for “{topic}”", **names),
    )
    reject = Button(
        _("Reject"),
        Press("decision_rights.reject", values),
        name=_("Reject “{words}” for “{topic}”", **names),
    )
    return Paragraph(text), Buttons((accept, reject))


def answered_card(gap: Gap, right: DecisionRight) -> Card:
    """Return to who asked that there is an answer now."""
    text = _("{function} decides on “{topic}”.", function=right.decides, topic=right.topic_nl)
    press = Press("decision_rights.show", fitting(right=right.id))
    return Card(
        _("There is an answer to your question now"),
        (Quote(gap.words), Paragraph(text), Buttons((Button(_("Show"), press, Style.PRIMARY),))),
        Tone.GOOD,
    )
