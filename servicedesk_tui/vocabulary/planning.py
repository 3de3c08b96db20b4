"""Who does what, when: moving and calling off visits, handing work on, and what is asked about loads, free times and who could
take a task. The answers are in `plans`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from .commands import Command, TaskCommand
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
