"""Indices from which the open work, and what was closed lately, are read alone: the workload looks at all of it.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OPEN = sa.text("category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')")
CLOSED = sa.text("category IN ('done', 'cancelled')")


def upgrade() -> None:
    """Make the indices."""
    op.create_index(
        "ix_task_load",
        "task",
        [
            "owner_id",
            "due_at",
            "team_id",
            "kind",
            "estimate_minutes",
            "spent_minutes",
            "created_at",
            "category",
            "site_id",
            "customer_id",
        ],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
        postgresql_include=["id"],
    )
    op.create_index(
        "ix_task_closed_load",
        "task",
        ["done_at", "created_at", "owner_id", "team_id", "kind", "estimate_minutes", "category"],
        unique=False,
        sqlite_where=CLOSED,
        postgresql_where=CLOSED,
    )
