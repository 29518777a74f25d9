# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire as data: every question in Dutch and English, its dimension, and where it comes from (domain §2.5).

The wording is our own; the source is the instrument whose idea a question takes up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from commands.text import Message, _


class Dimension(StrEnum):
    """What a question is about; the figure of a dimension is the mean of its statements."""

    GOALS = "goals"
    COMMUNICATION = "communication"
    GOVERNANCE = "governance"
    ESCALATION = "escalation"
    VALUE = "value"
    TRUST = "trust"
    ARCHITECTURE = "architecture"
    SKILLS = "skills"
    LEARNING = "learning"
    JOINT = "joint"
    PROJECT = "project"
    PULSE = "pulse"
    OWN = "own"


DIMENSIONS: Mapping[Dimension, Message] = {
    Dimension.GOALS: _("Shared goals"),
    Dimension.COMMUNICATION: _("Communication"),
    Dimension.GOVERNANCE: _("Decisions and priorities"),
    Dimension.ESCALATION: _("Solving bottlenecks"),
    Dimension.VALUE: _("Value"),
    Dimension.TRUST: _("Trust"),
    Dimension.ARCHITECTURE: _("Systems and data"),
    Dimension.SKILLS: _("Skills and room"),
    Dimension.LEARNING: _("Learning"),
    Dimension.JOINT: _("The joint arrangement"),
    Dimension.PROJECT: _("The project"),
    Dimension.PULSE: _("Pulse"),
    Dimension.OWN: _("Our own questions"),
}

#: The index of the collaboration is the mean of these; what is asked besides never changes what is compared.
INDEX = (
    Dimension.GOALS,
    Dimension.COMMUNICATION,
    Dimension.GOVERNANCE,
    Dimension.ESCALATION,
    Dimension.VALUE,
    Dimension.TRUST,
    Dimension.ARCHITECTURE,
    Dimension.SKILLS,
)


