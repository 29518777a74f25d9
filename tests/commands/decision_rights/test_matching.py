# SPDX-License-Identifier: EUPL-1.2
"""Words are matched past typos, compounds, verb parts, synonyms and languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.decision_rights.joining import glued
from commands.decision_rights.lexicon import Lexicon, LexiconFault, Sort
from commands.decision_rights.vocabulary import Vocabulary
from commands.decision_rights.words import fold, stem, tokens
from tests.commands.decision_rights.small_register import ask, first, lexicon

VOCABULARY = Vocabulary(lexicon(), tokens("onderhoudsvenster verwerkersovereenkomst gegevenseigenaar besturingen"))


@pytest.mark.parametrize(
    "forms",
    [
        "wijziging wijzigingen wijzigen",
        "koop kopen",
        "project projecten projects",
        "licentie licenties",
        "policy policies",
        "purchase purchasing purchases purchased",
        "systeem systemen system systems",
        "proces processen process processes",
        "brief brieven",
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_words_are_compared_without_accents_case_and_marks() -> None:
    assert tokens("Zzp'er, I-visie & Café (B&W)") == ("zzper", "visie", "cafe", "b&w")


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.from_regex(r"[a-z]{1,25}", fullmatch=True))
def test_a_stem_is_never_empty_nor_longer_than_its_word(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("onderhoudsvesnter", "onderhoudsvenster"),
        ("verwerkersovreenkomst", "verwerkersovereenkomst"),
        ("gegevenseigennaar", "gegevenseigenaar"),
    ],
)
def test_a_slip_of_the_keyboard_is_read_as_the_word_meant(typed: str, meant: str) -> None:
    assert VOCABULARY.resolve(typed) == (meant,)


def test_an_unknown_compound_is_read_by_its_parts() -> None:
    assert [stem(part) for part in VOCABULARY.resolve("licentieverlenging")] == [stem("licentie"), stem("verlenging")]


def test_a_short_stem_that_nobody_writes_is_no_part_of_a_compound() -> None:
    assert VOCABULARY.resolve("wijgeren") == ("weigeren",)


def test_a_compound_of_which_the_head_says_nothing_is_about_its_first_part() -> None:
    assert VOCABULARY.units("letselschadezaken")[stem("letselschade")] > VOCABULARY.units("letselschadezaken")["zak"]


def test_a_thing_and_what_is_done_with_it_stay_two_words() -> None:
    known = Vocabulary(lexicon(), tokens("subsidieverlening subsidieverlenen"))
    assert glued(("subsidie", "verlenen"), known) == ["subsidie", "verlenen"]


def test_a_word_that_nobody_knows_stays_unknown() -> None:
    assert VOCABULARY.resolve("xqzvwk") == ()


def test_a_compound_written_apart_is_read_as_one_word() -> None:
    assert glued(("verwerkers", "overeenkomst"), VOCABULARY) == ["verwerkersovereenkomst"]


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("wie keurt de wijziging goed", "goedkeurt"),
        ("wie stelt het beleid vast", "vaststel"),
        ("wie wijst de eigenaar aan", "aanwijs"),
        ("wie zegt het contract op", "opzeg"),
    ],
)
def test_the_parts_of_a_separable_verb_are_joined(words: str, verb: str) -> None:
    assert any(stem(word).startswith(stem(verb)[:5]) for word in glued(tokens(words), VOCABULARY))


def test_a_preposition_is_not_taken_for_part_of_a_verb() -> None:
    words = tokens("wie geeft daar groen licht voor")
    assert glued(words, VOCABULARY) == list(words)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("wie mag computers kopen", "H-1"),
        ("who buys notebooks", "H-1"),
        ("who signs a DPA with a supplier", "V-1"),
        ("who must report a breach to the regulator", "D-1"),
        ("wie wijst de data-eigenaar aan", "G-1"),
        ("onderhoudsvesnter bepalen wie?", "N-1"),
        ("verwerkers overeen komst tekenen", "V-1"),
        ("wie tekend de verwerkersovreenkomst", "V-1"),
    ],
)
def test_a_question_in_other_words_finds_the_right(words: str, right: str) -> None:
    assert first(ask(words)) == right


def test_the_lexicon_holds_both_languages_and_no_word_stands_alone() -> None:
    parsed = lexicon()
    assert len(parsed.concepts) > 300
    assert {concept.sort for concept in parsed.concepts} == set(Sort)


def test_a_wider_concept_keeps_part_of_the_meaning() -> None:
    parsed = Lexicon.parse(
        [
            {"name": "vehicle", "sort": "object", "nl": "voertuig", "en": "vehicle"},
            {"name": "car", "sort": "object", "broader": "vehicle", "nl": "auto", "en": "car"},
        ]
    )
    [(car, weight)] = parsed.senses(stem("auto"))
    assert weight == 1
    assert 0 < dict(parsed.with_wider(car))[0] < dict(parsed.with_wider(car))[car] == 1


@pytest.mark.parametrize(
    "row",
    [
        {"name": "a", "sort": "thing", "nl": "a"},
        {"name": "a", "sort": "object", "broader": "nowhere", "nl": "a"},
        {"name": "a", "sort": "action", "against": "nowhere", "nl": "a"},
    ],
)
def test_a_fault_in_the_lexicon_names_the_concept(row: dict[str, str]) -> None:
    with pytest.raises(LexiconFault, match="'a'"):
        Lexicon.parse([row])


def test_a_concept_is_named_once() -> None:
    with pytest.raises(LexiconFault, match="twice"):
        Lexicon.parse([{"name": "a", "nl": "b"}, {"name": "a", "nl": "c"}])


def test_an_idiom_does_not_lend_its_meaning_to_its_words() -> None:
    parsed = Lexicon.parse([{"name": "sell", "sort": "action", "nl": "van de hand doen"}])
    assert parsed.senses(stem("hand")) == ()
    assert parsed.idioms
