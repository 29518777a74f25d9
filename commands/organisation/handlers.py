# SPDX-License-Identifier: EUPL-1.2
"""Looking people and functions up, choosing a language, and what somebody holds."""

import re
from difflib import get_close_matches

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Heading, Paragraph
from commands.events import Ask, Context, Press
from commands.organisation.cards import PAGE, Overview, Staffed, function_card, overview_card
from commands.organisation.lines import held, press
from commands.organisation.profiles import Profile, found_card, person_card
from commands.organisation.rules import ChangedMeanwhile, Deed, ending, holds_on, may, taken_over, vacant
from commands.organisation.store import Store
from commands.people import Absence, Function, Holding, Person, acting
from commands.refs import numbered
from commands.replies import Reply
from commands.text import Listing, Text, _

#: "Wie is de gemeentesecretaris?", "who is our CIO?"; answered only where the rest is a function or a whole name.
WHO = re.compile(
    r"(?:wie|who)\s+(?:is|zijn|are)\s+(?:(?:de|het|onze|the|our|lid van (?:de|het)|(?:a )?members? of the)\s+)?"
    r"(?P<name>.{2,80}?)\s*(?:vandaag|nu|today|now)?\s*[?.!]*",
    re.IGNORECASE,
)


def people(ask: Ask, context: Context, store: Store) -> Reply:
    """Show everything, or the function or person that the words mean."""
    words = ask.words.strip()
    return Reply(answer=_meant(words, context, store) if words else _overview(context, store, 0))


def guess(ask: Ask, context: Context, store: Store) -> Reply | None:
    """Answer who holds a function, or who somebody is; anything else is not for us."""
    match = WHO.fullmatch(ask.words.strip())
    if match is None:
        return None
    name = match["name"]
    wanted = name.casefold()
    function = store.people.function(name) or next(
        (f for f in store.people.functions() if f.name_en.casefold() == wanted), None
    )
    if function:
        return Reply(answer=card_of_function(function, context, store))
    found = [p for p in store.people.find(name) if p.name.casefold() == wanted]
    return Reply(answer=card_of_person(found[0], context, store)) if len(found) == 1 else None


def turn(pressed: Press, context: Context, store: Store) -> Reply:
    """Show another page of the functions."""
    return Reply(answer=_overview(context, store, numbered(pressed["start"]) or 0))


def show_function(pressed: Press, context: Context, store: Store) -> Reply:
    """Show one function."""
    function = store.people.function(pressed["name"])
    if function is None:
        raise ChangedMeanwhile
    return Reply(answer=card_of_function(function, context, store))


def show_person(pressed: Press, context: Context, store: Store) -> Reply:
    """Show one person."""
    person = store.people.person(pressed["person"])
    if person is None:
        raise ChangedMeanwhile
    return Reply(answer=card_of_person(person, context, store))


def card_of_function(function: Function, context: Context, store: Store) -> Card:
    """Return a function as it stands, for this reader."""
    keeper = may(Deed.APPOINT, store.people.roles(context.who))
    return function_card(_staffed((function,), context, store)[0], context.today, keeper=keeper)


def card_of_person(person: Person, context: Context, store: Store) -> Card:
    """Return a person as it stands, for this reader."""
    roles = store.people.roles(context.who)
    absences = coming(person, context, store)
    profile = Profile(person, store.people.held_by(person, context.today), absences, store.people.roles(person))
    return person_card(
        profile,
        keeper=may(Deed.EDIT_PEOPLE, roles),
        administrator=may(Deed.GIVE_ROLES, roles),
        own=person.id == context.who.id,
    )


def coming(person: Person, context: Context, store: Store) -> dict[int, Absence]:
    """Return the absences of a person that are not over, by number."""
    every = store.people.all_absences().items()
    return {n: a for n, a in every if a.person.id == person.id and a.last_day >= context.today}


