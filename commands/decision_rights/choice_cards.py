# SPDX-License-Identifier: EUPL-1.2
"""What a person gets to see who must choose, or whose question the register has no answer to."""

from collections.abc import Iterable, Sequence

from commands.cards import Bullets, Button, Buttons, Card, Element, Paragraph, Tone, Weight
from commands.decision_rights.answers import band_of, topic_of, understood, understood_alone
from commands.decision_rights.cards import also_line, validity
from commands.decision_rights.ladder_cards import asked
from commands.decision_rights.looked import Candidate, Looked
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import fitting, subject
from commands.events import Press
from commands.text import Text, _

_LONGEST_LABEL = 70


def shortlist_card(
    looked: Looked,
    candidates: Sequence[Candidate],
    language: str,
    words: str,
    chosen: str = "decision_rights.choose",
) -> Card:
    """Return at most three topics to choose from, and a way to say that it is none of these.

    ``chosen`` is the action of a choice.
    """
    many = len({candidate.hit.organisation.id for candidate in candidates}) > 1
    buttons = [
        Button(
            _("{topic} ({organisation})", topic=label(c.right, language), organisation=c.hit.organisation.name)
            if many
            else label(c.right, language),
            Press(chosen, fitting(words, **asked(looked, c.right, c.hit.organisation.id))),
        )
        for c in candidates
    ]
    buttons.append(Button(_("None of these"), Press("decision_rights.none", fitting(words))))
    text = _("I am not sure which topic you mean, and I would rather not guess.")
    return Card(
        _("Do you mean one of these?"),
        (Paragraph(understood(looked), Weight.SUBTLE), Paragraph(text), Buttons(tuple(buttons))),
        Tone.WAITING,
    )


def label(right: DecisionRight, language: str) -> str:
    """Return a topic that fits on a button."""
    topic = topic_of(right, language)
    return topic if len(topic) <= _LONGEST_LABEL else topic[: _LONGEST_LABEL - 1] + "…"


def unknown_card(looked: Looked, near: Sequence[Candidate], told: Text, words: str, language: str) -> Card:
    """Return that the register does not say, without a guess; near topics only as a question."""
    name = looked.hit.organisation.name
    alone = understood(looked) if looked.elsewhere else understood_alone(looked)
    elements: list[Element] = [Paragraph(alone, Weight.SUBTLE)] if alone else []
    elements += [Paragraph(_("Nobody is named for this, so I name nobody.")), Paragraph(told)]
    elements += [also_line(candidate, language) for candidate in looked.also]
    if near:
        elements.append(Paragraph(_("Perhaps you mean:")))
        elements.append(
            Buttons(
                tuple(
                    Button(
                        label(c.right, language),
                        Press(
                            "decision_rights.choose", fitting(words, **asked(looked, c.right, c.hit.organisation.id))
                        ),
                    )
                    for c in near
                )
            )
        )
    elements.append(_request_all_the_same(looked))
    return Card(_("This is not in the register of {organisation}", organisation=name), tuple(elements), Tone.BAD)


def off_band_card(looked: Looked, rights: Sequence[DecisionRight], told: Text, language: str) -> Card:
    """Return that the topic is known but that nobody holds it for this amount or day, with what does hold."""
    lines = tuple(
        _("{what}, {validity}: {function}", what=band_of(r), validity=validity(r), function=r.decides) for r in rights
    )
    return Card(
        _("“{topic}”: nobody holds this for what you ask", topic=topic_of(rights[0], language)),
        (
            Paragraph(understood(looked), Weight.SUBTLE),
            Paragraph(_("The register has this topic, but not for this amount or day. It has:")),
            Bullets(lines),
            Paragraph(told),
            _request_all_the_same(looked),
        ),
        Tone.BAD,
    )


def _request_all_the_same(looked: Looked) -> Buttons:
    """Return the way to the request form: what nobody decides on yet is sorted out by the information manager."""
    amount = looked.question.amount.value if looked.question.amount else None
    values = fitting(subject(looked.question.rest), amount="" if amount is None else str(amount))
    return Buttons((Button(_("Submit a request"), Press("requests.new", values)),))


def how_card(text: Text, examples: Iterable[str]) -> Card:
    """Return how to ask, with sentences to try."""
    buttons = tuple(Button(words, Press("house.ask", (("words", words),))) for words in examples)
    return Card(_("Who decides about what?"), (Paragraph(text), Buttons(buttons)))
