# SPDX-License-Identifier: EUPL-1.2
"""Samples that together show every element, field, tone and style, and text as people and attackers write it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from commands.cards import (
    Bar,
    Bullets,
    Button,
    Buttons,
    Card,
    Chart,
    Divider,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Link,
    Links,
    Mark,
    Paragraph,
    Quote,
    Style,
    Tone,
    Weight,
)
from commands.events import Press
from commands.forms import Amount, Day, Field, FormView, Line, Lines, OneOf, Option, Someone
from commands.money import Euro
from commands.text import Listing, Message, Moment, Text, _, n_

Shown: TypeAlias = Card | FormView


@dataclass(frozen=True, slots=True)
class Sample:
    """Something to look at on every renderer; ``errors`` are those a form is drawn with, by field."""

    name: Message
    shown: Shown
    errors: tuple[tuple[str, Message], ...] = ()


_REFERENCE = "ITV-2026-0014"
_SIGNS = "<!channel> <@U1> **vet** *vet* _schuin_ [klik](https://evil.example) <b>&amp;</b> {{DATE(2026-01-01)}} :tada:"
_BACKWARDS = "מסמך פנימי \u202e\u202eomgekeerd 👩‍👩‍👧‍👦 🇳🇱"
_SENTENCE = "De verlenging van het contract voor de zaaksysteemkoppeling is besproken met de gemeente en de regeling. "


def _press(verb: str, **values: str) -> Press:
    """Return a press that nothing answers to: the gallery only shows."""
    return Press(f"gallery.{verb}", tuple(values.items()))


def _show(reference: str) -> Button:
    """Return the button of an entry, named after what it opens."""
    return Button(_("Show"), _press("show", ref=reference), name=_("Show {reference}", reference=reference))


def _elements() -> Card:
    """Return a card with every element."""
    return Card(
        _("Request {reference} waits for your decision", reference=_REFERENCE),
        (
            Paragraph(_("You decide, because the amount is within your mandate."), Weight.STRONG),
            Paragraph(_("The team asks for {count} laptops for the new colleagues.", count=20)),
            Paragraph(_("Register version {version}", version=7), Weight.SUBTLE),
            Facts(
                (
                    Fact(_("Amount"), _("{amount} excluding VAT", amount=Euro(Decimal(24_000)))),
                    Fact(_("Asked by"), "Fatima el Amrani"),
                    Fact(_("Answer before"), _("{day}", day=date(2026, 3, 14))),
                )
            ),
            Heading(_("Conditions")),
            Bullets((_("within the approved budget"), _("from the framework contract"))),
            Quote("De oude laptops houden het niet meer vol.\nGraag vóór 1 april."),
            Chart(
                _(
                    "Means from 1 to 5. Highest is {high} ({most}), lowest is {low} ({least}).",
                    high="Vertrouwen",
                    most="4,1",
                    low="Waarde",
                    least="2,8",
                ),
                (
                    Bar("Vertrouwen", Decimal("4.1"), "4,1", (Mark("B", Decimal("3.8")), Mark("IT", Decimal("4.5")))),
                    Bar("Waarde", Decimal("2.8"), "2,8"),
                ),
                1,
                5,
            ),
            Divider(),
            Heading(_("Also waiting")),
            Entries(
                (
                    Entry("ITV-2026-0011 Zaaksysteem", _("since {day}", day=date(2026, 2, 3)), _show("ITV-2026-0011")),
                    Entry("ITV-2026-0012 Tweede scherm"),
                )
            ),
            Links((Link(_("The decree"), "/decrees/1"), Link(_("Explanation"), "https://example.org/mandaat"))),
            Buttons(
                (
                    Button(_("Approve"), _press("approve", ref=_REFERENCE), Style.PRIMARY),
                    Button(_("Ask a question"), _press("ask", ref=_REFERENCE)),
                    Button(_("Decline"), _press("decline", ref=_REFERENCE), Style.DANGER),
                )
            ),
        ),
    )


def _tones() -> tuple[Sample, ...]:
    """Return a card in each tone."""
    return (
        Sample(_("Neutral"), Card(_("This is for your information"), (), Tone.NEUTRAL)),
        Sample(_("Waiting"), Card(_("This waits for your advice"), (), Tone.WAITING)),
        Sample(_("Good"), Card(_("This is approved"), (), Tone.GOOD)),
        Sample(_("Bad"), Card(_("This is declined"), (), Tone.BAD)),
    )


def _values() -> Card:
    """Return a card with every kind of value in a sentence."""
    names = Listing(("Fatima el Amrani", "Sanne Vos", "Piet Jansen"))
    at = datetime(2026, 3, 29, 8, 30, tzinfo=UTC)
    return Card(
        _("Values in a sentence"),
        (
            Bullets(
                (
                    _("From {low} to {high}", low=Euro(Decimal(2_500)), high=Euro(Decimal("39999.95"))),
                    _("Decided on {moment}", moment=Moment(at)),
                    _("Advice by {names}", names=names),
                    n_("{count} request is open", "{count} requests are open", 1),
                    n_("{count} request is open", "{count} requests are open", 1_250),
                )
            ),
        ),
    )


def _hostile() -> Card:
    """Return a card in which people wrote what platforms read as markup."""
    return Card(
        _SIGNS,
        (
            Paragraph(_SIGNS),
            Paragraph(_("You wrote “{words}”.", words=_SIGNS), Weight.STRONG),
            Paragraph(_BACKWARDS, Weight.SUBTLE),
            Facts((Fact(_SIGNS, _SIGNS), Fact(_("Amount"), _BACKWARDS), Fact(_("Asked by"), ""))),
            Bullets((_SIGNS, "- punt", "1. een", "# kop", "> citaat")),
            Quote(f"> {_SIGNS}\n{_BACKWARDS}"),
            Entries((Entry(_SIGNS, _BACKWARDS, Button(_SIGNS, _press("show", words=_SIGNS), name=_SIGNS)),)),
            Links((Link(_("This link leads nowhere"), "javascript:alert(1)"),)),
        ),
        Tone.BAD,
    )


def _long() -> Card:
    """Return a card that is longer than any platform takes."""
    choices = tuple(Button(f"Keuze {n} {_SENTENCE}", _press("choose", n=str(n))) for n in range(30))
    return Card(
        _SENTENCE * 3,
        (
            Paragraph(_SENTENCE * 60),
            Facts((Fact(_("Conditions"), _SENTENCE * 30),)),
            Entries(tuple(Entry(f"ITV-2026-{n:04}", _SENTENCE, _show(f"ITV-2026-{n:04}")) for n in range(1, 121))),
            Buttons(choices),
        ),
    )


def _fields(*typed: str) -> tuple[Field, ...]:
    """Return every kind of field, with what was typed before."""
    before = dict(zip(("subject", "reason", "amount", "day", "kind", "function", "holder"), typed, strict=False))
    kinds = (Option("new", _("Something new")), Option("more", _("More of the same")))
    functions = tuple(Option(name, name) for name in ("Gemeentesecretaris", "Teammanager I&A", "Wethouder"))
    return (
        Line(_("What do you need?"), _("In one line."), name="subject", value=before.get("subject", "")),
        Lines(_("Why do you need it?"), name="reason", value=before.get("reason", "")),
        Amount(
            _("What may it cost?"), _("Excluding VAT, for example 40k."), name="amount", value=before.get("amount", "")
        ),
        Day(_("When do you need it?"), required=False, name="day", value=before.get("day", "")),
        OneOf(_("What is it?"), kinds, open=True, name="kind", value=before.get("kind", "")),
        OneOf(_("Which function?"), functions, name="function", value=before.get("function", "")),
        Someone(_("Who will use it?"), required=False, name="holder", value=before.get("holder", "")),
    )


def _form(fields: tuple[Field, ...], title: Text = "") -> FormView:
    """Return a form with these fields."""
    intro = (_("You hear within two working days who decides."),)
    return FormView("gallery.form", title or _("Ask for IT"), _("Send"), fields, intro, (("ref", _REFERENCE),))


def _long_form() -> FormView:
    """Return a form with more options and a longer title than any platform takes."""
    many = tuple(Option(f"f{n}", f"Functie {n:03} van de gemeenschappelijke regeling {_SIGNS}") for n in range(250))
    return _form((OneOf(_SIGNS, many, _SENTENCE * 9, name="function"), Lines(_SENTENCE, name="reason")), _SENTENCE)


SAMPLES: tuple[Sample, ...] = (
    Sample(_("Every element"), _elements()),
    *_tones(),
    Sample(_("Values"), _values()),
    Sample(_("Nothing but a title"), Card(_("Your request is withdrawn"))),
    Sample(_("Markup in people's words"), _hostile()),
    Sample(_("Too much for one message"), _long()),
    Sample(_("Every field"), _form(_fields())),
    Sample(
        _("A form with errors"),
        _form(_fields("Laptops", _SENTENCE, "-3", "eind Q1", "more", "Wethouder", "Jansen")),
        (("amount", _("An amount is never negative here.")), ("", _("Look at this form again."))),
    ),
    Sample(_("Too much for one form"), _long_form()),
)
