# SPDX-License-Identifier: EUPL-1.2
"""Boards and their meetings, agendas and decisions, actions, and private calendar addresses."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0010_boards"
down_revision = "0009_installations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _boards()
    _meetings()
    _items()
    _decisions()
    _actions()


def _texts(*names: str) -> list[sa.Column[str]]:
    """Return columns of text that are always there."""
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    """Return columns of whole numbers that are always there."""
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _yes_or_no(*names: str) -> list[sa.Column[bool]]:
    """Return columns that say yes or no."""
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]


def _to(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    """Return the constraint of a column that points at another table."""
    return sa.ForeignKeyConstraint([column], [there], name=f"fk_{table}_{column}")


def _boards() -> None:
    """Make boards."""
    op.create_table(
        "boards",
        sa.Column("number", Number, nullable=False),
        *_texts("organisation", "function"),
        sa.Column("chair", sa.Text),
        sa.Column("secretary", sa.Text),
        *_texts("controller", "seats"),
        *_numbers("quorum"),
        *_yes_or_no("votes", "confidential"),
        *_texts("mandate", "place", "link", "rule", "starts"),
        *_numbers("minutes"),
        *_texts("schedule"),
        *_numbers("revision"),
        sa.PrimaryKeyConstraint("number", name="pk_boards"),
        _to("boards", "organisation", "organisations.id"),
        _to("boards", "chair", "people.id"),
        _to("boards", "secretary", "people.id"),
        sa.UniqueConstraint("organisation", "function", name="uq_boards_organisation_function"),
    )


def _meetings() -> None:
    """Make meetings, who comes, and private calendar addresses."""
    op.create_table(
        "meetings",
        sa.Column("number", Number, nullable=False),
        *_texts("organisation"),
        sa.Column("board", Number, nullable=False),
        *_texts("reference"),
        sa.Column("day", sa.Date, nullable=False),
        *_texts("starts"),
        *_numbers("minutes"),
        *_texts("kind", "state", "place", "link", "purpose", "why"),
        sa.Column("moved_from", sa.Date),
        *_yes_or_no("series"),
        *_numbers("sequence"),
        *_texts("notes", "sealed"),
        *_numbers("revision"),
        sa.PrimaryKeyConstraint("number", name="pk_meetings"),
        _to("meetings", "organisation", "organisations.id"),
        _to("meetings", "board", "boards.number"),
        sa.UniqueConstraint("organisation", "reference", name="uq_meetings_organisation_reference"),
    )
    op.create_index("ix_meetings_organisation_day", "meetings", ["organisation", "day"])
    op.create_table(
        "meeting_answers",
        sa.Column("meeting", Number, autoincrement=False, nullable=False),
        *_texts("person", "coming"),
        sa.Column("deputy", sa.Text),
        sa.PrimaryKeyConstraint("meeting", "person", name="pk_meeting_answers"),
        _to("meeting_answers", "meeting", "meetings.number"),
        _to("meeting_answers", "person", "people.id"),
        _to("meeting_answers", "deputy", "people.id"),
    )
    op.create_table(
        "calendar_feeds",
        *_texts("secret", "organisation", "person"),
        sa.PrimaryKeyConstraint("secret", name="pk_calendar_feeds"),
        _to("calendar_feeds", "organisation", "organisations.id"),
        _to("calendar_feeds", "person", "people.id"),
        sa.UniqueConstraint("organisation", "person", name="uq_calendar_feeds_organisation_person"),
    )


def _items() -> None:
    """Make agendas."""
    op.create_table(
        "agenda_items",
        sa.Column("number", Number, nullable=False),
        *_texts("organisation", "about_organisation", "feature", "thing", "board", "title", "right", "reason"),
        *_numbers("place", "minutes", "reading", "register_version", "revision"),
        *_texts("decision", "basis"),
        sa.Column("by", sa.Text),
        *_texts("purpose", "agrees"),
        sa.Column("amount", sa.Text),
        *_yes_or_no("recurring", "names_function", "confidential"),
        sa.Column("not_before", sa.Date),
        *_texts("state"),
        sa.Column("meeting", Number),
        sa.Column("merged_into", Number),
        *_texts("papers", "controllers"),
        sa.Column("proposed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_agenda_items"),
        _to("agenda_items", "organisation", "organisations.id"),
        _to("agenda_items", "about_organisation", "organisations.id"),
        _to("agenda_items", "by", "people.id"),
        _to("agenda_items", "meeting", "meetings.number"),
    )
    op.create_index("ix_agenda_items_organisation_board_state", "agenda_items", ["organisation", "board", "state"])
    op.create_index(
        "ix_agenda_items_about_organisation_feature_thing", "agenda_items", ["about_organisation", "feature", "thing"]
    )
    op.create_index("ix_agenda_items_meeting", "agenda_items", ["meeting"])


def _decisions() -> None:
    """Make what boards decided."""
    op.create_table(
        "board_decisions",
        sa.Column("number", Number, nullable=False),
        *_texts("organisation"),
        sa.Column("item", Number, nullable=False),
        sa.Column("meeting", Number),
        *_texts("reference", "board", "title", "person", "name", "on_behalf_of", "right", "facts", "advice", "reason"),
        *_texts("conditions", "alternative", "function", "votes", "interests", "deviation", "verdict", "basis"),
        *_numbers("register_version"),
        sa.Column("amount", sa.Text),
        sa.Column("until", sa.Date),
        *_yes_or_no("confidential"),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_board_decisions"),
        _to("board_decisions", "organisation", "organisations.id"),
        _to("board_decisions", "item", "agenda_items.number"),
        _to("board_decisions", "meeting", "meetings.number"),
        sa.UniqueConstraint("organisation", "reference", name="uq_board_decisions_organisation_reference"),
    )
    op.create_index("ix_board_decisions_meeting", "board_decisions", ["meeting"])


def _actions() -> None:
    """Make actions."""
    op.create_table(
        "board_actions",
        sa.Column("number", Number, nullable=False),
        *_texts("organisation", "board"),
        sa.Column("meeting", Number),
        *_texts("text", "function"),
        sa.Column("due", sa.Date, nullable=False),
        *_texts("state", "reason"),
        *_numbers("moved"),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_board_actions"),
        _to("board_actions", "organisation", "organisations.id"),
        _to("board_actions", "meeting", "meetings.number"),
    )
    op.create_index("ix_board_actions_organisation_state_board", "board_actions", ["organisation", "state", "board"])
