# SPDX-License-Identifier: EUPL-1.2
"""Draws a form as HTML: every field with its label, hint and error, and what was typed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from markupsafe import Markup, escape

from bot.language import Localizer
from bot.local.render import fresh_key
from bot.local.wording import isolated, words
from commands.forms import Amount, Day, Field, FormView, Line, Lines, OneOf, Option, Someone
from commands.text import Message, _, n_
from storage.codec import encode_form

#: Before the name of a field in the posted body, so that no field can be taken for what the page itself adds.
PREFIX = "field."


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a form is filled in: where it posts to, its number used once, the people to suggest, its heading."""

    query: str = ""
    people: Sequence[str] = ()
    level: int = 2
    key: str = field(default_factory=fresh_key)


def render_form(
    view: FormView,
    localizer: Localizer,
    errors: Mapping[str, Message] | None = None,
    values: Mapping[str, str] | None = None,
    desk: Desk | None = None,
) -> Markup:
    """Return a form as HTML; ``values`` are what was typed, and win from what the form came with."""
    desk, errors, values = desk or Desk(), errors or {}, values or {}
    rows = Markup("").join(
        _row(f, localizer, values.get(f.name, f.value), errors.get(f.name), desk.people) for f in view.fields
    )
    intro = Markup("").join(Markup('<p class="text">{}</p>').format(words(text, localizer)) for text in view.intro)
    return Markup(
        '<form class="form" method="post" action="/chat/submit?{query}" data-send="submit" novalidate'
        ' aria-labelledby="form-title">'
        '<h{level} id="form-title" tabindex="-1">{title}</h{level}>{intro}{summary}'
        '<input type="hidden" name="view" value="{view}"><input type="hidden" name="key" value="{key}">'
        '{rows}<div class="actions"><button class="primary">{submit}</button>'
        '<a class="button plain" href="/chat?{query}" data-close>{cancel}</a></div></form>'
    ).format(
        query=desk.query,
        level=desk.level,
        title=isolated(view.title, localizer),
        intro=intro,
        summary=_summary(view, localizer, errors),
        view=encode_form(view),
        key=desk.key,
        rows=rows,
        submit=isolated(view.submit, localizer),
        cancel=words(_("Cancel"), localizer),
    )


def _summary(view: FormView, localizer: Localizer, errors: Mapping[str, Message]) -> Markup:
    """Return what is wrong in one place, each with a link to its field."""
    if not errors:
        return Markup("")
    labels = {f.name: f.label for f in view.fields}
    lines = []
    for name, error in errors.items():
        if name in labels:
            line = Markup('<li><a href="#f-{}">{}</a>: {}</li>')
            lines.append(line.format(name, isolated(labels[name], localizer), words(error, localizer)))
        else:
            lines.append(Markup("<li>{}</li>").format(words(error, localizer)))
    head = words(n_("One thing is not right yet", "{count} things are not right yet", len(errors)), localizer)
    return Markup('<div class="summary" role="alert" tabindex="-1"><p>{}</p><ul>{}</ul></div>').format(
        head, Markup("").join(lines)
    )


def _row(field_: Field, localizer: Localizer, value: str, error: Message | None, people: Sequence[str]) -> Markup:
    """Return one field with its label, hint and error."""
    notes = Markup("")
    described: list[str] = []
    if field_.hint:
        described.append(f"h-{field_.name}")
        notes += Markup('<p class="hint" id="h-{}">{}</p>').format(field_.name, words(field_.hint, localizer))
    if error:
        described.append(f"e-{field_.name}")
        notes += Markup('<p class="error" id="e-{}">{}</p>').format(field_.name, words(error, localizer))
    attributes = Markup(' aria-describedby="{}"').format(" ".join(described)) if described else Markup("")
    if error:
        attributes += Markup(' aria-invalid="true"')
    label = isolated(field_.label, localizer)
    if not field_.required:
        label += Markup(' <span class="optional">({})</span>').format(words(_("optional"), localizer))
    wrong = Markup(" wrong") if error else Markup("")
    if isinstance(field_, OneOf) and field_.open:
        return Markup('<fieldset class="field{}" id="f-{}" tabindex="-1"{}><legend>{}</legend>{}{}</fieldset>').format(
            wrong, field_.name, attributes, label, notes, _radios(field_, localizer, value)
        )
    if field_.required:
        attributes += Markup(" required")
    control = _control(field_, localizer, value, attributes, people)
    return Markup('<div class="field{}"><label for="f-{}">{}</label>{}{}</div>').format(
        wrong, field_.name, label, notes, control
    )


def _control(field_: Field, localizer: Localizer, value: str, attributes: Markup, people: Sequence[str]) -> Markup:
    """Return what is filled in."""
    own = Markup('id="f-{0}" name="{1}{0}"{2}').format(field_.name, PREFIX, attributes)
    match field_:
        case Line():
            return Markup('<input {} type="text" dir="auto" value="{}">').format(own, value)
        case Lines():
            # The parser drops the first newline after the tag: this one, not the person's own.
            return Markup('<textarea {} rows="4" dir="auto">\n{}</textarea>').format(own, value)
        case Amount():
            return Markup(
                '<span class="amount"><span aria-hidden="true">€</span>'
                '<input {} type="text" inputmode="text" autocomplete="off" value="{}"></span>'
            ).format(own, value)
        case Day():
            return Markup('<input {} type="text" autocomplete="off" class="day" data-day value="{}">').format(
                own, value
            )
        case OneOf():
            return Markup("<select {}>{}</select>").format(own, _options(field_, localizer, value))
        case Someone():
            names = Markup("").join(Markup('<option value="{}"></option>').format(name) for name in people)
            return Markup(
                '<input {0} type="text" autocomplete="off" dir="auto" list="l-{1}" value="{2}">'
                '<datalist id="l-{1}">{3}</datalist>'
            ).format(own, field_.name, value, names)
        case _:
            assert_never(field_)


def _options(field_: OneOf, localizer: Localizer, value: str) -> Markup:
    """Return the options of a list; it begins empty, so that nobody sends what nobody chose."""
    empty = Markup('<option value="">{}</option>').format(words(_("Choose …"), localizer))
    return empty + Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            o.value, Markup(" selected") if o.value == value else "", escape(localizer.say(o.label))
        )
        for o in field_.options
    )


def _radios(field_: OneOf, localizer: Localizer, value: str) -> Markup:
    """Return all options at once."""
    return Markup("").join(
        _radio(field_, number, option, localizer, value) for number, option in enumerate(field_.options)
    )


def _radio(field_: OneOf, number: int, option: Option, localizer: Localizer, value: str) -> Markup:
    """Return one option of an open choice."""
    return Markup(
        '<label class="choice" for="f-{0}-{1}">'
        '<input type="radio" id="f-{0}-{1}" name="{2}{0}" value="{3}"{4}> {5}</label>'
    ).format(
        field_.name,
        number,
        PREFIX,
        option.value,
        Markup(" checked") if option.value == value else "",
        isolated(option.label, localizer),
    )
