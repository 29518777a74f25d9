# SPDX-License-Identifier: EUPL-1.2
"""Which of our people an account in a tenant is, by what that tenant says of it."""

from bot.clock import business_now
from bot.effects import Cause, note
from bot.payload import Payload, text
from commands.people import Account
from commands.refs import Ref
from commands.replies import Act
from storage.database import Connection
from storage.organisation import Organisations
from storage.store import Store


def introduce(connection: Connection, account: Account, profile: Payload) -> bool:
    """Give the account to the one person of our organisation with this address; return whether there is one.

    The tenant vouches for the addresses of its own members; guests are nobody's by themselves: an administrator can
    still give them an account, with ``people import``.
    """
    organisation = Organisations(connection).of_tenant(account.platform, account.tenant)
    if organisation is None or not _colleague(profile, account):
        return False
    store = Store(connection, organisation)
    addresses = {text(profile, name).casefold() for name in ("email", "userPrincipalName")} - {""}
    found = {
        person.id: person
        for address in addresses
        for person in store.people.find(address)
        if person.email.casefold() in addresses
    }
    if len(found) != 1:
        return False
    (person,) = found.values()
    store.people.add_account(person, account)
    cause = Cause(account.platform, person.id, business_now(store.settings), "")
    note(store, (Act("organisation.match", Ref("organisation", person.id)),), cause)
    return True


def _colleague(profile: Payload, account: Account) -> bool:
    """Whether this is a member of this tenant in full."""
    role = text(profile, "userRole") or "user"
    home, user = text(profile, "tenantId") or account.tenant, text(profile, "aadObjectId") or account.user
    return role == "user" and home == account.tenant and user == account.user
