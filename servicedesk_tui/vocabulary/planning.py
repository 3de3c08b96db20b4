"""Who does what, when, as plain data: the load of people over days, who could take a task, visits and free times for them.

Capacity is that of RULES 6: working hours without absences and the reserve; no hours are no capacity. Minutes throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from .commands import Command, TaskCommand
from .enums import AbsenceKind, Category, Priority, VisitState
from .questions import Question

SETTINGS: Mapping[str, Any] = {
    "reserve_percent": 15,
    "reserve_released_hours": 24,
    "travel_minutes": 20,
    "travel": {},
    "on_overlap": "warn",
    "on_absence": "warn",
    "on_outside_hours": "warn",
    "on_missing_skill": "warn",
    "assignment": [],
    "notify_watchers": True,
    "notify_collaborators": True,
    "untouched_hours": 96,
    "handover_stale_hours": 4,
    "file_limit_mb": 25,
    "open_items_on_close": "ask",
    "remind_visit_minutes": 30,
    "remind_due": True,
    "remind_chase": True,
    "remind_before_due_minutes": 0,
    "remind_overdue_daily": False,
    "remind_unowned_minutes": 0,
}
"""The settings of planning and what they are when nobody set them. `travel` maps zone to zone to minutes; `on_…` are block,
warn or allow; `open_items_on_close` is allow, ask or refuse; `assignment` is a list of policies (`AssignmentPolicy` as JSON). `remind_…` say
of what people are reminded without asking for it; 0 minutes is not at all."""


class LoadBy(StrEnum):
    """What a row of the workload stands for."""

    PERSON = "person"
    TEAM = "team"
    SKILL = "skill"


class Work(StrEnum):
    """What a part of a load comes from."""

    VISIT = "visit"
    TRAVEL = "travel"
    ESTIMATE = "estimate"
    GUESS = "guess"
    """A task without an estimate: as long as the median of its class."""


# -- commands ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveVisit(Command):
    """Set a planned visit's start, end or person; what is None stays, and so does whose the task is. `base` are the start, end
    and person that the sender saw; only what is set is compared with it."""

    visit: int
    start: datetime | None = None
    end: datetime | None = None
    person: int | None = None
    base: tuple[datetime, datetime, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddVisit(TaskCommand):
    """Plan a further visit of `person` (None: the owner), from `start` to `end`. The visitor becomes the owner of a task that
    nobody has (`Needs("person")` when none is named); a task that was ready is scheduled."""

    start: datetime
    end: datetime
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffVisit(Command):
    """A planned visit does not take place."""

    visit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftWork(Command):
    """Give tasks to a person, and with a `day` put them on it: a visit goes there at its time of day; work without a time gets
    a visit in the first free time of that day. One batch; `ShiftQuestion` says beforehand what it does. `base`: of each task
    the owner and the next visit's start that the sender saw (`ShiftView.seen`)."""

    tasks: tuple[int, ...]
    person: int
    day: date | None = None
    base: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignByPolicy(TaskCommand):
    """Give a task that nobody has to whom the policy for it chooses; the ranked list with reasons is kept in the history. When
    nobody is left it stays unowned and is escalated: marked (`escalated_at`), everybody's reason kept in the history, and the
    team's lead (else the dispatchers) notified. Refused without a policy, or with a manual one."""


# -- questions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadQuestion(Question):
    """The load of people, teams or skills over `days` days (or as many weeks, with `weeks`) from `start`, of the tasks that
    `filter` lets through; a week is the seven days from its first one. Answer: `WorkloadView`."""

    start: date
    days: int = 5
    weeks: bool = False
    by: LoadBy = LoadBy.PERSON
    filter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellQuestion(Question):
    """What a cell of the workload is made of: the row's key, the first day and how many. Answer: `CellView`."""

    key: int
    start: date
    days: int = 1
    by: LoadBy = LoadBy.PERSON
    filter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftQuestion(Question):
    """What moving these tasks to a person and day (None: only the person) would do to both loads. Answer: `ShiftView`."""

    tasks: tuple[int, ...]
    person: int
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoQuestion(Question):
    """Who could take a task, best first, and why the others not. Answer: tuple of `Candidate`."""

    task: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsQuestion(Question):
    """Free times for a visit to a task, best first. Answer: tuple of `Slot`."""

    task: int
    minutes: int | None = None
    person: int | None = None
    start: datetime | None = None
    limit: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleQuestion(Question):
    """The visits of `days` days from `start`, by person, with hours, absences and conflicts, and the work not planned yet.
    Answer: `ScheduleView`."""

    start: date
    days: int = 1
    filter: str = ""
    person: int | None = None
    unplanned: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsQuestion(Question):
    """The visits of a person (None: of all) that end after `since`, called-off ones too, and those that somebody else makes
    by now: what a calendar outside is told. With `visit` only that one. Answer: tuple of `VisitEvent`."""

    since: datetime
    person: int | None = None
    visit: int | None = None


