# SPDX-License-Identifier: EUPL-1.2
"""How people say that they want something, ask how it stands, or report an outage (domain §5.3), in both languages."""

import re
from collections.abc import Mapping

from commands.money import find_amounts
from commands.patterns import Pattern
from commands.requests.request import Kind

_I = re.IGNORECASE


def _any(*patterns: str) -> Pattern:
    """Return a pattern that fits when one of these does."""
    return Pattern("|".join(f"(?:{pattern})" for pattern in patterns), _I | re.DOTALL)


#: "ik wil een IT-aanvraag indienen", "we hebben een nieuwe applicatie nodig voor vergunningen", "verzoek: …".
ASKS = _any(
    r"(?:it[- ]?)?(?:verzoek|aanvraag|request)\s*:.+",
    r".*\b(?:it[- ]?|ict[- ]?)?(?:aanvraag|verzoek)\b.{0,40}\b(?:indienen|doen|starten|insturen|maken)\b.*",
    r"(?:ik|wij|we)\s+(?:wil(?:len)?|zou(?:den)?)\b.{0,40}\baanvragen\b.*",
    r"(?:ik|wij|we)\s+heb(?:ben)?\b.+\bnodig\b.*",
    r"(?:kunnen|kan)\s+(?:we|wij|ik|ons team|onze afdeling)\b.+\bkrijgen\b.*",
    r"(?:ik|we|wij)\s+heb(?:ben)?\s+een\s+idee\b.*",
    r"(?:ik|we|wij)\s+gebruik(?:en)?\s+(?:nu\s+)?al\b.+",
    r".*\b(?:submit|file|make|start)\b.{0,30}\brequest\b.*",
    r"(?:i|we)\s+(?:really\s+)?need\s+.+",
    r"(?:can|could)\s+(?:we|my team|our team)\s+(?:get|have)\b.+",
    r"(?:i|we)\s+have\s+an?\s+idea\b.*",
    r"(?:i|we)(?:\s+are|'re|'m|\s+am)?\s+already\s+us(?:e|ing)\b.+",
)

_ONE = r"(?:itv[- ]?)?20\d\d[-–/]\d{1,6}|#\d{1,6}"
#: "hoe staat het met mijn aanvraag", "is 2026-014 al besproken?", "wanneer hoor ik iets", "hoe snel krijg ik antwoord".
STATUS = _any(
    r".*\bhoe\s+(?:staat|gaat)\s+het\s+(?:er\s*)?(?:voor\s+)?met\s+(?:mijn|m'n|onze|de)\s+(?:it-?)?(?:aanvra|verzoek).*",
    rf".*\bhoe\s+(?:staat|gaat)\s+het\b.{{0,20}}\bmet\s+(?:{_ONE}).*",
    rf"(?:is|wordt|werd)\s+(?:{_ONE})\b.*",
    r".*\b(?:wanneer|hoe\s+snel)\s+(?:hoor|krijg)\s+(?:ik|we)\s+(?:iets|wat|antwoord|bericht|een|mijn|over\s+mijn)\b.*",
    rf".*\bstatus\s+(?:van|of)\b.{{0,40}}(?:aanvra|verzoek|request|{_ONE}).*",
    r".*\b(?:laat|toon)\b.*\bmijn\s+(?:it[- ]?)?(?:aanvragen|verzoeken)\b.*",
    r"mijn\s+(?:it[- ]?)?(?:aanvraag|aanvragen|verzoeken)\s*\??",
    r".*\b(?:how|what)(?:'s|\s+is|\s+are)?\b.{0,30}\b(?:my|our)\s+(?:it[- ]?)?requests?\b.*",
    r".*\b(?:when|how\s+soon|how\s+quickly)\s+(?:will|do|can)\s+(?:i|we)\s+(?:hear|know|get\s+an\s+answer)\b.*",
    r"my\s+(?:it[- ]?)?requests?\s*\??",
    rf"(?:{_ONE})\s*\??",
)

#: "trek mijn aanvraag maar in", "withdraw my request".
WITHDRAW = _any(
    rf".*\btrek\b.+(?:aanvraag|verzoek|{_ONE}).*\bin\b.*",
    r".*\b(?:aanvraag|verzoek)\b.*\bintrekken\b.*",
    rf".*\bwithdraw\b.+(?:request|{_ONE}).*",
    r".*\bcancel\s+my\s+(?:it[- ]?)?request.*",
)

# Who asks who decides, or wants something else because a thing broke, reports no outage.
_NO_REPORT = (
    r"(?!\s*(?:/|wie\b|who\b|mag\b|may\b|hoe\b|how\b|wat\b|what\b|wanneer\b|when\b))"
    r"(?!.*\b(?:nieuwe?|vervang\w*|nodig|aanschaf\w*|bestel\w*|new|replace\w*|need|order|besluit|escal\w*)\b)"
)
#: Something that worked is broken now: incidents are for the service desk (domain §2.8).
OUTAGE = Pattern(
    _NO_REPORT + "(?:" + _any(
        r".*\b(?:storing|outage|kapot|defect|broken|gecrasht|crasht|crashed|vastgelopen|onbereikbaar)\b.*",
        r".*\bhangt(?:\s+(?:steeds|vast|weer))?[.!?]*",
        r".*\b(?!dit|het|that)\w+\s+loopt\s+(?:steeds\s+)?vast\b.*",
        r".*\b(?:ligt|liggen)\s+(?:er\s?uit|plat)\b.*",
        r".*\bis\s+down\b.*",
        r".*\b(?:doet|doen)\s+het\s+(?:\w+\s+){0,3}niet\b.*",
        r".*\b(?:werkt|werken|print|laadt)\s+(?:\w+\s+){0,3}niet\b.*",
        r".*\bstart(?:en)?\s+(?:\w+\s+)?niet\b.*",
        r".*\b(?:kan|kunnen|lukt)\b.{0,40}\bniet\b.{0,15}\b(?:inloggen|aanmelden|printen|opstarten|mailen|bellen)\b.*",
        r".*\b(?:wachtwoord|password)\b.{0,20}\b(?:vergeten|kwijt|verlopen|forgot\w*|expired|lost)\b.*",
        r".*\bforgot\b.{0,20}\bpassword\b.*",
        r".*\b(?:can'?t|cannot|unable\s+to)\s+(?:log\s?in|log\s?on|sign\s?in|print|connect)\b.*",
        r".*\b(?:doesn'?t|does\s+not|isn'?t|is\s+not)\s+(?:work|start|print|load)\w*\b.*",
        r".*\b(?:geen|no)\s+(?:internet|wifi|netwerk|network)\b.*",
    ).pattern + ")",
    _I | re.DOTALL,
)  # fmt: skip

