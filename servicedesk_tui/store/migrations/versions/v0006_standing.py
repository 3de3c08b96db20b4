"""When a task's policy found nobody for it, and indices of what nobody touched and of what was escalated.

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = sa.text("category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')")
ESCALATED = sa.text(f"{OPEN.text} AND escalated_at IS NOT NULL")


def upgrade() -> None:
    """Add the column and make the indices."""
    op.add_column("task", sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_task_idle",
        "task",
        ["updated_at", "snoozed_until", "waiting_until", "planned_at", "category"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_task_escalated",
        "task",
        ["escalated_at"],
        unique=False,
        sqlite_where=ESCALATED,
        postgresql_where=ESCALATED,
    )
