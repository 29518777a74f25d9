# SPDX-License-Identifier: EUPL-1.2
"""How people ask who decides, in both languages (domain §5.3); what follows these words is the question."""

import re

_DUTCH = (
    (
        r"wie\s+(?:\w+\s+)?(?:beslist|beslissen|besluit|bepaalt|bepalen|gaat|gaan|ging|tekent|ondertekent|keurt|accordeert|"
        r"autoriseert|fiatteert|mag|mogen|mocht|mochten|moest|moet|moeten|kan|hakt|geeft|verleent|besliste|stelt|wijst|benoemt|kiest|koopt)\b"
    ),
    (
        r"wie\s+(?:is|zijn|was|waren)\s+(?:er\s+|hier\s+)?(?:\w+\s+)?(?:bevoegd|gemachtigd|gemandateerd|verantwoordelijk|"
        r"budgethouder|eigenaar|proceseigenaar|opdrachtgever|beslisser|beslissingsbevoegd|tekenbevoegd)\b"
    ),
    r"wie\s+(?:heeft|hebben)\s+(?:er\s+)?(?:het\s+|de\s+)?(?:mandaat|volmacht|laatste\s+woord|bevoegdheid|zeggenschap)\b",
    r"wiens\s+(?:besluit|beslissing|akkoord|toestemming)\b",
    r"(?:bij|van|aan)\s+wie\s+(?:moet|kan|heb|hebben|heeft|ligt|vraag|hoort)\b",
    r"(?:mag|mogen)\s+(?:ik|wij|we|mijn|onze|een|de|het|iemand)\b",
    r"(?:kan|kunnen)\s+(?:ik|wij|we)\s+zelf\b",
    r"(?:tot|vanaf|boven)\s+welk\s+bedrag\b",
    r"tot\s+hoever\s+mag\b",
    r"(?:heeft|hebben)\s+(?:de|het|een)\s+.{2,60}\bover\s+te\s+zeggen\b",
    r"(?:gaat|gaan|beslist)\s+(?:de|het|onze)\s+.{2,60}\b(?:over|hierover|daarover)\b",
    r"(?:heb|hebben)\s+(?:ik|wij|we)\s+.{0,40}\b(?:toestemming|akkoord|mandaat)\b.{0,20}\bnodig\b",
)
_ENGLISH = (
    (
        r"who(?:'s|\s+\w+)?\s+(?:decides?|decided|approves?|approved|signs?|signed|authori[sz]es?|allows?|determines?|"
        r"may|can|must|should|has|have|gets?\s+to|owns)\b"
    ),
    r"who(?:'s|\s+is|\s+are|\s+was)\s+(?:\w+\s+)?(?:allowed|authori[sz]ed|responsible|competent|mandated|in\s+charge)\b",
    r"whose\s+(?:decision|call|approval|permission|sign-?off)\b",
    r"who\s+(?:do|should|must|can)\s+(?:i|we)\s+(?:ask|go\s+to|turn\s+to|talk\s+to|contact)\b",
    r"(?:can|may)\s+(?:i|we|my)\b",
    r"(?:am|are)\s+(?:i|we)\s+allowed\b",
    r"(?:up\s+to|from|above)\s+(?:what|which)\s+amount\b",
    r"does\s+(?:the|our)\s+.{2,60}\b(?:decide|have\s+a\s+say)\b",
    r"do\s+(?:i|we)\s+need\s+.{0,40}\b(?:approval|permission|a\s+mandate)\b",
)

#: A question that may be about anything; it is answered where the register knows.
WHO = re.compile(r"\W*(?:wie|who)\s+\w+", re.IGNORECASE)

#: A greeting or "do you know" may go before; whatever follows is the question.
ASKING = re.compile(r"(?s)(?:.{0,80}\b)?(?:" + "|".join((*_DUTCH, *_ENGLISH)) + r").*", re.IGNORECASE)
