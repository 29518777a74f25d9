# SPDX-License-Identifier: EUPL-1.2
"""How people ask about evaluations in plain words (domain §5.3)."""

import re

RESULTS = re.compile(
    r".*\b(?:(?:uitslag|uitkomsten?|resultaten)\b.*\b(?:evaluatie|kwartaal|meting|puls)"
    r"|(?:results?|outcome)\b.*\b(?:evaluation|quarter|pulse))\b.*",
    re.IGNORECASE,
)
FILL_IN = re.compile(
    r".*\b(?:(?:waar|hoe|wil|kan|wanneer)\b.*\bevaluatie\b|evaluatie\b.*\binvullen|vragenlijst\b.*\binvullen"
    r"|(?:where|how|when)\b.*\bevaluation\b|fill in\b.*\b(?:evaluation|questionnaire))\b.*",
    re.IGNORECASE,
)
START = re.compile(r"\s*(?:start|begin|open)\s+(?:een |de |an? |the )?(?:evaluatie|evaluation)\s*", re.IGNORECASE)
