# SPDX-License-Identifier: EUPL-1.2
"""Shared goals: proposed in plain words, adopted by the board once a year, and then pointed at."""

from dataclasses import replace
from datetime import date

from commands.people import Person
from commands.portfolio.goal import Goal, GoalState
from storage.store import Store
from tests.cast import AHMET, AT, JOHAN, LOTTE, NAOMI, PRIYA, RUBEN, SANNE, TEAMMANAGER, ZUIDERPLAS
from tests.conversations.scenes import FIRST, files, right_says
from tests.conversations.test_boards import decides, opens_item, sets_up
from tests.drive import Chat

SESSION = date(2026, 3, 24)
GOAL = {
    "name": "Inwoners horen eerder iets over hun vergunning",
    "why": "Wie wacht, belt.",
    "practice": "Iedereen ziet waar een aanvraag ligt.",
    "asks": "Eén plek voor alle stukken.",
    "indicator": "Weken tot een vergunning",
    "baseline": "11 weken",
    "target": "8 weken",
}


def plans_session(chat: Chat) -> None:
    """Let the secretary plan the yearly meeting about goals."""
    chat.says(RUBEN, "/itagenda")
    chat.presses(RUBEN, "Board en reeks")
    chat.presses(RUBEN, "Nieuwe vergadering")
    chat.fills(RUBEN, kind="strategy", day=SESSION.isoformat(), starts="13:00", minutes="180")
    assert not chat.errors(RUBEN), chat.errors(RUBEN)


def adopts(chat: Chat) -> None:
    """Let Naomi propose a goal, and the board adopt it at its yearly meeting."""
    chat.says(NAOMI, "/doelen")
    chat.presses(NAOMI, "Stel een doel voor")
    chat.fills(NAOMI, **{**GOAL, "target": ""})
    assert set(chat.errors(NAOMI)) == {"target"}
    chat.fills(NAOMI, target=GOAL["target"])
    assert "beslist erover in de jaarlijkse vergadering over doelen" in chat.reads(NAOMI)
    chat.day_becomes(SESSION)
    # The team manager of IT has no seat, and is asked to come all the same.
    assert "Portfolioboard, over gedeelde doelen, op 24 maart 2026" in chat.reads_all(AHMET)
    assert "Ook uitgenodigd: Fatima El Idrissi en Ahmet Demir" in chat.reads_all(AHMET)
    assert "Stel een doel voor" in chat.labels(AHMET)
    assert "Nog niemand heeft gezegd wie er komt." in chat.reads_all(AHMET)
    chat.presses(AHMET, "Ik kom")
    assert "Je hebt gezegd dat je komt." in chat.reads(AHMET)
    opens_item(chat, GOAL["name"])
    assert "Stel het doel “Inwoners horen eerder iets over hun vergunning” vast" in chat.reads(RUBEN)
    assert "Wie wacht, belt." in chat.presses(RUBEN, "Waar het over gaat")
    decides(chat, "referred", function="CIO")
    assert "Een gedeeld doel stelt de board zelf vast" in chat.reads(RUBEN)
    decides(chat)


