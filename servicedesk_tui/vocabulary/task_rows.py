"""What a task's page shows: the task in full, and what hangs on it. No row knows how it was stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from .enums import Category, Kind, Level, LinkKind, Part, Priority, VisitState, WaitingOn
from .history_rows import HistoryLine, NoteRow
from .rows import Card, StatusRow

if TYPE_CHECKING:
    from .checklists import RollUp, SubTask
    from .files import FileRow
    from .handing import HandoverRow
    from .reminding import ReminderRow
    from .timing import TimeRow


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on writing: `text` takes the place of what is being completed, `meaning` says what it is."""

    text: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What could stand from `start` to before `end` of a line, most used first."""

    start: int
    end: int
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The other end of a link. `outward` is True when this task is the first of the pair."""

    id: int
    number: int
    title: str
    kind: LinkKind
    outward: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A line of the checklist: who is to do it, by when, and the task it stands for."""

    id: int
    text: str
    done: bool
    assignee: str | None = None
    due: datetime | None = None
    linked: int | None = None
    """The number of that task."""


@dataclass(frozen=True, slots=True)
class Involved:
    """A collaborator or watcher."""

    login: str
    part: Part


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit of a task that is not called off: who, from when to when, how far it has come."""

    id: int
    login: str
    start: datetime
    end: datetime
    state: VisitState


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task in full, with its latest history (newest first). `handover` is the one under way, else the last; `parts` are the
    tasks it was split into, `rollup` what those come to."""

    card: Card
    status: StatusRow
    description: str
    next_step: str
    team: str | None
    customer_id: int | None
    contact: str | None
    contact_phone: str | None
    site: str | None
    site_address: str | None
    site_access: str | None
    planned_start: datetime | None
    planned_end: datetime | None
    estimate_minutes: int | None
    spent_minutes: int
    parent: int | None
    created_at: datetime
    created_by: str
    updated_at: datetime
    status_since: datetime
    tags: tuple[str, ...]
    involved: tuple[Involved, ...]
    checklist: tuple[ChecklistRow, ...]
    links: tuple[LinkRow, ...]
    history: tuple[HistoryLine, ...]
    close_reason: str | None = None
    contact_email: str | None = None
    customer_phone: str | None = None
    customer_email: str | None = None
    visits: tuple["Planned", ...] = ()
    files: tuple["FileRow", ...] = ()
    times: tuple["TimeRow", ...] = ()
    pinned: tuple[NoteRow, ...] = ()
    handover: "HandoverRow | None" = None
    hand_offs: int = 0
    bounces: int = 0
    parts: tuple["SubTask", ...] = ()
    rollup: "RollUp | None" = None
    reminders: tuple["ReminderRow", ...] = ()
    """What I am still to be reminded of it, next first."""
    drafted: bool = False
    """True when I began to write something on it and have not kept it yet."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as scripts read it: names as a person types them (logins, status keys, numbers)."""

    id: int
    number: int
    title: str
    description: str
    next_step: str
    kind: Kind
    status: str
    category: Category
    owner: str | None
    team: str | None
    collaborators: tuple[str, ...]
    customer: str | None
    contact: str | None
    site: str | None
    impact: Level
    urgency: Level
    priority: Priority
    due: datetime | None
    due_is_day: bool
    planned_start: datetime | None
    planned_end: datetime | None
    estimate_minutes: int | None
    tags: tuple[str, ...]
    blocked: str | None
    waiting_on: WaitingOn | None
    waiting_until: datetime | None
    parent: int | None
    created_at: datetime
    created_by: str
    updated_at: datetime
    done_at: datetime | None
    version: int
