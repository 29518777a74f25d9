# SPDX-License-Identifier: EUPL-1.2
"""A ballot of a closed round keeps its group only where the report shows that group; words stay in the report alone."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0030_small_groups"
down_revision = "0029_agreed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do to ballots of earlier rounds what closing does from now on."""
    rounds = sa.table("evaluation_rounds", *map(sa.column, ("organisation", "reference", "report")))
    ballots = sa.table("evaluation_ballots", *map(sa.column, ("organisation", "round", "side")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rounds).where(rounds.c.report != "")).all():
        report = json.loads(row.report)
        here = (ballots.c.organisation == row.organisation, ballots.c.round == row.reference)
        told = ballots.c.side == "" if report["figures"] else sa.true()
        connection.execute(sa.delete(ballots).where(*here, told))
        small = ballots.c.side.not_in(list(report["sizes"] or ()))
        connection.execute(sa.update(ballots).where(*here, small).values(side="rest"))
