# SPDX-License-Identifier: EUPL-1.2
"""Where we may speak is kept as it is told, and nothing that was known is lost by an activity that tells less."""

from collections.abc import Callable
from datetime import timedelta

from commands.people import Account, Function, Holding
from storage.conversations import Conversation, Conversations
from storage.database import Connection, Database
from storage.retention import forget
from storage.store import Store
from storage.unreached import blocked, mute_channels, without_app
from tests.storage.house import FATIMA, JAN, NOW, TOWN, furnish

HERE = "https://smba.example/emea"
WHOLE = Conversation("t1", "a:1", "u1", "29:1", HERE)


def _kept(connection: Connection) -> Conversations:
    return Conversations(connection, "teams")


def test_what_an_activity_leaves_out_stays_known(database: Database) -> None:
    def work(connection: Connection) -> Conversation:
        kept = _kept(connection)
        kept.hear(WHOLE)
        return kept.hear(Conversation("t1", "a:1"))

    assert database.transact(work) == WHOLE
    assert database.read(lambda c: _kept(c).with_user("t1", "u1")) == WHOLE
    assert database.read(lambda c: _kept(c).service_url("t1")) == HERE


def test_one_person_in_two_tenants_has_a_conversation_in_each(database: Database) -> None:
    other = Conversation("t2", "a:9", "u1", "29:9", HERE)
    database.transact(lambda c: [_kept(c).hear(each) for each in (WHOLE, other)])
    assert database.read(lambda c: [_kept(c).with_user(at, "u1") for at in ("t1", "t2")]) == [WHOLE, other]


def test_where_leavers_were_is_forgotten_and_where_others_are_stays(database: Database) -> None:
    database.transact(furnish)
    stays, goes, board = (
        Conversation("t1", f"a:{user}", user, f"29:{user}", HERE)
        if user
        else Conversation("t1", "19:board", service_url=HERE)
        for user in ("fatima", "jan", "")
    )

    def work(connection: Connection) -> list[Conversation | None]:
        people, kept = Store(connection, TOWN).people, _kept(connection)
        for who, each in ((FATIMA, stays), (JAN, goes)):
            people.add_account(who, Account("teams", "t1", each.user))
        for each in (stays, goes, board):
            kept.hear(each)
        assert forget(connection, NOW) == 0
        people.deactivate(JAN, NOW.date())
        forget(connection, NOW)
        return [kept.get("t1", each.id) for each in (stays, goes, board)]

    assert database.transact(work) == [stays, None, board]


def test_a_person_who_puts_the_app_back_has_one_conversation(database: Database) -> None:
    def work(connection: Connection) -> Conversation | None:
        kept = _kept(connection)
        kept.hear(WHOLE)
        kept.leave("t1", "a:1")
        kept.hear(Conversation("t1", "a:2", "u1", "29:1", HERE))
        assert kept.get("t1", "a:1") is None
        return kept.with_user("t1", "u1")

    found = database.transact(work)
    assert found
    assert (found.id, found.installed) == ("a:2", True)


def test_a_blocked_conversation_is_open_again_as_soon_as_something_comes_from_it(database: Database) -> None:
    def work(connection: Connection) -> tuple[str, str]:
        kept = _kept(connection)
        kept.hear(WHOLE)
        kept.block("t1", "a:1", "MessageWritesBlocked", NOW)
        before = kept.get("t1", "a:1")
        kept.hear(Conversation("t1", "a:1"))
        after = kept.get("t1", "a:1")
        assert before
        assert after
        return before.blocked, after.blocked

    assert database.transact(work) == ("MessageWritesBlocked", "")


def test_who_watches_a_channel_are_the_people_of_its_body_who_spoke_to_us(database: Database) -> None:
    database.transact(furnish)

    def work(connection: Connection) -> tuple[str, ...]:
        store = Store(connection, TOWN)
        store.people.add_function(Function("Board", body=True))
        for person, user in ((FATIMA, "u1"), (JAN, "u2")):
            store.people.add_account(person, Account("teams", "t1", user))
            store.people.add_holding(Holding(person, "Board"))
        store.people.add_channel("Board", Account("teams", "t1", "19:board"))
        _kept(connection).hear(WHOLE)
        return _kept(connection).watchers("t1", "19:board", 60)

    assert database.transact(work) == ("29:1",)


def test_who_has_no_app_and_who_blocked_it_are_named(database: Database) -> None:
    database.transact(furnish)

    def work(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
        store = Store(connection, TOWN)
        store.organisations.link_tenant("teams", "t1", TOWN.id)
        store.people.add_account(FATIMA, Account("teams", "t1", "u1"))
        _kept(connection).hear(WHOLE)
        before = without_app(connection, "teams", ("t1",))
        _kept(connection).block("t1", "a:1", "MessageWritesBlocked", NOW + timedelta(hours=1))
        assert FATIMA.name not in before
        assert JAN.name in before
        return before, blocked(connection, "teams")

    assert database.transact(work)[1] == (FATIMA.name,)


def test_a_body_whose_channel_takes_nothing_is_named_also_where_nothing_was_ever_heard_from(database: Database) -> None:
    database.transact(furnish)

    def work(connection: Connection) -> list[tuple[str, ...]]:
        people, kept, found = Store(connection, TOWN).people, _kept(connection), []
        for name in ("Board", "Other board"):
            people.add_function(Function(name, body=True))
            people.add_channel(name, Account("teams", "t1", f"19:{name}"))
        kept.hear(Conversation("t1", "19:Other board"))
        changes: tuple[Callable[[], None], ...] = (
            lambda: None,
            lambda: kept.block("t1", "19:Board", "BotNotInConversationRoster", NOW),
            lambda: kept.leave("t1", "19:Other board"),
            lambda: kept.unblock("t1", "19:Board"),
        )
        for change in changes:
            change()
            found.append(mute_channels(connection, "teams"))
        return found

    assert database.transact(work) == [(), ("Board",), ("Board", "Other board"), ("Other board",)]
