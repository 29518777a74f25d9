# SPDX-License-Identifier: EUPL-1.2
"""What Waterveen wants: goals that its board adopted at the yearly meeting about them, and what is done for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from bot.sample.boards import SECRETARY, adopt_record, board_of
from bot.sample.stage import Stage
from commands.meetings.board import Kind, Meeting
from commands.portfolio.goal import GoalState
from commands.portfolio.initiative import Initiative
from storage.store import Store

#: Working days before the sample's moment; the board was set up forty days before.
_PLANNED, _PROPOSED, _MET, _ADOPTED, _FILLED, _HELD, _LATER = 38, 36, 24, 22, 21, 6, 2


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal as somebody proposes it."""

    who: str
    name: str
    why: str
    practice: str
    asks: str
    indicator: str
    baseline: str
    target: str

    @property
    def answers(self) -> dict[str, str]:
        """What stands in the form."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "who"}


WISHES = (
    Wish("naomi-pinas", "Inwoners horen binnen acht weken iets over hun vergunning",
         "Wie te lang wacht, belt ons of begint alvast met bouwen.",
         "Iedereen die aan een aanvraag werkt, ziet waar die ligt en wat er nog ontbreekt.",
         "Eén plek voor alle stukken, en koppelingen die blijven werken.",
         "Weken tot een besluit op een vergunning", "11 weken", "8 weken"),
    Wish("willem-dekker", "Bewoners vertellen hun verhaal maar één keer",
         "Wie hulp vraagt, krijgt nu met vier teams te maken die niets van elkaar weten.",
         "Met toestemming ziet een collega wat er al is besproken en afgesproken.",
         "Eén klantbeeld voor zorg en inkomen, met goede afspraken over privacy.",
         "Bewoners die hun verhaal vaker moesten vertellen", "46%", "20%"),
    Wish("priya-ramdin", "We weten wat onze IT kost en wat het oplevert",
         "Nu blijkt pas bij de jaarrekening wat systemen elk jaar kosten.",
         "Elk voorstel noemt incidentele en structurele kosten, en na een jaar kijken we terug.",
         "Een actuele lijst van contracten en kosten per systeem.",
         "Systemen waarvan de kosten per jaar bekend zijn", "35%", "90%"),
)  # fmt: skip
LATER = Wish(
    "yasmina-benali", "Aan de balie is niemand afhankelijk van één systeem",
    "Vorig jaar stond de balie twee ochtenden stil.", "Paspoorten en rijbewijzen kunnen altijd worden aangevraagd.",
    "Een noodvoorziening, en elk kwartaal oefenen.", "Uren dat de balie stilstond", "9 uur", "0 uur",
)  # fmt: skip

#: Name, owner, number of the goal (0: none), one-off and yearly costs, benefit, and days until it is ready.
_INITIATIVES = (
    ("Digitaal vergunningenloket", "Proceseigenaar", 1, "240.000", "35.000",
     "Drie weken sneller, en minder telefoontjes.", 260),
    ("Eén klantbeeld Sociaal Domein", "Chief Data Officer", 2, "120.000", "18.000",
     "Minder dubbele gesprekken.", 200),
    ("Vervanging zaaksysteem", "CIO", 1, "180.000", "", "Ondersteuning loopt door na het einde van het contract.", 340),
    ("Kosten per systeem in beeld", "Concerncontroller", 3, "", "6.000", "Eén lijst in plaats van vijf.", 90),
    ("Wifi op de gemeentewerf", "Teammanager I&A", 0, "9.000", "", "", 60),
)  # fmt: skip

_CRITERIA = ("side", "serves_goals", "residents", "continuity", "efficiency", "urgency")
#: Number of the initiative, who scores, for which side, and the points of the five criteria.
_SCORES = (
    (2, "johan-visser", ("business", "3", "3", "4", "2", "3")),
    (2, "ingrid-de-boer", ("it", "3", "2", "5", "2", "5")),
    (4, "johan-visser", ("business", "0", "1", "1", "2", "1")),
    (4, "ingrid-de-boer", ("it", "0", "0", "2", "2", "1")),
)
_TAKES = (
    (2, {"pressing": "yes", "architecture": "yes", "business_days": "60", "it_days": "80", "risk": "3"}),
    (4, {"architecture": "yes", "it_days": "6", "risk": "1"}),
)


def scenes(stage: Stage) -> list[tuple[int, int, Callable[[], None]]]:
    """Return what happened: how many days before (negative), an order within the day, and the doing."""
    return [
        (-_PLANNED, 95, partial(_plan, stage)),
        *((-_PROPOSED, 95, partial(_propose, stage, wish, _PROPOSED)) for wish in WISHES),
        (-_MET, 95, partial(_meet, stage)),
        (-_ADOPTED, 95, partial(_adopt, stage)),
        (-_FILLED, 95, partial(_fill, stage)),
        (-_HELD, 95, partial(_report, stage)),
        (-_HELD, 96, partial(_score, stage)),
        (-_LATER, 95, partial(_propose, stage, LATER, _LATER)),
    ]


def _plan(stage: Stage) -> None:
    """Let the secretary plan the yearly meeting about goals."""
    when = stage.moment(_PLANNED, 11)
    form = stage.presses(SECRETARY, "meetings.new_meeting", when, board=str(stage.read(board_of).number))
    day = stage.moment(_MET).date().isoformat()
    answers = {"kind": Kind.STRATEGY.value, "day": day, "starts": "13:00", "minutes": "180"}
    stage.fills(SECRETARY, form, {**answers, "purpose": "Wat willen we samen bereiken?"}, when)


def _propose(stage: Stage, wish: Wish, days: int) -> None:
    """Let somebody propose a goal."""
    when = stage.moment(days, 14)
    stage.fills(wish.who, stage.presses(wish.who, "portfolio.new_goal", when), wish.answers, when)


def _meet(stage: Stage) -> None:
    """Let the board adopt every goal that was proposed by then."""
    when = stage.moment(_MET, 16)
    for item in stage.read(lambda store: store.meetings.items_of(_session(store).number)):
        form = stage.presses(SECRETARY, "meetings.decide", when, item=str(item.number), verdict="approved")
        stage.fills(SECRETARY, form, {"facts": "Besproken met directie en IT."}, when)


def _adopt(stage: Stage) -> None:
    """Let the record of that meeting be adopted."""
    adopt_record(stage, _session, _ADOPTED, "Elk kwartaal kijkt de board hoe de doelen ervoor staan.")


def _fill(stage: Stage) -> None:
    """Let the secretary put in the portfolio what is going on."""
    when = stage.moment(_FILLED, 10)
    today = stage.at.astimezone(stage.organisation.zone).date()
    for name, owner, goal, one_off, recurring, benefit, days in _INITIATIVES:
        form = stage.presses(SECRETARY, "portfolio.new_initiative", when)
        answers = {
            "name": name,
            "owner": owner,
            "goal": stage.read(partial(adopted, number=goal)),
            "one_off": one_off,
            "recurring": recurring,
            "benefit": benefit,
            "ends": (today + timedelta(days=days)).isoformat(),
        }
        stage.fills(SECRETARY, form, answers, when)


def _report(stage: Stage) -> None:
    """Let some initiatives go on, one be dearer than was thought, and one wait; and measure a goal."""
    when = stage.moment(_HELD, 11)
    look = (stage.at + timedelta(days=40)).date().isoformat()
    told = (
        (0, {"state": "running", "one_off": "265.000", "note": "De koppeling met het kadaster kost meer dan gedacht."}),
        (1, {"state": "on_hold", "review": look, "note": "We wachten op de toets van de privacyfunctionaris."}),
        (3, {"state": "running"}),
    )
    every = stage.read(lambda store: store.portfolio.initiatives())
    for number, answers in told:
        _tell(stage, every[number], answers)
    form = stage.presses(SECRETARY, "portfolio.measure", when, goal=stage.read(partial(adopted, number=1)))
    stage.fills(SECRETARY, form, {"current": "10 weken"}, when)


def _score(stage: Stage) -> None:
    """Let both sides score what was not started, and the secretary say how much room there is."""
    when = stage.moment(_HELD, 13)
    every = stage.read(lambda store: store.portfolio.initiatives())
    for number, who, answers in _SCORES:
        form = stage.presses(who, "portfolio.score", when, initiative=every[number].reference)
        stage.fills(who, form, dict(zip(_CRITERIA, answers, strict=True)), when)
    for number, takes in _TAKES:
        form = stage.presses(SECRETARY, "portfolio.needs", when, initiative=every[number].reference)
        stage.fills(SECRETARY, form, takes, when)
    form = stage.presses(SECRETARY, "portfolio.room", when)
    stage.fills(SECRETARY, form, {"money": "185.000", "days": "150"}, when)


def _tell(stage: Stage, initiative: Initiative, answers: dict[str, str]) -> None:
    """Let the secretary say how one initiative goes."""
    when = stage.moment(_HELD, 10)
    form = stage.presses(SECRETARY, "portfolio.report", when, initiative=initiative.reference)
    stage.fills(SECRETARY, form, answers, when)


def adopted(store: Store, number: int) -> str:
    """Return the reference of the goal with this number in the order of adoption; nothing for 0 or before that."""
    goals = store.portfolio.goals((GoalState.ADOPTED,))
    return goals[number - 1].reference if 0 < number <= len(goals) else ""


def _session(store: Store) -> Meeting:
    """Return the yearly meeting about goals."""
    every = store.meetings.meetings(date.min, date.max)
    return next(meeting for meeting in every if meeting.kind is Kind.STRATEGY)
