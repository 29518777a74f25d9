# SPDX-License-Identifier: EUPL-1.2
"""People come, change and leave, and get roles: stewards keep people, administrators give roles."""

from datetime import timedelta

from commands.cards import Button, Buttons, Card, Paragraph, Tone
from commands.errors import FormErrors, Refused
from commands.events import Context, Press, Submit
from commands.organisation.departures import take_out
from commands.organisation.forms import DepartureForm, PersonForm, RoleForm
from commands.organisation.lines import press
from commands.organisation.profiles import roles_card
from commands.organisation.rules import (
    ROLE_NAMES,
    ChangedMeanwhile,
    Deed,
    OwnDeparture,
    check,
    check_revocation,
)
from commands.organisation.store import Store
from commands.people import Account, Person, Role
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import Text, _


class WorksElsewhere(Refused):
    """{name} works for another organisation and is kept there. Functions can be held here all the same."""


def open_person(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form of a person: a new one, or one to change."""
    check(Deed.EDIT_PEOPLE, context.who, store.people)
    if not pressed["person"]:
        return Reply(form=PersonForm.view())
    person = _colleague(pressed["person"], store)
    values = {"name": person.name, "email": person.email, "unit": person.unit, "language": person.language}
    return Reply(form=PersonForm.view(values, hidden={"person": person.id}, title=_("Change a person")))


def keep_person(sent: Submit, context: Context, store: Store) -> Reply:
    """Add a person or change one; an address is one person's.

    On the local page a new person gets an account at once; elsewhere accounts come with the platform.
    """
    check(Deed.EDIT_PEOPLE, context.who, store.people)
    form = PersonForm.read(sent.answers, context.today, store.people.find)
    known = _colleague(sent["person"], store) if sent["person"] else Person("", "")
    if others := [p for p in store.people.find(form.email) if p.id != known.id and p.email]:
        raise FormErrors({"email": _("This address is {name}'s already.", name=others[0].name)})
    person = Person(known.id, form.name, form.email, form.language, form.unit)
    person = store.people.add_person(person, zone=store.people.zone(known) if known.id else "")
    if not known.id and context.place.platform == "local":
        store.people.add_account(person, Account("local", context.organisation.id, person.id))
    title = _("{name} has been saved", name=person.name)
    opens = Buttons((Button(_("Open"), press("person", person=person.id)),))
    act = Act("organisation.person", _ref(person), "changed" if known.id else "added")
    return Reply(answer=Card(title, (opens,), Tone.GOOD), acts=(act,))


def open_departure(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form with which a person is taken out."""
    check(Deed.EDIT_PEOPLE, context.who, store.people)
    person = _colleague(pressed["person"], store)
    yesterday = context.today - timedelta(days=1)
    view = DepartureForm.view(
        {"last_day": yesterday.isoformat()},
        hidden={"person": person.id},
        intro=(person.name, *DepartureForm.intro),
    )
    return Reply(form=view)


def depart(sent: Submit, context: Context, store: Store) -> Reply:
    """Take a person out who has left: functions end, roles go, nobody is taken over from by this person."""
    check(Deed.EDIT_PEOPLE, context.who, store.people)
    person = _colleague(sent["person"], store)
    form = DepartureForm.read(sent.answers, context.today, store.people.find)
    if person.id == context.who.id:
        raise OwnDeparture
    check_revocation(person, Role.ADMINISTRATOR, store.people)
    if Role.ADMINISTRATOR in store.people.roles(person):
        check(Deed.GIVE_ROLES, context.who, store.people)
    take_out(person, form.last_day, store.people, context.today)
    title = _("{name} has been taken out", name=person.name)
    text = Paragraph(_("Type /people to see which functions need somebody now."))
    act = Act("organisation.depart", _ref(person), form.last_day.isoformat())
    return Reply(answer=Card(title, (text,), Tone.GOOD), acts=(act,))


def show_roles(_pressed: Press, context: Context, store: Store) -> Reply:
    """Show who has which role."""
    check(Deed.GIVE_ROLES, context.who, store.people)
    return Reply(answer=roles_card({role: store.people.with_role(role) for role in Role}))


def open_role(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form that gives a role."""
    check(Deed.GIVE_ROLES, context.who, store.people)
    person = store.people.person(pressed["person"])
    return Reply(form=RoleForm.view({"person": person.email or person.name} if person else {}))


def grant(sent: Submit, context: Context, store: Store) -> Reply:
    """Give somebody a role."""
    check(Deed.GIVE_ROLES, context.who, store.people)
    form = RoleForm.read(sent.answers, context.today, store.people.find)
    role = Role(form.role)
    if role in store.people.roles(form.person):
        text = _("{name} has this role already.", name=form.person.name)
        raise FormErrors({"role": text})
    store.people.grant_role(form.person, role)
    title = _("{name} has the role {role} now", name=form.person.name, role=ROLE_NAMES[role])
    told = Card(_("You have the role {role} now", role=ROLE_NAMES[role]))
    return _changed(form.person, title, told, Act("organisation.grant", _ref(form.person), role.value))


def revoke(pressed: Press, context: Context, store: Store) -> Reply:
    """Take a role from somebody."""
    check(Deed.GIVE_ROLES, context.who, store.people)
    person = store.people.person(pressed["person"])
    role = next((r for r in Role if r.value == pressed["role"]), None)
    if person is None or role is None or role not in store.people.roles(person):
        raise ChangedMeanwhile
    check_revocation(person, role, store.people)
    store.people.revoke_role(person, role)
    title = _("{name} no longer has the role {role}", name=person.name, role=ROLE_NAMES[role])
    told = Card(_("You no longer have the role {role}", role=ROLE_NAMES[role]))
    return _changed(person, title, told, Act("organisation.revoke", _ref(person), role.value))


def _colleague(person_id: str, store: Store) -> Person:
    """Return who works here and is meant by a button or form.

    Raises:
        ChangedMeanwhile: when there is nobody of that id.
        WorksElsewhere: when another organisation keeps this person.

    """
    person = store.people.person(person_id)
    if person is None:
        raise ChangedMeanwhile
    if person not in store.people.everyone():
        raise WorksElsewhere(name=person.name)
    return person


def _changed(person: Person, title: Text, told: Card, act: Act) -> Reply:
    """Return the confirmation of a role that came or went, told to the person too."""
    answer = Card(title, (Buttons((Button(_("Roles"), press("roles")),)),), Tone.GOOD)
    return Reply(answer=answer, tells=(Tell(ToPerson(person), told),), acts=(act,))


def _ref(person: Person) -> Ref:
    return Ref("organisation", person.id)
