# SPDX-License-Identifier: EUPL-1.2
"""Who hears what: the rung it comes to, the one below, who was passed over, and who raised it or follows it."""

from collections.abc import Iterable, Iterator

from commands.cards import Buttons, Card, Element, Paragraph, Tone
from commands.escalations.cards import button, owner_card, record_button, rung_card, shown_card
from commands.escalations.case import Case
from commands.escalations.escalation import TOLD_SO, Escalation, Rung
from commands.escalations.trail import happened
from commands.escalations.view import View
from commands.escalations.wording import ahead, skipped
from commands.people import Person, acting
from commands.replies import Renew, Tell, ToPerson, Urgency
from commands.text import Text, _


def rung_key(escalation: Escalation, number: int = 0) -> str:
    """Return the key of the card of a rung, the present one where no number is given."""
    return f"escalations/{escalation.organisation}/{escalation.reference}/{number or len(escalation.ladder)}"


def owner_key(escalation: Escalation) -> str:
    """Return the key of the card of who raised it."""
    return f"escalations/{escalation.organisation}/{escalation.reference}/owner"


def to_rung(case: Case, view: View) -> Iterator[Tell]:
    """Yield what the rung is told, at once: whoever acts for it.

    A body is asked on its agenda, and its secretary hears that from there; where the organisation knows no such body,
    whoever records decisions is told.
    """
    escalation, rung = case.escalation, case.escalation.rung
    card, key = rung_card(view), rung_key(escalation)
    if rung.body:
        if not case.meets:
            yield from (Tell(ToPerson(person), card, key, Urgency.NOW) for person in case.secretaries(rung))
        return
    for act in view.acts:
        yield Tell(ToPerson(act.person), card, key, Urgency.NOW)


def to_rung_again(case: Case, view: View, headline: Text, *more: Element) -> Iterator[Tell]:
    """Yield what whoever has it already is told besides: a line, with the way to it."""
    escalation, rung = case.escalation, case.escalation.rung
    card = Card(headline, (*more, Buttons((button(_("Show"), "show", escalation),))), Tone.WAITING)
    people = case.secretaries(rung) if rung.body else tuple(act.person for act in view.acts)
    yield from (Tell(ToPerson(person), card) for person in people)


def below(case: Case, headline: Text, *more: Element) -> Iterator[Tell]:
    """Yield what the rung below hears, and whoever was passed over on purpose: nobody is gone over in silence."""
    escalation = case.escalation
    card = Card(headline, (*more, Buttons((record_button(escalation),))))
    told: dict[str, Person] = {}
    behind = escalation.ladder[-2:-1]
    for each in (each for rung in behind for each in rung.people):
        if person := case.person(each):
            told[person.id] = person
    for person in _passed_over(case, escalation.rung):
        told.setdefault(person.id, person)
    now = {act.person.id for act in case.acts()} | ({case.who.id} if case.who else set())
    yield from (Tell(ToPerson(person), card) for person in told.values() if person.id not in now)


def _passed_over(case: Case, rung: Rung) -> Iterator[Person]:
    """Yield who acts for a function that was passed over on purpose."""
    for passed in rung.passed:
        if passed.why in TOLD_SO:
            for organisation in (case.escalation.function_organisation, rung.organisation):
                directory = case.directory(organisation)
                yield from (act.person for act in acting(directory, passed.function, case.today))


def news(case: Case, view: View, headline: Text, *more: Element) -> Iterator[Tell]:
    """Yield what everyone hears whose matter it is, or who joined, save who did it."""
    escalation = case.escalation
    card = Card(headline, (*more, *(Paragraph(line) for line in ahead(view)), Buttons((record_button(escalation),))))
    for person in _interested(view):
        if case.who is None or person.id != case.who.id:
            yield Tell(ToPerson(person), card)


def _interested(view: View) -> tuple[Person, ...]:
    """Return whose matter it is and who joined."""
    return tuple({p.id: p for p in (*view.escalation.owners, *view.followers)}.values())


def everyone(case: Case, view: View, headline: Text, *more: Element) -> Iterator[Tell]:
    """Yield what everyone hears who had to do with it: whose matter it is, who joined, and every rung."""
    yield from news(case, view, headline, *more)
    told = {person.id for person in _interested(view)} | ({case.who.id} if case.who else set())
    card = Card(headline, (*more, Buttons((record_button(case.escalation),))))
    yield from (Tell(ToPerson(person), card) for person in _on_rungs(case, told))


def _on_rungs(case: Case, told: set[str]) -> Iterator[Person]:
    """Yield everyone who was on a rung, or was passed over on purpose, once."""
    for rung in case.escalation.ladder:
        people = [*(found for each in rung.people if (found := case.person(each))), *_passed_over(case, rung)]
        people += [*case.secretaries(rung)] if rung.body else []
        for person in people:
            if person.id not in told:
                told.add(person.id)
                yield person


def renewed(case: Case, view: View) -> tuple[Renew, ...]:
    """Return every card as it is now, so that buttons that no longer apply disappear."""
    escalation, last = case.escalation, happened(view)
    number = len(escalation.ladder)
    behind = (Renew(rung_key(escalation, n), shown_card(view), last) for n in range(1, number))
    return (
        Renew(owner_key(escalation), owner_card(view)),
        *behind,
        Renew(rung_key(escalation), rung_card(view), last),
    )


def explained(rung: Rung) -> Iterable[Paragraph]:
    """Return why functions were passed over on the way to a rung."""
    return (Paragraph(line) for line in skipped(rung.passed))
