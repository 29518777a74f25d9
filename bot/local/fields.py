# SPDX-License-Identifier: EUPL-1.2
"""Draws a form as HTML: every field with its label, hint and error, and what was typed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from bot.language import Localizer
from bot.local.controls import Slot, control, radios
from bot.local.render import fresh_key
from bot.local.wording import isolated, shown, words
from commands.forms import Field, FormView, OneOf
from commands.text import Message, Text, _, n_
from storage.codec import encode_form

CANCEL = _("Cancel")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a form is filled in: where it goes sent in or closed, the people to suggest, its heading, its number.

    ``ids`` begins every id and ``about`` is the id of a heading around it, for a page with several forms; ``away`` is
    the label of the button that closes the form.
    """

    query: str = ""
    people: Sequence[str] = ()
    level: int = 2
    to: str = "/chat/submit"
    closed: str = "/chat/close"
    ids: str = "form"
    about: str = ""
    away: Text = CANCEL
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
        _row(f, localizer, values.get(f.name, f.value), errors.get(f.name), desk) for f in view.fields
    )
    intro = Markup("").join(Markup('<p class="text">{}</p>').format(words(text, localizer)) for text in view.intro)
    return Markup(
        '<form class="form" method="post" action="{to}?{query}" data-send="submit" novalidate'
        ' aria-labelledby="{about}{ids}-title">'
        '<h{level} id="{ids}-title" class="form-title" tabindex="-1">{title}</h{level}>{intro}{summary}'
        '<input type="hidden" name="view" value="{view}"><input type="hidden" name="key" value="{key}">'
        '{rows}<div class="actions"><button class="primary">{submit}</button>'
        '<button class="plain" formaction="{closed}?{query}" data-close>{cancel}</button></div></form>'
    ).format(
        to=desk.to,
        closed=desk.closed,
        ids=desk.ids,
        about=f"{desk.about} " if desk.about else "",
        query=desk.query,
        level=desk.level,
        title=isolated(view.title, localizer),
        intro=intro,
        summary=_summary(view, localizer, errors, desk),
        view=encode_form(view),
        key=desk.key,
        rows=rows,
        submit=isolated(view.submit, localizer),
        cancel=words(desk.away, localizer),
    )


def _summary(view: FormView, localizer: Localizer, errors: Mapping[str, Message], desk: Desk) -> Markup:
    """Return what is wrong in one place, each with a link to its field."""
    if not errors:
        return Markup("")
    labels = {f.name: f.label for f in view.fields}
    lines = []
    for name, error in errors.items():
        if name in labels:
            line, label = Markup('<li><a href="#{}-f-{}">{}</a>{} {}</li>'), isolated(labels[name], localizer)
            colon = "" if label.striptags().rstrip(")").endswith((".", "?")) else ":"
            lines.append(line.format(desk.ids, name, label, colon, words(error, localizer)))
        else:
            lines.append(Markup("<li>{}</li>").format(words(error, localizer)))
    head = words(n_("One thing is not right yet", "{count} things are not right yet", len(errors)), localizer)
    return Markup('<div class="summary" role="alert" tabindex="-1"><p>{}</p><ul>{}</ul></div>').format(
        head, Markup("").join(lines)
    )


def _row(field_: Field, localizer: Localizer, value: str, error: Message | None, desk: Desk) -> Markup:
    """Return one field with its label, hint and error."""
    own = f"{desk.ids}-f-{field_.name}"
    notes, described = Markup(""), []
    for kind, text in (("hint", field_.hint), ("error", error)):
        if text:
            described.append(f"{own}-{kind}")
            notes += Markup('<p class="{0}" id="{1}-{0}">{2}</p>').format(kind, own, words(text, localizer))
    attributes = Markup(' aria-describedby="{}"').format(" ".join(described)) if described else Markup("")
    attributes += Markup(' aria-invalid="true"') if error else Markup("")
    label = isolated(field_.label, localizer)
    if not field_.required:
        label += Markup(' <span class="optional">({})</span>').format(words(_("optional"), localizer))
    wrong = " wrong" if error else ""
    slot = Slot(own, shown(value), localizer, desk.people, attributes)
    if isinstance(field_, OneOf) and field_.open:
        return Markup('<fieldset class="field{}" id="{}" tabindex="-1"{}><legend>{}</legend>{}{}</fieldset>').format(
            wrong, own, attributes, label, notes, radios(field_, slot)
        )
    return Markup('<div class="field{}"><label for="{}">{}</label>{}{}</div>').format(
        wrong, own, label, notes, control(field_, slot)
    )