_LEADS = _any(
    r"^(?:ik|we|wij)\s+(?:wil(?:len)?|zou(?:den)?)\s+(?:graag\s+)?(?:een\s+)?(?:ic?t[- ]?)?(?:aanvraag|verzoek)\s+"
    r"(?:indienen|doen|starten)\s*(?:voor|:|over|om)?\s*",
    r"^(?:it[- ]?)?(?:verzoek|aanvraag|request)\s*:\s*",
    r"^(?:i|we)\s+(?:want|would\s+like)\s+to\s+(?:submit|file|make)\s+an?\s+(?:it\s+)?request\s*(?:for|:|about)?\s*",
    r"^(?:ik|we|wij)\s+heb(?:ben)?\s+een\s+idee\s*(?:voor|:|over)?\s*",
    r"^(?:i|we)\s+have\s+an?\s+idea\s*(?:for|:|about)?\s*",
)

_KINDS: tuple[tuple[Kind, Pattern], ...] = (
    (Kind.IDEA, Pattern(r"\bidee\b|\bidea\b", _I)),
    (Kind.SHADOW_IT, Pattern(
        r"gebruik(?:en)?\s+(?:nu\s+)?al\b|already\s+us(?:e|ing)|schaduw[- ]?it|shadow[- ]?it", _I)),
    (Kind.REPLACEMENT, Pattern(r"\bvervang\w*|\breplace\w*|\bopvolger\b", _I)),
    (Kind.EXTENSION, Pattern(r"licen[tcs]|gebruikers?\s+erbij|extra\s+(?:gebruikers|accounts?)|more\s+users", _I)),
    (Kind.HARDWARE, Pattern(
        r"laptop|beeldscherm|monitor|scherm(?:en)?\b|muis|toetsenbord|headset|docking|telefoon|mobiel|tablet|printer|werkplek"
        r"|keyboard|mouse|phone|screen|workplace|hardware", _I)),
    (Kind.CONNECTION, Pattern(
        r"koppel\w*|\bapi\b|gegevenslevering|dataset|dashboard|connection|interface|integration", _I)),
    (Kind.CHANGE, Pattern(r"aanpass\w*|wijzig\w*|uitbreid\w*|\bchange\b|\badapt\b|\bmodify\b", _I)),
    (Kind.APPLICATION, Pattern(r"applicatie|software|pakket|systeem|\btool\b|\bapp\b|application|system\b", _I)),
)  # fmt: skip

#: What the register is asked about a request of this type, where its own words leave the topic open.
TOPICS: Mapping[str, str] = {Kind.HARDWARE: "laptops", Kind.EXTENSION: "softwarelicenties"}
_BEFORE_AMOUNT = Pattern(r"(?:[\s,;:(–-]|\b(?:van|voor|à|ad|of|for|at|ca|circa|ongeveer|about))+$", _I)
_AFTER_AMOUNT = Pattern(r"[\s.,;!?)]*(?:excl\w*\.?\s*(?:btw|vat))?[\s.,;!?)]*", _I)


def is_outage(words: str) -> bool:
    """Whether the words report that something broke, and do not ask for something."""
    return bool(OUTAGE.fullmatch(words))


def kind_of(words: str) -> Kind | None:
    """Return the type of request that the words speak of, or None."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def prefill(words: str, quoted: str = "") -> Mapping[str, str]:
    """Return what the form can hold already from what was said: a title, the costs, the type, the problem.

    ``quoted`` is a message that somebody turned into a request.
    """
    typed = " ".join(words.split())
    subject = _without_amount(_LEADS.sub("", typed)).strip(" .!?")
    values: dict[str, str] = {}
    if subject:
        values["subject"] = _clip(subject[0].upper() + subject[1:], 150)
        if len(subject) > 150:  # noqa: PLR2004 - what does not fit in the title is the beginning of the description
            values["problem"] = _clip(subject, 2000)
    elif quoted:
        values["subject"] = _clip(" ".join(quoted.split()), 80)
    if quoted:
        values["problem"] = _clip(quoted.strip(), 2000)
    said = f"{typed} {quoted}"
    amounts = {found.total for found in find_amounts(typed) if not found.per_cent}
    if len(amounts) == 1:
        values["cost"] = format(amounts.pop().normalize(), "f")
    if kind := kind_of(said):
        values["kind"] = kind.value
    return values


def _without_amount(words: str) -> str:
    """Return the words without the one amount at their end: the form has a field for it."""
    amounts = [found for found in find_amounts(words) if not found.per_cent]
    if len(amounts) != 1 or amounts[0].times != 1 or not _AFTER_AMOUNT.fullmatch(words[amounts[0].end :]):
        return words
    return _BEFORE_AMOUNT.sub("", words[: amounts[0].start]) or words


def _clip(text: str, most: int) -> str:
    """Return the text within ``most`` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
