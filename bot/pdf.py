# SPDX-License-Identifier: EUPL-1.2
"""The record of a meeting as a PDF, in the language of the organisation: what a case system or an archive takes in."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from bot.language import Localizer
from commands.boards import Verdict
from commands.meetings.record import Record, Ruled
from commands.meetings.typed import VERDICTS
from commands.text import Text, _


def pdf(record: Record, localizer: Localizer) -> bytes:
    """Return the record as a PDF; the same record gives the same bytes."""
    made = BytesIO()
    document = SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=f"{record.board} {record.day}",
        author=record.organisation,
        subject=record.meeting,
        lang=localizer.language,
        invariant=1,
    )
    document.build(list(_told(record, localizer)))
    return made.getvalue()


def _told(record: Record, localizer: Localizer) -> Iterator[Flowable]:
    """Yield the parts of a record."""
    say, styles = localizer.say, getSampleStyleSheet()

    def line(label: Text, value: Text) -> Flowable:
        return Paragraph(f"<b>{escape(say(label))}:</b> {_text(say(value))}", styles["BodyText"])

    yield Paragraph(escape(record.board), styles["Title"])
    yield Paragraph(escape(record.organisation), styles["Heading3"])
    heads: tuple[tuple[Text, Text], ...] = (
        (_("Meeting"), record.meeting),
        (_("Day"), _("{day}", day=date.fromisoformat(record.day))),
        (_("Chair"), record.chair),
        (_("Secretary"), record.secretary),
        (_("Present"), ", ".join(record.present)),
        (_("Absent"), ", ".join(record.absent)),
        (_("Retention"), record.retention),
    )
    yield from (line(label, value) for label, value in heads if value)
    if record.notes:
        yield Paragraph(_text(record.notes), styles["BodyText"])
    yield Paragraph(escape(say(_("Decisions"))), styles["Heading2"])
    for ruled in record.decisions:
        yield Paragraph(escape(f"{ruled.reference} {ruled.title}"), styles["Heading3"])
        yield from (line(label, value) for label, value in _ruled(ruled) if value)
    yield Paragraph(escape(say(_("Actions"))), styles["Heading2"])
    for action in record.actions:
        due = _("{function}, by {day}", function=action.function, day=date.fromisoformat(action.due))
        yield line(action.text, due)
    yield Spacer(0, 8 * mm)
    sealed = record.sealed or say(_("not adopted yet"))
    yield line(_("Seal (SHA-256)"), sealed)


def _ruled(ruled: Ruled) -> tuple[tuple[Text, Text], ...]:
    """Return the lines of a decision: facts, advice and decision apart (domain §3.3)."""
    right = " ".join(filter(None, (ruled.basis, ruled.right)))
    return (
        (_("Decision"), VERDICTS[Verdict(ruled.verdict)]),
        (_("Conditions"), ruled.conditions),
        (_("Reason"), ruled.reason),
        (_("Alternative"), ruled.alternative),
        (_("Until"), ruled.until),
        (_("Function"), ruled.function),
        (_("Amount, excl. VAT"), ruled.amount_eur_excl_vat),
        (_("Facts"), ruled.facts),
        (_("Advice"), ruled.advice),
        (_("Votes"), ruled.votes),
        (_("Interests"), ruled.interests),
        (_("Why against advice or ranking"), ruled.deviation),
        (_("Rests on"), right),
        (_("Version of the register"), ruled.register_version),
        (_("On behalf of"), ruled.on_behalf_of),
        (_("Recorded by"), ruled.recorded_by),
    )


def _text(text: str) -> str:
    """Return a text for a paragraph; its lines are kept."""
    return escape(text).replace("\n", "<br/>")
