# SPDX-License-Identifier: EUPL-1.2
"""Forms: declared once as a pydantic class that draws itself, reads a submission and yields errors by field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, create_model

from commands.dates import DayUnclear, parse_day
from commands.errors import MISSING, FormErrors
from commands.events import Pairs
from commands.money import AmountUnclear, parse_euro
from commands.people import Person
from commands.text import Message, Text, _

# What a person picker gives: platform and account. It is not what a person reads.
_ACCOUNT = re.compile(r"[a-z]+:\S+")
_SHOWN = 60
#: Letters that a mistyped name has right at the beginning of a word, and how much it must be like the name.
_BEGINNING = 3
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    label: Text
    hint: Text = ""
    required: bool = True
    max_length: int = 150
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Several lines of text."""

    label: Text
    hint: Text = ""
    required: bool = True
    max_length: int = 3000
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money, typed freely; read as euro excluding VAT."""

    label: Text
    hint: Text = ""
    required: bool = True
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day; the platform's own picker, which gives ISO, or words such as ``eind Q1``."""

    label: Text
    hint: Text = ""
    required: bool = True
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice of one; ``open`` shows all options at once (at most ten), else it is a list (at most a hundred)."""

    label: Text
    options: tuple[Option, ...] = ()
    hint: Text = ""
    required: bool = True
    open: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person: the platform's own picker where it has one, a search by name or e-mail address otherwise."""

    label: Text
    hint: Text = ""
    required: bool = True
    name: str = ""
    value: str = ""


Field: TypeAlias = Line | Lines | Amount | Day | OneOf | Someone


@dataclass(frozen=True, slots=True)
class FormView:
    """A form ready to be drawn: neutral in platform and language, with what was filled in before."""

    form: str
    title: Text
    submit: Text
    fields: tuple[Field, ...]
    intro: tuple[Text, ...] = ()
    hidden: Pairs = ()


FindPeople: TypeAlias = Callable[[str], tuple[Person, ...]]


class Form(BaseModel):
    """The base of every form: the fields are pydantic fields annotated with one of :data:`Field`.

    A field that is not required has a default. What spans fields goes in :meth:`faults`.
    """

    # Drawn by its fields alone; what reads it is made when it is first sent in.
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, defer_build=True)
    form: ClassVar[str]
    title: ClassVar[Text]
    submit: ClassVar[Text] = _("Submit")
    intro: ClassVar[tuple[Text, ...]] = ()

    @classmethod
    def drawn(cls) -> dict[str, Field]:
        """Return the declared fields by name."""
        fields: dict[str, Field] = {}
        for name, info in cls.model_fields.items():
            field = next(m for m in info.metadata if isinstance(m, Line | Lines | Amount | Day | OneOf | Someone))
            fields[name] = replace(field, name=name)
        return fields

    @classmethod
    def view(
        cls,
        values: Mapping[str, str] | None = None,
        *,
        hidden: Mapping[str, str] | None = None,
        options: Mapping[str, tuple[Option, ...]] | None = None,
        intro: tuple[Text, ...] | None = None,
        title: Text = "",
    ) -> FormView:
        """Return the form to draw, with these values filled in and these options where they are known only now."""
        fields: list[Field] = []
        for name, field in cls.drawn().items():
            drawn = replace(field, value=(values or {}).get(name, field.value))
            if isinstance(drawn, OneOf) and name in (options or {}):
                drawn = replace(drawn, options=(options or {})[name])
            fields.append(drawn)
        return FormView(
            cls.form,
            title or cls.title,
            cls.submit,
            tuple(fields),
            cls.intro if intro is None else intro,
            tuple((hidden or {}).items()),
        )

    @classmethod
    def read(cls, answers: Pairs, today: date, find: FindPeople) -> Self:
        """Return the form as filled in.

        Raises:
            FormErrors: with a message for each field that is missing, too long, or not understood.

        """
        given = dict(answers)
        values: dict[str, Any] = {}
        errors: dict[str, Message] = {}
        for name, field in cls.drawn().items():
            typed = tidy(given.get(name, ""), lines=isinstance(field, Lines))
            if not typed:
                if field.required:
                    errors[name] = MISSING
                continue
            try:
                values[name] = _read(field, typed, today, find)
            except (AmountUnclear, DayUnclear) as unclear:
                errors[name] = unclear.message
            except FormErrors as wrong:
                errors[name] = wrong.errors[""]
        if errors:
            raise FormErrors(errors)
        filled = cls(**values)
        if faults := filled.faults(today):
            raise FormErrors(faults)
        return filled

    def faults(self, today: date) -> dict[str, Message]:  # noqa: ARG002 - forms that look at the calendar need it
        """Return what is wrong across fields, by the field that should say it."""
        return {}


