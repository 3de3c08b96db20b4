"""What the workload and the schedule show: the load of people over days, who could take a task, visits and free times for them.

Capacity is that of RULES 6: working hours without absences and the reserve; no hours are no capacity. Minutes throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .enums import AbsenceKind, Category, Priority, VisitState
from .planning import LoadBy, Work


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
