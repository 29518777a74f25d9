# SPDX-License-Identifier: EUPL-1.2
"""Where an app was installed by its own workspaces, with the tokens of each; tokens come in encrypted and stay so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, Table, Text, delete, insert, select, update

from storage.database import UtcDateTime, metadata

installations = Table(
    "installations",
    metadata,
    Column("platform", Text, primary_key=True),
    # Empty where the workspace is in no Enterprise Grid, and empty where the whole Grid installed.
    Column("enterprise", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("app", Text, nullable=False),
    Column("bot", Text, nullable=False),
    Column("bot_user", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("refresh_token", Text, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("installer", Text, nullable=False),
    Column("installed_at", UtcDateTime, nullable=False),
    Column("whole", Boolean, nullable=False),
)

# Which workspaces were seen in which Enterprise Grid: the token of one that installed as a whole serves each of them.
grids = Table(
    "grids",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("team", Text, primary_key=True),
    Column("enterprise", Text, nullable=False),
)

# Handed to a browser that goes to install; whoever comes back with one that is not here did not start with us.
oauth_states = Table(
    "oauth_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Installed:
    """One installation. ``token`` and ``refresh_token`` are encrypted; ``whole`` is one for a whole Enterprise Grid."""

    enterprise: str
    team: str
    name: str
    app: str
    bot: str
    bot_user: str
    scopes: str
    token: str
    refresh_token: str
    expires_at: datetime | None
    installer: str
    installed_at: datetime
    whole: bool = False


class Installations:
    """The installations on one platform, in one transaction."""

    def __init__(self, connection: Connection, platform: str) -> None:
        """Read and write on this connection."""
        self._connection = connection
        self._platform = platform

    def save(self, installed: Installed) -> None:
        """Keep an installation, or the newest of a workspace that installed before."""
        values = {name: getattr(installed, name) for name in Installed.__dataclass_fields__}
        self.remove(installed.enterprise, installed.team)
        self._connection.execute(insert(installations).values(platform=self._platform, **values))

    def find(self, enterprise: str, team: str) -> Installed | None:
        """Return what serves this workspace: its own installation, else that of its whole Enterprise Grid."""
        i = installations.c
        here = select(installations).where(i.platform == self._platform)
        own = here.where(i.team == team, i.team != "").order_by(i.installed_at.desc())
        row = self._connection.execute(own).first()
        if row is None and (grid := enterprise or self._grid(team)):
            row = self._connection.execute(here.where(i.enterprise == grid, i.whole)).first()
        return Installed(*(getattr(row, name) for name in Installed.__dataclass_fields__)) if row else None

    def seen(self, team: str, enterprise: str) -> None:
        """Remember in which Enterprise Grid a workspace is."""
        if not (team and enterprise) or self._grid(team) == enterprise:
            return
        here = (grids.c.platform == self._platform, grids.c.team == team)
        if not self._connection.execute(update(grids).where(*here).values(enterprise=enterprise)).rowcount:
            self._connection.execute(insert(grids).values(platform=self._platform, team=team, enterprise=enterprise))

    def remove(self, enterprise: str, team: str) -> None:
        """Forget an installation with its tokens."""
        i = installations.c
        one = (i.team == team) if team else (i.enterprise == enterprise) & i.whole
        self._connection.execute(delete(installations).where(i.platform == self._platform, one))

    def issue(self, state: str, until: datetime) -> None:
        """Keep what a browser brings back when it has installed."""
        self._connection.execute(insert(oauth_states).values(state=state, until=until))

    def consume(self, state: str, now: datetime) -> bool:
        """Whether this was given out and is still good; it is good once."""
        s = oauth_states.c
        good = self._connection.execute(delete(oauth_states).where(s.state == state, s.until > now)).rowcount == 1
        self._connection.execute(delete(oauth_states).where(s.until <= now))
        return good

    def _grid(self, team: str) -> str:
        """Return in which Enterprise Grid a workspace is, as far as we have seen."""
        g = grids.c
        query = select(g.enterprise).where(g.platform == self._platform, g.team == team)
        return self._connection.scalar(query) or ""
