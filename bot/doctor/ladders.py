# SPDX-License-Identifier: EUPL-1.2
"""Whether an escalation would find somebody on every rung today."""

from collections.abc import Iterator

from bot.doctor.found import Case, Found, Level, today
from bot.neighbours.escalating import Escalating
from bot.registers import Registers
from commands.escalations.readiness import unready
from commands.text import Message, Text, _
from storage.database import Connection
from storage.organisation import Organisations
from storage.store import Store


def ladders(case: Case) -> Iterator[Found]:
    """Look for what an escalation would run into."""
    neighbours = Escalating.of(Registers(case.settings.mandaat_home, meaning=False)).neighbours()

    def look(connection: Connection) -> tuple[tuple[Text, ...], bool]:
        stores = [Store(connection, organisation) for organisation in Organisations(connection).all()]
        found = [text for store in stores for text in unready(store, today(store), neighbours)]
        return tuple(found), bool(stores)

    found, any_organisation = case.read(look)
    advice = _("Name holders and deputies with /people, mend the register, or change the levels with /escalations.")
    for text in found:
        yield Found("ladders", Level.ATTENTION, text if isinstance(text, Message) else _("{text}", text=text), advice)
    if any_organisation and not found:
        yield Found("ladders", Level.GOOD, _("Every ladder holds: whatever gets stuck finds somebody today."))
