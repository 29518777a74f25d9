# SPDX-License-Identifier: EUPL-1.2
"""What happens when somebody has left: functions end, roles go, and nobody is taken over from by this person."""

from dataclasses import replace
from datetime import date, timedelta

from commands.organisation.rules import check_revocation
from commands.organisation.store import People
from commands.people import Person, Role


def take_out(person: Person, last_day: date, people: People, today: date) -> None:
    """Take a person out who worked here until that day.

    Raises:
        LastAdministrator: when nobody would be left to give roles.

    """
    check_revocation(person, Role.ADMINISTRATOR, people)
    for role in people.roles(person):
        people.revoke_role(person, role)
    for number, absence in people.all_absences().items():
        if absence.deputy and absence.deputy.id == person.id and absence.last_day >= today:
            people.end_absence(number, absence.first_day - timedelta(days=1))
            people.add_absence(replace(absence, deputy=None))
    people.deactivate(person, last_day)
