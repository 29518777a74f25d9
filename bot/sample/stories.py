# SPDX-License-Identifier: EUPL-1.2
"""What happened in Waterveen in the past weeks: requests in every state, a gap that more people asked, a proposal."""

from dataclasses import dataclass

MANAGER = "fatima-el-idrissi"
#: Whoever acts at the desk where the request lies, on that day.
DESK = "desk"
REQUESTER = "requester"


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody does with a request, so many working days before the sample's moment."""

    days: int
    who: str
    action: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One request: asked by somebody about a right of the register (or in free words), and what came of it.

    ``serves`` is the number of the shared goal that it helps, 0 for none.
    """

    days: int
    who: str
    right: str
    kind: str
    subject: str
    problem: str
    cost: str = ""
    turns: tuple[Turn, ...] = ()
    goal: str = ""
    serves: int = 0
    why_now: str = ""
    recurrence: str = "one_off"
    personal_data: str = "no"


def _turn(days: int, who: str, action: str, **answers: str) -> Turn:
    return Turn(days, who, f"requests.{action}", tuple(answers.items()))


def _progress(days: int, step: str, note: str = "") -> Turn:
    return _turn(days, MANAGER, "progress", step=step, note=note)


STORIES = (
    Story(1, "noor-van-dijk", "WV-001", "hardware", "Twee beeldschermen voor de balie Vergunningen",
          "Aan de balie lezen we bouwtekeningen op een laptop. Dat is te klein en kost ons veel tijd.", "900",
          goal="Sneller vergunningen afhandelen"),
    Story(1, "joyce-martina", "WV-002", "hardware", "Laptops voor de nieuwe wijkteams",
          "In januari beginnen twee wijkteams met twintig mensen. Zij werken bij bewoners thuis.", "38.000",
          goal="Zorg dicht bij huis", why_now="De teams beginnen op 1 januari."),
    Story(2, "omar-haddad", "WV-044", "change", "Eén klantbeeld voor zorg en inkomen",
          "Collega's zien niet wat er bij een ander team loopt, dus bewoners vertellen hun verhaal twee keer.",
          "120.000", personal_data="yes", serves=2),
    Story(2, "emma-thompson", "WV-006", "shadow_it", "Free survey tool that we use for street interviews",
          "We started with a free tool for questions about the weekly market. We would like to do this properly.",
          "1.200", recurrence="recurring", personal_data="unknown"),
    Story(3, "noor-van-dijk", "", "idea", "Foto's van dakkapellen vanzelf laten herkennen",
          "Bij elke aanvraag meten we zelf na hoe hoog een dakkapel is. Misschien kan dat slimmer."),
    Story(4, "joris-timmer", "WV-039", "connection", "Afspraken uit de agenda in het burgerzakensysteem",
          "Medewerkers tikken elke afspraak over. Dat gaat een paar keer per week mis.", "8.000",
          (_turn(3, MANAGER, "take_in"),), personal_data="yes"),
    Story(5, "lars-hofman", "WV-006", "extension", "Tien licenties voor de tekensoftware",
          "Nieuwe collega's bij Ruimte kunnen geen tekeningen openen.", "12.000",
          (_turn(3, DESK, "ask", question="Zijn dit vaste plekken, of is delen met twee ploegen genoeg?"),),
          recurrence="recurring"),
    Story(6, "sofie-de-wit", "WV-043", "application", "Nieuw systeem voor evenementenvergunningen",
          "Evenementen lopen nu per mail en in een rekenblad. We raken het overzicht kwijt.", "45.000",
          (_turn(5, MANAGER, "take_in"), _turn(4, MANAGER, "assess"),
           _turn(4, MANAGER, "sort", sort="change")),
          serves=1),
    Story(8, "thomas-janssen", "WV-043", "replacement", "Nieuwe kassa's bij de publieksbalie",
          "De kassa's worden volgend jaar niet meer ondersteund.", "22.000",
          (_turn(7, MANAGER, "take_in"), _turn(5, MANAGER, "assess"), _turn(4, MANAGER, "ready"))),
    Story(9, "yasmina-benali", "WV-044", "replacement", "Vervanging van het zaaksysteem, fase 1",
          "Het contract loopt over een jaar af. Fase 1 is de keuze van een nieuw systeem.", "180.000",
          (_turn(8, MANAGER, "take_in"), _turn(6, "priya-ramdin", "agree"),
           _turn(5, DESK, "board", note="Graag in de eerstvolgende vergadering: dit raakt alle afdelingen.")),
          goal="Dienstverlening die doorloopt", why_now="Het contract eindigt over een jaar.", personal_data="yes"),
    Story(10, "willem-dekker", "WV-008", "extension", "Licenties voor het zorgsysteem verlengen",
          "Het contract eindigt over drie maanden. Zonder verlenging kunnen we geen zorg toekennen.", "210.000",
          (_turn(2, "priya-ramdin", "agree"),), recurrence="recurring", personal_data="yes"),
    Story(11, "pieter-bos", "WV-006", "extension", "Vier licenties voor de vertaalhulp aan de balie",
          "Steeds meer bewoners spreken geen Nederlands.", "2.400", (_turn(10, DESK, "approve"),),
          recurrence="recurring"),
    Story(12, "naomi-pinas", "WV-009", "change", "Projectleider voor de Omgevingswet, zes maanden",
          "De invoering loopt uit en er is niemand die het trekt.", "60.000",
          (_turn(9, DESK, "conditions", conditions="Hoogstens zes maanden, en elke maand een kort verslag.",
                 reason="Binnen het inhuurbudget is hier ruimte voor."),)),
    Story(13, "joyce-martina", "WV-005", "hardware", "Smartphones voor de toezichthouders",
          "Toezichthouders kunnen onderweg geen foto's bij een zaak voegen.", "",
          (_turn(11, DESK, "defer", until="+20", reason="Het nieuwe telefooncontract is er volgende maand."),)),
    Story(14, "joris-timmer", "WV-006", "application", "Betaald abonnement op een vertaalsite",
          "We vertalen brieven nu met een gratis site.", "600",
          (_turn(12, DESK, "reject", reason="De site bewaart teksten buiten Europa; in brieven staan persoonsgegevens.",
                 alternative="Gebruik de vertaalhulp die de balie al heeft; die werkt op ons eigen netwerk."),),
          recurrence="recurring", personal_data="yes"),
    Story(15, "noor-van-dijk", "WV-001", "hardware", "Extra docking voor de vergaderzaal",
          "Er is één docking voor acht plekken.", "400", (_turn(14, REQUESTER, "withdraw_sure"),)),
    Story(16, "bram-peeters", "WV-062", "idea", "Dashboard met open data over afval",
          "Bewoners vragen hoeveel afval hun wijk scheidt.", "15.000",
          (_turn(12, DESK, "park", note="Eerst de gegevens op orde; elk kwartaal kijken we opnieuw."),)),
    Story(22, "lars-hofman", "WV-006", "extension", "Licenties voor de digitale plankaart",
          "De plankaart is alleen te openen door twee collega's.", "6.000",
          (_turn(20, DESK, "approve"), _progress(15, "plan"))),
    Story(25, "naomi-pinas", "WV-043", "change", "Online aanvragen van een kapvergunning",
          "Bewoners moeten nog naar het gemeentehuis.", "30.000",
          (_turn(22, DESK, "approve"), _progress(18, "start", "Het eerste formulier is te testen.")),
          personal_data="yes"),
    Story(28, "dirk-meijer", "WV-036", "change", "Beter wifi op de gemeentewerf",
          "In de loods valt de verbinding steeds weg.", "9.000",
          (_turn(26, DESK, "approve"), _progress(20, "start"),
           _progress(10, "hold", "De aannemer kan pas na de verbouwing verder."))),
    Story(30, "tamara-wolff", "WV-043", "connection", "Adressen één keer vastleggen",
          "Adressen staan in drie systemen en zijn niet gelijk.", "40.000",
          (_turn(27, DESK, "approve"), _progress(22, "start"),
           _progress(8, "reorient", "De leverancier stopt; we kijken naar een andere weg."))),
    Story(33, "vera-schouten", "WV-006", "application", "Digitaal ondertekenen van arbeidscontracten",
          "Contracten gaan nog per post.", "5.000",
          (_turn(30, DESK, "approve"), _progress(25, "start"), _progress(6, "finish", "Iedereen bij HR werkt ermee.")),
          recurrence="recurring", personal_data="yes"),
    Story(36, "henk-oosterhuis", "WV-001", "hardware", "Tablets voor de raad",
          "Raadsleden lezen stukken nog van papier.", "18.000",
          (_turn(33, DESK, "approve"), _progress(28, "start"),
           _progress(20, "cancel", "De raad kiest ervoor om eigen apparaten te gebruiken."))),
    Story(40, "hugo-van-leeuwen", "WV-006", "application", "Register van verwerkingen in een eigen systeem",
          "Het register staat in een rekenblad dat niemand durft te wijzigen.", "7.500",
          (_turn(38, DESK, "approve"), _progress(36, "start"), _progress(25, "finish"),
           _progress(3, "evaluate", "Het bijwerken kost nu een uur per maand in plaats van een dag.")),
          recurrence="recurring"),
)  # fmt: skip

#: A question that the register has no answer to, and who asked it.
ASKED = "wie beslist over vliegen met drones?"
ASKERS = ((7, "lars-hofman"), (6, "joris-timmer"), (3, "sofie-de-wit"))
#: Words that people used for a topic of the register, and how often they chose it.
PROPOSED = ("schermpje", "Aanschaf werkplekhardware", 2)
