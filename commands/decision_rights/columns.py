# SPDX-License-Identifier: EUPL-1.2
"""The columns of the register as a table: their names, what people call them, and which field they fill."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from commands.decision_rights.faults import Fault, Severity
from commands.decision_rights.likeness import within_slips
from commands.text import Message, _


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in an export, the field of the decision right it fills, and other names for it."""

    name: str
    field: str
    also: str = ""


#: In the order of an export. ``also`` holds Dutch and English names as they occur in registers of municipalities.
COLUMNS = (
    Column("id", "id", "nr, nummer, volgnummer, code, kenmerk, number, ref, referentie, reference"),
    Column(
        "topic_nl", "topic_nl", "topic, onderwerp, onderwerp nl, bevoegdheid, beslissing, besluit, taak, subject, power"
    ),
    Column("topic_en", "topic_en", "onderwerp en, topic english, onderwerp engels"),
    Column("description", "description", "omschrijving, toelichting, beschrijving, opmerking, opmerkingen, remarks"),
    Column("domain", "domain", "domein, categorie, category, rubriek, thema, werkterrein, theme"),
    Column("kind", "kind", "soort, soort bevoegdheid, aard, type, bevoegdheidssoort, kind of authority"),
    Column(
        "holder_role", "decides",
        "beslist, beslisser, decider, functie, functionaris, bevoegde functionaris, gemandateerde, gevolmachtigde, "
        "mandaathouder, houder, bevoegd, bevoegde, function, role, holder, wie beslist, mandaat aan",
    ),
    Column("forum", "forum", "overleg, gremium, board, beraad, overlegorgaan"),
    Column(
        "min_amount_eur", "above",
        "bedrag vanaf, vanaf, bedrag boven, boven, ondergrens, minimum, minimumbedrag, min bedrag, bedrag min, "
        "bedrag van, min amount, minimum amount, amount from, above, min eur",
    ),
    Column(
        "max_amount_eur", "up_to",
        "bedrag tot, bedrag tot en met, bedrag t/m, tot bedrag, bovengrens, maximum, maximumbedrag, max bedrag, "
        "bedrag max, limiet, grensbedrag, maximaal bedrag, max amount, maximum amount, amount to, up to, limit",
    ),
    Column("agrees", "agrees", "akkoord, akkoord vereist, medeparaaf, instemming, medeondertekening, goedkeuring"),
    Column(
        "consulted", "advises", "advises, adviseert, advies, adviseurs, raadpleegt, geraadpleegd, raadplegen, advice"
    ),
    Column("input", "input", "denkt mee, meedenken, meedenkers, inbreng"),
    Column("performs", "performs", "voert uit, uitvoerder, uitvoering, uitgevoerd door"),
    Column("informed", "informed", "geinformeerd, wordt geinformeerd, informeren, te informeren, ter kennisname"),
    Column("escalates_to", "escalates_to", "escaleert naar, escalatie, escalatie naar, opschalen naar, escalation"),
    Column(
        "substitute_role", "deputy",
        "deputy, plaatsvervanger, plaatsvervanging, vervanger, vervanging, waarnemer, substitute, deputy role",
    ),
    Column("conditions", "conditions", "voorwaarden, voorwaarde, condities, beperkingen, instructies, bijzonderheden"),
    Column(
        "legal_basis", "legal_basis", "grondslag, wettelijke grondslag, juridische grondslag, artikel, basis, bron, wet"
    ),
    Column("legal_url", "legal_url", "url, link, vindplaats, grondslag url, grondslag link, regeling url"),
    Column(
        "valid_from", "valid_from", "geldig van, geldig vanaf, ingangsdatum, startdatum, begindatum, start date"
    ),
    Column(
        "valid_to", "valid_to",
        "geldig tot, geldig tot en met, geldig t/m, einddatum, vervaldatum, end date, valid until, valid through",
    ),
    Column(
        "checked_on", "checked_on", "gecontroleerd op, bron gecontroleerd op, laatst gecontroleerd, controledatum"
    ),
    Column("keywords", "keywords", "trefwoorden, aliassen, synoniemen, zoekwoorden, zoektermen, aliases, synonyms"),
)  # fmt: skip
AMOUNT_COLUMNS = frozenset({"min_amount_eur", "max_amount_eur"})
DAY_COLUMNS = frozenset({"valid_from", "valid_to", "checked_on"})
_REQUIRED = ("topic_nl", "decides")
# A header of one name means that the separator was not found.
_ONE_COLUMN = _("There is only one column. Separate the columns with a comma, a semicolon or a tab.")
_BESIDE_THE_NAME = re.compile(r"\([^)]*\)|\[[^]]*\]|[€*:]|\b(?:excl|incl|in euro)\b.*", re.IGNORECASE)
_NEAR = 3


