# SPDX-License-Identifier: EUPL-1.2
"""Who in Slack is nobody of ours: the administrators hear so once, with the reason and what they can do about it."""

from datetime import datetime

from bot.clock import machine_now
from bot.payload import Payload, text
from bot.post import spread
from commands.cards import Card, Fact, Facts, Paragraph
from commands.people import Account, Role
from commands.replies import Reply, Tell, ToRole
from commands.text import Message, _
from storage.store import Store

GUEST = _("It is a guest, a bot, or somebody of another workspace: only you can say whose account it is.")
UNCONFIRMED = _("Slack gives no confirmed e-mail address of this account.")
UNKNOWN = _("Nobody in the directory has this e-mail address.")
SEVERAL = _("More than one person in the directory has this e-mail address.")


def report(store: Store, account: Account, profile: Payload, why: Message, at: datetime) -> None:
    """Tell the administrators, once for each account, that somebody came in who was not matched; ``at`` is now."""
    once = f"stranger/{account.platform}/{account.tenant}/{account.user}"
    if not store.seen.first_time(once, machine_now()):
        return
    told = Tell(ToRole(Role.ADMINISTRATOR), _card(account, profile, why), once)
    spread(store, Reply(tells=(told,)), at, account.platform)


def _card(account: Account, profile: Payload, why: Message) -> Card:
    """Return what an administrator reads."""
    facts = (
        Fact(_("Name"), text(profile, "real_name") or text(profile, "profile", "real_name")),
        Fact(_("E-mail address"), text(profile, "profile", "email")),
        Fact(_("Account"), f"{account.tenant}/{account.user}"),
    )
    return Card(
        _("Somebody in Slack is not known here"),
        (
            Facts(tuple(fact for fact in facts if fact.value)),
            Paragraph(why),
            Paragraph(
                _(
                    "Correct the e-mail address in the people file, or put the account in its column slack, and load "
                    "it: python -m bot people import FILE. Until then this person is told to ask you."
                )
            ),
        ),
    )
