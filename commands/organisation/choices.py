# SPDX-License-Identifier: EUPL-1.2
"""What a person chose about hearing from us, at a glance, with the controls that change it."""

from commands.cards import Button, Buttons, Element, Fact, Facts, Heading
from commands.events import Context
from commands.organisation.forms import SPOKEN
from commands.organisation.lines import press
from commands.organisation.store import Store
from commands.organisation.wishes import awake, days_ahead
from commands.organisation.wishes_form import wished
from commands.text import _


def choices(context: Context, store: Store) -> tuple[Element, ...]:
    """Return the language, what comes bundled and when, the quiet hours and the snooze, also where none was chosen."""
    wishes = store.preferences.of(context.who)
    chosen = list(wished(wishes, context.today))
    if not wishes.quiet:
        chosen.append(Fact(_("Quiet hours"), _("none")))
    if awake(wishes, context.today):
        chosen.append(Fact(_("Nothing until"), _("not snoozed")))
    language = Fact(_("Language"), SPOKEN[context.language])
    change = Button(_("Change"), press("preferences"), name=_("Change when I hear from you"))
    row = (change, *_languages(context), *_snoozing(context, snoozed=not awake(wishes, context.today)))
    return Heading(_("When I hear from you")), Facts((language, *chosen)), Buttons(row)


def _languages(context: Context) -> tuple[Button, ...]:
    """Return a button for each language that is not spoken now."""
    return tuple(
        Button(name, press("language", language=code), name=_("Answer me in this language: {name}", name=name))
        for code, name in SPOKEN.items()
        if code != context.language
    )


def _snoozing(context: Context, *, snoozed: bool) -> tuple[Button, ...]:
    """Return the way to be left alone for a while, or the way back."""
    if snoozed:
        return (Button(_("End the snooze"), press("wake")),)
    return tuple(
        Button(_("Snooze until {day}", day=day), press("snooze", until=day.isoformat()))
        for day in days_ahead(context.today)
    )
