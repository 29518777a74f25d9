# SPDX-License-Identifier: EUPL-1.2
"""Somebody who holds a function seems to be away: who could take over is proposed, and nobody is replaced by it.

Authority passes on a written absence only, which the person or a steward writes down (domain §2).
"""

from collections.abc import Iterable
from datetime import date

from commands.cards import Button, Buttons, Card, Entries, Entry, Fact, Facts, Paragraph, Style, Tone
from commands.organisation.lines import listed, press
from commands.organisation.spans import Span
from commands.organisation.store import Store
from commands.people import Holding, Person, Role
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson, ToRole
from commands.text import Text, _

#: So many days away are proposed at once.
_MOST = 20
_NOBODY = _("nobody: no deputy is appointed")


def propose(person: Person, today: date, store: Store) -> Reply | None:
    """Ask the holder and the stewards to write an absence down; None where it is known, or nothing is held."""
    bodies = {function.name for function in store.people.functions() if function.body}
    # Nobody deputises in a body: the others meet without.
    held = [h for h in store.people.held_by(person, today) if not h.deputy and h.function not in bodies]
    if not held or store.people.absence(person, today):
        return None
    facts = Facts(tuple(Fact(holding.function, _deputies(holding, today, store)) for holding in held))
    own = Card(
        _("Teams says that you are out of office"),
        (
            Paragraph(_("Nothing changes by itself: what waits for you still comes to you. Would take over:")),
            facts,
            Buttons((Button(_("Say until when I am away"), press("absent"), Style.PRIMARY),)),
        ),
        Tone.WAITING,
    )
    other = Card(
        _("{name} is out of office, says Teams", name=person.name),
        (
            Paragraph(
                _(
                    "No absence is written down, so what waits for {name} stays there. Would take over:",
                    name=person.name,
                )
            ),
            facts,
            Buttons((Button(_("Write the absence down"), press("absent_other", person=person.id)),)),
        ),
    )
    key = f"organisation/away/{person.id}"
    return Reply(
        tells=(
            Tell(ToPerson(person), own, f"{key}/own"),
            Tell(ToRole(Role.STEWARD), other, key),
        ),
        acts=(Act("organisation.propose", Ref("organisation", person.id)),),
    )


def propose_days(person: Person, spans: Iterable[Span], today: date, store: Store) -> Reply | None:
    """Ask somebody to write down the days away that the own calendar shows; None where all of them are known."""
    known = [a for a in store.people.all_absences().values() if a.person.id == person.id and a.last_day >= today]
    new = [s for s in spans if not any(a.first_day <= s.last and s.first <= a.last_day for a in known)][:_MOST]
    if not new:
        return None
    entries = tuple(
        Entry(
            _("from {first} to {last}", first=span.first, last=span.last),
            "",
            Button(
                _("Write it down"),
                press("absent", first=span.first.isoformat(), last=span.last.isoformat()),
                name=_("Write it down: from {first} to {last}", first=span.first, last=span.last),
            ),
        )
        for span in new
    )
    text = Paragraph(_("Nothing changes by itself. Write down what is right, and choose who takes over."))
    card = Card(_("Your calendar says that you will be away"), (text, Entries(entries)), Tone.WAITING)
    return Reply(
        tells=(Tell(ToPerson(person), card),),
        acts=(Act("organisation.propose_days", Ref("organisation", person.id), str(len(new))),),
    )


def _deputies(held: Holding, today: date, store: Store) -> Text:
    """Return who would take over a function: its deputies of today who are not away themselves."""
    found = [
        each.person.name
        for each in store.people.holdings(held.function, today)
        if each.deputy and each.unit in ("", held.unit) and not store.people.absence(each.person, today)
    ]
    return listed(found) if found else _NOBODY
