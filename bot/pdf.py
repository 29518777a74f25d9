# SPDX-License-Identifier: EUPL-1.2
"""Records as PDF: of a meeting in the language of the organisation, and any page of ours as its reader sees it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import assert_never
from xml.sax.saxutils import escape

from reportlab.lib.fonts import ps2tt, tt2ps
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, StyleSheet1, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

from bot.chart import png
from bot.language import Localizer
from bot.letters import Letters
from commands.boards import Verdict
from commands.cards import Bullets, Buttons, Card, Chart, Divider, Element, Entries, Facts, Heading, Links, Quote
from commands.cards import Paragraph as PlainParagraph
from commands.meetings.record import Record, Ruled
from commands.meetings.typed import VERDICTS
from commands.money import Euro
from commands.text import Moment, Text, _

#: The codes of a record in words.
_CONFIDENTIALITY: Mapping[str, Text] = {"internal": _("internal"), "confidential": _("confidential")}


def pdf(record: Record, localizer: Localizer) -> bytes:
    """Return the record as a PDF; the same record gives the same bytes."""
    about = {"title": f"{record.board} {record.day}", "author": record.organisation, "subject": record.meeting}
    return _built(_told(record, localizer), localizer, foot=record.meeting, **about)


def card_pdf(card: Card, author: str, localizer: Localizer) -> bytes:
    """Return a page as a PDF, without its buttons; ``author`` is the organisation whose page it is."""
    title, styles = localizer.say(card.title), _styles()
    head: list[Flowable] = [Paragraph(_text(title), styles["Title"]), Paragraph(escape(author), styles["Heading3"])]
    told = (flowable for element in card.elements for flowable in _element(element, localizer))
    return _built((*head, *told), localizer, title=title, author=author)


def _built(told: Iterable[Flowable], localizer: Localizer, foot: str = "", **about: str) -> bytes:
    """Return a document with these parts, each page with its number and what stands at its ``foot``."""

    def numbered(canvas: Canvas, document: SimpleDocTemplate) -> None:
        page = localizer.say(_("page {number}", number=str(document.page)))
        canvas.setFont(Letters.PLAIN, 8)
        canvas.drawRightString(A4[0] - 25 * mm, 12 * mm, ", ".join(filter(None, (foot, page))))

    made = BytesIO()
    document = SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        lang=localizer.language,
        invariant=1,
        **about,
    )
    document.build(list(told), onFirstPage=numbered, onLaterPages=numbered)
    return made.getvalue()


def _element(element: Element, localizer: Localizer) -> list[Flowable]:  # noqa: C901 - a case for each element
    """Return one element of a page."""
    styles = _styles()

    def line(text: Text, style: str = "BodyText", bullet: str | None = None) -> Flowable:
        return Paragraph(_text(localizer.say(text)), styles[style], bulletText=bullet)

    match element:
        case PlainParagraph(text):
            return [line(text)]
        case Heading(text):
            heading = line(text, "Heading2")
            # A heading alone at the foot of a page says nothing.
            heading.keepWithNext = 1
            return [heading]
        case Facts(facts):
            return [_labelled(fact.label, fact.value, localizer) for fact in facts]
        case Bullets(items):
            return [line(item, "Bullet", "•") for item in items]
        case Quote(text):
            return [line(text, "Italic"), Spacer(0, 2 * mm)]
        case Entries(entries):
            return [_labelled(entry.title, entry.detail, localizer) for entry in entries]
        case Links(links):
            return [line(link.label) for link in links]
        case Chart():
            drawn = ImageReader(BytesIO(png(element, localizer)))
            wide, high = drawn.getSize()
            return [Image(BytesIO(png(element, localizer)), 150 * mm, 150 * mm * high / wide), line(element.alt)]
        case Divider():
            return [Spacer(0, 4 * mm)]
        case Buttons():
            return []
        case _:
            assert_never(element)


def _labelled(label: Text, value: Text, localizer: Localizer) -> Flowable:
    """Return a label with what stands behind it."""
    name = localizer.say(label)
    colon = "" if name.endswith("?") else ":"
    said = f"<b>{escape(name)}{colon}</b> {_text(localizer.say(value))}"
    return Paragraph(said, _styles()["BodyText"])


def _told(record: Record, localizer: Localizer) -> Iterator[Flowable]:
    """Yield the parts of a record."""
    say, styles = localizer.say, _styles()

    def line(label: Text, value: Text) -> Flowable:
        return _labelled(label, value, localizer)

    yield Paragraph(escape(record.board), styles["Title"])
    yield Paragraph(escape(record.organisation), styles["Heading3"])
    heads: tuple[tuple[Text, Text], ...] = (
        (_("Meeting"), record.meeting),
        (_("Day"), _("{day}", day=date.fromisoformat(record.day))),
        (_("Chair"), record.chair),
        (_("Secretary"), record.secretary),
        (_("Present"), ", ".join(record.present)),
        (_("Absent"), ", ".join(record.absent)),
        (_("Quorum"), record.quorum),
        (_("Confidentiality"), _CONFIDENTIALITY.get(record.confidentiality, record.confidentiality)),
        (_("Retention"), _("Selection list of municipalities 2020, {result}", result=record.retention)),
    )
    yield from (line(label, value) for label, value in heads if value)
    if record.notes:
        yield Paragraph(_text(record.notes), styles["BodyText"])
    yield Paragraph(escape(say(_("Decisions"))), styles["Heading2"])
    for ruled in record.decisions:
        yield Paragraph(escape(f"{ruled.reference} {ruled.title}"), styles["Heading3"])
        yield from (line(label, value) for label, value in _ruled(ruled) if value)
    if not record.decisions:
        yield Paragraph(escape(say(_("No decision was recorded."))), styles["BodyText"])
    yield Paragraph(escape(say(_("Actions"))), styles["Heading2"])
    if not record.actions:
        yield Paragraph(escape(say(_("No action was agreed on."))), styles["BodyText"])
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
        (_("Until"), _("{day}", day=date.fromisoformat(ruled.until)) if ruled.until else ""),
        (_("Function"), ruled.function),
        (_("Amount, excl. VAT"), _("{amount}", amount=_euro(ruled)) if ruled.amount_eur_excl_vat else ""),
        (_("Facts"), ruled.facts),
        (_("Advice"), ruled.advice),
        (_("Votes"), ruled.votes),
        (_("Interests"), ruled.interests),
        (_("Why against advice or ranking"), ruled.deviation),
        (_("Rests on"), right),
        (_("Version of the register"), ruled.register_version),
        (_("On behalf of"), ruled.on_behalf_of),
        (_("Recorded by"), ruled.recorded_by),
        (_("Recorded"), _("{moment}", moment=Moment(datetime.fromisoformat(ruled.decided_at)))),
        (_("Confidentiality"), _CONFIDENTIALITY.get(ruled.confidentiality, ruled.confidentiality)),
    )


def _euro(ruled: Ruled) -> Euro:
    """Return the amount of a decision."""
    return Euro(Decimal(ruled.amount_eur_excl_vat))


def _text(text: str) -> str:
    """Return a text for a paragraph; its lines are kept."""
    return escape(text).replace("\n", "<br/>")


@cache
def _styles() -> StyleSheet1:
    """Return how a document is set, in letters that it carries itself."""
    for letters in Letters:
        pdfmetrics.registerFont(TTFont(letters.value, BytesIO(letters.read())))
    pdfmetrics.registerFontFamily(
        Letters.PLAIN.value,
        normal=Letters.PLAIN.value,
        bold=Letters.BOLD.value,
        italic=Letters.ITALIC.value,
        boldItalic=Letters.BOLD_ITALIC.value,
    )
    styles = getSampleStyleSheet()
    for style in (each for each in styles.byName.values() if isinstance(each, ParagraphStyle)):
        _family, bold, italic = ps2tt(style.fontName)
        style.fontName = tt2ps(Letters.PLAIN.value, bold, italic)
        style.bulletFontName = Letters.PLAIN.value
    return styles
