# SPDX-License-Identifier: EUPL-1.2
"""The house: organisations, people, functions, the journal, the outbox, events seen before, settings."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0001_house"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _organisations()
    _people()
    _functions()
    _journal()
    _outbox()
    _local()
    _installation()


def _organisations() -> None:
    """Organisations, who takes part in what, and whose workspace is whose."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("service_desk", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    op.create_table(
        "participations",
        sa.Column("id", Number, nullable=False),
        sa.Column("participant", sa.Text, nullable=False),
        sa.Column("arrangement", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_participations"),
        sa.ForeignKeyConstraint(["participant"], ["organisations.id"], name="fk_participations_participant"),
        sa.ForeignKeyConstraint(["arrangement"], ["organisations.id"], name="fk_participations_arrangement"),
        sa.UniqueConstraint("participant", "arrangement", name="uq_participations_participant_arrangement"),
    )
    op.create_index("ix_participations_arrangement", "participations", ["arrangement"])
    op.create_table(
        "tenants",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", name="pk_tenants"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_tenants_organisation"),
    )


def _people() -> None:
    """People, their accounts, and when they are away."""
    op.create_table(
        "people",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_people_organisation"),
    )
    op.create_index("ix_people_organisation", "people", ["organisation"])
    op.create_table(
        "accounts",
        sa.Column("id", Number, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_accounts_person"),
        sa.UniqueConstraint("platform", "tenant", "user", name="uq_accounts_platform_tenant_user"),
    )
    op.create_index("ix_accounts_person", "accounts", ["person"])
    op.create_table(
        "absences",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("deputy", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_absences_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_absences_person"),
        sa.ForeignKeyConstraint(["deputy"], ["people.id"], name="fk_absences_deputy"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absences_person_last_day", "absences", ["person", "last_day"])


def _functions() -> None:
    """Functions, who holds them, roles, and the channels of bodies."""
    op.create_table(
        "functions",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("side", sa.Text),
        sa.Column("body", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "key", name="pk_functions"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_functions_organisation"),
    )
    op.create_table(
        "holdings",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("function", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("deputy", sa.Boolean, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_holdings"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_holdings_person"),
        sa.ForeignKeyConstraint(
            ["organisation", "function"],
            ["functions.organisation", "functions.key"],
            name="fk_holdings_organisation_function",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_holdings_organisation_function", "holdings", ["organisation", "function"])
    op.create_index("ix_holdings_person", "holdings", ["person"])
    op.create_table(
        "roles",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "person", "role", name="pk_roles"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_roles_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_roles_person"),
    )
    op.create_table(
        "channels",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("function", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_channels_organisation"),
        sa.UniqueConstraint(
            "organisation", "function", "platform", "tenant", name="uq_channels_organisation_function_platform_tenant"
        ),
    )


def _journal() -> None:
    """Lines that only the seal may touch after they were written, and only once."""
    op.create_table(
        "journal",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("sequence", sa.Integer),
        sa.Column("hash", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_journal_organisation"),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_journal_organisation_sequence", "journal", ["organisation", "sequence"], unique=True)
    unsealed = sa.text("sequence IS NULL")
    op.create_index("ix_journal_unsealed", "journal", ["id"], sqlite_where=unsealed, postgresql_where=unsealed)
    op.create_index("ix_journal_object", "journal", ["object"])
    op.create_table(
        "journal_heads",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name="pk_journal_heads"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_journal_heads_organisation"),
    )
    for statement in _GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _outbox() -> None:
    """Messages to be delivered."""
    op.create_table(
        "outbox",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("replaces", Number),
        sa.Column("correlation", sa.Text, nullable=False),
        sa.Column("held_until", UtcDateTime),
        sa.Column("token", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_outbox_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_outbox_person"),
        sa.ForeignKeyConstraint(["replaces"], ["outbox.id"], name="fk_outbox_replaces"),
        sqlite_autoincrement=True,
    )
    due, keyed = sa.text("state = 'due'"), sa.text("key != ''")
    order = ["platform", "tenant", "address", "due_at", "id"]
    op.create_index("ix_outbox_due", "outbox", ["urgent", "due_at", "id"], sqlite_where=due, postgresql_where=due)
    op.create_index("ix_outbox_order", "outbox", order, sqlite_where=due, postgresql_where=due)
    op.create_index("ix_outbox_key", "outbox", ["key", "organisation"], sqlite_where=keyed, postgresql_where=keyed)
    op.create_index("ix_outbox_replaces", "outbox", ["replaces"])


def _local() -> None:
    """Make what the local page remembers of its conversations."""
    op.create_table(
        "local_messages",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("position", Number, nullable=False),
        sa.Column("sequence", Number, nullable=False),
        sa.Column("said_at", UtcDateTime, nullable=False),
        sa.Column("renewed_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_local_messages"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_local_messages_organisation"),
        sa.UniqueConstraint("sequence", name="uq_local_messages_sequence"),
    )
    place = ["organisation", "conversation", "room", "sequence"]
    op.create_index("ix_local_messages_organisation_conversation_room_sequence", "local_messages", place)
    op.create_table(
        "local_arrivals",
        sa.Column("sequence", Number, nullable=False, autoincrement=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("correlation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_local_arrivals"),
        sa.ForeignKeyConstraint(["message"], ["local_messages.id"], name="fk_local_arrivals_message"),
    )
    op.create_index("ix_local_arrivals_correlation", "local_arrivals", ["correlation"])
    op.create_table(
        "local_causes",
        sa.Column("correlation", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("correlation", name="pk_local_causes"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_local_causes_organisation"),
    )
    op.create_index("ix_local_causes_organisation_account", "local_causes", ["organisation", "account"])


def _installation() -> None:
    """Events seen before, and small facts about this installation."""
    op.create_table(
        "seen",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("ack", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime),
        sa.PrimaryKeyConstraint("key", name="pk_seen"),
    )
    op.create_index("ix_seen_at", "seen", ["at"])
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


_FIELDS = ("id", "organisation", "action", "object", "result", "origin", "actor", "at")
_UNTOUCHED_SQLITE = " AND ".join(f"OLD.{field} IS NEW.{field}" for field in _FIELDS)
_UNTOUCHED_POSTGRES = " AND ".join(f"OLD.{field} IS NOT DISTINCT FROM NEW.{field}" for field in _FIELDS)

_GUARDS = {
    "sqlite": (
        f"""
        CREATE TRIGGER journal_keeps_lines BEFORE UPDATE ON journal
        WHEN NOT (OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND {_UNTOUCHED_SQLITE})
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
        """
        CREATE TRIGGER journal_loses_nothing BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """,
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND TG_LEVEL = 'ROW' THEN
                IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND {_UNTOUCHED_POSTGRES} THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'the journal is append-only';
        END $$
        """,
        """
        CREATE TRIGGER journal_keeps_lines BEFORE UPDATE OR DELETE ON journal
        FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()
        """,
        """
        CREATE TRIGGER journal_loses_nothing BEFORE TRUNCATE ON journal
        FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()
        """,
    ),
}