# -- rows --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadCell:
    """A person's (or a team's, a skill's) day or week. `booked` is planned and unscheduled work together, `guessed` what of it
    comes without an estimate. `away` hatches it; `reserve` is what is kept free of `available`'s hours for emergencies, 0 when
    it is released."""

    day: date
    booked: int
    available: int
    guessed: int = 0
    reserve: int = 0
    away: AbsenceKind | None = None

    @property
    def is_over(self) -> bool:
        """True when more is booked than there are hours."""
        return self.booked > self.available


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A row of the workload. `wip` counts what was started and is not done (doing or waiting), `cap` how many that may be
    (together; None when any of them has none); `days_to_clear` is the open work, due or not, over the hours of a working day
    of the next two weeks (None: never). `a_week_ago` is the same seven days ago by when tasks were made and closed: whose
    they are, their estimates and what is spent on open ones are taken as they are now."""

    key: int
    name: str
    cells: tuple[LoadCell, ...]
    booked: int
    available: int
    wip: int = 0
    cap: int | None = None
    days_to_clear: float | None = None
    a_week_ago: float | None = None
    is_me: bool = False

    @property
    def is_overloaded(self) -> bool:
        """More than a day's work on two of the days, or more begun than may be."""
        return sum(cell.is_over for cell in self.cells) >= 2 or (self.cap is not None and self.wip > self.cap)


@dataclass(frozen=True, slots=True)
class WorkloadView:
    """The workload. `total` is the row of all."""

    days: tuple[date, ...]
    rows: tuple[LoadRow, ...]
    total: LoadRow
    today: date
    read_at: datetime
    weeks: bool = False
    by: LoadBy = LoadBy.PERSON


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a load: so many minutes of a task, and why."""

    task: int
    number: int
    title: str
    minutes: int
    work: Work
    day: date
    start: datetime | None = None
    visit: int | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """What a cell is made of, and how its hours come about, in words (a sentence each)."""

    parts: tuple[Part, ...]
    booked: int
    available: int
    arithmetic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadChange:
    """A load before and after, as booked and available minutes of the days concerned."""

    login: str
    before: int
    after: int
    available: int


@dataclass(frozen=True, slots=True)
class ShiftView:
    """What a move would do: to whom the tasks have now, and to who would have them. `warnings` say what speaks against it;
    `seen` is what of each task the move would change, as it is now (`ShiftWork.base`)."""

    changes: tuple[LoadChange, ...]
    warnings: tuple[str, ...] = ()
    seen: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a task, or why not (`why_not`, "" for who could). `reasons` say what speaks for them."""

    person: int
    login: str
    name: str
    why_not: str = ""
    reasons: tuple[str, ...] = ()
    free: int = 0
    """Minutes free before the deadline."""
    wip: int = 0
    cap: int | None = None
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time for a visit. `reasons` say why it is offered (`before the deadline · bo was there before`)."""

    person: int
    login: str
    start: datetime
    end: datetime
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A visit on the schedule. `conflicts` say in words what is wrong with it; `travel` are the minutes on the way to it."""

    visit: int
    task: int
    number: int
    title: str
    start: datetime
    end: datetime
    state: VisitState
    priority: Priority
    category: Category
    customer: str = ""
    place: str = ""
    travel: int = 0
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: working hours, or an absence of a kind."""

    start: datetime
    end: datetime
    away: AbsenceKind | None = None


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A person's days."""

    person: int
    login: str
    name: str
    bars: tuple[Bar, ...]
    hours: tuple[Stretch, ...]
    absences: tuple[Stretch, ...] = ()
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Unplanned:
    """An open task that nobody goes to yet, sorted by what next: why it stands where it does is in words."""

    task: int
    number: int
    title: str
    priority: Priority
    owner: str | None
    customer: str
    due: datetime | None
    due_is_day: bool
    minutes: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The schedule."""

    days: tuple[date, ...]
    rows: tuple[ScheduleRow, ...]
    unplanned: tuple[Unplanned, ...]
    read_at: datetime
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class AssignmentPolicy:
    """How tasks that a tag or a view lets through find their owner: `manual`, `round_robin`, `least_loaded` or `skill`.
    `weights` are by login; `sticky_days` prefers who had the customer's last task within so many days. With `auto` a task
    without an owner is given when it is added; else only when it is asked for."""

    policy: str = "manual"
    tag: str = ""
    view: str = ""
    weights: Mapping[str, float] | None = None
    sticky_days: int = 90
    people: tuple[str, ...] = ()
    auto: bool = True


@dataclass(frozen=True, slots=True)
class VisitEvent:
    """A visit as a calendar outside knows it. `uid` never changes, `sequence` grows with every change; `is_off` says that it
    does not take place, for the person asked about at least."""

    visit: int
    uid: str
    sequence: int
    changed_at: datetime
    number: int
    title: str
    login: str
    start: datetime
    end: datetime
    is_off: bool
    customer: str = ""
    place: str = ""
    access: str = ""
    next_step: str = ""