class Shape(StrEnum):
    """How a question is answered: agree or not from 1 to 5, a grade from 1 to 10, or in words."""

    STATEMENT = "statement"
    GRADE = "grade"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``key`` is the same in every round, so that answers can be compared over time."""

    key: str
    dimension: Dimension
    nl: str
    en: str
    source: str = ""
    shape: Shape = Shape.STATEMENT

    def said_in(self, language: str) -> str:
        """Return the question for a reader of this language."""
        return (self.nl or self.en) if language == "nl" else (self.en or self.nl)

    def label_in(self, language: str) -> str:
        """Return the question as what stands before a figure."""
        return self.said_in(language).removesuffix(".")


_LUFTMAN = "Luftman 2000, strategic alignment maturity: {criterion}"
_ROSS = "Weill & Ross 2004, IT governance"
_KLIJN = "Klijn, Edelenbos & Steijn 2010, trust in governance networks"
_THOMSON = "Thomson, Perry & Miller 2009, conceptualizing and measuring collaboration"


def _luftman(criterion: str) -> str:
    return _LUFTMAN.format(criterion=criterion)


#: Twelve statements: no more than four minutes.
STATEMENTS = (
    Question(
        "goals", Dimension.GOALS,
        "Business en IT werken aan dezelfde doelen.", "Business and IT work towards the same goals.",
        _luftman("partnership"),
    ),
    Question(
        "understood", Dimension.COMMUNICATION,
        "IT begrijpt wat mijn team nodig heeft.", "IT understands what my team needs.",
        _luftman("communications"),
    ),
    Question(
        "understanding", Dimension.COMMUNICATION,
        "Ik begrijp wat IT wel en niet kan leveren.", "I understand what IT can and cannot deliver.",
        _luftman("communications"),
    ),
    Question(
        "who_decides", Dimension.GOVERNANCE,
        "Ik weet wie beslist over IT-investeringen en IT-projecten.",
        "I know who decides about IT investments and projects.",
        _ROSS,
    ),
    Question(
        "on_time", Dimension.GOVERNANCE,
        "Besluiten over IT-aanvragen worden op tijd genomen.", "Decisions on IT requests are made on time.",
        _luftman("governance"),
    ),
    Question(
        "priority", Dimension.GOVERNANCE,
        "Ik kan uitleggen waarom een IT-aanvraag wel of geen voorrang krijgt.",
        "I can explain why an IT request does or does not get priority.",
        _luftman("governance"),
    ),
    Question(
        "bottlenecks", Dimension.ESCALATION,
        "Knelpunten worden snel op het juiste niveau opgelost.",
        "Bottlenecks are solved quickly at the right level.",
        "Klok, Denters, Boogers & Sanders 2018, rules on decision making in intermunicipal cooperation",
    ),
    Question(
        "value", Dimension.VALUE,
        "IT-uitgaven dragen zichtbaar bij aan onze doelen.", "IT spending visibly contributes to our goals.",
        _luftman("competency and value"),
    ),
    Question(
        "agreements", Dimension.TRUST,
        "Partijen houden zich aan de afspraken die we maken.", "Parties keep the agreements we make.",
        _KLIJN,
    ),
    Question(
        "benefit_of_doubt", Dimension.TRUST,
        "We geven elkaar het voordeel van de twijfel als iets misgaat.",
        "We give each other the benefit of the doubt when something goes wrong.",
        _KLIJN,
    ),
    Question(
        "fit", Dimension.ARCHITECTURE,
        "Onze systemen en gegevens sluiten goed op elkaar aan.", "Our systems and data fit together well.",
        _luftman("scope and architecture"),
    ),
    Question(
        "skills", Dimension.SKILLS,
        "Collega's van business en IT hebben de kennis en ruimte om samen te vernieuwen.",
        "Colleagues in business and IT have the knowledge and room to innovate together.",
        _luftman("skills"),
    ),
)  # fmt: skip

#: Asked from the second round on.
LEARNING = Question(
    "learning", Dimension.LEARNING,
    "De vorige evaluatie heeft geleid tot verbeteringen.", "The previous evaluation led to improvements.",
    "Domain §2.5, the cycle of evaluation itself",
)  # fmt: skip

#: Asked by joint arrangements alone.
JOINT = (
    Question(
        "joint_service", Dimension.JOINT,
        "De regeling levert de dienstverlening die we hebben afgesproken.",
        "The arrangement delivers the services that we agreed on.",
        "Berens 2006, satisfaction with shared service centres",
    ),
    Question(
        "joint_fair", Dimension.JOINT,
        "De verdeling van kosten en zeggenschap is eerlijk.", "Costs and say are divided fairly.",
        _THOMSON,
    ),
    Question(
        "joint_influence", Dimension.JOINT,
        "Mijn organisatie heeft voldoende invloed op besluiten van de regeling.",
        "My organisation has enough influence on decisions of the arrangement.",
        _THOMSON,
    ),
    Question(
        "joint_again", Dimension.JOINT,
        "Ik zou deze samenwerking opnieuw aangaan.", "I would enter into this cooperation again.",
        _THOMSON,
    ),
)  # fmt: skip

GRADE = Question(
    "grade", Dimension.OWN,
    "Welk rapportcijfer geef je de samenwerking dit kwartaal?",
    "What grade do you give the collaboration this quarter?",
    "Domain §2.5, a report grade beside the statements", Shape.GRADE,
)  # fmt: skip
WORDS = Question(
    "words", Dimension.OWN,
    "Wat moeten we volgend kwartaal anders doen? (Noem geen namen.)",
    "What should we do differently next quarter? (No names please.)",
    "Domain §2.5, an open question", Shape.WORDS,
)  # fmt: skip

#: A short evaluation of one project or request.
PROJECT = (
    Question(
        "benefits", Dimension.PROJECT,
        "Het project heeft opgeleverd wat we ervan verwachtten.", "The project brought what we expected of it.",
        "Ward & Daniel 2006, benefits management",
    ),
    Question(
        "decision", Dimension.PROJECT,
        "Het besluit over het project was duidelijk en kwam op tijd.",
        "The decision on the project was clear and came on time.",
        _ROSS,
    ),
    Question(
        "again", Dimension.PROJECT,
        "Ik zou dit project opnieuw zo aanpakken.", "I would do this project the same way again.",
        "Domain §2.5, project evaluation",
    ),
    Question(
        "words", Dimension.OWN,
        "Wat zouden we een volgende keer anders doen? (Noem geen namen.)",
        "What would we do differently next time? (No names please.)",
        "Domain §2.5, an open question", Shape.WORDS,
    ),
)  # fmt: skip


def questionnaire(own: tuple[Question, ...], *, later: bool, joint: bool) -> tuple[Question, ...]:
    """Return the questions of a quarterly round: ``later`` says that there was one before, ``joint`` of whom it is."""
    return (*STATEMENTS, *((LEARNING,) if later else ()), *(JOINT if joint else ()), *own, GRADE, WORDS)
