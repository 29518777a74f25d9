# SPDX-License-Identifier: EUPL-1.2
"""Which functions must agree on a request before it can be approved."""

from sqlalchemy import Column, Connection, ForeignKeyConstraint, Index, Table, Text, delete, insert

from commands.requests.authority import agreers
from commands.requests.request import Request
from storage.database import metadata

# Which functions must agree before a request can be approved.
asked_to_agree = Table(
    "request_agreers",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("function", Text, primary_key=True),
    Column("function_organisation", Text, nullable=False),
    ForeignKeyConstraint(("organisation", "reference"), ("requests.organisation", "requests.reference")),
    Index(None, "function_organisation"),
)


class Agreers:
    """Who must agree on the requests of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def ask_others_to_agree(self, request: Request) -> None:
        """Keep who must agree on the request where it lies now, and no longer those who had to before."""
        a = asked_to_agree.c
        this = (a.organisation == self._organisation, a.reference == request.reference)
        self._connection.execute(delete(asked_to_agree).where(*this))
        self.ask_to_agree(request)

    def ask_to_agree(self, request: Request) -> None:
        """Keep who must agree on a request that is new where it lies."""
        rows = [
            {
                "organisation": self._organisation,
                "reference": request.reference,
                "function": function,
                "function_organisation": request.desk.organisation,
            }
            for function in agreers(request)
        ]
        if rows:
            self._connection.execute(insert(asked_to_agree), rows)
