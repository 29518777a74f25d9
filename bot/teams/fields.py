# SPDX-License-Identifier: EUPL-1.2
"""Draws a form as an Adaptive Card with inputs, for a dialog."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from bot.language import Localizer
from bot.lengths import NOTHING, clip, left_out, said
from bot.teams import limits
from bot.teams.render import action_sets, carded, size, submit
from bot.teams.texts import Item, heading, lines, marks
from bot.teams.values import ACCOUNT, form_data
from commands.errors import MISSING
from commands.forms import Amount, Day, Field, FormView, Line, Lines, OneOf, Someone, tidy
from commands.text import Message

_PEOPLE = "graph.microsoft.com/users"
_AMOUNT = 150
#: A choice must have a value; this one is read as nothing.
NO_CHOICE = " "


def render_form(
    view: FormView,
    localizer: Localizer,
    errors: Mapping[str, Message] | None = None,
    values: Mapping[str, str] | None = None,
    *,
    opened: str = "",
) -> Item:
    """Return the card; ``values`` are what was typed, and win from what the form came with.

    ``opened`` is the key of the event that opened it: by that it is known again when it is sent in.
    """
    errors, values = errors or {}, values or {}
    names = {f.name for f in view.fields}
    title = said(view.title, localizer, NOTHING)
    intro = [*heading(title, "Large"), *(line for text in view.intro for line in lines(said(text, localizer)))]
    intro += [line for name, error in errors.items() if name not in names for line in _error(error, localizer)]
    inputs: list[Item] = []
    people: set[str] = set()
    room = limits.CHOICES_BYTES // max(1, sum(isinstance(field, OneOf) for field in view.fields))
    for field in view.fields:
        drawn = _input(field, localizer, values.get(field.name, field.value), room)
        people |= {field.name} if "choices.data" in drawn else set()
        inputs += [*(_error(errors[field.name], localizer) if field.name in errors else []), drawn]
        inputs += _hint(field, localizer)
    look = {"title": clip(said(view.submit, localizer, NOTHING), limits.ACTION_TITLE), "style": "positive"}
    send = submit(form_data(view, frozenset(people), opened), look)
    return carded(intro, title, localizer, [*inputs, *action_sets([send])])


def _error(error: Message, localizer: Localizer) -> list[Item]:
    """Return what is wrong, to stand above its field."""
    return lines(f"⚠️ {clip(said(error, localizer), limits.ERROR)}", color="Attention", weight="Bolder")


def _hint(field: Field, localizer: Localizer) -> list[Item]:
    """Return the hint of a field, to stand close below it."""
    hint = lines(clip(said(field.hint, localizer), limits.HINT), isSubtle=True, size="Small")
    return [{**line, "spacing": "Small"} for line in hint]


def _input(field: Field, localizer: Localizer, value: str, room: int) -> Item:
    """Return the input of a field."""
    label = said(field.label, localizer, field.name)
    asked: Item = {"id": field.name, "label": clip(label, limits.HEADING), "isRequired": field.required}
    if field.required:
        asked["errorMessage"] = said(MISSING, localizer)
    return {**_kind(field, localizer, value, room), **asked}


def _kind(field: Field, localizer: Localizer, value: str, room: int) -> Item:
    """Return what a field is filled in with.

    A picker that cannot show what is already there (a day in words, a person by name) gives way to a line of text,
    so that nothing typed is lost: the form reads both.
    """
    match field:
        case Line(max_length=most):
            return _typed(value, most)
        case Lines(max_length=most):
            return {**_typed(value, most), "isMultiline": True}
        case Amount():
            return _typed(value, _AMOUNT)
        case Day():
            return _day(value)
        case OneOf(options=()):
            return _typed(value, _AMOUNT)
        case OneOf():
            return _choice(field, localizer, value, room)
        case Someone():
            return _someone(value)
        case _:
            assert_never(field)


def _typed(value: str, most: int) -> Item:
    """Return a line of text."""
    most = max(1, min(most, limits.INPUT_VALUE))
    shown = clip(tidy(value, lines=True), most)
    return {"type": "Input.Text", "maxLength": most, **({"value": shown} if shown else {})}


def _day(value: str) -> Item:
    """Return a date picker, or a line of text where the day is said in words."""
    if not value:
        return {"type": "Input.Date"}
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _typed(value, _AMOUNT)
    return {"type": "Input.Date", "value": day.isoformat()}


def _someone(value: str) -> Item:
    """Return the people picker, or a line of text where the person is known by something else than an account here."""
    if value and not value.startswith(ACCOUNT):
        return _typed(value, _AMOUNT)
    picker: Item = {
        "type": "Input.ChoiceSet",
        "choices": [],
        "choices.data": {"type": "Data.Query", "dataset": _PEOPLE},
    }
    return {**picker, "value": value.removeprefix(ACCOUNT)} if value else picker


def _choice(field: OneOf, localizer: Localizer, value: str, room: int) -> Item:
    """Return all options at once, or a menu; options that would be read as markdown go in a menu, which reads none.

    Options that do not fit in ``room`` bytes are left out, and the last one says how many.
    """
    choices: list[Item] = []
    options = {
        o.value: " ".join(said(o.label or o.value, localizer, NOTHING).split()) for o in field.options if o.value
    }
    for option, title in options.items():
        choice = {"title": clip(title, limits.CHOICE_TITLE), "value": option}
        room -= size(choice)
        if room < 0:
            rest = said(left_out(len(options) - len(choices)), localizer)
            choices.append({"title": rest, "value": NO_CHOICE})
            break
        choices.append(choice)
    shown = field.open and not any(marks(choice["title"]) for choice in choices)
    chosen = {"value": value} if value in {choice["value"] for choice in choices if value} else {}
    return {"type": "Input.ChoiceSet", "style": "expanded" if shown else "compact", "choices": choices, **chosen}
