# SPDX-License-Identifier: EUPL-1.2
"""The six fields in the hands of somebody: which form, read and checked, and what was written and not sent."""

from difflib import get_close_matches

from commands.errors import FormErrors, Refused
from commands.escalations.escalation import Draft
from commands.escalations.forms import EntryForm, EscalationForm
from commands.escalations.store import Store
from commands.events import Context
from commands.people import Person
from commands.text import Message, _

#: Who may enter higher with a risk (domain §2.2: they advise, and have a direct line up).
_GUARDIANS = ("ciso", "plaatsvervangend ciso", "functionaris gegevensbescherming", "fg", "data protection officer")
#: Working days within which an answer is wanted, where nothing else was said.
_USUAL_DAYS = 10


class NothingWritten(Refused):
    """What you wrote is no longer here: it was sent or thrown away. Start again with /escalate."""


def entry_of(form: EscalationForm) -> int:
    """Return the level at which it enters; 0 is at the lowest that may decide."""
    return int(form.entry) if isinstance(form, EntryForm) and form.entry else 0


def read(name: str, answers: tuple[tuple[str, str], ...], context: Context, store: Store) -> EscalationForm:
    """Return the form as filled in; who may not enter higher has no such field."""
    wide = name == EntryForm.form and guards(context.who, context, store)
    form = EntryForm if wide else EscalationForm
    return form.read(answers, context.today, store.people.find)


def check_whom(form: EscalationForm, store: Store) -> None:
    """Return when the function that should decide exists, here or in a joint arrangement.

    Raises:
        FormErrors: with the nearest name there is.

    """
    places = (store, *(found for each in store.organisation.arrangements if (found := store.of(each))))
    if any(place.people.function(form.whom) for place in places):
        return
    known = [function.name for place in places for function in place.people.functions()]
    near = get_close_matches(form.whom, known, 1, 0.5)
    error: Message = _("I don't know a function “{typed}”.", typed=form.whom)
    if near:
        error = _("I don't know a function “{typed}”. Do you mean {name}?", typed=form.whom, name=near[0])
    raise FormErrors({"whom": error})


def guards(who: Person, context: Context, store: Store) -> bool:
    """Whether this person is a CISO or data protection officer today, or deputises."""
    return any(held.function.casefold() in _GUARDIANS for held in store.people.held_by(who, context.today))


def usual_day(context: Context, store: Store) -> str:
    """Return the day before which an answer is wanted, where nothing else was said."""
    return store.calendar.add_working_days(context.today, _USUAL_DAYS).isoformat()


def home_of(organisation: str, store: Store) -> Store:
    """Return the store of the organisation whose matter it is."""
    return (store.of(organisation) if organisation != store.organisation.id else None) or store


def kept_draft(who: Person, store: Store) -> Draft:
    """Return what this person wrote and did not send.

    Raises:
        NothingWritten: when there is nothing.

    """
    draft = store.escalations.draft(who)
    if draft is None:
        raise NothingWritten
    return draft
