# SPDX-License-Identifier: EUPL-1.2
"""Who decides: what this feature answers to."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

from commands.decision_rights.deputies import LIMITS, REPLACING, Functions
from commands.decision_rights.ending import ASK, LOOK, RIGHT, Ending, next_monday
from commands.decision_rights.handlers import EXAMPLES, Answers
from commands.decision_rights.lookup import Registers
from commands.decision_rights.may_asking import EXAMPLES as MAY_EXAMPLES
from commands.decision_rights.may_asking import MAY_I, Permission
from commands.decision_rights.phrases import ASKING
from commands.decision_rights.register import Keeping
from commands.decision_rights.reviews import Reviews
from commands.decision_rights.ruled import Ruled
from commands.decision_rights.search import search
from commands.dues import Recurring
from commands.feature import Command, Feature, Phrase
from commands.text import _

_GAPS = re.compile(
    r"(?:welke|wat\s+zijn\s+de|toon|show|which|what)\s+(?:open\s+)?(?:gaten|gaps)\b.{0,40}", re.IGNORECASE
)


def feature(registers: Registers, board: Callable[[Any], str]) -> Feature:
    """Return the feature.

    ``registers`` hands over an organisation's register, ready to be asked; ``board`` the function that is asked what
    nobody holds the right for.
    """
    ruled, ending = Ruled(registers, board), Ending(registers, board)
    answers, keeping, reviews = Answers(registers), Keeping(registers), Reviews()
    functions, permission = Functions(answers), Permission(answers)
    return Feature(
        name="decision_rights",
        commands=(
            Command(
                ("wiebeslist", "whodecides"),
                _("who decides about something"),
                _("Name the topic, and an amount or a date: /whodecides laptops of 40k"),
                answers.ask,
            ),
            Command(
                ("magik", "mayi"),
                _("whether you may decide or sign something yourself"),
                _("Name the amount and what it is: /mayi 45,000 cloud contract"),
                permission.ask,
            ),
            Command(
                ("register",),
                _("the register of decision rights"),
                _("Add a topic or an id to see those rights: /register licences"),
                keeping.ask,
                everyday=True,
            ),
            Command(
                ("gaten", "gaps"),
                _("questions without an answer, for the steward"),
                "",
                reviews.ask,
                everyday=True,
            ),
        ),
        phrases=(
            Phrase(REPLACING, functions.replaces),
            Phrase(LIMITS, functions.limits),
            Phrase(_GAPS, reviews.ask),
            Phrase(MAY_I, permission.ask),
            Phrase(ASKING, answers.ask),
        ),
        presses={
            "decision_rights.show": answers.show,
            "decision_rights.choose": answers.choose,
            "decision_rights.may": permission.choose,
            "decision_rights.elsewhere": answers.elsewhere,
            "decision_rights.none": answers.none,
            "decision_rights.gaps": reviews.listed,
            "decision_rights.gap": reviews.opened,
            "decision_rights.to_board": ruled.ask,
            "decision_rights.dismiss": reviews.dismiss,
            "decision_rights.accept": reviews.accept,
            "decision_rights.reject": reviews.reject,
            "decision_rights.browse": keeping.browse,
            "decision_rights.right": keeping.opened,
            "decision_rights.add": keeping.add,
            "decision_rights.edit": keeping.edit,
            "decision_rights.end": keeping.end,
        },
        opens=frozenset({"decision_rights.add", "decision_rights.edit", "decision_rights.end"}),
        submits={"decision_rights.right": keeping.save, "decision_rights.ending": keeping.finish},
        home=reviews.home,
        waiting=reviews.waiting,
        guess=answers.guess,
        search=search(registers),
        record=keeping.record,
        dues={LOOK: ending.look, ASK: ending.ask},
        recurring=(Recurring(LOOK, time(6), next_monday),),
        ruling=lambda ruling, at, store: (ending if ruling.about.id.startswith(f"{RIGHT}/") else ruled).ruling(
            ruling, at, store
        ),
        kept_off=lambda kept, at, store: (ending if kept.about.id.startswith(f"{RIGHT}/") else ruled).kept_off(
            kept, at, store
        ),
        examples=(*EXAMPLES, *MAY_EXAMPLES),
    )
