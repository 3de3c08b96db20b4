"""What the desk does by itself: rules, templates and recurrences, outgoing messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import MessageState

from .base import AUTO, Row, choice, moment, one_of, structure, text


class Rule(Row, table=True):
    """When, if, then. `condition` is a filter; `actions` are commands as data."""

    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100, unique=True)
    active: bool = False
    position: int = 0
    trigger: dict[str, Any] = structure(default_factory=dict)
    condition: str = text(default="")
    actions: list[Any] = structure(default_factory=list)
    version: int = 1


class RuleRun(Row, table=True):
    """A rule fires at most once for a task and a trigger's fingerprint."""

    __tablename__ = "rule_run"
    __table_args__ = (UniqueConstraint("rule_id", "task_id", "fingerprint"), Index(None, "task_id"), AUTO)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    rule_id: int = Field(foreign_key="rule.id")
    rule_version: int = 1
    task_id: int = Field(foreign_key="task.id")
    fingerprint: str = Field(max_length=64)
    at: datetime = moment()
    outcome: str = Field(default="", max_length=300)
    batch_id: int | None = Field(default=None, foreign_key="batch.id")


class Template(Row, table=True):
    """A task to be made again: `body` is a creating command as data, with its checklist."""

    __table_args__ = (AUTO,)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100, unique=True)
    body: dict[str, Any] = structure(default_factory=dict)
    active: bool = True


class Recurrence(Row, table=True):
    """A template on an RRULE, in a zone."""

    __table_args__ = (
        Index("ix_recurrence_next", "next_at", sqlite_where=sql("active"), postgresql_where=sql("active")),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    template_id: int = Field(foreign_key="template.id", index=True)
    rule: str = Field(max_length=300)
    zone: str = Field(max_length=64)
    next_at: datetime = moment()
    active: bool = True


class Message(Row, table=True):
    """An outgoing mail. It is queued with the change that caused it, and sent after it."""

    __table_args__ = (
        one_of("state", MessageState),
        Index(
            "ix_message_queued",
            "send_after",
            sqlite_where=sql("state = 'queued'"),
            postgresql_where=sql("state = 'queued'"),
        ),
        AUTO,
    )
    recorded = False
    long_texts = frozenset({"body"})
    id: int | None = Field(default=None, primary_key=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    batch_id: int | None = Field(default=None, foreign_key="batch.id")
    recipient: str = Field(max_length=254)
    subject: str = Field(max_length=300)
    body: str = text()
    state: MessageState = choice(MessageState, default=MessageState.QUEUED)
    created_at: datetime = moment()
    send_after: datetime = moment()
    sent_at: datetime | None = moment(default=None, nullable=True)
    attempts: int = 0
    error: str = Field(default="", max_length=300)
