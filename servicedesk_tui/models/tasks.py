"""The task and its status: what is to be done, by whom, how far it has come."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import (
    OPEN,
    OWNERLESS,
    Category,
    ClockKind,
    CloseReason,
    Kind,
    Level,
    Priority,
    WaitingOn,
)

from .base import AUTO, Row, choice, moment, one_of, text

_OPEN = sql(f"category IN ({', '.join(repr(c.value) for c in OPEN)})")
_DATED = sql(f"{_OPEN.text} AND due_at IS NOT NULL")
_UNDATED = sql(f"{_OPEN.text} AND due_at IS NULL")
_BLOCKED = sql("blocked_reason <> ''")
_CLOSED = sql("category IN ('done', 'cancelled')")
_ESCALATED = sql(f"{_OPEN.text} AND escalated_at IS NOT NULL")
_OWNED = f"{_OPEN.text} AND owner_id IS NOT NULL"
UNTOLD = {
    name: (at, f"{which} AND ({name}_told_at IS NULL OR {name}_told_at <> {at})")
    for name, at, which in (
        ("due", "due_at", f"{_OWNED} AND due_at IS NOT NULL"),
        ("soon", "due_at", f"{_OWNED} AND due_at IS NOT NULL"),
        ("wake", "waiting_until", f"{_OWNED} AND waiting_until IS NOT NULL"),
        # Open and nobody's is in the inbox; said so, the databases take this index and not the one of owners.
        ("unowned", "status_since", "category = 'inbox' AND owner_id IS NULL"),
    )
}
"""What nobody was told of yet, by the name of its mark: the moment it is about, and which tasks those are. A moment that has
moved since is told of anew. Literal: only then do the databases know that the index serves."""
_OWNERLESS = ", ".join(repr(c.value) for c in Category if c in OWNERLESS)

RANK_NO_DUE = 9_000_000_000_000_000
"""The rank of a task without a due moment, past every due moment in microseconds (the year 2255)."""


class Status(Row, table=True):
    """A step of the team's own flow; its category says what it means to the desk."""

    __table_args__ = (
        UniqueConstraint("id", "category"),
        one_of("category", Category),
        CheckConstraint("wip_limit IS NULL OR wip_limit > 0", name="wip_limit"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=40, unique=True)
    name_en: str = Field(max_length=60)
    name_da: str = Field(max_length=60)
    category: Category = choice(Category)
    position: int
    wip_limit: int | None = None
    customer_wording_en: str = Field(default="", max_length=200)
    customer_wording_da: str = Field(default="", max_length=200)
    pauses_service_level: bool = False
    active: bool = True


class Task(Row, table=True):
    """What is to be done. Order on the board is status, priority, rank, number."""

    __table_args__ = (
        ForeignKeyConstraint(["status_id", "category"], ["status.id", "status.category"], onupdate="CASCADE"),
        ForeignKeyConstraint(["contact_id", "customer_id"], ["contact.id", "contact.customer_id"]),
        ForeignKeyConstraint(["site_id", "customer_id"], ["site.id", "site.customer_id"]),
        CheckConstraint(f"owner_id IS NOT NULL OR category IN ({_OWNERLESS})", name="owner"),
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint("due_at IS NOT NULL OR NOT due_is_day", name="due_is_day"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        CheckConstraint("contact_id IS NULL OR customer_id IS NOT NULL", name="contact"),
        CheckConstraint("site_id IS NULL OR customer_id IS NOT NULL", name="site"),
        one_of("category", Category),
        one_of("kind", Kind),
        one_of("impact", Level),
        one_of("urgency", Level),
        one_of("priority", Priority),
        CheckConstraint("urgency_lift BETWEEN 0 AND 2", name="urgency_lift"),
        one_of("waiting_on", WaitingOn),
        one_of("close_reason", CloseReason),
        one_of("next_deadline_kind", ClockKind),
        Index("ix_task_board", "status_id", "priority", "rank", "number", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_task_owner", "owner_id", "priority", "rank", "number", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_task_customer", "customer_id", "priority", "rank", "number", sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index("ix_task_team", "team_id", "priority", "rank", "number", sqlite_where=_OPEN, postgresql_where=_OPEN),
        # Category and id are there so that the order of all open tasks is read from this index alone.
        Index(
            "ix_task_open",
            "priority",
            "rank",
            "number",
            "category",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
            postgresql_include=["id"],
        ),
        # All that a load is made of, so that it is read from this index alone.
        Index(
            "ix_task_load",
            "owner_id",
            "due_at",
            "team_id",
            "kind",
            "estimate_minutes",
            "spent_minutes",
            "created_at",
            "category",
            "site_id",
            "customer_id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
            postgresql_include=["id"],
        ),
        Index(
            "ix_task_closed_load",
            "done_at",
            "created_at",
            "owner_id",
            "team_id",
            "kind",
            "estimate_minutes",
            "category",
            sqlite_where=_CLOSED,
            postgresql_where=_CLOSED,
        ),
        Index(
            "ix_task_customer_closed",
            "customer_id",
            "done_at",
            "number",
            sqlite_where=_CLOSED,
            postgresql_where=_CLOSED,
        ),
        *(
            Index(
                f"ix_task_{place}",
                f"{place}_id",
                "category",
                sqlite_where=sql(f"{place}_id IS NOT NULL"),
                postgresql_where=sql(f"{place}_id IS NOT NULL"),
            )
            for place in ("contact", "site")
        ),
        Index("ix_task_created", "created_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_task_blocked", "category", sqlite_where=_BLOCKED, postgresql_where=_BLOCKED),
        Index(
            "ix_task_undated",
            "status_id",
            "priority",
            "rank",
            "number",
            sqlite_where=_UNDATED,
            postgresql_where=_UNDATED,
        ),
        # All that makes a task untouched, so that those are counted from this index alone.
        Index(
            "ix_task_idle",
            "updated_at",
            "snoozed_until",
            "waiting_until",
            "planned_at",
            "category",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_task_escalated", "escalated_at", sqlite_where=_ESCALATED, postgresql_where=_ESCALATED),
        *(
            Index(f"ix_task_{name}_untold", at, sqlite_where=sql(where), postgresql_where=sql(where))
            for name, (at, where) in UNTOLD.items()
        ),
        Index("ix_task_due", "due_at", sqlite_where=_DATED, postgresql_where=_DATED),
        Index("ix_task_done", "status_id", "done_at", "number", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
        Index(
            "uq_task_external",
            "external_source",
            "external_ref",
            unique=True,
            sqlite_where=sql("external_ref IS NOT NULL"),
            postgresql_where=sql("external_ref IS NOT NULL"),
        ),
        Index(
            "ix_task_parent",
            "parent_id",
            sqlite_where=sql("parent_id IS NOT NULL"),
            postgresql_where=sql("parent_id IS NOT NULL"),
        ),
        AUTO,
    )
    derived = frozenset(
        {
            "category",
            "priority",
            "urgency_lift",
            "planned_at",
            "spent_minutes",
            "next_deadline_at",
            "next_deadline_kind",
            "version",
            "updated_at",
        }
        | {"slips", "hand_offs", "bounces", "reopened"}
        | {"due_told_at", "soon_told_at", "wake_told_at", "unowned_told_at"}
    )
    kept = frozenset({"rank", "status_since", "done_at", "status_before_id"})
    long_texts = frozenset({"description"})
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    title: str = Field(max_length=300)
    description: str = text(default="")
    next_step: str = Field(default="", max_length=300)
    kind: Kind = choice(Kind, default=Kind.INTERNAL)
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    contact_id: int | None = None
    site_id: int | None = None
    team_id: int | None = Field(default=None, foreign_key="team.id")
    status_id: int
    category: Category = choice(Category)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    impact: Level = choice(Level, default=Level.MEDIUM)
    urgency: Level = choice(Level, default=Level.MEDIUM)
    urgency_lift: int = 0
    priority: Priority = choice(Priority, default=Priority.P3)
    due_at: datetime | None = moment(default=None, nullable=True)
    due_is_day: bool = False
    planned_at: datetime | None = moment(default=None, nullable=True)
    estimate_minutes: int | None = None
    spent_minutes: int = 0
    waiting_on: WaitingOn | None = choice(WaitingOn, default=None, nullable=True)
    waiting_until: datetime | None = moment(default=None, nullable=True)
    waiting_until_is_day: bool = False
    blocked_reason: str = Field(default="", max_length=300)
    snoozed_until: datetime | None = moment(default=None, nullable=True)
    parent_id: int | None = Field(default=None, foreign_key="task.id")
    template_id: int | None = Field(default=None, foreign_key="template.id")
    rank: int = Field(default=RANK_NO_DUE, sa_type=BigInteger)
    next_deadline_at: datetime | None = moment(default=None, nullable=True)
    next_deadline_kind: ClockKind | None = choice(ClockKind, default=None, nullable=True)
    slips: int = 0
    hand_offs: int = 0
    bounces: int = 0
    reopened: int = 0
    status_since: datetime = moment()
    status_before_id: int | None = Field(default=None, foreign_key="status.id")
    close_reason: CloseReason | None = choice(CloseReason, default=None, nullable=True)
    created_at: datetime = moment()
    created_by_id: int = Field(foreign_key="person.id")
    updated_at: datetime = moment()
    done_at: datetime | None = moment(default=None, nullable=True)
    external_source: str | None = Field(default=None, max_length=200)
    external_ref: str | None = Field(default=None, max_length=200)
    version: int = 1
    escalated_at: datetime | None = moment(default=None, nullable=True)
    due_told_at: datetime | None = moment(default=None, nullable=True)
    soon_told_at: datetime | None = moment(default=None, nullable=True)
    wake_told_at: datetime | None = moment(default=None, nullable=True)
    unowned_told_at: datetime | None = moment(default=None, nullable=True)
