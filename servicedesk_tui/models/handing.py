"""Hand-overs: a task that goes to somebody else with its context, and what one shift leaves to the next."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from servicedesk_tui.vocabulary.enums import HandoverState, ShiftKind, ShiftState

from .base import AUTO, Row, choice, moment, one_of, text

_OFFERED = sql("state = 'offered'")
UNCHASED = "state = 'offered' AND chased_at IS NULL"
"""Offers whose receivers were not reminded of them."""
_FOR_A_TIME = sql("state = 'accepted' AND until IS NOT NULL")


class Handover(Row, table=True):
    """A task handed to a person: why, what is done, what is next, what to watch, and perhaps until when. While it is offered
    the task is still whose it was. A task has one offer at a time."""

    __table_args__ = (
        one_of("state", HandoverState),
        Index("uq_handover_offered", "task_id", unique=True, sqlite_where=_OFFERED, postgresql_where=_OFFERED),
        Index("ix_handover_to", "to_id", sqlite_where=_OFFERED, postgresql_where=_OFFERED),
        Index("ix_handover_until", "until", sqlite_where=_FOR_A_TIME, postgresql_where=_FOR_A_TIME),
        Index("ix_handover_unchased", "created_at", sqlite_where=sql(UNCHASED), postgresql_where=sql(UNCHASED)),
        Index(None, "task_id", "id"),
        AUTO,
    )
    derived = frozenset({"chased_at"})
    long_texts = frozenset({"why", "done", "next", "watch"})
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    from_id: int | None = Field(default=None, foreign_key="person.id")
    to_id: int = Field(foreign_key="person.id")
    given_by_id: int = Field(foreign_key="person.id")
    why: str = text(default="")
    done: str = text(default="")
    next: str = text(default="")
    watch: str = text(default="")
    until: datetime | None = moment(default=None, nullable=True)
    absence_id: int | None = Field(default=None, foreign_key="absence.id", index=True)
    state: HandoverState = choice(HandoverState, default=HandoverState.OFFERED)
    word: str = Field(default="", max_length=300)
    created_at: datetime = moment()
    answered_at: datetime | None = moment(default=None, nullable=True)
    chased_at: datetime | None = moment(default=None, nullable=True)


class Shift(Row, table=True):
    """What a person or a team leaves to who comes next: a list made from what happened since the last one, edited, sent,
    acknowledged line by line and signed off."""

    __table_args__ = (one_of("state", ShiftState), Index(None, "team_id", "id"), Index(None, "person_id", "id"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    author_id: int = Field(foreign_key="person.id")
    since: datetime = moment()
    created_at: datetime = moment()
    state: ShiftState = choice(ShiftState, default=ShiftState.DRAFT)
    sent_at: datetime | None = moment(default=None, nullable=True)
    signed_at: datetime | None = moment(default=None, nullable=True)
    signed_by_id: int | None = Field(default=None, foreign_key="person.id")


class ShiftLine(Row, table=True):
    """A line of a shift's hand-over, and who has taken note of it."""

    __tablename__ = "shift_line"
    __table_args__ = (
        CheckConstraint("length(text) > 0", name="text"),
        one_of("kind", ShiftKind),
        Index(None, "shift_id", "position"),
        AUTO,
    )
    names_task = True
    id: int | None = Field(default=None, primary_key=True)
    shift_id: int = Field(foreign_key="shift.id")
    position: int
    kind: ShiftKind = choice(ShiftKind, default=ShiftKind.FREE)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    text: str = Field(max_length=500)
    critical: bool = False
    acknowledged_at: datetime | None = moment(default=None, nullable=True)
    acknowledged_by_id: int | None = Field(default=None, foreign_key="person.id")
