"""An index from which the open work is read alone, by whose it is and when it is due: the workload looks at all of it.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OPEN = sa.text("category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_task_load",
        "task",
        ["owner_id", "due_at", "team_id", "kind", "estimate_minutes", "spent_minutes", "created_at", "category"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
        postgresql_include=["id"],
    )
