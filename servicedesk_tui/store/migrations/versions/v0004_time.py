"""People's own hours and how much they may have begun, customers' calendars, and what assignment by policy remembers.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from servicedesk_tui.store.migrations.rebuilding import changing

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    with changing("person") as person:
        person.add_column(sa.Column("hours", json, nullable=False, server_default=sa.text("'{}'")))
        person.add_column(sa.Column("wip_cap", sa.Integer(), nullable=True))
        person.create_check_constraint(op.f("ck_person_wip_cap"), "wip_cap IS NULL OR wip_cap > 0")
    with changing("person") as person:
        person.alter_column("hours", server_default=None)
    with changing("customer") as customer:
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
