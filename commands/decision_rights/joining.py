# SPDX-License-Identifier: EUPL-1.2
"""Words of a question joined again: compounds written apart, and separable verbs of which the parts stand apart."""

from collections.abc import Sequence

from commands.decision_rights.vocabulary import Vocabulary
from commands.decision_rights.words import FUNCTION_WORDS, PARTICLES

_SHORTEST_PART = 3
_SHORT = 8
_FURTHEST = 15


def glued(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return the words with neighbours that make one known compound glued ("verwerkers overeen komst"), and
    the parts of separable verbs joined ("keurt … goed").
    """
    joined: list[str] = []
    place = 0
    while place < len(words):
        for count in (3, 2):
            run = words[place : place + count]
            if len(run) == count and _one_word(run, vocabulary):
                joined.append("".join(run))
                place += count
                break
        else:
            joined.append(words[place])
            place += 1
    return _rejoined(joined, vocabulary)


def _one_word(run: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether neighbouring words are one known word written apart."""
    if any(w in FUNCTION_WORDS or len(w) < _SHORTEST_PART or w.isdigit() for w in run):
        return False
    if run[-1].endswith("en") and vocabulary.does(run[-1]):
        return False
    whole = "".join(run)
    if len(whole) < 2 * _SHORTEST_PART or not vocabulary.knows(whole):
        return False
    return vocabulary.in_register(whole) or not all(vocabulary.knows(w) for w in run) or len(whole) <= _SHORT


def _rejoined(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Return the words with separated verbs whole again, when register or lexicon know the whole verb."""
    whole = list(words)
    for particle_at, particle in enumerate(words):
        ends = particle_at + 1 == len(words) or words[particle_at + 1] in _NEXT_CLAUSE
        if particle not in PARTICLES or (particle not in _ONLY_PARTICLES and not ends):
            continue
        if particle not in _ONLY_PARTICLES and _PRONOMINAL.intersection(words[:particle_at]):
            continue
        for verb_at in range(particle_at - 1, max(-1, particle_at - _FURTHEST), -1):
            known = _whole_verb(words[verb_at], particle, vocabulary)
            if known:
                whole[verb_at] = known
                whole[particle_at] = ""
                break
    return [w for w in whole if w]


def _whole_verb(verb: str, particle: str, vocabulary: Vocabulary) -> str | None:
    """Return the known verb that the particle makes with this word, or None."""
    if verb in PARTICLES or (verb in FUNCTION_WORDS and verb not in _VERBS):
        return None
    forms = dict.fromkeys((verb, verb.removesuffix("t"), verb.removesuffix("d"), verb.removesuffix("de")))
    return next((known for f in forms if len(f) > 1 and (known := vocabulary.known_form(particle + f))), None)


#: After these a particle ends a clause: "wie stelt het vast en wat …".
_NEXT_CLAUSE = frozenset("en of als dan die dat om want maar and or".split())
#: Particles that are hardly ever prepositions, and so belong to a verb wherever they stand.
_ONLY_PARTICLES = frozenset("goed vast af mee stop stil samen terug dicht plat neer toe vrij".split())
#: With one of these before it, a preposition at the end belongs to it: "wie geeft daar licht voor".
_PRONOMINAL = frozenset({"daar", "hier", "er", "waar"})
_VERBS = frozenset("gaat gaan komt komen doet doen laat laten staat staan trek trekt trekken".split())
