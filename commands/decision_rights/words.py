# SPDX-License-Identifier: EUPL-1.2
"""Words of Dutch and English made comparable: folding, light stemming, the words that carry no meaning."""

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[a-z0-9]+(?:&[a-z0-9]+)*")
_PREFIX_LETTER = re.compile(r"(?<![\w&])[ie]-(?=[a-z]{3})")
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3

#: The closed classes of both languages: articles, pronouns, prepositions, auxiliaries, question words.
FUNCTION_WORDS = frozenset(
    """
    de het een t 't n zn mn der den des dit dat deze die hier daar er ervan erover erop eraan ermee ertoe daarover
    daarvoor daarvan daarmee daaraan daarbij daarop hierover hiervoor hiermee hiervan waarover waarvoor waarvan
    waarmee waarbij waar ik jij je jou jouw u uw hij hem zijn zij ze haar wij we ons onze jullie hun hen men zich mijn
    mij me iemand iemands niemand iets niets alles iedereen elk elke ieder iedere alle al allemaal wie wiens welke
    welk wat wanneer waarom hoe hoeveel of om te en maar want dus als dan toch ook nog al wel niet geen nooit ooit
    even eens weer meer minder veel weinig paar heel erg zeer te zo nu straks meteen alvast misschien graag gewoon
    eigenlijk zelf samen altijd soms alleen enkel reeds hoor eigen ander andere anders zelfde zulk zulke
    in op aan bij van voor met naar uit over onder boven tussen door tegen tot na sinds vanaf per via binnen buiten
    zonder tijdens volgens namens rond rondom omtrent inzake betreffende ivm mbt tbv obv dmv tav ism cq wegens
    ben bent is was waren geweest worden wordt werd word geworden hebben heb hebt heeft had hadden gehad zal zullen
    zult zou zouden kan kun kunt kunnen kon konden mag mogen mocht mochten moet moeten moest moesten wil willen wilt
    wilde wilden gaan gaat ga ging gingen doen doet doe deed gedaan laten laat liet komen komt kom kwam hoeven hoeft
    hoef blijft blijven staat staan
    twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig zestig zeventig
    tachtig negentig honderd duizend miljoen one two three four five six seven eight nine ten twenty thirty fifty
    hundred thousand million
    toe neer mee af heen
    omdat doordat zodat terwijl mits tenzij hoewel nee ja oke ok yes because while unless however though weg trekken
    trekt trek eruit erin eraf eronder ervoor ervan erbij erheen vanuit vandaan
    the a an this that these those here there i you your he him his she her it its we us our they them their my me
    somebody someone anybody anyone nobody something anything everything everyone each every all any some who whom
    whose which what when where why how and or but so because if then than also too still yet not no never ever just
    only very more less much many few same other another own in on at by of for with to from out over under above
    between through against until till after since per via within without during about into onto up down off as
    be am is are was were been being do does did done have has had having will would shall should can could may might
    must let lets go goes going gone get gets got want wants need needs like please thanks im id ive weve dont
    """.split()
)

#: The particles of Dutch separable verbs: "keurt … goed" is "goedkeuren".
PARTICLES = frozenset(
    "aan af bij door goed in mee na om onder op over samen stil stop tegen toe uit vast voor vrij weg terug dicht "
    "open plat bloot kwijt neer".split()
)


def fold(text: str) -> str:
    """Return the text in lower case, without accents, apostrophes and invisible characters."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    # Letters of other shapes have capitals too, which show only once they are decomposed.
    lower = unicodedata.normalize("NFKD", text.lower()).lower()
    decomposed = unicodedata.normalize("NFKD", lower)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"['’‘`\u00b4\u200b-\u200f\u202a-\u202e\u2060-\u2069]", "", plain)


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded; ``i-`` and ``e-`` before a word are dropped ("i-visie" is "visie")."""
    return tuple(_TOKEN.findall(_PREFIX_LETTER.sub("", fold(text))))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a light stem that the forms of a Dutch or English word share; not a word itself."""
    if len(word) <= _SHORTEST or word.isdigit():
        return word
    word = _undoubled(_suffix_off(word, _FIRST))
    for _ in range(3):
        shorter = _undoubled(_suffix_off(word, _LATER))
        if shorter == word:
            break
        word = shorter
    return word


def _suffix_off(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    """Return the word without one ending of plural, person, tense or diminutive."""
    for ending, instead in endings:
        rest = word[: len(word) - len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST and any(c in _VOWELS for c in rest):
            return rest if ending == "ed" and rest.endswith("e") else rest + instead
    return word


_LATER = (("ing", ""), ("e", ""), ("y", "i"), ("s", ""))
_FIRST = (
    ("heden", "heid"),
    ("ieen", "ie"),
    ("ingen", ""),
    ("tjes", ""),
    ("tje", ""),
    ("ies", "i"),
    ("ing", ""),
    ("en", ""),
    ("es", ""),
    ("ed", ""),
    *_LATER[1:],
)


def _undoubled(word: str) -> str:
    """Return the word with the spelling of open and closed syllables made equal: koop, kopp and kop are one."""
    if len(word) >= _SHORTEST and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] not in _VOWELS and word[-2] == word[-3] and word[-2] in "aeou":
        word = word[:-2] + word[-1]
    if word.endswith("v"):
        return word[:-1] + "f"
    if word.endswith("z"):
        return word[:-1] + "s"
    return word
