"""What assignment by policy remembers."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from .base import AUTO, Row


class AssignmentCredit(Row, table=True):
    """How much a person is due under a policy: what they should have been given and were not (RULES 7)."""

    __tablename__ = "assignment_credit"
    __table_args__ = (UniqueConstraint("person_id", "policy"), AUTO)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    policy: str = Field(max_length=100)
    credit: float = 0.0
