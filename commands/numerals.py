# SPDX-License-Identifier: EUPL-1.2
"""Numbers written in words, Dutch and English: ``vijfentwintig``, ``anderhalve``, ``half a``, ``twenty-five``."""

import re
from decimal import Decimal

_DUTCH_ONES = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_DUTCH_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
_ENGLISH_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


def _small() -> dict[str, Decimal]:
    """Return every number word up to a hundred, and the fractions that people say."""
    words = {**_DUTCH_ONES, **_DUTCH_TENS, **_ENGLISH_ONES, **_ENGLISH_TENS}
    for one, unit in list(_DUTCH_ONES.items())[:9]:
        for tens, ten in _DUTCH_TENS.items():
            words[one + "en" + tens] = words[one + "ën" + tens] = unit + ten
    for tens, ten in _ENGLISH_TENS.items():
        for one, unit in list(_ENGLISH_ONES.items())[:9]:
            words[f"{tens}-{one}"] = words[f"{tens} {one}"] = ten + unit
    numbers = {word: Decimal(value) for word, value in words.items()}
    numbers["één"] = Decimal(1)
    for word in ("anderhalf", "anderhalve"):
        numbers[word] = Decimal("1.5")
    for word in ("half", "halve", "een half", "een halve", "half a"):
        numbers[word] = Decimal("0.5")
    for word in ("kwart", "een kwart", "a quarter of a", "quarter of a", "quarter"):
        numbers[word] = Decimal("0.25")
    for word, value in list(_DUTCH_ONES.items())[1:9]:
        for ending in ("ënhalf", "ënhalve", "enhalf", "enhalve", "ëneenhalf", "ëneenhalve"):
            numbers[word + ending] = value + Decimal("0.5")
    return numbers


_SMALL = _small()
_HUNDRED = re.compile(r"(?P<times>.*?)\s*(?:honderd|hundred)\s*(?:en|and)?\s*(?P<rest>.*)")
_LONGEST_FIRST = sorted((re.escape(w) for w in _SMALL), key=len, reverse=True)
_SMALL_PATTERN = "|".join(_LONGEST_FIRST)
#: A number below thousand in words, for use inside a larger pattern.
NUMERAL = rf"(?:(?:{_SMALL_PATTERN})?\s?(?:honderd|hundred)(?:\s?(?:en|and)?\s?(?:{_SMALL_PATTERN}))?|{_SMALL_PATTERN})"


def numeral(words: str) -> Decimal | None:
    """Return the number (0.25 to 9,999) that these words say, or None."""
    said = " ".join(words.lower().split())
    if said in _SMALL:
        return _SMALL[said]
    if split := _HUNDRED.fullmatch(said):
        times = _SMALL.get(split["times"]) if split["times"] else Decimal(1)
        rest = _SMALL.get(split["rest"]) if split["rest"] else Decimal(0)
        if times is not None and rest is not None:
            return times * 100 + rest
    return None
