"""Reminders, what reached people, and how they want to be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from servicedesk_tui.vocabulary.reminding import Anchor, ReminderState

from .base import AUTO, Row, choice, moment, one_of, structure

UNHEARD = "rung_at IS NULL AND read_at IS NULL AND later_until IS NULL"
"""Notifications that were not made heard, and still are to be."""
UNDECIDED = f"{UNHEARD} AND ring_at IS NULL"
"""Of those, the ones of which it is not decided when that is."""
_COMING = sql("next_at IS NOT NULL")
_UNREAD = sql("read_at IS NULL")
_LATER = sql("later_until IS NOT NULL")


class Reminder(Row, table=True):
    """Tell a person about something, at a moment or by what it hangs on. `next_at` follows from the task (None: nothing is to
    come), `last_at` is the moment it was last raised for; `since_batch_id` the last batch when it was set: what came after
    is what has happened since. `zone` is where `at` was said: nine o'clock every day stays nine o'clock wherever they move."""

    __table_args__ = (
        one_of("anchor", Anchor),
        one_of("state", ReminderState),
        CheckConstraint("anchor <> 'at' OR at IS NOT NULL", name="at"),
        CheckConstraint("task_id IS NOT NULL OR (anchor = 'at' AND text <> '')", name="about"),
        CheckConstraint("minutes_before >= 0", name="minutes_before"),
        Index("ix_reminder_next", "next_at", sqlite_where=_COMING, postgresql_where=_COMING),
        Index(None, "person_id", "state"),
        AUTO,
    )
    names_task = True
    derived = frozenset({"next_at", "last_at"})
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    text: str = Field(default="", max_length=300)
    anchor: Anchor = choice(Anchor, default=Anchor.AT)
    at: datetime | None = moment(default=None, nullable=True)
    minutes_before: int = 0
    working: bool = False
    unless_changed: bool = False
    every: str = Field(default="", max_length=300)
    zone: str = Field(default="", max_length=64)
    urgent: bool = False
    state: ReminderState = choice(ReminderState, default=ReminderState.PENDING)
    since_batch_id: int = 0
    created_at: datetime = moment()
    created_by_id: int = Field(foreign_key="person.id")
    next_at: datetime | None = moment(default=None, nullable=True)
    last_at: datetime | None = moment(default=None, nullable=True)


class Notification(Row, table=True):
    """What reached a person. `key` names what it is about, so that it reaches a person once, however many programs look for
    what is due; `occurrence` is the moment it is about. `ring_at` is when it is to be made heard (None: not decided yet),
    `rung_at` when it was, or that it never is; a `lease` says which program is at it until when."""

    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index(
            "ix_notification_unheard", "person_id", "ring_at", sqlite_where=sql(UNHEARD), postgresql_where=sql(UNHEARD)
        ),
        Index("ix_notification_undecided", "id", sqlite_where=sql(UNDECIDED), postgresql_where=sql(UNDECIDED)),
        Index("ix_notification_unread", "person_id", "id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        Index("ix_notification_later", "later_until", sqlite_where=_LATER, postgresql_where=_LATER),
        Index(None, "person_id", "id"),
        Index(None, "task_id"),
        Index(None, "batch_id"),
        AUTO,
    )
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    task_id: int | None = Field(default=None, foreign_key="task.id")
    batch_id: int | None = Field(default=None, foreign_key="batch.id")
    reminder_id: int | None = Field(default=None, foreign_key="reminder.id", ondelete="SET NULL")
    occurrence: datetime | None = moment(default=None, nullable=True)
    kind: str = Field(max_length=40)
    text: str = Field(default="", max_length=300)
    at: datetime = moment()
    read_at: datetime | None = moment(default=None, nullable=True)
    key: str | None = Field(default=None, max_length=80)
    count: int = 1
    urgent: bool = False
    channels: list[Any] = structure(default_factory=list)
    ring_at: datetime | None = moment(default=None, nullable=True)
    rung_at: datetime | None = moment(default=None, nullable=True)
    later_until: datetime | None = moment(default=None, nullable=True)
    lease: str = Field(default="", max_length=64)
    lease_until: datetime | None = moment(default=None, nullable=True)


class Preference(Row, table=True):
    """How a person wants to be told."""

    __table_args__ = (AUTO,)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    value: dict[str, Any] = structure(default_factory=dict)


class Mute(Row, table=True):
    """A person wants to hear no more of a task."""

    __table_args__ = (UniqueConstraint("person_id", "task_id"), AUTO)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    task_id: int = Field(foreign_key="task.id", ondelete="CASCADE", index=True)
