"""What belongs to the desk itself: settings, counters, saved views, drafts, and what has been seen."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from .base import AUTO, Row, moment, structure, text


class Setting(Row, table=True):
    """A named value of the whole desk; `value` is `{"value": …}`."""

    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=60, unique=True)
    value: dict[str, Any] = structure(default_factory=dict)


class Counter(Row, table=True):
    """A number that only grows, taken back by nothing: the next task number."""

    __table_args__ = (AUTO,)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40, unique=True)
    value: int


class SavedView(Row, table=True):
    """A filter with a name; without an owner it is everybody's."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("owner_id", "name"),
        Index(
            "uq_saved_view_shared",
            "name",
            unique=True,
            sqlite_where=sql("owner_id IS NULL"),
            postgresql_where=sql("owner_id IS NULL"),
        ),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    name: str = Field(max_length=100)
    letter: str = Field(default="", max_length=1)
    query: str = text(default="")
    layout: dict[str, Any] = structure(default_factory=dict)


class Draft(Row, table=True):
    """Half-written text, kept for its writer."""

    __table_args__ = (UniqueConstraint("person_id", "key"), AUTO)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    key: str = Field(max_length=100)
    body: str = text(default="")
    updated_at: datetime = moment()


class Seen(Row, table=True):
    """How far a person has seen what happened to a task: up to a batch, whichever task that one was about."""

    __table_args__ = (UniqueConstraint("person_id", "task_id"), AUTO)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    task_id: int = Field(foreign_key="task.id", ondelete="CASCADE", index=True)
    batch_id: int = Field(foreign_key="batch.id")


class Meta(Row, table=True):
    """One row: the schema's version where the database has no place of its own for it (PostgreSQL)."""

    __table_args__ = (AUTO,)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    schema_version: int
