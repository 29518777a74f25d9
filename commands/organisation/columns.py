# SPDX-License-Identifier: EUPL-1.2
"""The columns of a table of people: their names, what people call them in Dutch and English, and what is missing."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from commands.faults import Fault, Severity
from commands.text import Message, _

#: By field: the name in the documentation first, then other names as they occur.
COLUMNS = {
    "id": "id, nr, nummer, personeelsnummer, medewerkernummer, personnel number, number",
    "name": "name, naam, volledige naam, medewerker, persoon, full name, person, employee",
    "email": "email, mail, mailadres, emailadres, email address",
    "function": "function, functie, functienaam, orgaan of functie, function name",
    "deputy": "deputy, plaatsvervanger, plaatsvervangend, vervanger, plv, is plaatsvervanger, is deputy",
    "unit": "unit, afdeling, eenheid, organisatieonderdeel, team, department",
    "for_unit": "for unit, voor afdeling, voor eenheid, functie voor afdeling, for department",
    "from": "from, van, vanaf, ingangsdatum, startdatum, begindatum, eerste dag, geldig vanaf, start date, first day, "
    "valid from",
    "to": "to, tot, tot en met, tm, einddatum, laatste dag, geldig tot, end date, last day, valid to, until",
    "role": "role, rol, rollen, roles, registerrol",
    "language": "language, taal, voorkeurstaal",
    "function_en": "function en, functie en, functie engels, function english",
    "side": "side, kant",
    "body": "body, orgaan, gremium, is orgaan",
    "slack": "slack, slack id, slack account",
    "teams": "teams, teams id, teams account, microsoft teams, entra id, entra object id",
    "local": "local, lokaal",
}
PLATFORMS = ("slack", "teams", "local")
_REQUIRED = "name"
#: A table with fewer columns was separated by something else than was thought.
_FEWEST = 2


def plain(name: str) -> str:
    """Return a name of a column without capitals, accents, spaces and marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


_BY_NAME = {plain(name): field for field, names in COLUMNS.items() for name in names.split(",")}


@dataclass(frozen=True, slots=True)
class Layout:
    """In which place each field stands, what the file calls it, and faults in the header."""

    header: tuple[str, ...]
    places: dict[str, int]
    faults: tuple[Fault, ...]

    def called(self, field: str) -> str:
        """Return what the file calls the column of this field."""
        return self.header[self.places[field]] if field in self.places else COLUMNS[field].split(",")[0]


def layout(header: Sequence[str], row: int) -> Layout:
    """Return where each field stands in a table with this header, which is on that row of the file."""
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for at, name in enumerate(header):
        field = _BY_NAME.get(plain(name))
        if field is None:
            if name:
                faults.append(Fault(row, name, _unknown(name), Severity.WARNING))
        elif field in places:
            same = header[places[field]]
            faults.append(Fault(row, name, _("This column means the same as “{other}”; keep one of them.", other=same)))
        else:
            places[field] = at
    if _REQUIRED not in places:
        text = _("The column “{column}” is missing; it may also be called “{other}”.", column="name", other="naam")
        if len(header) < _FEWEST:
            text = _("There is only one column. Separate the columns with a comma, a semicolon or a tab.")
        faults.append(Fault(row, _REQUIRED, text))
    return Layout(tuple(header), places, tuple(faults))


def _unknown(name: str) -> Message:
    """Say that a column is not read, with the known name it resembles."""
    near = get_close_matches(plain(name), _BY_NAME, 1, 0.75)
    if not near:
        return _("This column was not read: it is none of those for people.")
    nearest = COLUMNS[_BY_NAME[near[0]]].split(",")[0]
    return _("This column is not known and was not read. Do you mean “{nearest}”?", nearest=nearest)
