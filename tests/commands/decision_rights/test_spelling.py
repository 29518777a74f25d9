# SPDX-License-Identifier: EUPL-1.2
"""Words that no list knows find their kin by their letters."""

from hypothesis import given
from hypothesis import strategies as st

from commands.decision_rights.spelling import Spelling

TOPICS = ["softwarecontracten opzeggen", "verpachten van landbouwgrond", "muilkorf opleggen", "grond verkopen"]
SPELLING = Spelling([topic.split() for topic in TOPICS])
WORDS = st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), max_size=6)


def test_a_word_is_akin_to_the_topic_that_shares_its_rarest_letters() -> None:
    found = SPELLING.to(["softwareleverancier"])
    assert max(found, key=lambda number: found[number]) == 0


def test_letters_that_many_topics_share_say_less_than_letters_of_one() -> None:
    found = SPELLING.to(["landbouwgronden"])
    assert found[1] > found[3] > 0


def test_a_topic_is_most_akin_to_its_own_words() -> None:
    assert SPELLING.to(TOPICS[2].split())[2] > 0.999


def test_words_that_share_no_letters_with_a_topic_are_akin_to_none() -> None:
    assert SPELLING.to(["qqqq"]) == {}


@given(st.lists(WORDS, max_size=5), WORDS)
def test_likeness_lies_between_none_and_one(texts: list[list[str]], asked: list[str]) -> None:
    assert all(0 < likeness < 1.000001 for likeness in Spelling(texts).to(asked).values())
