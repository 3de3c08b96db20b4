"""Time spent on tasks: the timer that runs, and what was entered; as commands, questions and rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .commands import Command, TaskCommand
from .questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTimer(TaskCommand):
    """My timer runs for this task from now on; one that runs for another stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTimer(Command):
    """My timer stops, now or at `ended_at` (not in the future, not before it began); the time is the task's. One that ran past
    the end of my working day asks (`Needs("ended_at")`) whether it is to end then."""

    ended_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogTime(TaskCommand):
    """Time spent without a timer: so many minutes, ending at a moment (now)."""

    minutes: int
    ended_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTime(TaskCommand):
    """Set fields of a time entry that has ended: started_at, ended_at, minutes, note. `base`: what its sender saw of them
    (not of the minutes, which follow)."""

    entry: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTime(TaskCommand):
    """Take a time entry away."""

    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerQuestion(Question):
    """My timer, if it runs. Answer: `Running` or None."""


@dataclass(frozen=True, slots=True)
class Running:
    """A timer that runs, for which task, since when; `day_ended` is when the working day it began on ended, once it has."""

    task: int
    number: int
    title: str
    since: datetime
    day_ended: datetime | None = None


def minutes_of(start: datetime, end: datetime) -> int:
    """The whole minutes between two moments, half ones upwards."""
    return int((end - start) / timedelta(minutes=1) + 0.5)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Time spent on a task by a person; one that runs has no end."""

    id: int
    login: str
    started_at: datetime
    ended_at: datetime | None
    note: str = ""
