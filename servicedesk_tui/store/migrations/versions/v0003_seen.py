"""What people have seen of the tasks that concern them; an index of open tasks by team.

Revision: 0003

Everything up to now counts as seen by those whom it concerns.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = sa.text("category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')")
SEEN = f"""INSERT INTO seen (person_id, task_id, batch_id)
    SELECT concerned.person_id, concerned.task_id, (SELECT max(id) FROM batch)
    FROM (SELECT owner_id AS person_id, id AS task_id FROM task WHERE owner_id IS NOT NULL AND {OPEN.text}
          UNION SELECT part.person_id, part.task_id
          FROM task_person AS part JOIN task ON task.id = part.task_id WHERE task.{OPEN.text}) AS concerned"""


def upgrade() -> None:
    """Make the table and the index, and fill the one."""
    op.create_table(
        "seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_seen_batch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seen_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_seen_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen")),
        sa.UniqueConstraint("person_id", "task_id", name=op.f("uq_seen_person_id_task_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_seen_task_id"), "seen", ["task_id"], unique=False)
    op.create_index(
        "ix_task_team",
        "task",
        ["team_id", "priority", "rank", "number"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.execute(SEEN)
