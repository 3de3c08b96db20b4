"""What reads answer: frozen rows sized to what is drawn; the board and who and what it names. No row knows how it was stored."""

from dataclasses import dataclass
from datetime import datetime

from .enums import AbsenceKind, Category, Grouping, Kind, Level, Priority, Role, Tier, WaitingOn

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
    customers with open tasks than have a column. From `turns_at` on it is another one, though nobody changed anything (None: it
    is brief, and the whole one follows)."""

    statuses: tuple[StatusRow, ...]
    columns: tuple[ColumnRow, ...]
    pages: tuple[CardPage, ...]
    totals: Totals
    seq: int
    read_at: datetime
    by: Grouping = Grouping.STATUS
    more: int = 0
    turns_at: datetime | None = None


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


ONES_OWN = frozenset({"draft", "seen", "timer", "inbox", "rung", "reminder"})
"""Topics of what is one person's own affair: no task, person, customer or setting is another for it."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """Something changed: a topic (`task`, `tasks`, `person`, `customer`, `view`, `setting`, those of `ONES_OWN`) and the row's
    id (0: many); of what is somebody's own (but reminders), the person's."""

    seq: int
    topic: str
    ref: int