def home(context: Context, store: Store) -> tuple[Element, ...]:
    """Return what this person holds or deputises for, in every organisation and until when, and absences that run."""
    elements: list[Element] = []
    holding = [
        Entry(
            held(h, "" if organisation.id == context.organisation.id else organisation.name),
            "" if h.valid_to else _("without an end date"),
        )
        for organisation in store.organisations.all()
        if (there := store.of(organisation.id))
        for h in there.people.held_by(context.who, context.today)
    ]
    if holding:
        elements += [Heading(_("What you hold")), Entries(tuple(holding))]
    if replaced := _replaced(context, store):
        elements += [Heading(_("Whom you replace")), Entries(replaced)]
    if absence := store.people.absence(context.who, context.today):
        elements += [
            Heading(_("You are away")),
            Paragraph(_away(absence, context, store)),
            Buttons((Button(_("I'm back"), press("back")),)),
        ]
    return tuple(elements)


def _replaced(context: Context, store: Store) -> tuple[Entry, ...]:
    """Return who is away today and named this person to take over."""
    return tuple(
        Entry(absence.person.name, _("Until {day}.", day=absence.last_day))
        for absence in store.people.all_absences().values()
        if absence.deputy
        and absence.deputy.id == context.who.id
        and absence.first_day <= context.today <= absence.last_day
    )


def _away(absence: Absence, context: Context, store: Store) -> Text:
    """Return until when, and who takes over."""
    taken = taken_over(absence, store.people, context.today)
    names: tuple[Text, ...] = tuple(dict.fromkeys(a.person.name for one in taken for a in one.by))
    if not names and absence.deputy:
        names = (absence.deputy.name,)
    if not names:
        return _("Until {day}.", day=absence.last_day)
    return _("Until {day}; in your place: {names}.", day=absence.last_day, names=Listing(names))


def _overview(context: Context, store: Store, start: int) -> Card:
    """Return the overview, from this function on."""
    everything, today = store.people.functions(), context.today
    holdings = store.people.all_holdings()
    roles = store.people.roles(context.who)
    away = [a for a in store.people.all_absences().values() if a.first_day <= today <= a.last_day]
    start = start if start < len(everything) else 0
    seen = Overview(
        len(store.people.everyone()),
        len(everything),
        away,
        _staffed(vacant(everything, holdings.values(), today), context, store),
        ending(holdings, today),
        _staffed(everything[start : start + PAGE], context, store),
        start,
    )
    return overview_card(seen, today, keeper=may(Deed.APPOINT, roles), administrator=may(Deed.GIVE_ROLES, roles))


def _staffed(functions: tuple[Function, ...], context: Context, store: Store) -> tuple[Staffed, ...]:
    """Return functions with their people: who holds them now or later, who is away, and who acts."""
    today = context.today
    by_function: dict[str, dict[int, Holding]] = {}
    for number, held_ in store.people.all_holdings().items():
        if held_.valid_to is None or held_.valid_to >= today:
            by_function.setdefault(held_.function, {})[number] = held_
    staffed = []
    for function in functions:
        holdings = by_function.get(function.name, {})
        here = {h.person.id: h.person for h in holdings.values() if holds_on(h, today)}
        away = {code: a for code, p in here.items() if (a := store.people.absence(p, today))}
        acts = () if function.body else acting(store.people, function.name, today)
        staffed.append(Staffed(function, holdings, away, acts))
    return tuple(staffed)


def _meant(words: str, context: Context, store: Store) -> Card:
    """Return the function or person meant, what to choose from, or what comes closest."""
    if function := store.people.function(words):
        return card_of_function(function, context, store)
    folded = words.casefold()
    functions = [f for f in store.people.functions() if folded in f"{f.name} {f.name_en}".casefold()]
    found = store.people.find(words)
    if len(functions) + len(found) == 1:
        if functions:
            return card_of_function(functions[0], context, store)
        return card_of_person(found[0], context, store)
    if functions or found:
        return found_card(words, functions, found, near=False)
    return found_card(words[:80], *_near(folded, store), near=True)


def _near(folded: str, store: Store) -> tuple[list[Function], list[Person]]:
    """Return the functions and people whose names come closest."""
    functions = {f.name.casefold(): f for f in store.people.functions()}
    everyone = {part: p for p in store.people.everyone() for part in (p.name.casefold(), *p.name.casefold().split())}
    near = [functions[name] for name in get_close_matches(folded, functions, 3)]
    alike = list(dict.fromkeys(everyone[name] for name in get_close_matches(folded, everyone, 3, 0.75)))
    return near, alike
