# SPDX-License-Identifier: EUPL-1.2
"""What differs between two versions of a register."""

from dataclasses import replace
from decimal import Decimal

from commands.decision_rights.changes import Changes, compare
from commands.decision_rights.rights import DecisionRight

HIRING = DecisionRight("A-1", "Inhuur", "CIO", up_to=Decimal(50000))
BUYING = DecisionRight("A-2", "Aanschaf", "CIO")
AWARDING = DecisionRight("A-3", "Gunnen", "College")


def test_rights_are_added_changed_and_removed_by_their_id() -> None:
    wider = replace(HIRING, up_to=Decimal(75000), deputy="Directeur")
    changes = compare((HIRING, BUYING), (AWARDING, wider))
    assert (changes.added, changes.removed) == ((AWARDING,), (BUYING,))
    [change] = changes.changed
    assert (change.before, change.after, change.fields) == (HIRING, wider, ("up_to", "deputy"))


def test_another_order_and_another_way_to_write_an_amount_change_nothing() -> None:
    changes = compare((HIRING, BUYING), (BUYING, replace(HIRING, up_to=Decimal("50000.00"))))
    assert changes == Changes()
    assert not changes
