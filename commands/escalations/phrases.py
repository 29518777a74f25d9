# SPDX-License-Identifier: EUPL-1.2
"""How people say that something is stuck (domain §2.9, §5.3), in both languages, and which kind they mean."""

import re

from commands.escalations.escalation import Kind
from commands.patterns import Pattern

_I = re.IGNORECASE | re.DOTALL


def _any(*patterns: str) -> Pattern:
    """Return a pattern that fits when one of these does."""
    return Pattern("|".join(f"(?:{pattern})" for pattern in patterns), _I)


#: "dit loopt vast", "ik kom er met ICT niet uit", "graag opschalen naar de secretaris", "er dreigt een overschrijding".
STUCK = _any(
    r"(?:dit|het|dat|'t)\s+(?:loopt|zit|dreigt)\s+(?:nu\s+|hier\s+|helemaal\s+)?vast(?:\s*(?:[:,.!–-]|met|op|bij|over)\s*.*)?[.!]*",
    r".*\bkom(?:en)?\s+er\b.{0,40}\bniet\s+uit\b.*",
    r"(?!.*\bwie\b).*\b(?:opschalen|escaleren|escaleer|hogerop\s+(?:leggen|brengen))\b.*",
    r".*\bknelpunt\s+(?:melden|doorgeven|aankaarten)\b.*",
    r".*\ber\s+wordt\b.{0,30}\bgeen\s+(?:besluit|beslissing)\s+genomen\b.*",
    r".*\bbesluit\s+blijft\s+uit\b.*",
    r".*\bdreigt\s+een\s+(?:budget|plannings?)?-?(?:overschrijding|uitloop|vertraging)\b.*",
    r"this\s+is\s+(?:really\s+)?stuck\b.*",
    r"(?:we|i)(?:\s+are|'re|'m|\s+am)\s+stuck\s+(?:on|with)\b.*",
    r"(?!.*\bwho\b).*\bescalate\b.*",
    r".*\bno\s+decision\s+is\s+(?:being\s+)?(?:made|taken)\b.*",
    r".*\b(?:budget|schedule)\s+overrun\s+(?:looms|threatens)\b.*",
)
_LEADS = _any(
    r"^(?:dit|het|dat)\s+(?:loopt|zit)\s+vast\s*[:,.!–-]*\s*",
    r"^(?:graag\s+)?(?:opschalen|escaleren|escaleer)\s*(?:naar\s+(?:de|het)\s+\w+)?\s*[:,.!–-]*\s*",
    r"^(?:please\s+)?escalate\s*(?:this)?\s*[:,.!–-]*\s*",
    r"^this\s+is\s+stuck\s*[:,.!–-]*\s*",
)
_KINDS: tuple[tuple[Kind, Pattern], ...] = (
    (Kind.BUDGET, Pattern(r"budget\w*|overschrijding|duurder|te duur|overrun", _I)),
    (Kind.PLANNING, Pattern(r"planning|uitloop|vertraging|te laat|deadline|delay|schedule", _I)),
    (Kind.SECURITY, Pattern(r"beveilig\w*|privacy|datalek|avg|security|gdpr|lek\b|risico|risk", _I)),
    (Kind.SUPPLIER, Pattern(r"leverancier\w*|supplier\w*|vendor", _I)),
    (Kind.CAPACITY, Pattern(r"capaciteit|te weinig mensen|geen tijd|bezetting|capacity|no time", _I)),
    (Kind.PRIORITY, Pattern(r"prioriteit\w*|voorrang|priorit\w*", _I)),
    (Kind.AROUND, Pattern(r"schaduw|buiten ict om|shadow|om ict heen", _I)),
    (Kind.OVERDUE, Pattern(r"geen besluit|besluit blijft|geen beslissing|no decision|wachten op", _I)),
)
_MOST = 1000


def kind_of(words: str) -> Kind | None:
    """Return the kind that the words speak of, or None."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def matter_in(words: str) -> str:
    """Return what the words say is stuck, without the words that only say that something is."""
    rest = _LEADS.sub("", " ".join(words.split())).strip(" .!")
    rest = rest[:_MOST]
    return rest[0].upper() + rest[1:] if rest else ""
