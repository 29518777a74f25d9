# SPDX-License-Identifier: EUPL-1.2
"""Which press and which form of evaluations is for whom."""

from collections.abc import Mapping

from commands.evaluations import answering, bank, expiry, improving, overview, starting
from commands.evaluations.ballot_form import BALLOT_FORM, WORDS_FORM
from commands.evaluations.start_forms import PROJECT_FORM, PULSE_FORM
from commands.evaluations.starting import Starting
from commands.feature import OnPress, OnSubmit

#: Buttons that open a form.
OPENS = frozenset(
    f"evaluations.{verb}"
    for verb in ("write", "form", "new_project", "new_pulse", "new_question", "settings", "improve")
)


def presses(begins: Starting) -> Mapping[str, OnPress]:
    """Return what answers each button."""
    return {
        "evaluations.begin": answering.begin,
        "evaluations.show": answering.show,
        "evaluations.answer": answering.answer,
        "evaluations.write": answering.write,
        "evaluations.pause": answering.pause,
        "evaluations.form": answering.open_form,
        "evaluations.send": answering.send,
        "evaluations.decline": answering.decline,
        "evaluations.later": answering.put_off,
        "evaluations.results": overview.results,
        "evaluations.start": begins.start,
        "evaluations.new_project": begins.open_project,
        "evaluations.new_pulse": begins.open_pulse,
        "evaluations.open": begins.open,
        "evaluations.run": starting.show,
        "evaluations.invitation": starting.show_invitation,
        "evaluations.stop": starting.ask_stop,
        "evaluations.stop_sure": starting.stop,
        "evaluations.questions": bank.show,
        "evaluations.new_question": bank.open_question,
        "evaluations.retire": bank.retire,
        "evaluations.take_back": bank.take_back,
        "evaluations.earlier": bank.earlier,
        "evaluations.settings": bank.open_choices,
        "evaluations.improve": improving.open_done,
        "evaluations.remove": expiry.remove,
        "evaluations.keep": expiry.keep,
        "evaluations.improvement": improving.show,
    }


def submits(begins: Starting) -> Mapping[str, OnSubmit]:
    """Return what answers each form."""
    return {
        BALLOT_FORM: answering.submit_form,
        WORDS_FORM: answering.written,
        PROJECT_FORM: begins.project,
        PULSE_FORM: begins.pulse,
        bank.QUESTION_FORM: bank.add,
        bank.CHOICES_FORM: bank.choose,
        improving.DONE_FORM: improving.done,
    }
