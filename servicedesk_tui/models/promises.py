"""Working calendars, service levels and the clocks that run on tasks. Policies are versioned rows: a change adds one,
so that a rebuild of the past gives the same answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import ClockKind, ClockState

from .base import AUTO, Row, choice, moment, one_of, structure


class Calendar(Row, table=True):
    """When work is done: `weekly` maps ISO weekdays to ranges, `exceptions` dates to ranges."""

    __table_args__ = (UniqueConstraint("key", "version"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=40)
    version: int = 1
    name: str = Field(max_length=100)
    zone: str = Field(max_length=64)
    weekly: dict[str, Any] = structure(default_factory=dict)
    exceptions: dict[str, Any] = structure(default_factory=dict)
    valid_from: datetime = moment()


class ServiceLevel(Row, table=True):
    """What is promised: `targets` maps clock kinds and priorities to minutes."""

    __tablename__ = "service_level"
    __table_args__ = (UniqueConstraint("key", "version"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=40)
    version: int = 1
    name: str = Field(max_length=100)
    calendar_key: str = Field(default="", max_length=40)
    targets: dict[str, Any] = structure(default_factory=dict)
    valid_from: datetime = moment()


class ServiceClock(Row, table=True):
    """A promise running on a task: a cache of what the history says, rebuilt by the same rules."""

    __tablename__ = "clock"
    __table_args__ = (
        UniqueConstraint("task_id", "kind", "instance"),
        one_of("kind", ClockKind),
        one_of("state", ClockState),
        CheckConstraint("consumed_seconds >= 0", name="consumed_seconds"),
        Index(
            "ix_clock_running",
            "due_at",
            sqlite_where=sql("state = 'running'"),
            postgresql_where=sql("state = 'running'"),
        ),
        AUTO,
    )
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    kind: ClockKind = choice(ClockKind)
    instance: int = 1
    service_level_id: int = Field(foreign_key="service_level.id")
    started_at: datetime = moment()
    due_at: datetime | None = moment(default=None, nullable=True)
    consumed_seconds: int = 0
    state: ClockState = choice(ClockState, default=ClockState.RUNNING)
    breached_at: datetime | None = moment(default=None, nullable=True)
    warned: int = 0
