# SPDX-License-Identifier: EUPL-1.2
"""What is given back of a form that was refused, and what may never be."""

from bot.app import offered
from bot.registers import Registers
from bot.routes import Routes
from commands.evaluations.ballot_form import BALLOT_FORM, WORDS_FORM
from commands.events import Ask, Submit

ROUTES = Routes(offered(Registers(meaning=False), lambda *_which: ""))


def test_what_somebody_wrote_is_given_back_and_what_was_chosen_is_not() -> None:
    answers = (("reason", "Het kan wachten."), ("until", "2026-05-01"), ("kind", "hardware"))
    assert ROUTES.words_of(Submit("requests.deferral", answers)) == ("Het kan wachten.",)
    assert ROUTES.words_of(Ask("wie beslist hierover")) == ()


def test_an_answer_to_an_evaluation_is_not_given_back_by_name() -> None:
    for form in (BALLOT_FORM, WORDS_FORM):
        assert ROUTES.words_of(Submit(form, (("open", "Dit mag niemand lezen."),))) == ()
