# SPDX-License-Identifier: EUPL-1.2
"""The rules around the look-up: which version counts, whose unit, when two gaps are one, who may edit."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from commands.amounts import DIGITS
from commands.decision_rights.kept import Gap, GapState, Version
from commands.decision_rights.likeness import likeness
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.upkeep import CHECK_EVERY
from commands.decision_rights.words import FUNCTION_WORDS, stem, tokens
from commands.errors import Refused
from commands.events import Pairs
from commands.money import MOST, Euro, find_amounts
from commands.people import Acting, Directory, Holding, Person, Role
from commands.refs import Ref
from commands.text import Listing

#: How the journal points at the register as a whole.
REGISTER = Ref("decision_rights", "register")
#: What a button can carry on every platform, all values together.
ROOM_ON_A_BUTTON = 200
LONGEST_WORDS = 120
_SAME_GAP = 86
_ASKING = frozenset(
    "beslist beslissen beslis beslissing besluit besluiten bepaalt bepalen bepaal tekent tekenen teken bevoegd "
    "bevoegdheid akkoord goedkeuren keurt toestemming gemandateerd gemachtigd vraag weet decides decide decided "
    "decision decisions approves approve approval signs sign allowed authorised authorized authority responsible "
    "know hallo hoi hello".split()
)
_NEGATIVE = re.compile(
    r"(?<![\w,.)-])(?:€\s*)?[-−]\s?(?:€\s*)?\d[\d.,]*(?:\s*(?:k\b|euro|eur\b|mln|ton)|,-)"
    r"|€\s*[-−]\s?\d|[-−]\s?€\s*\d|\b(?:van|voor|of|for|worth)\s+(?:[-−]\s?|minus\s+)\d{3}",
    re.IGNORECASE,
)
#: A number that is money by what stands before or after it, as far as it goes on.
_MONEY = re.compile(
    r"(?:(?P<sign>€)|\b(?:van|voor|of|for|worth))\s*(?P<after>\d[\d.,]*\d|\d+(?:[.,]\d+)?e\+?\d+)(?![\w/:-])"
    r"|(?<![\w.,-])(?P<before>\d[\d.,]*\d|\d+(?:[.,]\d+)?e\+?\d+)\s*(?:€|euro?\b)",
    re.IGNORECASE,
)
#: Days and addresses of computers are written with full stops too.
_NO_MONEY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d\d|\d{4})|\d+(?:\.\d+){3}|\d+(?:\.\d{1,2})+")
_OR = re.compile(r"\s*(?:of|or|dan\s+wel)\s*", re.IGNORECASE)
_CODE = re.compile(r"(.*?)(\d+)")


class OnlySteward(Refused):
    """Only the steward of the register can do this: {stewards}."""


class NoSteward(Refused):
    """Only the steward of the register can do this, and nobody has that role yet. Ask the administrator."""


class AmountNegative(Refused):
    """An amount can't be negative. Ask again with an amount such as 40.000."""


class AmountGarbled(Refused):
    """I can't read “{typed}” as one amount. Ask again with an amount such as 40.000 or 40k."""


class AmountsDiffer(Refused):
    """I read two amounts in “{typed}”, and who decides may differ. Ask again with one of them."""


class AmountAbsurd(Refused):
    """{amount} is more than any municipality spends. Check the number and ask again."""


class RightGone(Refused):
    """This right is no longer in the register. Ask again to see how it is now."""


class ChangedMeanwhile(Refused):
    """Someone changed this right in the meantime. Open it again to see how it is now."""


def version_on(versions: Sequence[Version], day: date, zone: ZoneInfo) -> Version | None:
    """Return the version that was current at the end of that day, else the first; None of an empty register.

    ``versions`` stand in order. A day before the first version is answered from the first: its rows have dates too.
    """
    then = [v for v in versions if v.at.astimezone(zone).date() <= day]
    return then[-1] if then else next(iter(versions), None)


def check_steward(people: Directory, who: Person) -> None:
    """Return when this person may change the register (docs/roles.md).

    Raises:
        OnlySteward: naming who may.
        NoSteward: when nobody may yet.

    """
    if Role.STEWARD in people.roles(who):
        return
    stewards = people.with_role(Role.STEWARD)
    if not stewards:
        raise NoSteward().offering(about=REGISTER)
    raise OnlySteward(stewards=Listing(tuple(p.name for p in stewards))).offering(about=REGISTER)


