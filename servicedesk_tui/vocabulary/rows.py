"""What reads answer: frozen rows sized to what is drawn. No row knows how it was stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .enums import (
    AbsenceKind,
    CallDirection,
    Category,
    EventKind,
    Grouping,
    Kind,
    Level,
    LinkKind,
    NoteKind,
    Op,
    Part,
    Priority,
    Role,
    Tier,
    VisitState,
    WaitingOn,
)

if TYPE_CHECKING:
    from .checklists import RollUp, SubTask
    from .files import FileRow
    from .handing import HandoverRow
    from .reminding import ReminderRow
    from .timing import TimeRow

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Me:
    """Who sits here, and what the desk is called."""

    id: int
    login: str
    name: str
    role: Role
    team_id: int | None
    zone: str
    language: str
    desk_name: str
    is_demo: bool = False
    rights: frozenset[str] = frozenset()
    """The kinds of act that my role has a right to, over some tasks at least (`policy.permissions.Right`)."""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A status in the reader's language; `position` is its place on the board."""

    id: int
    key: str
    name: str
    category: Category
    position: int
    wip_limit: int | None


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the board: a status, a person, a customer, a priority or a team by `key`, its id (a priority's number;
    0: tasks without one). `category` is a status's, `limit` its WIP limit, `status` its key."""

    key: int
    name: str
    category: Category | None = None
    limit: int | None = None
    status: str = ""
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a board is laid out: what its columns stand for, how many rows a card has at most (`density` 1, 2 or 3), and
    which columns, by key, are hidden or collapsed to their head."""

    by: Grouping = Grouping.STATUS
    density: int = 3
    hidden: frozenset[int] = frozenset()
    collapsed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Card:
    """A task as a list shows it. `key` is its place in the column, for keyset pages. `unread` is true when somebody else
    changed it since I saw it and it concerns me: I own it, work along or watch it. `locked`: my role may not change it.

    `unowned_since` is when an open task came to be nobody's, `idle_since` when it was last touched, once that is longer ago
    than `untouched_hours` and nothing is to happen by itself (see `is:untouched`); `escalated_at` when its policy found
    nobody for it."""

    id: int
    number: int
    title: str
    kind: Kind
    status_id: int
    category: Category
    priority: Priority
    impact: Level
    urgency: Level
    key: Key
    owner: str | None = None
    owner_id: int | None = None
    customer: str | None = None
    customer_id: int | None = None
    team_id: int | None = None
    tier: Tier | None = None
    due: datetime | None = None
    due_is_day: bool = False
    planned: datetime | None = None
    waiting_on: WaitingOn | None = None
    waiting_until: datetime | None = None
    waiting_until_is_day: bool = False
    blocked: str | None = None
    items_done: int = 0
    items: int = 0
    done_at: datetime | None = None
    snoozed_until: datetime | None = None
    next_step: str = ""
    unread: bool = False
    locked: bool = False
    version: int = 1
    unowned_since: datetime | None = None
    idle_since: datetime | None = None
    escalated_at: datetime | None = None
    offered_to: str | None = None
    """Whom the task is handed to, who has not accepted it yet."""
    offered_at: datetime | None = None
    offer_is_stale: bool = False
    """Offered for longer than the setting `handover_stale_hours`."""


@dataclass(frozen=True, slots=True)
class CardPage:
    """Cards of one column (by its key) in order. `first` is the index of the first one when counted from the column's
    top. A `brief` page was not counted to its end: there are `count` at least."""

    column: int
    cards: tuple[Card, ...]
    first: int
    count: int
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the top line. `unowned` and `untouched` are of what is open (never through a filter), counted to a
    thousand: `MOST` and one more is "1,000+"."""

    open: int
    overdue: int
    unowned: int = 0
    untouched: int = 0
    offered: int = 0
    """Offered to me."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """The first page of every column, and the totals. `seq` is the feed position it was read at. There are `more`
    customers with open tasks than have a column."""

    statuses: tuple[StatusRow, ...]
    columns: tuple[ColumnRow, ...]
    pages: tuple[CardPage, ...]
    totals: Totals
    seq: int
    read_at: datetime
    by: Grouping = Grouping.STATUS
    more: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as pickers and lists show them. `wip` counts what they began and have not done (doing or waiting), `wip_cap`
    how much that should be at most."""

    id: int
    login: str
    name: str
    role: Role
    team: str | None
    active: bool
    email: str
    phone: str
    language: str
    open_tasks: int
    is_system: bool = False
    away: AbsenceKind | None = None
    away_until: datetime | None = None
    weekly_minutes: int = 0
    wip: int = 0
    wip_cap: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as pickers and lists show them. `phones` are the digits of its and its contacts' numbers; `calendar_key`
    is the calendar it works by, where that is not the desk's own."""

    id: int
    name: str
    tier: Tier
    email: str
    phone: str
    open_tasks: int
    phones: tuple[str, ...] = ()
    calendar_key: str | None = None


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view: a filter with a name, and perhaps a letter. `mine` is False for one that everybody has."""

    id: int
    name: str
    letter: str
    query: str
    mine: bool
    layout: Layout = Layout()


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, and how many open tasks have it."""

    name: str
    open_tasks: int


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
class NoteRow:
    """A note as written; `edited_at` when that was long after. Of a call: with whom, who rang whom, what came of it."""

    id: int
    kind: NoteKind
    body: str
    author: str
    at: datetime
    edited_at: datetime | None = None
    pinned: bool = False
    caller: str = ""
    direction: CallDirection | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field's value before and after, as stored."""

    op: Op
    entity: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One batch as it touched a task: a sentence in the reader's language. `kind` says what it tells, `details` what changed
    from what to what, a line a field; `tasks` on how many tasks the batch was, `terminal` from where it came. `can_undo`: it
    is mine, and not taken back."""

    batch: int
    at: datetime
    who: str
    sentence: str
    undone: bool
    note: NoteRow | None = None
    kind: EventKind = EventKind.CHANGE
    details: tuple[str, ...] = ()
    tasks: int = 1
    terminal: str = ""
    can_undo: bool = False


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


@dataclass(frozen=True, slots=True)
class UndoLine:
    """A batch that could be undone, or redone."""

    batch: int
    at: datetime
    label: str
    tasks: int
    undone: bool
    here: bool = True
    """True when it was done at this terminal."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a batch did to one task, in words (`Ready → Doing`); `by_rule` when a rule did it because of the batch."""

    number: int
    title: str
    words: str
    by_rule: bool = False


ONES_OWN = frozenset({"draft", "seen", "timer", "inbox", "rung", "reminder"})
"""Topics of what is one person's own affair: no task, person, customer or setting is another for it."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """Something changed: a topic (`task`, `tasks`, `person`, `customer`, `view`, `setting`, those of `ONES_OWN`) and the row's
    id (0: many); of what is somebody's own (but reminders), the person's."""

    seq: int
    topic: str
    ref: int


@dataclass(frozen=True, slots=True)
class Declined:
    """A task that a bulk verb passed over, and why."""

    task: int
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command. `sentence` says it in the person's language; `tasks` are the ids it touched;
    `followed` names effects the person did not ask for ("moved to Ready")."""

    batch: int | None
    sentence: str
    tasks: tuple[int, ...] = ()
    declined: tuple[Declined, ...] = ()
    created: int | None = None
    warnings: tuple[str, ...] = ()