def declared(form: str, title: Text, submit: Text, fields: Mapping[str, Field]) -> type[Form]:
    """Return a form of which the fields are known only now, such as the questions of a round; each is read as text."""
    named: dict[str, Any] = {n: (Annotated[str, f], ... if f.required else "") for n, f in fields.items()}
    made = create_model("Declared", __base__=Form, **named)
    made.form, made.title, made.submit = form, title, submit
    return made


# How a terminal colours what was copied from it (ECMA-48): what is left without the first character reads as an amount.
_COLOURED = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")
#: What may have to go: most of what is written is none of it, and every text that is shown is looked through.
_NOT_PLAIN = re.compile(r"[^\n\t -~]")


def tidy(typed: str, *, lines: bool) -> str:
    """Return the text without control and direction characters, composed (NFC), trimmed; one line unless ``lines``."""
    text = unicodedata.normalize("NFC", _COLOURED.sub("", typed).replace("\r\n", "\n").replace("\r", "\n"))
    kept = _NOT_PLAIN.sub(_visible, text)
    return kept.strip() if lines else " ".join(kept.split())


def _visible(found: re.Match[str]) -> str:
    """Return a character, or nothing for a control, surrogate or direction override: they can hide what a text says."""
    char = found[0]
    joiner = char in "\u200c\u200d"  # emoji and some scripts are written with joiners
    return "" if unicodedata.category(char) in {"Cc", "Cs", "Cf", "Co"} and not joiner else char


def _read(field: Field, typed: str, today: date, find: FindPeople) -> object:
    """Return the value of one field."""
    match field:
        case Line(max_length=most) | Lines(max_length=most):
            if len(typed) > most:
                count = len(typed)
                raise FormErrors({"": _("Use at most {most} characters; this has {count}.", most=most, count=count)})
            return typed
        case Amount():
            return parse_euro(typed)
        case Day():
            return parse_day(typed, today)
        case OneOf(options=options):
            if options and typed not in {o.value for o in options}:
                raise FormErrors({"": _("Choose one of the options.")})
            return typed
        case Someone():
            return _one_person(typed, find)


def _one_person(typed: str, find: FindPeople) -> Person:
    """Return the person meant, or say what to do."""
    found = find(typed)
    if not found and _ACCOUNT.fullmatch(typed):
        raise FormErrors({"": _("I don't know this person yet. Choose somebody else, or ask the administrator.")})
    if not found:
        shown = typed[:_SHOWN]
        nobody = _("I don't know anyone called “{typed}”. Type a name or an e-mail address.", typed=shown)
        if near := _nearest(typed, find):
            nobody = _("I don't know anyone called “{typed}”. Do you mean {name}?", typed=shown, name=near)
        raise FormErrors({"": nobody})
    if len(found) > 1:
        names = ", ".join(f"{p.name} ({p.unit})" if p.unit else p.name for p in found[:3])
        raise FormErrors({"": _("More than one person fits: {names}. Type the whole name.", names=names)})
    return found[0]


def _nearest(typed: str, find: FindPeople) -> str:
    """Return the name most like this one, of those in which a word begins the same; nothing where none is."""
    words = typed[:_SHOWN].casefold().split()
    begun = [person.name for word in words if len(word) >= _BEGINNING for person in find(word[:_BEGINNING])]
    likely = {part: name for name in begun for part in (*name.casefold().split(), name.casefold())}
    close = (near for said in (" ".join(words), *words) for near in get_close_matches(said, likely, 1, _ALIKE))
    return likely.get(next(close, ""), "")
