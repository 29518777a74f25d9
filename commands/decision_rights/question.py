# SPDX-License-Identifier: EUPL-1.2
"""What a question asks: the rules that read amount, date and language before any matching is done."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commands.dates import FoundDay, find_day
from commands.decision_rights.words import tokens
from commands.money import Euro, Found, find_amounts
from commands.patterns import Pattern

#: Longer questions are cut: nobody asks in more words, and matching must stay quick.
LONGEST = 600
_LONGEST_ACTOR = 8

_COMMAND = Pattern(r"^\s*/?(?:wiebeslist|whodecides|wie-beslist|who-decides)\b[:\s]*|^\s*/\w[\w-]*\s*", re.IGNORECASE)
# A mention, an address, or a tag that came along with what was copied.
_MENTION = Pattern(r"<@[^>]*>|(?<!\w)@[\w.-]+|https?://\S+|</?[a-zA-Z][^<>]*>")
_POLITE = Pattern(
    r"\b(?:hoi|hallo|hey|goede(?:morgen|middag|navond)|beste|dag|groet(?:en|jes)?|mvg|met\s+vriendelijke\s+groeten?|"
    r"alvast\s+bedankt|bedankt|dank\s*(?:je|u)(?:\s+wel)?|dankjewel|graag|a\.?u\.?b\.?|alsjeblieft|alstublieft|svp|"
    r"please|thanks?(?:\s+you)?|hi|hello|dear|kind\s+regards|regards|weet\s+(?:jij|je|iemand)(?:\s+\w+)?|"
    r"ik\s+vroeg\s+me\s+af|kun\s+je\s+(?:me|mij)\s+(?:zeggen|vertellen)|can\s+you\s+tell\s+me|do\s+you\s+know)\b",
    re.IGNORECASE,
)
_ASKING = Pattern(
    r"\b(?:wie\s+(?:gaat|gaan|ging)\s+(?:er\s+)?(?:eigenlijk\s+)?over|wie\s+gaat\s+(?:daar|hier)\s?over|"
    r"bij\s+wie\s+(?:moet|kan)\s+(?:ik|je|we)\s+(?:zijn|terecht|wezen)(?:\s+(?:voor|om))?|"
    r"(?:van|aan)\s+wie\s+(?:moet|heb|heeft|kan)\s+(?:ik|je|we|dat)(?:\s+\w+)?(?:\s+(?:toestemming|akkoord|vragen|krijgen|hebben))*|"
    r"bij\s+wie\s+(?:ligt|leg|hoort)(?:\s+(?:de|het|dat|ik))?(?:\s+(?:beslissing|besluit|bevoegdheid))?|"
    r"wie\s+(?:is|zijn)\s+(?:er\s+)?(?:bevoegd|gemachtigd|gemandateerd|verantwoordelijk)(?:\s+(?:om|voor))?|"
    r"wie\s+hakt\s+(?:\w+\s+)?(?:de\s+)?kno(?:op|pen)(?:\s+door)?|kno(?:op|pen)\s+door\s?\w*hak\w*|"
    r"who\s+(?:signs?|has\s+to\s+sign)\s+off(?:\s+on)?|who(?:se|'s)?\s+(?:call|decision)\s+is\s+it|"
    r"who\s+(?:has|have)\s+the\s+(?:authority|power|final\s+say|last\s+word|mandate)(?:\s+(?:to|on|over|for))?|"
    r"who\s+(?:is|are)\s+(?:authori[sz]ed|allowed|responsible|in\s+charge|mandated|competent)(?:\s+(?:to|for|of))?|"
    r"whose\s+(?:approval|permission|signature|sign-off)\s+do\s+(?:i|we)\s+need(?:\s+(?:to|for))?|"
    r"who\s+(?:do|should|must)\s+(?:i|we)\s+(?:ask|turn\s+to|go\s+to|talk\s+to|contact)(?:\s+(?:for|about|to))?|"
    r"tot\s+welk\s+bedrag|tot\s+hoever|up\s+to\s+(?:what|which)\s+amount|how\s+much)\b",
    re.IGNORECASE,
)
_LADDER = Pattern(
    r"\b(?:tot\s+(?:welk|hoe\s?veel)\s*(?:bedrag|euro)?|tot\s+hoever|vanaf\s+welk\s+bedrag|welke?\s+(?:grens|grenzen|bedragen)|"
    r"hoeveel\s+(?:euro\s+|geld\s+)?(?:mag|mogen|kan)|"
    r"(?:up\s+to|from)\s+(?:what|which)\s+amount|how\s+much\s+(?:can|may)|what\s+(?:limit|limits|threshold))\b",
    re.IGNORECASE,
)
_OTHERWISE = Pattern(
    r"^\W*(?:en\s+|and\s+)?(?:hoe|waarom|wanneer|waar|how|why|when|where)\b(?!.*\b(?:wie|who|whose|akkoord|toestemming|bevoegd\w*|"
    r"beslis\w*|besluit\w*|goedkeur\w*|approv\w*|decid\w*|permission|mag|mogen)\b)",
    re.IGNORECASE,
)
_ACTOR = Pattern(
    r"\b(?:mag|mogen|kan|kunnen|moet|moeten|may|can|should|must)\s+(?:(?:de|het|een|onze|the|a|an|our)\s+)?"
    r"(?P<actor>[^?.,;]+)",
    re.IGNORECASE,
)
# What a price or number is for: it says nothing about the subject.
_PER = Pattern(
    r"\b(?:per|p)\s*[/.]?\s*(?:st(?:uk|uks)?|s|p|pp|persoon|uur|u|dag|week|maand|mnd|m|jaar|jr|j|kwartaal|gebruiker|user|licentie|seat|"
    r"keer|kilometer|km|m2|head|unit|piece|person|hour|day|month|year|annum)\b\.?|\b(?:stuks?|pieces)\b(?=\s*(?:$|[àax,;@]))|"
    r"(?<=\d)\s*stuks?\b",
    re.IGNORECASE,
)
_WHO = Pattern(r"\b(?:wie|who|whose)\b", re.IGNORECASE)
_ORGANISATION = Pattern(
    r"\b(?:(?:de\s+)?(?:gr|gemeenschappelijke\s+regeling|veiligheidsregio|omgevingsdienst|samenwerking(?:sverband)?)"
    r"(?:\s+[A-Z][\w-]+)*|(?:bij|van|binnen|at|in)\s+(?:de\s+)?(?:gemeente|regio|municipality\s+of)\s+[A-Z][\w-]+)"
)
_ENGLISH = frozenset(
    "who the of for to is are may can what whose which approves approve decides decide decided signs sign about a an "
    "we our do does must should and when how in on".split()
)
_DUTCH = frozenset(
    "wie de het een van voor over mag mogen moet wordt is beslist bepaalt gaat en om te bij naar we onze wij ik dat "
    "die niet wat welke keurt tekent stelt aan in op".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood of the words, before looking in any register.

    ``topic`` are the words about the subject, folded; ``rest`` the same as one text, for the meaning model.
    ``amount`` is euro excluding VAT; ``over`` says that it is a lower limit ("boven de 50.000"). ``as_of`` is the
    day the question speaks of, ``period`` its first and last day. ``asks_ladder`` asks for the limits themselves;
    ``asks_otherwise`` says that it asks how, when, where or why, not who.
    ``actor`` are the words behind "mag de …": they may begin with the name of a function.
    """

    text: str
    topic: tuple[str, ...] = ()
    rest: str = ""
    amount: Euro | None = None
    per_cent: Decimal | None = None
    over: bool = False
    as_of: date | None = None
    period: tuple[date, date] | None = None
    organisation: tuple[str, ...] = ()
    language: str = "nl"
    asks_ladder: bool = False
    asks_otherwise: bool = False
    actor: tuple[str, ...] = ()

    @property
    def least(self) -> Decimal | None:
        """The amount to look up: a cent more where the question asks for what lies above it."""
        if self.amount is None:
            return None
        return self.amount.value + Decimal("0.01") if self.over else self.amount.value

    @property
    def least_per_cent(self) -> Decimal | None:
        """The percentage to look up, a hundredth more where the question asks for what lies above it."""
        if self.per_cent is None:
            return None
        return self.per_cent + Decimal("0.01") if self.over else self.per_cent


