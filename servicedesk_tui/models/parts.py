"""What hangs on a task: people beside the owner, tags, checklist, links, notes, files, visits, time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, Relationship

from servicedesk_tui.vocabulary.enums import CallDirection, LinkKind, NoteKind, Part, VisitState

from .base import AUTO, Row, choice, moment, one_of, text

FILE_MAX = 25 * 1024 * 1024
"""The largest attachment, in bytes."""


class TaskPerson(Row, table=True):
    """A collaborator or watcher."""

    __tablename__ = "task_person"
    __table_args__ = (UniqueConstraint("task_id", "person_id", "part"), one_of("part", Part), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    part: Part = choice(Part)


class Tag(Row, table=True):
    """A word that groups tasks, in lower case."""

    __table_args__ = (CheckConstraint("length(name) > 0", name="name"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=60, unique=True)


class TaskTag(Row, table=True):
    """A tag on a task. The relationship is for writing only: a new tag gets its id in the flush that needs it."""

    __tablename__ = "task_tag"
    __table_args__ = (UniqueConstraint("task_id", "tag_id"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    tag_id: int = Field(default=None, foreign_key="tag.id", index=True)
    tag: Tag = Relationship(sa_relationship_kwargs={"lazy": "raise"})


class ChecklistItem(Row, table=True):
    """A line of a task's checklist. With `linked_id` it stands for another task, and is ticked when that one is done."""

    __tablename__ = "checklist_item"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text"), Index(None, "task_id", "position"), AUTO)
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    text: str = Field(max_length=300)
    position: int
    done: bool = False
    done_at: datetime | None = moment(default=None, nullable=True)
    done_by_id: int | None = Field(default=None, foreign_key="person.id")
    assignee_id: int | None = Field(default=None, foreign_key="person.id")
    due_at: datetime | None = moment(default=None, nullable=True)
    linked_id: int | None = Field(default=None, foreign_key="task.id", index=True)


class Link(Row, table=True):
    """`task` blocks, relates to, duplicates or follows `other`."""

    __table_args__ = (
        UniqueConstraint("task_id", "other_id", "kind"),
        CheckConstraint("task_id <> other_id", name="itself"),
        one_of("kind", LinkKind),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: LinkKind = choice(LinkKind)
    task_id: int = Field(foreign_key="task.id")
    other_id: int = Field(foreign_key="task.id", index=True)


class Note(Row, table=True):
    """What somebody wrote: for the team, for the customer, for whom it was handed to, or about a call: with whom (`caller`),
    who rang whom, and what came of it. A pinned one stands above what happened."""

    __table_args__ = (
        CheckConstraint("length(body) > 0", name="body"),
        one_of("kind", NoteKind),
        one_of("direction", CallDirection),
        Index(None, "task_id", "id"),
        AUTO,
    )
    long_texts = frozenset({"body"})
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    author_id: int = Field(foreign_key="person.id")
    kind: NoteKind = choice(NoteKind, default=NoteKind.INTERNAL)
    body: str = text()
    created_at: datetime = moment()
    seen_at: datetime | None = moment(default=None, nullable=True)
    edited_at: datetime | None = moment(default=None, nullable=True)
    pinned: bool = False
    caller: str = Field(default="", max_length=200)
    direction: CallDirection | None = choice(CallDirection, default=None, nullable=True)
    outcome: str = Field(default="", max_length=300)


class Blob(Row, table=True):
    """A file's content, once per SHA-256."""

    __table_args__ = (CheckConstraint(f"size BETWEEN 0 AND {FILE_MAX}", name="size"), AUTO)
    recorded = False
    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(max_length=64, unique=True)
    size: int
    content: bytes = Field(sa_type=LargeBinary)


class Attachment(Row, table=True):
    """A file on a task, perhaps with a note: its content (`blob_id`), or where it is (`url`)."""

    __table_args__ = (
        CheckConstraint("(blob_id IS NULL) = (url <> '')", name="content"),
        Index(None, "task_id", "id"),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    note_id: int | None = Field(default=None, foreign_key="note.id")
    blob_id: int | None = Field(default=None, foreign_key="blob.id", index=True)
    url: str = Field(default="", max_length=2000)
    name: str = Field(max_length=255)
    media_type: str = Field(default="application/octet-stream", max_length=100)
    created_at: datetime = moment()
    created_by_id: int = Field(foreign_key="person.id")


UNTOLD_VISITS = "state = 'planned' AND (told_at IS NULL OR told_at <> starts_at)"
"""Visits that their people were not reminded of; one that has moved since is told of anew."""


class Visit(Row, table=True):
    """A person at a task from a start to an end."""

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        one_of("state", VisitState),
        Index(None, "person_id", "starts_at"),
        Index(None, "task_id", "starts_at"),
        Index("ix_visit_untold", "starts_at", sqlite_where=sql(UNTOLD_VISITS), postgresql_where=sql(UNTOLD_VISITS)),
        AUTO,
    )
    derived = frozenset({"told_at"})
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    person_id: int = Field(foreign_key="person.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    state: VisitState = choice(VisitState, default=VisitState.PLANNED)
    on_my_way_at: datetime | None = moment(default=None, nullable=True)
    arrived_at: datetime | None = moment(default=None, nullable=True)
    left_at: datetime | None = moment(default=None, nullable=True)
    calendar_uid: str = Field(default="", max_length=100)
    calendar_sequence: int = 0
    told_at: datetime | None = moment(default=None, nullable=True)


class TimeEntry(Row, table=True):
    """Time spent; a person has at most one running."""

    __tablename__ = "time_entry"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="order"),
        Index(
            "uq_time_entry_running",
            "person_id",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
        AUTO,
    )
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    started_at: datetime = moment()
    ended_at: datetime | None = moment(default=None, nullable=True)
    note: str = Field(default="", max_length=300)
