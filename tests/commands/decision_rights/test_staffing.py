# SPDX-License-Identifier: EUPL-1.2
"""What a steward hears about the people behind a register: nobody there, the same person twice, one side alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.language import Localizer
from commands.decision_rights.faults import FindingKind, Severity
from commands.decision_rights.findings import find
from commands.decision_rights.rights import DecisionRight
from commands.people import Absence, Function, Holding, Person, Role, Side

EN, NL = (Localizer(language, ZoneInfo("Europe/Amsterdam")) for language in ("en", "nl"))
TODAY = date(2026, 11, 24)
YESTERDAY, SOON = TODAY - timedelta(days=1), TODAY + timedelta(days=30)
#: A right of which nothing is odd in the table.
SOUND = DecisionRight("A-1", "Inhuur", "CIO", valid_from=date(2024, 1, 1), checked_on=date(2026, 6, 1))
ANNE, BRAM, CHRIS = (Person(name.casefold(), name) for name in ("Anne", "Bram", "Chris"))


@dataclass(frozen=True)
class People:
    """The people of an organisation, kept in a tuple: who holds what, and who is away."""

    known: tuple[Function, ...]
    held: tuple[Holding, ...] = ()
    away: tuple[Absence, ...] = ()

    def function(self, name: str) -> Function | None:
        return next((one for one in self.known if one.name.casefold() == name.casefold()), None)

    def functions(self) -> tuple[Function, ...]:
        return self.known

    def holdings(self, function: str, on: date) -> tuple[Holding, ...]:
        held = [h for h in self.held if h.function == function and (h.valid_to is None or on <= h.valid_to)]
        return tuple(sorted(held, key=lambda holding: holding.deputy))

    def held_by(self, person: Person, on: date) -> tuple[Holding, ...]:
        everything = (holding for function in self.known for holding in self.holdings(function.name, on))
        return tuple(holding for holding in everything if holding.person == person)

    def absence(self, person: Person, on: date) -> Absence | None:
        return next((a for a in self.away if a.person == person and a.first_day <= on <= a.last_day), None)

    def absences(self, people: Iterable[Person], on: date) -> dict[str, Absence]:
        return {person.id: away for person in people if (away := self.absence(person, on))}

    def person(self, person_id: str) -> Person | None:
        return next((holding.person for holding in self.held if holding.person.id == person_id), None)

    def find(self, words: str) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(holding.person for holding in self.held if words in holding.person.name))

    def with_role(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in (ANNE,) if role in self.roles(person))

    def roles(self, person: Person) -> frozenset[Role]:
        return frozenset({Role.STEWARD} if person == ANNE else ())


def said(*rights: DecisionRight, people: People) -> list[str]:
    return [EN.say(finding.text) for finding in find(rights, people, TODAY)]


def kinds(*rights: DecisionRight, people: People) -> list[FindingKind]:
    return [finding.kind for finding in find(rights, people, TODAY)]


CIO, SECRETARY = Function("CIO", Side.IT), Function("Gemeentesecretaris", Side.BUSINESS)
STAFFED = People((CIO, SECRETARY), (Holding(ANNE, "CIO"), Holding(BRAM, "Gemeentesecretaris")))
BOTH_SIDES = replace(SOUND, agrees=("Gemeentesecretaris",))


def test_a_well_staffed_right_gives_no_findings() -> None:
    assert said(BOTH_SIDES, people=STAFFED) == []


def test_without_functions_the_people_are_not_judged() -> None:
    assert kinds(SOUND, people=People(())) == [FindingKind.NO_PEOPLE]


def test_an_unknown_function_is_told_with_the_nearest_one() -> None:
    odd = replace(BOTH_SIDES, escalates_to="Gemeentesecretarus", informed=("Iedereen",))
    found = find((odd,), STAFFED, TODAY)
    assert [(finding.severity, EN.say(finding.text)) for finding in found] == [
        (Severity.WARNING, "“Gemeentesecretarus” is not a known function. Do you mean “Gemeentesecretaris”?"),
        (Severity.NOTE, "“Iedereen” is not a known function."),
    ]


def test_a_function_without_a_holder_is_an_error_and_with_a_deputy_a_warning() -> None:
    nobody = People(STAFFED.known, STAFFED.held[1:])
    assert said(BOTH_SIDES, people=nobody) == ["Nobody holds “CIO” today; 1 right waits for it."]
    deputised = replace(nobody, held=(*nobody.held, Holding(CHRIS, "CIO", deputy=True)))
    assert said(BOTH_SIDES, people=deputised) == ["“CIO” has no holder today; a deputy acts."]


def test_a_holding_that_has_ended_is_no_holding() -> None:
    left = People(STAFFED.known, (Holding(ANNE, "CIO", valid_to=YESTERDAY), STAFFED.held[1]))
    assert kinds(BOTH_SIDES, people=left) == [FindingKind.NO_HOLDER]


def test_holder_and_deputy_both_absent_is_an_error() -> None:
    away = (Absence(ANNE, TODAY, SOON), Absence(CHRIS, TODAY, SOON))
    deputised = (*STAFFED.held, Holding(CHRIS, "CIO", deputy=True))
    assert said(BOTH_SIDES, people=People(STAFFED.known, deputised, away)) == [
        "“CIO”: holder and deputy are both absent today."
    ]
    assert said(BOTH_SIDES, people=People(STAFFED.known, deputised, away[:1])) == []
    assert said(replace(BOTH_SIDES, deputy="Gemeentesecretaris"), people=People(STAFFED.known, deputised, away)) == []


def test_a_unit_whose_holder_is_away_without_deputy_is_named() -> None:
    held = (Holding(ANNE, "CIO", unit="Ruimte"), Holding(CHRIS, "CIO", unit="Sociaal"), STAFFED.held[1])
    people = People(STAFFED.known, held, (Absence(CHRIS, TODAY, TODAY),))
    assert said(BOTH_SIDES, people=people) == ["“CIO” in Sociaal: holder and deputy are both absent today."]


def test_holder_and_deputy_the_same_person_is_told() -> None:
    twice = People(STAFFED.known, (*STAFFED.held, Holding(ANNE, "CIO", deputy=True)))
    assert said(BOTH_SIDES, people=twice) == ["“CIO”: holder and deputy are the same person."]
    both = People(STAFFED.known, (Holding(ANNE, "CIO"), Holding(ANNE, "Gemeentesecretaris")))
    assert said(replace(BOTH_SIDES, deputy="Gemeentesecretaris"), people=both) == [
        "“CIO” and its deputy “Gemeentesecretaris” are the same person today."
    ]


def test_a_right_without_anyone_from_business_or_from_it_is_told() -> None:
    assert kinds(SOUND, people=STAFFED) == [FindingKind.NO_BUSINESS_SIDE]
    assert kinds(replace(SOUND, decides="Gemeentesecretaris"), people=STAFFED) == [FindingKind.NO_IT_SIDE]


def test_every_folded_sentence_counts_and_shows_examples_in_both_languages() -> None:
    rights = [replace(SOUND, id=f"A-{at}", topic_nl=f"T{at}", decides=f"Functie {at}") for at in range(7)]
    folded = [finding for finding in find(rights, STAFFED, TODAY) if finding.parts]
    assert [EN.say(finding.text) for finding in folded] == [
        "7 names are not known functions: “Functie 0”, “Functie 1”, “Functie 2” and 4 more."
    ]
    assert NL.say(folded[0].text).startswith("7 namen zijn geen bekende functies: ")
