# SPDX-License-Identifier: EUPL-1.2
"""Who decides: what this feature answers to."""

from commands.decision_rights.handlers import EXAMPLES, Answers
from commands.decision_rights.lookup import Registers
from commands.decision_rights.phrases import ASKING
from commands.feature import Command, Feature, Phrase
from commands.text import _


def feature(registers: Registers) -> Feature:
    """Return the feature; ``registers`` hands over an organisation's register, ready to be asked."""
    answers = Answers(registers)
    return Feature(
        name="decision_rights",
        commands=(
            Command(
                ("wiebeslist", "whodecides"),
                _("who decides about something"),
                _("Name the topic, and an amount or a date: /whodecides laptops of 40k"),
                answers.ask,
            ),
        ),
        phrases=(Phrase(ASKING, answers.ask),),
        presses={
            "decision_rights.show": answers.show,
            "decision_rights.choose": answers.choose,
            "decision_rights.elsewhere": answers.elsewhere,
            "decision_rights.none": answers.none,
        },
        guess=answers.guess,
        examples=EXAMPLES,
    )