def understand(words: str, today: date) -> Question:
    """Return what these words ask.

    Raises:
        DayUnclear: when they name a day that is not on the calendar.

    """
    text = " ".join(words.split())[:LONGEST]
    said = _POLITE.sub(" ", _MENTION.sub(" ", _COMMAND.sub("", text)))
    day = find_day(said, today)
    amounts = [a for a in find_amounts(said) if day is None or a.end <= day.start or a.start >= day.end]
    euro = _chosen([a for a in amounts if not a.per_cent])
    share = _chosen([a for a in amounts if a.per_cent])
    rest = _ASKING.sub(" ", _without(said, amounts, day))
    if amounts:
        rest = _PER.sub(" ", rest)
    return Question(
        text=text,
        topic=tokens(rest),
        rest=" ".join(rest.split()),
        amount=Euro(euro.total) if euro else None,
        per_cent=share.value if share else None,
        over=bool((euro and euro.over) or (share and share.over)),
        as_of=day.day(today) if day else None,
        period=(day.first, day.last) if day else None,
        organisation=tuple(m.group() for m in _ORGANISATION.finditer(said)),
        language=_language(said),
        asks_ladder=bool(_LADDER.search(said)),
        asks_otherwise=bool(_OTHERWISE.search(said)),
        actor=_actor(rest),
    )


def _actor(text: str) -> tuple[str, ...]:
    """Return the words behind "mag de …", unless the question asks who: then they are what it is about."""
    asked = _ACTOR.search(text)
    if asked is None or _WHO.search(text[: asked.start()]):
        return ()
    return tokens(asked["actor"])[:_LONGEST_ACTOR]


def _chosen(amounts: list[Found]) -> Found | None:
    """Return the amount that counts: the largest, because a right must cover all of it."""
    return max(amounts, key=lambda a: a.total, default=None)


def _without(text: str, amounts: list[Found], day: FoundDay | None) -> str:
    """Return the text with amounts and day blanked out."""
    spans = [(a.start, a.end) for a in amounts] + ([(day.start, day.end)] if day else [])
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " , " + text[end:]
    return text


def _language(text: str) -> str:
    """Return ``en`` or ``nl``, whichever has more of its small words in the text; Dutch when in doubt."""
    said = tokens(text)
    return "en" if sum(w in _ENGLISH for w in said) > sum(w in _DUTCH for w in said) else "nl"
