# SPDX-License-Identifier: EUPL-1.2
"""The ranking as people see it: what the law requires, then by value with what it takes, and where the room ends."""

from collections.abc import Iterable, Iterator

from commands.cards import Button, Buttons, Card, Element, Entries, Entry, Fact, Facts, Heading, Paragraph, Weight
from commands.money import Euro
from commands.people import Side
from commands.portfolio.cards import SHOWN, initiative_entry, press
from commands.portfolio.initiative import Initiative
from commands.portfolio.ranking import Place, Ranking
from commands.portfolio.rules import total
from commands.portfolio.score import CRITERIA, GATES, KNOWN, Gate, Known, Needs, Room
from commands.text import Listing, Message, Text, _, n_


def why(initiative: Initiative, ranking: Ranking) -> Text:
    """Return where an initiative stands in the ranking, and why."""
    place = ranking.place(initiative.reference)
    if place is None:
        return _("It has no place in the ranking: business and IT did not both score it.")
    if not place.number:
        return _("The law requires it ({law}), so it does not compete.", law=place.needs.law)
    said = {"number": place.number, "count": len(ranking.ranked), "value": place.value or 0}
    if place.advised:
        return _("By value it is number {number} of {count} ({value} of 100), and there is room for it.", **said)
    return _("By value it is number {number} of {count} ({value} of 100), and there is no room for it.", **said)


def ranking_card(ranking: Ranking, *, secretary: bool) -> Card:
    """Return the whole ranking."""
    intro = _("What was not started yet, by value. Costs and days stand beside it and change no place.")
    elements: list[Element] = [Paragraph(intro)]
    if ranking.required:
        elements += [Heading(_("Required by law")), Entries(tuple(map(_entry, ranking.required[:SHOWN])))]
    if ranking.ranked:
        elements.append(Heading(_("By value")))
        elements += _with_line(ranking)
    if ranking.unscored:
        entries = tuple(initiative_entry(each) for each in ranking.unscored[:SHOWN])
        elements += [Heading(_("Not scored by both sides yet")), Entries(entries)]
    if len(elements) == 1:
        elements.append(Paragraph(_("Everything in the portfolio was started already.")))
    elements.append(Paragraph(_("The ranking advises. The board decides, and records why where it deviates.")))
    row = [Button(_("Portfolio"), press("show"))]
    if secretary:
        row.append(Button(_("How much room is there?"), press("room")))
    return Card(_("Ranking of initiatives"), (*elements, Buttons(tuple(row))))


def _with_line(ranking: Ranking) -> Iterator[Element]:
    """Yield what competes, with a line where the room ends."""
    above = tuple(map(_entry, (place for place in ranking.ranked if place.advised)))
    below = tuple(map(_entry, (place for place in ranking.ranked if not place.advised)))
    if above:
        yield Entries(above[:SHOWN])
    if below:
        yield Paragraph(_line(ranking.room), Weight.STRONG)
        yield Entries(below[:SHOWN])


def _line(room: Room) -> Message:
    """Return what the line says."""
    if room.money is None and room.days is None:
        return _("How much room there is was not filled in, so only the first is advised.")
    if room.money is None:
        return _("Here the room ends: {days} days.", days=room.days or 0)
    if room.days is None:
        return _("Here the room ends: {money} excl. VAT.", money=room.money)
    return _("Here the room ends: {money} excl. VAT and {days} days.", money=room.money, days=room.days)


def _entry(place: Place) -> Entry:
    """Return one place: what it is worth, what it takes, and what all takes up to here."""
    name = place.initiative.name
    title: Text = name
    if place.number:
        title = _("{number}. {name}: {value} of 100", number=place.number, name=name, value=place.value or 0)
    look = Button(_("Open"), press("initiative", initiative=place.initiative.reference), name=_("Open: {t}", t=name))
    return Entry(title, _detail(place), look)


def _detail(place: Place) -> Text:
    """Return what one place takes, and the sum up to here."""
    cost = total(place.initiative)
    takes = _(
        "{cost}; {days}; up to here {money} excl. VAT and {sum} days",
        cost=_("{total} excl. VAT", total=cost) if cost else _("costs not known"),
        days=n_("{count} day", "{count} days", place.needs.days),
        money=Euro(place.money),
        sum=place.days,
    )
    if not place.number:
        return _("{law}; {takes}", law=place.needs.law, takes=takes)
    points = {side: score.value for side, score in place.scores.items()}
    said = _("business {business}, IT {it}; {takes}", business=points[Side.BUSINESS], it=points[Side.IT], takes=takes)
    if place.discuss:
        return _(
            "{said}; to discuss: {criteria}", said=said, criteria=Listing(tuple(CRITERIA[c] for c in place.discuss))
        )
    return said


def scored(initiative: Initiative, ranking: Ranking, needs: Needs | None) -> Iterator[Element]:
    """Yield where an initiative stands, and what it has to meet and takes."""
    place = ranking.place(initiative.reference)
    yield Paragraph(why(initiative, ranking))
    if place and place.discuss:
        criteria = Listing(tuple(CRITERIA[c] for c in place.discuss))
        yield Paragraph(_("Business and IT see this differently: {criteria}.", criteria=criteria), Weight.STRONG)
    if needs:
        yield Facts(tuple(Fact(label, value) for label, value in _needs(needs) if value))


def _needs(needs: Needs) -> Iterable[tuple[Text, Text]]:
    """Yield the gates that were answered, and what it takes besides money."""
    for gate, known in zip(Gate, needs.gates, strict=True):
        if known is not Known.UNKNOWN:
            law = gate is Gate.LAW and needs.law
            yield GATES[gate], _("yes: {law}", law=needs.law) if law and needs.required else KNOWN[known]
    if needs.business_days is not None:
        yield _("Days of the business"), str(needs.business_days)
    if needs.it_days is not None:
        yield _("Days of IT"), str(needs.it_days)
    if needs.risk is not None:
        yield _("Risk that it does not succeed"), _("{risk} of 5", risk=needs.risk)
    yield _("Waits on"), needs.depends


def score_buttons(initiative: Initiative, *, scores: bool, reporter: bool, secretary: bool) -> tuple[Button, ...]:
    """Return what this reader can do for the ranking."""
    which = {"initiative": initiative.reference}
    row = [Button(_("Score"), press("score", **which))] if scores else []
    row += [Button(_("What it takes"), press("needs", **which))] if reporter else []
    row += [Button(_("Ask the board"), press("ask_board", **which))] if secretary else []
    return tuple(row)
