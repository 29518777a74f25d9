# SPDX-License-Identifier: EUPL-1.2
"""From lazy messages to words: gettext catalogues and Babel's formats, the only place that knows a language."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from babel.support import Translations

from commands.money import Euro
from commands.text import Listing, Message, Moment, Text, Value

CATALOGUES = Path(__file__).parent / "locales"
LANGUAGES = ("nl", "en")
# English for the Netherlands: day before month, as colleagues write it.
_LOCALES = {"nl": Locale("nl", "NL"), "en": Locale("en", "GB")}
_MONEY = {"nl": "¤\xa0#,##0;¤\xa0-#,##0", "en": "¤#,##0;-¤#,##0"}
_DAY = "EEEE d MMMM y"
_WHEN = {"nl": "EEEE d MMMM y 'om' HH:mm 'uur'", "en": "EEEE d MMMM y 'at' HH:mm"}


@dataclass(frozen=True, slots=True)
class Localizer:
    """Says texts in one language, with times in one zone."""

    language: str
    zone: ZoneInfo

    def say(self, text: Text) -> str:
        """Return the words as plain text; the renderer escapes them."""
        if isinstance(text, str):
            return text
        values = {name: self._value(value) for name, value in text.values}
        return self._template(text).format_map(values)

    def _template(self, message: Message) -> str:
        """Return the sentence of the catalogue; English is its own catalogue."""
        catalogue = _catalogue(self.language)
        if message.plural:
            count = dict(message.values)["count"]
            return catalogue.ngettext(message.id, message.plural, count if isinstance(count, int) else 2)
        return catalogue.gettext(message.id) if message.id else ""

    def _value(self, value: Value) -> str:
        """Return one value as the reader writes it."""
        locale = _LOCALES[self.language]
        match value:
            case str():
                return value
            case Message():
                return self.say(value)
            case Listing(items):
                return str(format_list([self.say(item) for item in items], locale=locale))
            case Euro(amount):
                return self.money(amount)
            case Moment(at):
                return self.moment(at)
            case date():
                return format_date(value, "d MMMM y", locale=locale)
            case int() | Decimal():
                return str(format_decimal(value, locale=locale))

    def money(self, amount: Decimal) -> str:
        """Return euro, without cents where there are none: ``€ 40.000`` (domain §5.4)."""
        whole = amount == amount.to_integral_value()
        pattern = _MONEY[self.language] if whole else _MONEY[self.language].replace("##0", "##0.00")
        return str(format_currency(amount, "EUR", pattern, locale=_LOCALES[self.language], currency_digits=False))

    def moment(self, at: datetime) -> str:
        """Return the day and the hour in the reader's zone."""
        local = at.astimezone(self.zone)
        return format_datetime(local, _WHEN[self.language], tzinfo=self.zone, locale=_LOCALES[self.language])

    def day(self, at: datetime) -> str:
        """Return the day of a moment in the reader's zone, with its weekday."""
        return format_date(at.astimezone(self.zone), _DAY, locale=_LOCALES[self.language])

    def hour(self, at: datetime) -> str:
        """Return the hour and minute of a moment in the reader's zone."""
        return at.astimezone(self.zone).strftime("%H:%M")


#: Makes from a language and a zone what says texts to a reader.
Reads: TypeAlias = Callable[[str, ZoneInfo], Localizer]


@cache
def _catalogue(language: str) -> Translations:
    """Return the rooms' catalogues of a language as one; English is what none translates."""
    whole = Translations()
    for path in sorted((CATALOGUES / language).glob("*.po")):
        # One by one: a catalogue that is being read takes many times what is kept of it.
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        whole.merge(Translations(compiled))
    return whole
