# SPDX-License-Identifier: EUPL-1.2
"""People, functions and who holds them, absences and roles; and one's own language and data."""

import re
from collections.abc import Mapping

from commands.feature import Command, Example, Feature, OnPress, OnSubmit, Phrase
from commands.organisation import (
    absences,
    appointments,
    channels,
    digests,
    handlers,
    languages,
    members,
    opening,
    wishes,
)
from commands.organisation.absences import Absences
from commands.organisation.answers import Answers
from commands.organisation.choices import choices
from commands.organisation.own_data import Others, OwnData, OwnPart
from commands.organisation.spans import AWAY, BACK
from commands.organisation.substitutes import Decided, Substitutes, Waits
from commands.organisation.substitution import ANSWER, RULE
from commands.text import _

__all__ = ["Others", "OwnPart", "feature"]

_MY_DATA = re.compile(
    r".*\b(?:wat (?:weet|bewaar) je (?:van|over) mij|mijn (?:eigen )?gegevens|what do you (?:know|keep) about me"
    r"|my (?:own |personal )?data)\b.{0,20}",
    re.IGNORECASE,
)
_PRESSES: Mapping[str, OnPress] = {
    "organisation.people": handlers.turn,
    "organisation.function": handlers.show_function,
    "organisation.person": handlers.show_person,
    "organisation.language": languages.choose_language,
    "organisation.appoint": appointments.open_appointment,
    "organisation.end": appointments.open_ending,
    "organisation.add_function": appointments.open_function,
    "organisation.edit_function": appointments.open_function,
    "organisation.absent": absences.open_own,
    "organisation.absent_other": absences.open_other,
    "organisation.change_absence": absences.open_change,
    "organisation.add_person": members.open_person,
    "organisation.edit_person": members.open_person,
    "organisation.departs": members.open_departure,
    "organisation.give_channel": channels.give,
    "organisation.take_channel": channels.take,
    "organisation.calendar": opening.show,
    "organisation.edit_calendar": opening.open_calendar,
    "organisation.add_pause": opening.open_pause,
    "organisation.remove_pause": opening.remove_pause,
    "organisation.preferences": wishes.show,
    "organisation.snooze": wishes.choose_snooze,
    "organisation.wake": wishes.wake,
    "organisation.digest_item": digests.open_item,
    "organisation.digest_rest": digests.show_rest,
    "organisation.roles": members.show_roles,
    "organisation.grant": members.open_role,
    "organisation.revoke": members.revoke,
}
_OPENS = frozenset(
    f"organisation.{verb}"
    for verb in (
        "appoint",
        "end",
        "add_function",
        "edit_function",
        "absent",
        "absent_other",
        "change_absence",
        "add_person",
        "edit_person",
        "departs",
        "edit_calendar",
        "add_pause",
        "preferences",
        "grant",
    )
)
_SUBMITS: Mapping[str, OnSubmit] = {
    "organisation.holding": appointments.appoint,
    "organisation.ending": appointments.end,
    "organisation.function": appointments.keep_function,
    "organisation.person": members.keep_person,
    "organisation.departure": members.depart,
    "organisation.role": members.grant,
    "organisation.calendar": opening.keep_calendar,
    "organisation.pause": opening.keep_pause,
    "organisation.preferences": wishes.keep,
}


def feature(
    others: Others = lambda _context, _store: (),
    waits: Waits = lambda *_what: {},
    decided: Decided = lambda _store, _absence: (),
) -> Feature:
    """Return the feature.

    ``others`` gives what other features keep about who asks for his own data, ``waits`` what waits in them for
    somebody who takes over a function, or has it back, and ``decided`` what was decided in them in the meantime.
    """
    own, substitutes = OwnData(others), Substitutes(waits, decided)
    absent, answers = Absences(substitutes), Answers(substitutes)
    return Feature(
        name="organisation",
        commands=(
            Command(
                ("mensen", "people"),
                _("who holds which function, and who deputises"),
                _("Add a function or a name: /people CIO"),
                handlers.people,
                everyday=True,
            ),
            Command(
                ("afwezig", "absent"),
                _("say when you are away, and who takes over"),
                _("Add the days: /absent until 3 January"),
                absences.absent,
                everyday=True,
            ),
            Command(
                ("taal", "language"),
                _("choose Dutch or English"),
                _("Add the language: /language nl"),
                languages.language,
                everyday=True,
            ),
            Command(
                ("voorkeuren", "preferences"),
                _("choose when you hear from me, and what comes in one message"),
                _("No words needed"),
                wishes.show,
            ),
            Command(
                ("snooze",),
                _("be left alone until a day"),
                _("Add the day: /snooze until Monday"),
                wishes.snooze,
            ),
            Command(
                ("kalender", "calendar"),
                _("working hours, holidays, closing days and recess"),
                _("No words needed"),
                opening.show,
            ),
            Command(
                ("kanaal", "channel"),
                _("in which channel a body reads along"),
                _("Say it in the channel, with the name of the body: /channel Portfolio board"),
                channels.channel,
                everyday=True,
            ),
            Command(
                ("mijngegevens", "mydata"),
                _("what is kept about you"),
                "",
                own.show,
            ),
        ),
        phrases=(
            Phrase(wishes.AWAKE, wishes.wake),
            Phrase(wishes.SNOOZE, wishes.snooze),
            Phrase(BACK, absent.back),
            Phrase(AWAY, absences.absent),
            Phrase(_MY_DATA, own.show),
            Phrase(channels.SAID, channels.said),
            Phrase(languages.SPEAK, languages.speak),
        ),
        presses={
            **_PRESSES,
            "organisation.own_json": own.as_json,
            "organisation.back": absent.back,
            "organisation.cancel_absence": absent.cancel,
            "organisation.accept_absence": answers.accept,
            "organisation.decline_absence": answers.decline,
        },
        opens=_OPENS,
        submits={
            **_SUBMITS,
            "organisation.own_absence": absent.keep_own,
            "organisation.absence": absent.keep_other,
        },
        dues={RULE: substitutes.carry_out, ANSWER: answers.carry_out},
        gathered={digests.RULE: digests.carry_out},
        home=handlers.home,
        choices=choices,
        guess=handlers.guess,
        examples=(Example("ik ben weg tot vrijdag", "I'm away until Friday"),),
    )