def test_a_goal_is_adopted_and_requests_and_initiatives_point_at_it(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van april")
    plans_session(chat)
    chat.begins(SANNE, "/itverzoek Twee schermen")
    assert "gedeeld doel" not in chat.form(SANNE)
    chat.closes(SANNE)
    adopts(chat)
    assert "“Inwoners horen eerder iets over hun vergunning” is nu een gedeeld doel" in chat.reads(NAOMI)
    assert "Weken tot een vergunning: van 11 weken naar 8 weken" in chat.says(SANNE, "wat zijn onze doelen?")

    files(chat, serves="DOEL-2026-0001")
    assert "Gedeeld doel: Inwoners horen eerder iets over hun vergunning" in chat.reads_all(AHMET)

    assert "alleen de secretaris" not in chat.says(RUBEN, "/portfolio").casefold()
    chat.presses(RUBEN, "Nieuw initiatief")
    plan = {"name": "Digitaal loket", "owner": "Tovenaar", "goal": "DOEL-2026-0001", "one_off": "180.000"}
    chat.fills(RUBEN, **plan, recurring="20k", benefit="Minder telefoontjes.", ends="31-12-2026")
    assert "Ik ken de functie “Tovenaar” niet" in chat.errors(RUBEN)["owner"]
    chat.fills(RUBEN, owner="Teammanager I&A")
    assert "“Digitaal loket” staat in het portfolio en Teammanager I&A is eigenaar" in chat.reads(RUBEN)

    read = chat.says(AHMET, "/portfolio digitaal")
    assert "€ 180.000 incidenteel en € 20.000 per jaar structureel, excl. btw" in read
    assert "Met vier jaar gebruik: € 260.000 excl. btw" in read
    chat.presses(AHMET, "Hoe gaat het?")
    chat.fills(AHMET, state="on_hold", one_off="210.000")
    assert set(chat.errors(AHMET)) == {"review", "note"}
    chat.fills(AHMET, review="1-6-2026", note="De leverancier vraagt meer.")
    assert "Digitaal loket: ligt stil" in chat.reads(AHMET)
    assert "Gepland bij de start: € 180.000 incidenteel" in chat.reads(AHMET)

    chat.says(RUBEN, "/doelen vergunning")
    goal = chat.reads(RUBEN)
    assert "Digitaal loket" in goal
    assert f"{FIRST}: In intake" in goal
    chat.presses(RUBEN, "Hoe staat het ervoor?")
    chat.fills(RUBEN, current="10 weken")
    assert "from 11 weken to 8 weken; it was 10 weken on" in chat.says(LOTTE, "/goals")
    assert "Open the form" not in chat.labels(LOTTE)
    assert "Portfolio: 1 initiative\n" in chat.says(LOTTE, "/portfolio")
    assert ("portfolio.goal", "portfolio/DOEL-2026-0001", "approved") in chat.journal()


def test_goals_of_a_joint_arrangement_are_read_by_its_participants_as_theirs(chat: Chat) -> None:
    def adopt(store: Store) -> None:
        theirs = Store(store.connection, ZUIDERPLAS).portfolio
        why, practice, asks = GOAL["why"], GOAL["practice"], GOAL["asks"]
        measured = GOAL["indicator"], GOAL["baseline"], GOAL["target"]
        wish = Goal("", "Eén loket voor de regio", why, practice, asks, *measured, AT)
        theirs.add_goal(replace(wish, state=GoalState.ADOPTED))
        theirs.add_goal(replace(wish, name="Nog niet besloten"))

    chat.arranges(adopt)
    read = chat.says(LOTTE, "/goals")
    assert "Goals of Samenwerking Zuiderplas" in read
    assert "Nog niet besloten" not in read
    goal = chat.presses(LOTTE, "Open")
    assert "A goal of Samenwerking Zuiderplas." in goal
    assert "Wie wacht, belt." in goal
    assert not {"End the goal", "New initiative"} & set(chat.labels(LOTTE))
    chat.says(RUBEN, "/doelen loket")
    assert "Een doel van Samenwerking Zuiderplas." in chat.reads(RUBEN)
    assert not {"Beëindig het doel", "Nieuw initiatief"} & set(chat.labels(RUBEN))


def test_what_is_not_yours_is_refused_with_who_does_it(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van april")
    chat.says(NAOMI, "/doelen")
    chat.presses(NAOMI, "Stel een doel voor")
    chat.fills(NAOMI, **GOAL)
    chat.says(NAOMI, "/doelen vergunning")
    card = chat.cards(NAOMI)[-1]
    assert "Alleen wie dit doel voorstelde" in chat.presses(JOHAN, "Trek in", card)
    chat.presses(NAOMI, "Trek in", card)
    assert "“Inwoners horen eerder iets over hun vergunning” is ingetrokken" in chat.reads(NAOMI)
    assert "is geen voorstel meer" in chat.presses(NAOMI, "Bewerk", card)
    assert not chat.arranges(lambda store: store.meetings.items("Portfolioboard"))


def plans(chat: Chat, **changed: str) -> None:
    """Let the secretary put an initiative in the portfolio."""
    chat.says(RUBEN, "/portfolio")
    chat.presses(RUBEN, "Nieuw initiatief")
    plan = {"name": "Digitaal loket", "owner": TEAMMANAGER, "one_off": "180.000", "recurring": "20k"}
    chat.fills(RUBEN, **{**plan, "ends": "31-12-2026", **changed})
    assert not chat.errors(RUBEN), chat.errors(RUBEN)


def reports(chat: Chat, **figures: str) -> str:
    """Let the owner say how it goes; return what is read then."""
    chat.says(AHMET, "/portfolio digitaal")
    chat.presses(AHMET, "Hoe gaat het?")
    return chat.fills(AHMET, **{"state": "running", "note": "De leverancier vraagt meer.", **figures})


def test_a_plan_that_is_over_its_threshold_is_escalated_by_itself_until_it_is_adopted_anew(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van april")
    plans(chat)
    assert "gaat het" not in reports(chat, one_off="190.000").partition("\n")[2].partition("Eigenaar")[0]
    told = reports(chat, one_off="230.000")
    assert "Dit is meer dan 10% duurder dan vastgesteld" in told
    assert "Op 3 maart 2026 gaat het vanzelf naar Directeur Bedrijfsvoering" in told
    assert "dus er wordt niets geëscaleerd" in reports(chat, one_off="180.000", note="Dat was een typefout.")
    reports(chat, one_off="230.000")
    chat.sleeps_until(date(2026, 3, 3))
    asked = chat.reads(JOHAN)
    assert asked.startswith("ESC-2026-0001 vraagt een besluit van Directeur Bedrijfsvoering: “Digitaal loket")
    assert "€ 310.000 excl. btw; vastgesteld is € 260.000" in asked
    assert "Dat is 19% meer." in asked
    assert "Teammanager I&A meldde: De leverancier vraagt meer." in asked
    assert "Soort: over het budget" in asked
    assert "omdat het plan over de drempel gaat" in chat.reads(AHMET)
    assert "Trek in" not in chat.labels(AHMET)

    told = reports(chat, ends="31-5-2027")
    assert "Wie met ESC-2026-0001 bezig is, leest de nieuwe cijfers op 4 maart 2026." in told
    chat.sleeps_until(date(2026, 3, 4))
    assert "Het is klaar op 31 mei 2027; vastgesteld is 31 december 2026." in chat.reads(JOHAN)
    assert len(chat.arranges(lambda store: store.escalations.all())) == 1

    assert "Stel het nieuwe plan vast" not in chat.labels(AHMET)
    chat.presses(JOHAN, "Beslis")
    chat.fills(JOHAN, decision="Doen, maar niet meer.", cause="money")
    assert "Leg dit besluit ook bij de zaak zelf vast" in chat.reads(JOHAN)
    chat.presses(JOHAN, "Bekijk het")
    chat.presses(JOHAN, "Stel het nieuwe plan vast")
    read = chat.fills(JOHAN, decision="ESC-2026-0001")
    assert "Vastgesteld op 4 maart 2026 (ESC-2026-0001): € 230.000 incidenteel" in read
    assert "Gepland bij de start: € 180.000 incidenteel" in read
    assert "Het nieuwe plan van “Digitaal loket” is vastgesteld" in chat.reads(AHMET)
    assert "gaat het vanzelf" not in reports(chat, one_off="235.000")

    right_says(chat, "WV-049", decides="Portfolioboard", forum="")
    assert "Op 5 maart 2026 gaat het vanzelf naar Portfolioboard" in reports(chat, one_off="400.000")
    chat.sleeps_until(date(2026, 3, 5))
    opens_item(chat, "ESC-2026-0002")
    decides(chat, "approved_cond", conditions="Zonder de kassa.")
    assert "Vanaf nu is dit het plan: € 400.000 incidenteel" in chat.reads(AHMET)
    assert "Vastgesteld op 5 maart 2026 (ESC-2026-0002): € 400.000" in chat.says(AHMET, "/portfolio digitaal")


POINTS = {"residents": "4", "continuity": "3", "efficiency": "2", "urgency": "1", "serves_goals": "0"}
NEEDED = {"architecture": "yes", "business_days": "20", "it_days": "30", "risk": "2"}


def adds(chat: Chat, name: str, costs: str) -> None:
    """Let the secretary put an initiative in the portfolio."""
    chat.says(RUBEN, "/portfolio")
    chat.presses(RUBEN, "Nieuw initiatief")
    chat.fills(RUBEN, name=name, owner=TEAMMANAGER, one_off=costs)


def scores(chat: Chat, who: Person, name: str, **points: str) -> None:
    """Let somebody score an initiative."""
    chat.says(who, f"/portfolio {name}")
    chat.presses(who, "Score geven")
    chat.fills(who, **{**POINTS, **points})
    assert not chat.errors(who), chat.errors(who)


def test_both_sides_score_and_the_board_writes_why_it_deviates_from_the_ranking(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van april")
    adds(chat, "Loket", "180.000")
    adds(chat, "Wifi", "9.000")
    chat.says(AHMET, "/portfolio loket")
    chat.presses(AHMET, "Score geven")
    chat.fills(AHMET, **{**POINTS, "side": "it", "serves_goals": "3"})
    assert set(chat.errors(AHMET)) == {"serves_goals"}
    chat.fills(AHMET, serves_goals="0")
    assert "niet allebei gescoord" in chat.reads(AHMET)
    chat.presses(AHMET, "Wat het vraagt")
    chat.fills(AHMET, **NEEDED, law="yes")
    assert set(chat.errors(AHMET)) == {"which"}
    chat.fills(AHMET, law="no")
    scores(chat, JOHAN, "Loket", side="business", urgency="5")
    scores(chat, JOHAN, "Wifi", side="business", residents="0")
    scores(chat, AHMET, "Wifi", side="it", residents="0")

    chat.says(RUBEN, "/portfolio")
    ranking = chat.presses(RUBEN, "Rangorde")
    assert "1. Loket: 43 van 100" in ranking
    assert "te bespreken: Urgentie" in ranking
    chat.presses(RUBEN, "Hoeveel ruimte is er?")
    chat.fills(RUBEN, money="200.000", days="40")
    assert "Hier houdt de ruimte op: € 200.000 excl. btw en 40 dagen." in chat.reads(RUBEN)

    chat.says(RUBEN, "/portfolio wifi")
    chat.presses(RUBEN, "Vraag het de board")
    opens_item(chat, "Wifi")
    assert "Op waarde is dit nummer 2 van 2 (21 van 100), en er is geen ruimte voor." in chat.reads(RUBEN)
    decides(chat)
    assert set(chat.errors(RUBEN)) == {"deviation"}
    assert "Schrijf waarom de board van de rangorde afwijkt." in chat.errors(RUBEN)["deviation"]
    chat.fills(RUBEN, deviation="De werf heeft geen ontvangst meer.")
    assert "Portfolioboard laat “Wifi” beginnen" in chat.reads(AHMET)
    assert "Wifi: in uitvoering" in chat.says(AHMET, "/portfolio wifi")
    page = chat.record(PRIYA, "meetings", "waterveen/BES-2026-0001")
    assert "De werf heeft geen ontvangst meer." in page
