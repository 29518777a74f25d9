# SPDX-License-Identifier: EUPL-1.2
"""Organisations, who takes part in which joint arrangement, and who an account is."""

from functools import partial

from commands.organisations import Organisation, OrganisationKind
from commands.people import Account
from storage.database import Database
from storage.organisation import Organisations, identify, recognise
from storage.store import Store
from tests.storage.house import (
    FATIMA,
    JAN,
    OTHER_TOWN,
    REGION,
    SUZE,
    TOWN,
    in_store,
)


def test_an_organisation_knows_the_joint_arrangements_it_takes_part_in(house: Database) -> None:
    assert house.read(lambda c: Organisations(c).get("waterveen")) == TOWN
    assert house.read(lambda c: Organisations(c).get("elders")) is None
    assert house.read(lambda c: Organisations(c).participants("regio")) == (OTHER_TOWN, TOWN)
    assert house.read(lambda c: Organisations(c).all()) == (OTHER_TOWN, REGION, TOWN)


def test_an_organisation_that_is_added_again_is_changed(house: Database) -> None:
    changed = Organisation(
        "waterveen",
        "Gemeente Waterveen",
        OrganisationKind.MUNICIPALITY,
        "en",
        "Europe/Lisbon",
        "Servicedesk, tel. 1000",
        ("regio",),
    )
    house.transact(lambda c: Organisations(c).add(changed))
    assert house.read(lambda c: Organisations(c).get("waterveen")) == changed


def test_a_store_leads_to_that_of_a_joint_arrangement_in_the_same_transaction(house: Database) -> None:
    def work(store: Store) -> tuple[str, object]:
        arrangement = store.of("regio")
        assert arrangement
        assert arrangement.connection is store.connection
        return arrangement.organisation.name, store.of("elders")

    assert in_store(house, work) == (REGION.name, None)


def test_an_account_is_its_person_in_the_organisation_where_they_work(house: Database) -> None:
    assert house.read(lambda c: identify(c, Account("local", "waterveen", "jan"))) == (JAN, TOWN)


def test_an_account_is_recognised_together_with_a_setting_of_the_installation(house: Database) -> None:
    jan, nobody = Account("local", "waterveen", "jan"), Account("local", "waterveen", "x")
    assert house.read(lambda c: recognise(c, jan, "clock")) == (JAN, TOWN, None)

    in_store(house, lambda s: s.settings.put("clock", "60"))
    assert house.read(lambda c: recognise(c, jan, "clock")) == (JAN, TOWN, "60")
    assert house.read(lambda c: recognise(c, nobody, "clock")) is None


def test_an_unknown_account_is_nobody(house: Database) -> None:
    for account in (
        Account("local", "waterveen", "x"),
        Account("slack", "waterveen", "jan"),
        Account("local", "", "jan"),
    ):
        assert house.read(partial(identify, account=account)) is None


def test_in_the_workspace_of_an_organisation_an_account_speaks_for_that_organisation(house: Database) -> None:
    in_store(house, lambda s: s.people.add_account(SUZE, Account("slack", "T1", "U9")))
    house.transact(lambda c: Organisations(c).link_tenant("slack", "T1", "regio"))
    house.transact(lambda c: Organisations(c).link_tenant("slack", "T1", "waterveen"))

    assert house.read(lambda c: identify(c, Account("slack", "T1", "U9"))) == (SUZE, TOWN)
    assert house.read(lambda c: Organisations(c).of_tenant("slack", "T1")) == TOWN
    assert house.read(lambda c: Organisations(c).of_tenant("slack", "T2")) is None


def test_a_person_may_have_accounts_on_several_platforms(house: Database) -> None:
    slack = Account("slack", "T1", "U1")
    in_store(house, lambda s: s.people.add_account(JAN, slack))
    assert in_store(house, lambda s: s.people.accounts(JAN)) == (Account("local", "waterveen", "jan"), slack)


def test_an_account_has_one_owner(house: Database) -> None:
    account = Account("local", "waterveen", "jan")
    in_store(house, lambda s: s.people.add_account(FATIMA, account))
    assert in_store(house, lambda s: s.people.accounts(JAN)) == ()

    in_store(house, lambda s: s.people.remove_account(account))
    assert house.read(lambda c: identify(c, account)) is None
