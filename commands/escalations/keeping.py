# SPDX-License-Identifier: EUPL-1.2
"""The levels of an organisation, shown to everyone and edited by the steward, and the figures."""

from typing import Annotated, ClassVar

from commands.cards import Button, Card, Element, Entries, Entry, Paragraph, Weight
from commands.errors import FormErrors, Refused
from commands.escalations.levels import NAMES, Level
from commands.escalations.statistics import figures, figures_card
from commands.escalations.store import Store
from commands.events import Context, Press, Submit
from commands.forms import Form, Line, Lines
from commands.people import Role
from commands.refs import Ref, numbered
from commands.replies import Act, Reply
from commands.text import Listing, Text, _

_LONGEST_TERM = 60


class NotASteward(Refused):
    """Only the steward of the register or an administrator can change the levels. Ask {names}."""


class LevelForm(Form):
    """One level: its functions and its term."""

    form: ClassVar[str] = "escalations.level"
    title: ClassVar[Text] = _("A level of the ladder")
    submit: ClassVar[Text] = _("Save")

    functions: Annotated[
        str,
        Lines(
            _("Functions, lowest first, one on a line"),
            _("“Teammanager” is also “Teammanager I&A”. Where the register says who is next, that comes first."),
        ),
    ]
    term: Annotated[str, Line(_("Working days to react"), max_length=3)]


def show_levels(_pressed: Press, context: Context, store: Store) -> Reply:
    """Show the levels with the terms."""
    return Reply(answer=_levels_card(context, store))


def _levels_card(context: Context, store: Store) -> Card:
    """Return the levels, with a button to change each for who may."""
    may = _may_edit(context, store)
    entries = tuple(
        Entry(
            _("Level {number}, {name}: {days} working days", number=level.number, name=NAMES[level.number],
              days=level.term),
            _("{names}", names=Listing(level.functions)) if level.functions else "",
            Button(_("Change"), Press("escalations.edit_level", (("level", str(level.number)),)),
                   name=_("Change level {number}", number=level.number)) if may else None,
        )
        for level in store.escalations.levels()
    )  # fmt: skip
    elements: list[Element] = [
        Paragraph(_("The register comes first: who is named there is next. Where it says nothing, these levels do.")),
        Entries(entries),
    ]
    for pair in store.escalations.pairs():
        other = store.organisations.get(pair.arrangement)
        elements.append(
            Paragraph(_("{client} settles things with {supplier} of {organisation}.", client=pair.client,
                        supplier=pair.supplier, organisation=other.name if other else pair.arrangement),
                      Weight.SUBTLE)
        )  # fmt: skip
    return Card(_("The ladder of {organisation}", organisation=store.organisation.name), tuple(elements))


def edit_level(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form of one level."""
    _check(context, store)
    number = numbered(pressed["level"])
    level = next((each for each in store.escalations.levels() if each.number == number), None)
    if level is None:
        return Reply(answer=_levels_card(context, store))
    values = {"functions": "\n".join(level.functions), "term": str(level.term)}
    return Reply(form=LevelForm.view(values, hidden={"level": str(number)}))


def keep_level(sent: Submit, context: Context, store: Store) -> Reply:
    """Keep one level.

    Raises:
        FormErrors: when the term is no number of days.

    """
    _check(context, store)
    form = LevelForm.read(sent.answers, context.today, store.people.find)
    term, number = numbered(form.term), numbered(sent["level"])
    if term is None or not 1 <= term <= _LONGEST_TERM:
        raise FormErrors({"term": _("Fill in a number of working days from 1 to {most}.", most=_LONGEST_TERM)})
    if number is None or number not in NAMES:
        return Reply(answer=_levels_card(context, store))
    functions = tuple(dict.fromkeys(line.strip() for line in form.functions.splitlines() if line.strip()))
    store.escalations.set_level(Level(number, functions, term))
    act = Act("escalations.level", Ref("escalations", f"level-{number}"))
    return Reply(answer=_levels_card(context, store), acts=(act,))


def show_figures(_pressed: Press, _context: Context, store: Store) -> Reply:
    """Show the figures, which are about kinds, levels and bodies alone."""
    return Reply(answer=figures_card(figures(store.escalations.all(), store.calendar)))


def _may_edit(context: Context, store: Store) -> bool:
    return not {Role.STEWARD, Role.ADMINISTRATOR}.isdisjoint(store.people.roles(context.who))


def _check(context: Context, store: Store) -> None:
    """Return when this person may change the levels.

    Raises:
        NotASteward: naming who may.

    """
    if not _may_edit(context, store):
        people = (*store.people.with_role(Role.STEWARD), *store.people.with_role(Role.ADMINISTRATOR))
        raise NotASteward(names=Listing(tuple(dict.fromkeys(person.name for person in people))))