def plain(name: str) -> str:
    """Return the name of a column without capitals, accents, marks and what stands between brackets."""
    bare = _BESIDE_THE_NAME.sub(" ", name) if _BESIDE_THE_NAME.sub(" ", name).strip() else name
    letters = unicodedata.normalize("NFKD", bare).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


_BY_NAME = {
    plain(name): (column, name.strip())
    for column in COLUMNS
    for name in (*column.also.split(","), column.field, column.name)
}
#: "tot en met" says of itself not of what: it ends the column on its left, of amounts or of days.
_UNTIL = frozenset(map(plain, ("tot", "tot en met", "t/m", "to", "until", "up to and including", "through")))
_ENDS = {"above": "max_amount_eur", "valid_from": "valid_to"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field stands: positions in a row by field (only advice may have two), and faults in the header."""

    header: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    faults: tuple[Fault, ...]

    def called(self, field: str) -> str:
        """Return what the file calls the column of this field."""
        at = self.places.get(field)
        return self.header[at[0]] if at else next(column.name for column in COLUMNS if column.field == field)


def layout(header: Sequence[str], row: int) -> Layout:
    """Return where each field stands in a table with this header, which is on that row of the file."""
    places: dict[str, tuple[int, ...]] = {}
    faults: list[Fault] = []
    for at, name in enumerate(header):
        column = _column(name, header[at - 1] if at else "")
        if column is None:
            if name:
                faults.append(Fault(row, name, _unknown(name), Severity.WARNING))
        elif column.field in places and column.field != "advises":
            same = header[places[column.field][0]]
            faults.append(Fault(row, name, _("This column means the same as “{other}”; keep one of them.", other=same)))
        else:
            places[column.field] = (*places.get(column.field, ()), at)
    if len(header) < len(_REQUIRED):
        return Layout(tuple(header), places, (Fault(row, "".join(header), _ONE_COLUMN),))
    for field in _REQUIRED:
        if field not in places:
            wanted = next(column for column in COLUMNS if column.field == field)
            faults.append(Fault(row, wanted.name, _missing(wanted)))
    return Layout(tuple(header), places, tuple(faults))


def _column(name: str, left: str) -> Column | None:
    """Return the column of this name, beside the one on its left; None when it is not known."""
    typed = plain(name)
    if typed in _UNTIL and (before := _BY_NAME.get(plain(left))) and before[0].field in _ENDS:
        typed = plain(_ENDS[before[0].field])
    column, _written = _BY_NAME.get(typed, (None, ""))
    return column


def _missing(wanted: Column) -> Message:
    """Say that a required column is missing."""
    return _(
        "The column “{column}” is missing; it may also be called “{other}”.",
        column=wanted.name,
        other=wanted.also.split(",")[0],
    )


def _unknown(name: str) -> Message:
    """Say that a column is not read, with the known name it resembles."""
    typed = plain(name)
    for near, slips in within_slips(typed, list(_BY_NAME), _NEAR, 1):
        if slips * 2 <= len(typed):
            return _("This column is not known and was not read. Do you mean “{nearest}”?", nearest=_BY_NAME[near][1])
    return _("This column is not part of the register and was not read.")