def check_amount(words: str, amount: Euro | None) -> None:
    """Return when the amount in a question can be meant.

    Raises:
        AmountNegative: when it is below zero.
        AmountGarbled: when its separators or its notation leave open how much it is.
        AmountsDiffer: when one or the other is asked about.
        AmountAbsurd: when it is more than a municipality spends.

    """
    if _NEGATIVE.search(words):
        raise AmountNegative
    for money in _MONEY.finditer(words):
        typed = money["after"] or money["before"]
        marked = bool(money["sign"] or money["before"])
        if not re.fullmatch(DIGITS, typed) and (marked or not _NO_MONEY.fullmatch(typed)):
            raise AmountGarbled(typed=typed[:60])
    for one, other in pairwise(a for a in find_amounts(words) if not a.per_cent):
        if one.value != other.value and _OR.fullmatch(words, one.end, other.start):
            raise AmountsDiffer(typed=words[one.start : other.end].strip()[:60])
    if amount is not None and amount.value > MOST:
        raise AmountAbsurd(amount=amount)


def own_unit(unit: str, holdings: Iterable[Holding]) -> str:
    """Return the asker's unit where the function is held there, else nothing: then all units count."""
    held = {_plain(h.unit): h.unit for h in holdings if h.unit and not h.deputy}
    return held.get(_plain(unit), "") if unit else ""


def of_unit(acts: Iterable[Acting], unit: str) -> tuple[Acting, ...]:
    """Return who acts in that unit; everybody where no unit is given."""
    return tuple(act for act in acts if not unit or act.unit == unit)


def stale(right: DecisionRight, today: date) -> bool:
    """Whether nobody compared the right with its source for twelve months (domain §3.1 d)."""
    return right.checked_on is not None and right.checked_on < today - CHECK_EVERY


def by_amount(rights: Sequence[DecisionRight]) -> bool:
    """Whether amounts tell these rights apart, so that they are a ladder; else kind or conditions do."""
    return len({(right.above, right.up_to) for right in rights}) > 1


def reference_day(right: DecisionRight, day: date) -> date:
    """Return the day to look at for a right that held on some day of the period asked for, nearest to its end."""
    if right.valid_to and right.valid_to < day:
        return right.valid_to
    if right.valid_from and right.valid_from > day:
        return right.valid_from
    return day


def essence(words: Iterable[str]) -> str:
    """Return what a question is about: its words without those that only ask or link."""
    return " ".join(w for w in words if w not in FUNCTION_WORDS and w not in _ASKING)[:LONGEST_WORDS]


def subject(asked: str) -> str:
    """Return what these words are about as they were typed, to begin the title of a request with."""
    kept = set(essence(tokens(asked)).split())
    return " ".join(w for w in re.findall(r"[\w'’-]+", asked) if (folded := tokens(w)) and kept.issuperset(folded))


def same_gap(one: str, other: str) -> bool:
    """Whether two essences ask for the same: the same words in any order and form, typing errors aside."""
    first, second = (" ".join(sorted(stem(w) for w in tokens(text))) for text in (one, other))
    return first == second or (bool(first and second) and likeness(first, second) >= _SAME_GAP)


def joined(gaps: Iterable[Gap], asked: str) -> Gap | None:
    """Return the gap that this question belongs to; one the steward set aside still counts, an answered one not."""
    return next((gap for gap in gaps if gap.state is not GapState.ANSWERED and same_gap(gap.essence, asked)), None)


def next_id(ids: Iterable[str]) -> str:
    """Return a new id after the highest of the register, in the same style: ``WV-068`` after ``WV-067``."""
    numbered = [(found[1], found[2]) for code in ids if (found := _CODE.fullmatch(code))]
    if not numbered:
        return "R-001"
    prefixes = [prefix for prefix, _ in numbered]
    prefix = max(dict.fromkeys(prefixes), key=prefixes.count)
    highest = max((digits for start, digits in numbered if start == prefix), key=int)
    return f"{prefix}{int(highest) + 1:0{len(highest)}}"


def fitting(words: str = "", **values: str) -> Pairs:
    """Return the values for a button, the free words last and clipped to what is left."""
    kept = {name: value for name, value in values.items() if value}
    room = ROOM_ON_A_BUTTON - sum(len(name) + len(value) for name, value in kept.items()) - len("words")
    clipped = words[: max(0, min(room, LONGEST_WORDS))]
    return (*kept.items(), ("words", clipped)) if clipped else tuple(kept.items())


def amount_of(text: str) -> Decimal | None:
    """Return the amount that a button of ours carried."""
    return Decimal(text) if re.fullmatch(r"\d{1,12}(\.\d{1,2})?", text) else None


def day_of(text: str) -> date | None:
    """Return the day that a button of ours carried."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
