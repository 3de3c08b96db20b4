"""What keeps a task's context: calls, pins and edits of notes, files by address, checklist lines that stand for a task,
hand-overs of tasks and of shifts.

Revision: 0007
"""

import sqlalchemy as sa
from alembic import op

from servicedesk_tui.store.migrations.rebuilding import changing

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OFFERED = sa.text("state = 'offered'")
FOR_A_TIME = sa.text("state = 'accepted' AND until IS NOT NULL")


def upgrade() -> None:
    """Add the columns and the tables."""
    _notes()
    with changing("attachment") as table:
        table.add_column(sa.Column("url", sa.String(2000), nullable=False, server_default=""))
        table.alter_column("blob_id", existing_type=sa.Integer(), nullable=True)
        table.create_check_constraint(op.f("ck_attachment_content"), "(blob_id IS NULL) = (url <> '')")
    with changing("attachment") as table:
        table.alter_column("url", existing_type=sa.String(2000), server_default=None)
    with changing("checklist_item") as table:
        table.add_column(sa.Column("linked_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_checklist_item_linked_id"), "task", ["linked_id"], ["id"])
        table.create_index(op.f("ix_checklist_item_linked_id"), ["linked_id"])
    _handovers()
    _shifts()


def _notes() -> None:
    with changing("note") as table:
        table.add_column(sa.Column("edited_at", MOMENT, nullable=True))
        table.add_column(sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("caller", sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("direction", sa.String(24), nullable=True))
        table.add_column(sa.Column("outcome", sa.String(300), nullable=False, server_default=""))
        table.create_check_constraint(op.f("ck_note_direction"), "direction IN ('in', 'out')")
    with changing("note") as table:
        table.alter_column("pinned", existing_type=sa.Boolean(), server_default=None)
        table.alter_column("caller", existing_type=sa.String(200), server_default=None)
        table.alter_column("outcome", existing_type=sa.String(300), server_default=None)


def _handovers() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("why", "done", "next", "watch")),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("absence_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("word", sa.String(300), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'returned', 'withdrawn', 'ended')", name=op.f("ck_handover_state")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_handover_task_id")),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_handover_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_handover_to_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["person.id"], name=op.f("fk_handover_given_by_id")),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("fk_handover_absence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_handover_offered", "handover", ["task_id"], unique=True, sqlite_where=OFFERED, postgresql_where=OFFERED
    )
    op.create_index("ix_handover_to", "handover", ["to_id"], sqlite_where=OFFERED, postgresql_where=OFFERED)
    op.create_index("ix_handover_until", "handover", ["until"], sqlite_where=FOR_A_TIME, postgresql_where=FOR_A_TIME)
    op.create_index(op.f("ix_handover_task_id_id"), "handover", ["task_id", "id"])
    op.create_index(op.f("ix_handover_absence_id"), "handover", ["absence_id"])


def _shifts() -> None:
    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'sent', 'signed')", name=op.f("ck_shift_state")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_shift_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_shift_team_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_shift_author_id")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["person.id"], name=op.f("fk_shift_signed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_shift_team_id_id"), "shift", ["team_id", "id"])
    op.create_index(op.f("ix_shift_person_id_id"), "shift", ["person_id", "id"])
    op.create_table(
        "shift_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_shift_line_text")),
        sa.CheckConstraint(
            "kind IN ('changed', 'at_risk', 'wakes', 'promise', 'unowned', 'away', 'free')",
            name=op.f("ck_shift_line_kind"),
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_line_shift_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_shift_line_task_id")),
        sa.ForeignKeyConstraint(["acknowledged_by_id"], ["person.id"], name=op.f("fk_shift_line_acknowledged_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_line")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_shift_line_shift_id_position"), "shift_line", ["shift_id", "position"])
    op.create_index(op.f("ix_shift_line_task_id"), "shift_line", ["task_id"])
