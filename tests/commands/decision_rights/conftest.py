# SPDX-License-Identifier: EUPL-1.2
"""What the tests of this feature share: a desk with a small register."""

import pytest

from storage.database import Database
from tests.commands.decision_rights.desk import Desk


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)
