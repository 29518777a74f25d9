# SPDX-License-Identifier: EUPL-1.2
"""Draws what a field is filled in with: a box, a list, a row of choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from markupsafe import Markup, escape

from bot.language import Localizer
from bot.local.wording import isolated, shown
from commands.forms import Amount, Day, Field, Line, Lines, OneOf, Someone
from commands.text import _

#: Before the name of a field in the posted body, so that no field can be taken for what the page itself adds.
PREFIX = "field."


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a control comes: its id, what it holds, for whom, whom to suggest, and what describes it."""

    id: str
    value: str
    localizer: Localizer
    people: Sequence[str]
    attributes: Markup


def control(field: Field, slot: Slot) -> Markup:
    """Return the control of a field."""
    needed = Markup(" required") if field.required else Markup("")
    own = Markup('id="{}" name="{}{}"{}{}').format(slot.id, PREFIX, field.name, slot.attributes, needed)
    match field:
        case Line():
            return Markup('<input {} type="text" dir="auto" value="{}">').format(own, slot.value)
        case Lines():
            # The parser drops the first newline after the tag: this one, not the person's own.
            return Markup('<textarea {} rows="4" dir="auto">\n{}</textarea>').format(own, slot.value)
        case Amount():
            return Markup(
                '<span class="amount"><span aria-hidden="true">€</span>'
                '<input {} type="text" autocomplete="off" value="{}"></span>'
            ).format(own, slot.value)
        case Day():
            day = written(slot.value, slot.localizer)
            return Markup('<input {} type="text" autocomplete="off" data-day value="{}">').format(own, day)
        case OneOf():
            return Markup("<select {}>{}</select>").format(own, _options(field, slot))
        case Someone():
            names = Markup("").join(Markup('<option value="{}"></option>').format(shown(n)) for n in slot.people)
            return Markup(
                '<input {0} type="text" autocomplete="off" dir="auto" list="{1}-list" value="{2}">'
                '<datalist id="{1}-list">{3}</datalist>'
            ).format(own, slot.id, slot.value, names)
        case _:
            assert_never(field)


def drawn(field: Field, localizer: Localizer) -> str:
    """Return what a field holds when its form opens, as a browser sends it back untouched."""
    match field:
        case Day():
            return shown(written(field.value, localizer))
        case OneOf():
            return field.value if field.value in {option.value for option in field.options} else ""
        case Line() | Lines() | Amount() | Someone():
            return shown(field.value)
        case _:
            assert_never(field)


def written(day: str, localizer: Localizer) -> str:
    """Return a day as it is written in the reader's language; what is no day as it was typed."""
    try:
        return localizer.say(_("{day}", day=date.fromisoformat(day)))
    except ValueError:
        return day


def radios(field: OneOf, slot: Slot) -> Markup:
    """Return all options of a choice at once."""
    one = Markup(
        '<label class="choice" for="{0}-{1}"><input type="radio" id="{0}-{1}" name="{2}{3}" value="{4}"{5}> {6}</label>'
    )
    return Markup("").join(
        one.format(
            slot.id,
            number,
            PREFIX,
            field.name,
            option.value,
            Markup(" checked") if option.value == slot.value else "",
            isolated(option.label, slot.localizer),
        )
        for number, option in enumerate(field.options)
    )


def _options(field: OneOf, slot: Slot) -> Markup:
    """Return the options of a list; it begins empty, so that nobody sends what nobody chose."""
    one = Markup('<option value="{}"{}>{}</option>')
    choose = one.format("", "", slot.localizer.say(_("Choose …")))
    return choose + Markup("").join(
        one.format(
            option.value,
            Markup(" selected") if option.value == slot.value else "",
            escape(shown(slot.localizer.say(option.label))),
        )
        for option in field.options
    )
