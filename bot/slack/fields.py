# SPDX-License-Identifier: EUPL-1.2
"""Draws a form as a Slack modal, and says what is wrong with one that was sent in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from bot.language import Localizer
from bot.lengths import NOTHING, clip, length, pieces, rows, said
from bot.slack import limits
from bot.slack.blocks import fitted, headed, sections
from bot.slack.mrkdwn import Block, plain_text
from bot.slack.values import ACCOUNT, metadata
from commands.errors import placed
from commands.forms import Amount, Day, Field, FormView, Line, Lines, OneOf, Option, Someone, tidy
from commands.text import Message, Text, _

_AMOUNT = 150
# What a modal is called whose own title does not fit above it, and stands in it.
_NAME = "Mandaat"
_ELEMENT = "answer"


def render_form(
    view: FormView,
    localizer: Localizer,
    errors: Mapping[str, Message] | None = None,
    values: Mapping[str, str] | None = None,
) -> Block:
    """Return the modal; ``values`` are what was typed, and win from what the form came with.

    While a modal is open, Slack itself shows errors (:func:`render_errors`); ``errors`` are for one drawn anew.
    A field's name is its block id, so that an error finds it.
    """
    errors, values = errors or {}, values or {}
    names = {f.name for f in view.fields}
    title = said(view.title, localizer, NOTHING)
    fits = length(title) <= limits.MODAL_TITLE
    intro = [] if fits else headed(title)
    intro += [block for text in view.intro for block in sections(said(text, localizer))]
    intro += [block for name, error in errors.items() if name not in names for block in _error(error, localizer)]
    inputs: list[Block] = []
    for field in view.fields:
        inputs += _error(errors[field.name], localizer) if field.name in errors else []
        inputs.append(_input(field, localizer, values.get(field.name, field.value)))
    room = limits.MODAL_BLOCKS - len(inputs)
    return {
        "type": "modal",
        "callback_id": view.form,
        "title": plain_text(title if fits else _NAME, limits.MODAL_TITLE),
        "submit": plain_text(said(view.submit, localizer, NOTHING), limits.MODAL_SUBMIT),
        "close": plain_text(said(_("Cancel"), localizer), limits.MODAL_CLOSE),
        "private_metadata": _metadata(view),
        "notify_on_close": True,
        "blocks": [*fitted(intro, room, limits.MESSAGE_SIZE, localizer), *inputs],
    }


def render_errors(errors: Mapping[str, Message], names: Sequence[str], localizer: Localizer) -> Block:
    """Return Slack's answer that keeps the modal open; ``names`` are the fields it has.

    Slack refuses an error for a block that is not in the modal, so what belongs to no field stands at the first.
    """
    by_field: dict[str, list[str]] = {}
    first = next(iter(names), "")
    for name, error in placed(errors, names).items():
        by_field.setdefault(name if name in names else first, []).append(said(error, localizer))
    return {"response_action": "errors", "errors": {name: "\n".join(lines) for name, lines in by_field.items()}}


def stand_ins(field: Field) -> dict[str, str]:
    """Return short values for the options whose own Slack does not take: too long, or empty."""
    if not isinstance(field, OneOf):
        return {}
    long = (o.value for o in field.options if not 0 < length(o.value) <= limits.OPTION_VALUE)
    return {f"…{number}": value for number, value in enumerate(dict.fromkeys(long))}


def _metadata(view: FormView) -> str:
    """Return what the modal carries."""
    return metadata(view.hidden, {f.name: short for f in view.fields if (short := stand_ins(f))})


def _error(error: Message, localizer: Localizer) -> list[Block]:
    """Return what is wrong, to stand above its field."""
    return sections(f"⚠️ {said(error, localizer)}")


def _input(field: Field, localizer: Localizer, value: str) -> Block:
    """Return the input block of a field."""
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "optional": not field.required,
        "label": plain_text(said(field.label, localizer, field.name), limits.INPUT_LABEL),
        "element": {**_element(field, localizer, value), "action_id": _ELEMENT},
    }
    if hint := said(field.hint, localizer):
        block["hint"] = plain_text(hint, limits.INPUT_HINT)
    return block


def _element(field: Field, localizer: Localizer, value: str) -> Block:
    """Return what a field is filled in with.

    A picker that cannot show what is already there (a day in words, a person by name) gives way to a line of text,
    so that nothing typed is lost: the form reads both.
    """
    match field:
        case Line(max_length=most):
            return _typed(value, most)
        case Lines(max_length=most):
            return {**_typed(value, most), "multiline": True}
        case Amount():
            return _typed(value, _AMOUNT)
        case Day():
            return _day(value)
        case OneOf(options=()):
            return _typed(value, _AMOUNT)
        case OneOf():
            return _choice(field, localizer, value)
        case Someone():
            return _someone(value)
        case _:
            assert_never(field)


def _typed(value: str, most: int) -> Block:
    """Return a line of text."""
    most = max(1, min(most, limits.INPUT_VALUE))
    element: Block = {"type": "plain_text_input", "max_length": most}
    if shown := tidy(value, lines=True):
        element["initial_value"] = clip(shown, most)
    return element


def _day(value: str) -> Block:
    """Return a date picker, or a line of text where the day is said in words."""
    if not value:
        return {"type": "datepicker"}
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _typed(value, _AMOUNT)
    return {"type": "datepicker", "initial_date": day.isoformat()}


def _someone(value: str) -> Block:
    """Return the people picker, or a line of text where the person is known by something else than an account here."""
    if not value:
        return {"type": "users_select"}
    if value.startswith(ACCOUNT):
        return {"type": "users_select", "initial_user": value.removeprefix(ACCOUNT)}
    return _typed(value, _AMOUNT)


def _choice(field: OneOf, localizer: Localizer, value: str) -> Block:
    """Return radio buttons or a menu. A menu of more than a hundred is cut in groups, so that nothing is left out."""
    shorts = {long: short for short, long in stand_ins(field).items()}
    options = {o.value: _option(o, shorts, localizer) for o in field.options}
    drawn = list(options.values())
    chosen = {"initial_option": options[value]} if value in options else {}
    if field.open and len(drawn) <= limits.RADIO_OPTIONS:
        return {"type": "radio_buttons", "options": drawn, **chosen}
    if len(drawn) <= limits.SELECT_OPTIONS:
        return {"type": "static_select", "options": drawn, **chosen}
    groups = rows(drawn, limits.SELECT_OPTIONS)[: limits.OPTION_GROUPS]
    return {"type": "static_select", "option_groups": [_group(group) for group in groups], **chosen}


def _option(option: Option, shorts: Mapping[str, str], localizer: Localizer) -> Block:
    """Return one option, its label on two lines where it is long; a value Slack does not take has its stand-in."""
    label: Text = option.label or option.value
    first, *rest = pieces(" ".join(said(label, localizer, NOTHING).split()), limits.OPTION_TEXT)
    drawn = {"text": plain_text(first, limits.OPTION_TEXT), "value": shorts.get(option.value, option.value)}
    return drawn | ({"description": plain_text(" ".join(rest), limits.OPTION_TEXT)} if rest else {})


def _group(options: Sequence[Block]) -> Block:
    """Return a group of options, named after its first and its last."""
    half = (limits.GROUP_LABEL - 3) // 2
    first, last = (clip(option["text"]["text"], half) for option in (options[0], options[-1]))
    return {"label": plain_text(f"{first} – {last}", limits.GROUP_LABEL), "options": list(options)}
