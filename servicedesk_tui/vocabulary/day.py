"""One person's day: what runs, where they go, what is due, what wakes, what is offered, and what to do next; how a visit is
reported from the field; and the figures of a shell's prompt.

What comes first is RULES 2's order: late, due within the warn window, promised for today, P1, then the rest.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from .commands import Command
from .enums import AbsenceKind, OpenItems, Priority, VisitState, WaitingOn
from .questions import Question
from .reminding import ReminderRow
from .timing import Running

WARN = timedelta(hours=2)
"""How near a deadline warns."""
MOST = 1_000
"""Figures are counted to a thousand: `MOST` and one more is "1,000+"."""


class Bucket(IntEnum):
    """Why a task comes where it does, the most pressing first."""

    LATE = 0
    SOON = 1
    """Due within the warn window."""
    PROMISED = 2
    """For a customer, and due today."""
    URGENT = 3
    """P1."""
    REST = 4


# -- commands ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVisit(Command):
    """Say from the field how far a visit has come, now: on my way, arrived, or left. Who makes it says so, or the task's
    owner, or who may plan visits. To arrive begins a task that was ready or scheduled. With `finish` the task is done as
    well, which asks what `FinishTask` asks. A visit only goes forward; back is undo."""

    visit: int
    state: VisitState
    finish: bool = False
    open_items: OpenItems | None = None


# -- questions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DayQuestion(Question):
    """The day of a person (None: mine), in the zone of who asks; at most `limit` tasks of each sort. Answer: `DayView`."""

    person: int | None = None
    limit: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresQuestion(Question):
    """The figures of a prompt: of the whole desk, or (`mine`) of what I have and what is offered to me. Answer: `Figures`."""

    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LateQuestion(Question):
    """Which open tasks, of those that `filter` lets through, are past their due moment: a wall rings when there is a new one.
    Answer: tuple of task numbers, the latest to become so first, at most `limit`."""

    filter: str = ""
    limit: int = MOST


# -- rows --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit as who makes it needs it on the way: where it is, who is there, how to get in."""

    visit: int
    task: int
    number: int
    title: str
    start: datetime
    end: datetime
    state: VisitState
    priority: Priority
    customer: str = ""
    place: str = ""
    address: str = ""
    zone: str = ""
    access: str = ""
    contact: str = ""
    phone: str = ""
    next_step: str = ""
    on_my_way_at: datetime | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayTask:
    """A task of the day, and why it stands where it does, in words. `held` says what stops it (it is blocked, or waits)."""

    task: int
    number: int
    title: str
    priority: Priority
    bucket: Bucket
    why: str
    customer: str = ""
    due: datetime | None = None
    due_is_day: bool = False
    is_promised: bool = False
    """For a customer, and due today or before."""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Waking:
    """A task that wakes today: it waited, or was snoozed (`on` is None), until then."""

    task: int
    number: int
    title: str
    until: datetime
    until_is_day: bool = False
    on: WaitingOn | None = None
    customer: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A task that is offered to the person, by whom, and what they are to know."""

    task: int
    number: int
    title: str
    priority: Priority
    given_by: str
    at: datetime
    why: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """A person's day. `current` is the visit under way, else the one that is to be going on now; `visits` are the others of
    today that are still to be made, `made` how many were; `then` those of the next working day, `next_day`. `due` is what is
    late or due today; `next` all that could be done now, the most pressing first. Each is cut at the question's limit: there
    are `due_count` due tasks in all."""

    person: int
    login: str
    name: str
    today: date
    read_at: datetime
    running: Running | None = None
    current: DayVisit | None = None
    visits: tuple[DayVisit, ...] = ()
    made: int = 0
    next_day: date | None = None
    then: tuple[DayVisit, ...] = ()
    due: tuple[DayTask, ...] = ()
    due_count: int = 0
    waking: tuple[Waking, ...] = ()
    reminders: tuple[ReminderRow, ...] = ()
    offers: tuple[Offered, ...] = ()
    next: tuple[DayTask, ...] = ()
    away: AbsenceKind | None = None
    """Why the person is away today, when they are."""

    @property
    def late(self) -> int:
        """How many of the due tasks are late."""
        return sum(one.bucket is Bucket.LATE for one in self.due)

    @property
    def promised(self) -> int:
        """How many of the due tasks a customer waits for."""
        return sum(one.is_promised for one in self.due)

    def suggestions(self) -> tuple[DayTask, ...]:
        """What to do next beside what is said above it: the visits of today and what is due."""
        going = [*self.visits, *([self.current] if self.current else [])]
        seen = {one.task for one in going} | {one.task for one in self.due}
        return tuple(one for one in self.next if one.task not in seen)


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is late, due within `WARN`, nobody's, and offered to me: each counted to `MOST`."""

    late: int
    soon: int
    unowned: int = 0
    offered: int = 0
