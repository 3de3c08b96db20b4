"""What searching reads; indices of open tasks over all statuses, by when they were made, without a due moment and blocked,
of closed ones by customer, of all by contact and site, and of batches by time.

Revision: 0002

The tables are left empty: `store.schema` fills them from the rows there are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')")
CLOSED = sa.text("category IN ('done', 'cancelled')")


def upgrade() -> None:
    """Make the tables and the indices."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in ("search_open", "search_closed"):
        op.create_table(
            name,
            sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
            sa.Column("task_id", sa.Integer(), nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f(f"fk_{name}_task_id"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_task_id"), name, ["task_id"], unique=False)
        if is_sqlite:
            _index_in_sqlite(name)
        else:
            op.create_index(
                f"ix_{name}_body",
                name,
                ["body"],
                unique=False,
                postgresql_using="gin",
                postgresql_ops={"body": "gin_trgm_ops"},
                postgresql_with={"gin_pending_list_limit": 1024},
            )
    op.create_table(
        "search_name",
        sa.Column("entity", sa.String(24), nullable=False),
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "row_id", name=op.f("pk_search_name")),
    )
    op.create_index(op.f("ix_batch_at"), "batch", ["at"], unique=False)
    op.create_index(
        "ix_task_open",
        "task",
        ["priority", "rank", "number", "category"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
        postgresql_include=["id"],
    )
    op.create_index(
        "ix_task_customer_closed",
        "task",
        ["customer_id", "done_at", "number"],
        unique=False,
        sqlite_where=CLOSED,
        postgresql_where=CLOSED,
    )
    op.create_index("ix_task_created", "task", ["created_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    # Without those that have no due moment, which databases would take for few and look up there.
    op.drop_index("ix_task_due", "task")
    for name, columns, where in (
        ("ix_task_due", ["due_at"], sa.text(f"{OPEN.text} AND due_at IS NOT NULL")),
        ("ix_task_blocked", ["category"], sa.text("blocked_reason <> ''")),
        ("ix_task_undated", ["status_id", "priority", "rank", "number"], sa.text(f"{OPEN.text} AND due_at IS NULL")),
    ):
        op.create_index(name, "task", columns, unique=False, sqlite_where=where, postgresql_where=where)
    for place in ("contact", "site"):
        known = sa.text(f"{place}_id IS NOT NULL")
        op.create_index(
            f"ix_task_{place}",
            "task",
            [f"{place}_id", "category"],
            unique=False,
            sqlite_where=known,
            postgresql_where=known,
        )


def _index_in_sqlite(name: str) -> None:
    gone = f"INSERT INTO {name}_index ({name}_index, rowid, body) VALUES ('delete', old.id, old.body);"
    come = f"INSERT INTO {name}_index (rowid, body) VALUES (new.id, new.body);"
    op.execute(
        f"CREATE VIRTUAL TABLE {name}_index USING fts5 (body, content='{name}', content_rowid='id', columnsize=0,"
        " tokenize='trigram case_sensitive 1')"
    )
    op.execute(f"CREATE TRIGGER {name}_come AFTER INSERT ON {name} BEGIN {come} END")
    op.execute(f"CREATE TRIGGER {name}_gone AFTER DELETE ON {name} BEGIN {gone} END")
    op.execute(f"CREATE TRIGGER {name}_other AFTER UPDATE ON {name} BEGIN {gone} {come} END")
