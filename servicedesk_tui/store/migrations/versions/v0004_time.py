"""People's own hours and how much they may have begun, customers' calendars, and what assignment by policy remembers.

Revision: 0004
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with _changing("person", is_sqlite=is_sqlite) as person:
        person.add_column(sa.Column("hours", json, nullable=False, server_default=sa.text("'{}'")))
        person.add_column(sa.Column("wip_cap", sa.Integer(), nullable=True))
        person.create_check_constraint(op.f("ck_person_wip_cap"), "wip_cap IS NULL OR wip_cap > 0")
    with _changing("person", is_sqlite=is_sqlite) as person:
        person.alter_column("hours", server_default=None)
    with _changing("customer", is_sqlite=is_sqlite) as customer:
        customer.add_column(sa.Column("calendar_key", sa.String(40), nullable=True))
    op.create_table(
        "assignment_credit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(100), nullable=False),
        sa.Column("credit", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assignment_credit_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_credit")),
        sa.UniqueConstraint("person_id", "policy", name=op.f("uq_assignment_credit_person_id_policy")),
        sqlite_autoincrement=True,
    )


@contextmanager
def _changing(table: str, *, is_sqlite: bool) -> Iterator[BatchOperations]:
    """Change a table. SQLite's own way to add a column writes it as no model would, so there the table is made anew, and
    goes on counting where it was: an id never returns."""
    if not is_sqlite:
        with op.batch_alter_table(table) as batch:
            yield batch
        return
    counted = op.get_bind().scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table})
    with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        yield batch
    if counted is not None:
        op.get_bind().execute(
            sa.text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"), {"seq": counted, "name": table}
        )
