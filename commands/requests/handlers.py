# SPDX-License-Identifier: EUPL-1.2
"""Which press and which form of requests is for whom."""

from collections.abc import Mapping

from commands.feature import OnPress, OnSubmit
from commands.requests import drafts, following, opinions, steering
from commands.requests.bringing import Bringing
from commands.requests.deciding import Deciding
from commands.requests.following import Adding
from commands.requests.intake import Intake
from commands.requests.routing import Route

#: Buttons that open a form.
OPENS = frozenset(
    f"requests.{verb}"
    for verb in (
        "new",
        "draft",
        "inform",
        "conditions",
        "replace",
        "reject",
        "ask",
        "defer",
        "board",
        "park",
        "object",
        "advise",
        "sort",
        "progress",
    )
)


def presses(route: Route, intake: Intake) -> Mapping[str, OnPress]:
    """Return what answers each button."""
    deciding, bringing = Deciding(route), Bringing(route)
    return {
        "requests.new": intake.new,
        "requests.draft": intake.go_on,
        "requests.discard": drafts.discard,
        "requests.show": following.show,
        "requests.inform": following.open_information,
        "requests.withdraw": following.ask_withdrawal,
        "requests.withdraw_sure": following.withdraw,
        "requests.approve": deciding.approve,
        "requests.conditions": deciding.open_form,
        "requests.replace": deciding.open_form,
        "requests.reject": deciding.open_form,
        "requests.ask": deciding.open_form,
        "requests.defer": deciding.open_form,
        "requests.board": deciding.open_form,
        "requests.park": deciding.open_form,
        "requests.resume": deciding.resume,
        "requests.topic": bringing.topic,
        "requests.again": bringing.again,
        "requests.agree": opinions.agree,
        "requests.object": opinions.open_objection,
        "requests.advise": opinions.open_advice,
        "requests.take_in": steering.step,
        "requests.assess": steering.step,
        "requests.ready": steering.step,
        "requests.sort": steering.open_sorting,
        "requests.progress": steering.open_progress,
    }


def submits(route: Route, intake: Intake) -> Mapping[str, OnSubmit]:
    """Return what answers each form."""
    deciding, bringing = Deciding(route), Bringing(route)
    return {
        "requests.request": intake.submit,
        "requests.information": Adding(route).information,
        "requests.conditions": deciding.conditions,
        "requests.replacement": deciding.replacement,
        "requests.rejection": deciding.rejection,
        "requests.question": deciding.question,
        "requests.deferral": deciding.deferral,
        "requests.board": bringing.board,
        "requests.parking": deciding.parking,
        "requests.advice": opinions.advice,
        "requests.objection": opinions.objection,
        "requests.sorting": steering.sorting,
        "requests.progress": steering.progress,
    }
