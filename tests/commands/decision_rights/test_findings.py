# SPDX-License-Identifier: EUPL-1.2
"""What a steward hears about a register: gaps and overlaps, dates, words; many of a kind in one line."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from commands.decision_rights.coverage import by_topic, coverage
from commands.decision_rights.faults import FindingKind, Severity
from commands.decision_rights.findings import MOST_ALIKE, find
from commands.decision_rights.rights import DecisionRight, Kind
from commands.decision_rights.roles import names_several

EN, NL = (Localizer(language, ZoneInfo("Europe/Amsterdam")) for language in ("en", "nl"))
TODAY = date(2026, 11, 24)
YESTERDAY, SOON, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=30), TODAY + timedelta(days=120)
#: A right of which nothing is odd.
SOUND = DecisionRight("A-1", "Inhuur", "CIO", valid_from=date(2024, 1, 1), checked_on=date(2026, 6, 1))


def band(code: str, above: int | None, up_to: int | None, decides: str = "CIO") -> DecisionRight:
    """Return a sound right with this band in euro excluding VAT."""
    low, high = (None if amount is None else Decimal(amount) for amount in (above, up_to))
    return replace(SOUND, id=code, above=low, up_to=high, decides=decides)


def said(*rights: DecisionRight) -> list[str]:
    return [EN.say(finding.text) for finding in find(rights, None, TODAY)]


def kinds(*rights: DecisionRight) -> list[FindingKind]:
    return [finding.kind for finding in find(rights, None, TODAY)]


def test_a_sound_register_gives_no_findings() -> None:
    assert (
        said(band("A-1", 0, 25000), band("A-2", 25000, 75000, "Directeur"), band("A-3", 75000, None, "College")) == []
    )


def test_two_functions_for_the_same_amount_are_an_error_with_the_amounts_named() -> None:
    [finding] = find((band("A-1", 0, 50000), band("A-2", 25000, None, "College")), None, TODAY)
    assert (finding.kind, finding.severity, finding.rights) == (
        FindingKind.TWO_DECIDERS, Severity.ERROR, ("A-1", "A-2")
    )  # fmt: skip
    assert "amounts above €25,000 up to €50,000: “CIO” and “College”" in EN.say(finding.text)
    assert "over bedragen boven €\xa025.000 tot en met €\xa050.000: “CIO” en “College”" in NL.say(finding.text)


def test_bands_that_touch_do_not_overlap() -> None:
    assert kinds(band("A-1", None, 100), band("A-2", 100, None)) == []


def test_overlapping_bands_of_one_function_are_a_warning() -> None:
    assert kinds(band("A-1", 0, 50000), band("A-2", 40000, None)) == [FindingKind.OVERLAP]


def test_rights_that_differ_in_condition_kind_or_period_do_not_compete() -> None:
    other = replace(SOUND, id="A-2", decides="College")
    assert kinds(SOUND, replace(other, conditions="Bij spoed")) == []
    assert kinds(SOUND, replace(other, kind=Kind.BUDGET)) == []
    assert kinds(replace(SOUND, valid_to=LATER), replace(other, valid_from=LATER + timedelta(days=1))) == []


def test_a_topic_is_the_same_in_capitals_and_with_more_spaces() -> None:
    assert kinds(SOUND, replace(SOUND, id="A-2", topic_nl="  INHUUR ", decides="College")) == [FindingKind.TWO_DECIDERS]


def test_an_overlap_that_is_still_to_come_says_from_when() -> None:
    [text] = said(SOUND, replace(SOUND, id="A-2", decides="College", valid_from=LATER))
    assert text.startswith("From 24 March 2027: “Inhuur”: more than one function decides on every amount")


def test_rights_with_maxima_alone_are_told_to_lack_minima() -> None:
    found = said(band("A-1", None, 5000, "Teamleider"), band("A-2", None, 50000, "Directeur"))
    assert found == [
        "“Inhuur”: 2 rights have a maximum but no minimum, so they overlap up to €5,000.",
        "“Inhuur”: nobody decides on amounts above €50,000.",
    ]


def test_amounts_on_which_nobody_decides_are_told() -> None:
    assert said(band("A-1", 1000, 25000), band("A-2", 50000, 75000)) == [
        "“Inhuur”: nobody decides on amounts above €25,000 up to €50,000.",
        "“Inhuur”: nobody decides on amounts up to €1,000.",
        "“Inhuur”: nobody decides on amounts above €75,000.",
    ]


AMOUNTS = st.integers(1, 12).map(Decimal)


@given(st.lists(st.tuples(st.none() | AMOUNTS, st.none() | AMOUNTS), min_size=1, max_size=5), st.integers(0, 26))
def test_an_amount_has_one_decider_exactly_when_no_finding_touches_it(
    bands: list[tuple[Decimal | None, Decimal | None]], half: int
) -> None:
    """Compare with the slow way: count who decides on each amount, in steps of half a euro."""
    rights = [replace(SOUND, id=f"A-{at}", above=low, up_to=high, decides=f"F{at}")
              for at, (low, high) in enumerate(bands) if not (low and high and high <= low)]  # fmt: skip
    amount = Decimal(half) / 2
    found = {finding.kind for finding in coverage(rights, TODAY)}
    deciders = [right for right in rights if right.covers(amount)]
    holes = {FindingKind.GAP, FindingKind.NO_LOWEST, FindingKind.NO_HIGHEST}
    doubles = {FindingKind.TWO_DECIDERS, FindingKind.OVERLAP, FindingKind.ONLY_MAXIMA}
    if rights and not deciders:
        assert found & holes
    if len(deciders) > 1:
        assert found & doubles
    if not found and rights:
        assert len(deciders) == 1


def test_an_expired_right_with_a_successor_is_a_note_and_without_one_an_error() -> None:
    ended = replace(SOUND, valid_to=YESTERDAY)
    follower = replace(SOUND, id="A-2", valid_from=TODAY)
    assert said(ended, follower) == ["1 right has expired: A-1."]
    assert said(ended) == [
        "“Inhuur”: A-1 ended on 23 November 2026 and no right took over.",
        "1 right has expired: A-1.",
    ]


def test_a_right_that_ends_within_ninety_days_is_told_with_or_without_a_successor() -> None:
    ending = replace(SOUND, valid_to=SOON)
    follower = replace(SOUND, id="A-2", valid_from=SOON + timedelta(days=1))
    assert kinds(ending, follower) == [FindingKind.ENDING]
    assert kinds(ending) == [FindingKind.NO_SUCCESSOR, FindingKind.ENDING]
    assert kinds(replace(SOUND, valid_to=TODAY + timedelta(days=91))) == []


def test_a_successor_for_other_amounts_is_no_successor() -> None:
    ended = replace(band("A-1", 0, 1000), valid_to=YESTERDAY)
    assert FindingKind.NO_SUCCESSOR in kinds(ended, band("A-2", 1000, None))


def test_rights_not_checked_for_twelve_months_or_never_are_told_once() -> None:
    rights = [replace(SOUND, id=f"A-{at}", topic_nl=f"T{at}", checked_on=None, valid_from=None) for at in range(7)]
    assert said(*rights, replace(SOUND, checked_on=date(2025, 11, 1))) == [
        "1 right was last checked more than twelve months ago: A-1.",
        "7 rights have no date on which their source was checked: A-0, A-1, A-2, A-3, A-4 and 2 more.",
        "7 rights have no first day: A-0, A-1, A-2, A-3, A-4 and 2 more.",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "teamleiders, ieder voor zich", "Hoofd Inkoop; Hoofd ICT", "Hoofd Inkoop en Hoofd ICT", "CIO en directeur",
        "directeur, concerncontroller of gemandateerde afdelingshoofden", "CFO tezamen met de voorzitter",
        "project- en programmamanagers", "Head of IT and head of procurement",
    ],
)  # fmt: skip
def test_a_cell_with_several_functions_is_recognised(cell: str) -> None:
    assert names_several(cell)
    assert kinds(replace(SOUND, decides=cell)) == [FindingKind.SEVERAL_FUNCTIONS]


@pytest.mark.parametrize(
    "function",
    [
        "College van burgemeester en wethouders", "College van B&W", "directeur Personeel, Inkoop en Recht",
        "manager Beheer en Ontwikkeling", "Teammanager I&A", "hoofd Zorg/Welzijn", "Enterprise-architect",
    ],
)  # fmt: skip
def test_one_function_with_and_in_its_name_is_one_function(function: str) -> None:
    assert not names_several(function)


@pytest.mark.parametrize("adviser", ["CISO", "Functionaris Gegevensbescherming", "FG"])
def test_an_adviser_who_accepts_a_risk_is_told_and_one_who_decides_otherwise_is_not(adviser: str) -> None:
    risk = replace(SOUND, topic_nl="Accepteren van een hoog restrisico", decides=adviser)
    assert kinds(risk) == [FindingKind.RISK_ACCEPTED_BY_ADVISER]
    assert kinds(replace(risk, decides="Proceseigenaar", advises=(adviser,))) == []
    assert kinds(replace(SOUND, topic_nl="Penetratietest laten uitvoeren", decides=adviser)) == []


def test_consent_among_advice_and_amounts_with_vat_are_told() -> None:
    odd = replace(band("A-1", 0, None), advises=("Directeur (voorafgaande instemming)",))
    assert kinds(odd) == [FindingKind.CONSENT_AS_ADVICE]
    taxed = [replace(band("A-1", 0, 100), description="Bedragen inclusief btw"), band("A-2", 100, None)]
    assert kinds(*taxed) == [FindingKind.INCLUDES_VAT]


def test_a_function_that_deputises_for_itself_is_told() -> None:
    assert kinds(replace(SOUND, deputy=" cio")) == [FindingKind.SPELLING, FindingKind.DEPUTY_IS_HOLDER]


@pytest.mark.parametrize("steps", [("CIO",), ("Directeur", "CIO"), ("Directeur", "College", "CIO")])
def test_an_escalation_that_comes_back_is_an_error(steps: tuple[str, ...]) -> None:
    deciders = ("CIO", *steps[:-1])
    ladder = [
        replace(band(f"A-{at}", at * 100, (at + 1) * 100 if at < len(steps) - 1 else None, decides), escalates_to=step)
        for at, (decides, step) in enumerate(zip(deciders, steps, strict=True))
    ]
    [finding] = find(ladder, None, TODAY)
    assert (finding.kind, len(finding.rights)) == (FindingKind.ESCALATION_LOOP, len(steps))


def test_one_function_in_two_spellings_is_told() -> None:
    assert said(SOUND, replace(SOUND, id="A-2", topic_nl="Gunnen", decides="C.I.O.")) == [
        "One function is written in different ways: “C.I.O.” and “CIO”."
    ]


def test_many_findings_of_a_kind_become_one_that_keeps_the_parts() -> None:
    rights = [replace(band("", 100, None), id=f"A-{at}", topic_nl=f"Topic {at}") for at in range(MOST_ALIKE + 1)]
    [finding] = find(rights, None, TODAY)
    assert EN.say(finding.text) == (
        "6 topics have no right for the smallest amounts: “Topic 0”, “Topic 1”, “Topic 2” and 3 more."
    )
    assert (len(finding.parts), len(finding.rights)) == (6, 6)
    assert len(find(rights[1:], None, TODAY)) == MOST_ALIKE


def test_the_worst_findings_come_first() -> None:
    found = find((band("A-1", 1000, 2000), band("A-2", 1500, 1800, "College"), replace(SOUND, id="A-3", topic_nl="x",
                  checked_on=None)), None, TODAY)  # fmt: skip
    assert [finding.severity for finding in found] == [
        Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.NOTE
    ]  # fmt: skip


def test_twenty_thousand_rights_about_one_topic_are_judged() -> None:
    rights = [replace(SOUND, id=f"A-{at}", decides=f"F{at % 50}", valid_to=YESTERDAY + timedelta(days=at % 300))
              for at in range(20_000)]  # fmt: skip
    assert FindingKind.TWO_DECIDERS in kinds(*rights)
    assert len(by_topic(rights)) == 1
