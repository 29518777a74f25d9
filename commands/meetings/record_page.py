# SPDX-License-Identifier: EUPL-1.2
"""The record of a meeting as a page to read and to print: who was there, what was decided on what, and the seal."""

from collections.abc import Iterator

from commands.cards import Card, Element, Fact, Facts, Heading, Paragraph
from commands.meetings.cards import promised
from commands.meetings.record import Record, record_of
from commands.meetings.rules import secretaries
from commands.meetings.store import Store
from commands.meetings.view import MeetingView
from commands.meetings.wording import NEUTRAL, decided, headline, place, when
from commands.text import Listing, Text, _


def record_page(view: MeetingView, home: Store, *, inside: bool) -> Card:
    """Return the record; of what is confidential, who has no seat reads only that it is there."""
    names = ", ".join(person.name for person in secretaries(view.board, home.people))
    record = record_of(view, home.organisation.name, names)
    title = _("Record: {meeting}", meeting=headline(view))
    return Card(title, (*_head(view, record), *_decisions(view, inside=inside), *promised(view), _seal(record)))


def _head(view: MeetingView, record: Record) -> Iterator[Element]:
    """Yield when and where it was, who was there, and what else was said."""
    shown: tuple[tuple[Text, Text], ...] = (
        (_("When"), when(view)),
        (_("Where"), place(view)),
        (_("Chair"), record.chair),
        (_("Secretary"), record.secretary),
        (_("Present"), _names(record.present)),
        (_("Absent"), _names(record.absent)),
        (_("Members needed"), record.quorum),
    )
    yield Facts(tuple(Fact(label, value) for label, value in shown if value))
    if record.notes:
        yield Paragraph(record.notes)


def _names(names: tuple[str, ...]) -> Text:
    """Return names in a line; nothing for nobody."""
    return _("{names}", names=Listing(names)) if names else ""


def _decisions(view: MeetingView, *, inside: bool) -> Iterator[Element]:
    """Yield each decision whole: facts, advice and decision apart (domain §3.3)."""
    if not view.decisions:
        yield Paragraph(_("No decision was recorded."))
    for decision in view.decisions:
        if decision.confidential and not inside:
            yield Heading(_("{reference} “{title}”", reference=decision.reference, title=NEUTRAL))
            continue
        yield Heading(_("{reference} “{title}”", reference=decision.reference, title=decision.title))
        yield decided(decision)


def _seal(record: Record) -> Element:
    """Return the seal, or that there is none yet."""
    return Facts((Fact(_("Seal (SHA-256)"), record.sealed or _("not adopted yet")),))
