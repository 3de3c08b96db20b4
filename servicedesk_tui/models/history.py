"""What happened: batches of changes, the long texts they name, and the feed that tells other terminals."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import Op, Origin, Reversal

from .base import AUTO, Row, choice, moment, one_of, structure


class Batch(Row, table=True):
    """One command as it was carried out: who, when, from where, caused by what, undoing what. `params` holds the names
    of the day, so that the sentence stays true when people and statuses are renamed."""

    __table_args__ = (
        one_of("origin", Origin),
        one_of("reversal", Reversal),
        Index(None, "person_id", "terminal", "id"),
        Index(None, "at"),
        Index(
            "ix_batch_cause_id",
            "cause_id",
            sqlite_where=sql("cause_id IS NOT NULL"),
            postgresql_where=sql("cause_id IS NOT NULL"),
        ),
        AUTO,
    )
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    origin: Origin = choice(Origin)
    terminal: str = Field(default="", max_length=200)
    command: str = Field(max_length=40)
    params: dict[str, Any] = structure(default_factory=dict)
    tasks: int = 0
    cause_id: int | None = Field(default=None, foreign_key="batch.id")
    undoes_id: int | None = Field(default=None, foreign_key="batch.id")
    reversal: Reversal | None = choice(Reversal, default=None, nullable=True)
    reversed_by_id: int | None = Field(default=None, foreign_key="batch.id")


class Change(Row, table=True):
    """One row as a batch touched it. Update: `values` maps fields to [before, after]; delete: to the value it had;
    insert: empty, the row itself says it."""

    __table_args__ = (
        one_of("op", Op),
        Index(None, "task_id", "id"),
        Index(None, "batch_id"),
        Index(
            "ix_change_row",
            "entity",
            "row_id",
            "id",
            sqlite_where=sql("task_id IS NULL"),
            postgresql_where=sql("task_id IS NULL"),
        ),
        AUTO,
    )
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id")
    entity: str = Field(max_length=40)
    row_id: int
    task_id: int | None = None
    op: Op = choice(Op)
    values: dict[str, Any] = structure(default_factory=dict)


class LongText(Row, table=True):
    """A long text that changes name by its hash; erasing it here erases it from the history."""

    __tablename__ = "long_text"
    recorded = False
    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(max_length=64, unique=True)
    body: str | None = Field(default=None, sa_type=Text)


class Feed(Row, table=True):
    """What other terminals should look at again; pruned after a day."""

    __table_args__ = (AUTO,)
    recorded = False
    id: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"name": "seq"})
    at: datetime = moment(index=True)
    topic: str = Field(max_length=24)
    ref: int = 0
