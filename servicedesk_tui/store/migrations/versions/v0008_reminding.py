"""Reminders that hang on tasks, an inbox that several programs share, and how people want to be told.

What is past when a store is upgraded is marked as told of: nobody's inbox fills with what they knew.

Revision: 0008
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from servicedesk_tui.store.migrations.rebuilding import changing

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STRUCTURE = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
OPEN = "category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')"
OWNED = f"{OPEN} AND owner_id IS NOT NULL"
UNTOLD = (
    ("due", "due_at", f"{OWNED} AND due_at IS NOT NULL"),
    ("soon", "due_at", f"{OWNED} AND due_at IS NOT NULL"),
    ("wake", "waiting_until", f"{OWNED} AND waiting_until IS NOT NULL"),
    ("unowned", "status_since", "category = 'inbox' AND owner_id IS NULL"),
)
VISITS = "state = 'planned' AND (told_at IS NULL OR told_at <> starts_at)"
OFFERS = "state = 'offered' AND chased_at IS NULL"


def upgrade() -> None:
    """Add the columns and the tables, and mark what is past."""
    for name, _at, _where in UNTOLD:
        op.add_column("task", sa.Column(f"{name}_told_at", MOMENT, nullable=True))
    op.add_column("visit", sa.Column("told_at", MOMENT, nullable=True))
    op.add_column("handover", sa.Column("chased_at", MOMENT, nullable=True))
    for name, at, where in UNTOLD:
        op.execute(f"UPDATE task SET {name}_told_at = {at} WHERE {where} AND {at} <= CURRENT_TIMESTAMP")
        _index(
            f"ix_task_{name}_untold", "task", [at], f"{where} AND ({name}_told_at IS NULL OR {name}_told_at <> {at})"
        )
    op.execute("UPDATE visit SET told_at = starts_at WHERE state = 'planned' AND starts_at <= CURRENT_TIMESTAMP")
    _mark_offers()
    _index("ix_visit_untold", "visit", ["starts_at"], VISITS)
    _index("ix_handover_unchased", "handover", ["created_at"], OFFERS)
    _reminders()
    _notifications()
    _preferences()
    op.execute("INSERT INTO counter (name, value) SELECT 'raised_batch', coalesce(max(id), 0) FROM batch")


def _mark_offers() -> None:
    """Who has had an offer for a while knows of it."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    now = datetime.now(UTC)
    offer = sa.table("handover", sa.column("state"), sa.column("created_at", MOMENT), sa.column("chased_at", MOMENT))
    made = offer.c.created_at <= (now.replace(tzinfo=None) if sqlite else now) - timedelta(hours=4)
    op.execute(sa.update(offer).where(offer.c.state == "offered", made).values(chased_at=offer.c.created_at))


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _reminders() -> None:
    """None could be set yet."""
    with op.batch_alter_table("notification") as table:
        table.drop_constraint(op.f("fk_notification_reminder_id"), type_="foreignkey")
    op.drop_table("reminder")
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("anchor", sa.String(24), nullable=False),
        sa.Column("at", MOMENT, nullable=True),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("unless_changed", sa.Boolean(), nullable=False),
        sa.Column("every", sa.String(300), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("since_batch_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("last_at", MOMENT, nullable=True),
        sa.CheckConstraint("anchor IN ('at', 'due', 'visit', 'wake')", name=op.f("ck_reminder_anchor")),
        sa.CheckConstraint("state IN ('pending', 'over', 'dropped')", name=op.f("ck_reminder_state")),
        sa.CheckConstraint("anchor <> 'at' OR at IS NOT NULL", name=op.f("ck_reminder_at")),
        sa.CheckConstraint("task_id IS NOT NULL OR (anchor = 'at' AND text <> '')", name=op.f("ck_reminder_about")),
        sa.CheckConstraint("minutes_before >= 0", name=op.f("ck_reminder_minutes_before")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_reminder_created_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_reminder_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sqlite_autoincrement=True,
    )
    _index("ix_reminder_next", "reminder", ["next_at"], "next_at IS NOT NULL")
    op.create_index(op.f("ix_reminder_person_id_state"), "reminder", ["person_id", "state"])
    op.create_index(op.f("ix_reminder_task_id"), "reminder", ["task_id"])


def _notifications() -> None:
    """What reached people before is not made heard now."""
    op.drop_index("uq_notification_raised", table_name="notification")
    with changing("notification") as table:
        table.add_column(sa.Column("key", sa.String(80), nullable=True))
        table.add_column(sa.Column("count", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("channels", STRUCTURE, nullable=False, server_default=sa.text("'[]'")))
        for name in ("ring_at", "rung_at", "later_until"):
            table.add_column(sa.Column(name, MOMENT, nullable=True))
        table.add_column(sa.Column("lease", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("lease_until", MOMENT, nullable=True))
        table.create_unique_constraint(op.f("uq_notification_person_id_key"), ["person_id", "key"])
        table.create_foreign_key(
            op.f("fk_notification_reminder_id"), "reminder", ["reminder_id"], ["id"], ondelete="SET NULL"
        )
    with changing("notification") as table:
        for name in ("count", "urgent", "channels", "lease"):
            table.alter_column(name, server_default=None)
    op.execute("UPDATE notification SET ring_at = at, rung_at = at")
    unheard = "rung_at IS NULL AND read_at IS NULL AND later_until IS NULL"
    _index("ix_notification_unheard", "notification", ["person_id", "ring_at"], unheard)
    _index("ix_notification_undecided", "notification", ["id"], f"{unheard} AND ring_at IS NULL")
    _index("ix_notification_unread", "notification", ["person_id", "id"], "read_at IS NULL")
    _index("ix_notification_later", "notification", ["later_until"], "later_until IS NOT NULL")
    op.create_index(op.f("ix_notification_task_id"), "notification", ["task_id"])
    op.create_index(op.f("ix_notification_batch_id"), "notification", ["batch_id"])


def _preferences() -> None:
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("value", STRUCTURE, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_preference_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("person_id", name=op.f("uq_preference_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mute_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_mute_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mute")),
        sa.UniqueConstraint("person_id", "task_id", name=op.f("uq_mute_person_id_task_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mute_task_id"), "mute", ["task_id"])
