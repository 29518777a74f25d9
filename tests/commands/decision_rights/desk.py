# SPDX-License-Identifier: EUPL-1.2
"""A small register of Waterveen, and a desk at which the cast asks about it, through real storage."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from bot import plain
from bot.language import Localizer
from bot.registers import Registers
from bot.routes import Routes
from commands import decision_rights
from commands.cards import Card, buttons
from commands.decision_rights.rights import DecisionRight, Kind
from commands.events import Ask, Press, Said, Submit
from commands.organisations import Organisation
from commands.people import Person
from commands.replies import Reply
from storage.database import Database
from storage.store import Store
from tests.cast import (
    ARCHITECT,
    ARRANGEMENT_DIRECTOR,
    AT,
    BOARD,
    CIO,
    CONTROLLER,
    COORDINATOR,
    DIRECTOR,
    FATIMA,
    HEAD,
    SANNE,
    TEAMMANAGER,
    WATERVEEN,
    ZUIDERPLAS,
    context,
    move_in,
)

LAPTOPS = DecisionRight(
    "WV-001",
    "Aanschaf laptops",
    TEAMMANAGER,
    topic_en="Purchase of laptops",
    kind=Kind.BUDGET,
    up_to=Decimal(25000),
    advises=("Inkoopadviseur",),
    informed=(CONTROLLER,),
    escalates_to=CIO,
    conditions="",
    legal_basis="Mandaatbesluit 2024 art. 6",
    legal_url="https://regels.example/mandaatbesluit#6",
    valid_from=date(2024, 1, 1),
    keywords=("laptop", "notebook"),
    checked_on=date(2026, 1, 15),
)
RIGHTS = (
    LAPTOPS,
    replace(
        LAPTOPS, id="WV-002", decides=CIO, above=Decimal(25000), up_to=Decimal(100000), checked_on=date(2024, 6, 1)
    ),
    replace(LAPTOPS, id="WV-003", decides=DIRECTOR, above=Decimal(100000), up_to=None),
    DecisionRight(
        "WV-004",
        "Ondertekenen verwerkersovereenkomst",
        HEAD,
        kind=Kind.POWER_OF_ATTORNEY,
        agrees=(CONTROLLER,),
        conditions="alleen met het model van de gemeente",
        valid_from=date(2024, 1, 1),
    ),
    DecisionRight("WV-005", "Vaststellen doelarchitectuur", ARCHITECT, valid_from=date(2024, 1, 1)),
    DecisionRight("WV-006", "Prioriteren projectenportfolio", BOARD, valid_from=date(2024, 1, 1)),
    DecisionRight(
        "WV-007",
        "Publiceren open data",
        CIO,
        deputy=COORDINATOR,
        valid_from=date(2024, 1, 1),
        valid_to=date(2025, 12, 31),
    ),
    DecisionRight("WV-008", "Kiezen datacenter", "College van B&W", valid_from=date(2024, 1, 1)),
)
ARRANGEMENT_RIGHTS = (
    DecisionRight("ZP-001", "Inrichten servicedesk", ARRANGEMENT_DIRECTOR),
    DecisionRight("ZP-002", "Aannemen leerlingen", ARRANGEMENT_DIRECTOR),
    DecisionRight("ZP-003", "Vaststellen jaarverslag", ARRANGEMENT_DIRECTOR),
    DecisionRight("ZP-004", "Verhuren vergaderzalen", ARRANGEMENT_DIRECTOR),
    DecisionRight("ZP-005", "Schorsen leveranciers", ARRANGEMENT_DIRECTOR),
)


@dataclass
class Desk:
    """Where people ask; what a person gets is read as text, in Dutch unless told otherwise."""

    database: Database
    registers: Registers = field(default_factory=Registers)

    def __post_init__(self) -> None:
        """Let the cast in and lay the registers down."""
        move_in(self.database)
        self.lay(RIGHTS)
        self.lay(ARRANGEMENT_RIGHTS, organisation=ZUIDERPLAS)

    def lay(
        self, rights: tuple[DecisionRight, ...], at: datetime = AT, *, organisation: Organisation = WATERVEEN
    ) -> None:
        """Make these rights the register."""
        self.database.transact(
            lambda c: Store(c, organisation).decision_rights.change(rights, at=at, by="", source="test.csv")
        )

    def reply(
        self,
        said: Said | str,
        who: Person = SANNE,
        *,
        at: datetime = AT,
        language: str = "nl",
        organisation: Organisation = WATERVEEN,
    ) -> Reply:
        """Return the reply to what somebody says, presses or sends in."""
        event = Ask(said) if isinstance(said, str) else said
        routes = Routes((decision_rights.feature(self.registers.of, lambda _store: BOARD),))
        here = context(who, at, language=language, organisation=organisation)
        return self.database.transact(lambda c: routes.answer(event, here, Store(c, organisation)))

    def says(
        self,
        said: Said | str,
        who: Person = SANNE,
        *,
        at: datetime = AT,
        language: str = "nl",
        organisation: Organisation = WATERVEEN,
    ) -> str:
        """Return the answer as this person reads it."""
        return read(self.reply(said, who, at=at, language=language, organisation=organisation).answer, language)

    def presses(self, card: Card | None, label: str, who: Person = SANNE, *, at: datetime = AT) -> Reply:
        """Return the reply to the button with this Dutch label."""
        return self.reply(button(card, label), who, at=at)

    def fills(self, form: str, hidden: dict[str, str], /, **answers: str) -> Reply:
        """Return the reply to a form that the steward sends in."""
        return self.reply(Submit(form, tuple(answers.items()), tuple(hidden.items())), FATIMA)


def read(card: Card | None, language: str = "nl") -> str:
    """Return a card as text, with plain spaces in amounts."""
    assert card is not None
    return plain.render_card(card, Localizer(language, WATERVEEN.zone)).replace("\xa0", " ")


def button(card: Card | None, label: str) -> Press:
    """Return the press of the button with this Dutch label."""
    assert card is not None
    localizer = Localizer("nl", WATERVEEN.zone)
    return next(b.press for b in buttons(card) if localizer.say(b.label) == label)
