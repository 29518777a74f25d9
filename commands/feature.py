# SPDX-License-Identifier: EUPL-1.2
"""What a feature is: in one screen, everything it answers to."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from commands.boards import KeptOff, Proposal, Ruling
from commands.cards import Card, Element
from commands.dues import Due, Recurring, Tick
from commands.events import Ask, Close, Context, Press, Submit
from commands.patterns import Pattern
from commands.people import Person
from commands.refs import Ref
from commands.replies import Reply
from commands.text import Message, Text

# ``Store`` is the feature's own protocol; dispatch hands every handler the one transaction that fulfils them all.
OnAsk: TypeAlias = Callable[[Ask, Context, Any], Reply]
OnGuess: TypeAlias = Callable[[Ask, Context, Any], Reply | None]
OnPress: TypeAlias = Callable[[Press, Context, Any], Reply]
OnSubmit: TypeAlias = Callable[[Submit, Context, Any], Reply]
OnClose: TypeAlias = Callable[[Close, Context, Any], Reply]
OnDue: TypeAlias = Callable[[Tick, Any], Reply]
#: Of one rule and one organisation; what lapsed is returned with the reason, as one word for the journal.
OnDues: TypeAlias = Callable[[Sequence[Tick], Any], tuple[Reply, Mapping[Due, str]]]
OnProposal: TypeAlias = Callable[[Proposal, datetime, Any], Reply]
OnRetraction: TypeAlias = Callable[[Ref, datetime, Any], Reply]
OnRuling: TypeAlias = Callable[[Ruling, datetime, Any], Reply]
OnKeptOff: TypeAlias = Callable[[KeptOff, datetime, Any], Reply]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found by words: its title, a line for a list, and the card with which it is shown to others."""

    title: Text
    line: Text
    card: Card


OnSearch: TypeAlias = Callable[[str, Context, Any], tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, Dutch name first: ``/itverzoek`` and ``/itrequest`` are one command.

    ``usage`` says what to type after it, nothing where nothing belongs there; the handler gets those words. An
    ``everyday`` name is an ordinary word too: with other words behind it, it is the command only with its slash.
    """

    names: tuple[str, ...]
    about: Message
    usage: Text
    handler: OnAsk
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Plain words that mean a command; the handler gets the words whole."""

    pattern: Pattern | re.Pattern[str]
    handler: OnAsk


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to try, as people type it in either language; it is input, so no catalogue translates it."""

    nl: str
    en: str

    def said_in(self, language: str) -> str:
        """Return the sentence for a reader of this language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing people can do.

    ``home`` gives the feature's part of "what waits for me, what I asked, what I hold", and ``choices`` what I chose
    myself, with the controls to change it; ``waiting`` counts what
    waits for a person; ``guess`` may answer words that nobody claimed, or return None; ``search`` finds things of the
    feature by words, for a person to show to others, and changes nothing; ``record`` is a thing of
    the feature as a page behind a stable link, refused to who may not see it. ``drafts`` keep what was typed in a
    form that was closed or could not be sent in, by form; what was written in another is given back. ``secret`` names
    forms of which no word may be kept with who wrote it. ``dues`` carry out what fell due, by rule, and raise
    ``Lapsed`` for what lost its meaning; ``gathered`` do so for all of a rule that fell due together, where everybody
    has one at the same hour; ``recurring`` is what falls due again and again.
    ``proposal`` puts on an agenda what any feature asks a board, with the store of the board's organisation, and
    ``retraction`` takes it off again; ``ruling`` hears what a board decided about a thing of this feature, and
    ``kept_off`` that it does not come onto an agenda, with the store of the organisation that keeps it.
    ``opens`` names the presses that open a form: Teams opens one only for a button that was drawn to do so.
    """

    name: str
    commands: tuple[Command, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    presses: Mapping[str, OnPress] = field(default_factory=dict)
    opens: frozenset[str] = frozenset()
    submits: Mapping[str, OnSubmit] = field(default_factory=dict)
    drafts: Mapping[str, OnClose] = field(default_factory=dict)
    secret: frozenset[str] = frozenset()
    dues: Mapping[str, OnDue] = field(default_factory=dict)
    gathered: Mapping[str, OnDues] = field(default_factory=dict)
    recurring: tuple[Recurring, ...] = ()
    home: Callable[[Context, Any], tuple[Element, ...]] | None = None
    choices: Callable[[Context, Any], tuple[Element, ...]] | None = None
    waiting: Callable[[Person, datetime, Any], int] | None = None
    guess: OnGuess | None = None
    search: OnSearch | None = None
    record: Callable[[str, Context, Any], Card] | None = None
    examples: tuple[Example, ...] = ()
    proposal: OnProposal | None = None
    retraction: OnRetraction | None = None
    ruling: OnRuling | None = None
    kept_off: OnKeptOff | None = None
