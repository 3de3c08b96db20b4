"""The open work as capacity sees it: how much of each task is left, whose it is and by which day it is due.

Some twenty thousand rows are read at once: plain values, as the driver gives them, in one query.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, String, case, func, select, type_coerce
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import GUESS, class_medians
from servicedesk_tui.store.engine import stamp
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.enums import Category

from .conditions import IS_CLOSED, IS_OPEN

_TASK = METADATA.tables["task"].c
BEGUN = frozenset({Category.DOING.value, Category.WAITING.value})
"""What was started and is not finished: in hand, or waiting for somebody."""
WEEK = timedelta(days=7)
Class = tuple[int | None, str]
"""What tasks are alike by: their team and kind."""


class Left(NamedTuple):
    """An open task as it is read, and what is left of it. `due` and `made`, when it was added, are as the driver gives them."""

    task: int
    owner: int | None
    team: int | None
    kind: str
    due: Any
    estimate: int | None
    spent: int
    category: str
    made: Any
    site: int | None
    customer: int | None
    minutes: int
    is_guess: bool


@dataclass(frozen=True, slots=True)
class Medians:
    """How long a task of a class takes, for those without an estimate: the median of the open ones' estimates of the same team
    and kind, else of all open ones, else an hour."""

    by_class: Mapping[Class, int]
    overall: int

    def of(self, team: int | None, kind: str) -> int:
        """Minutes for a task of a team and kind."""
        return self.by_class.get((team, kind), self.overall)


class Days(dict[Any, date]):
    """The local days of moments as they were read, each found out once."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, given: Any) -> date:
        """The day of a moment that was not asked for before."""
        at = datetime.fromisoformat(given + "+00:00") if isinstance(given, str) else given
        found = self[given] = at.astimezone(self._zone).date()
        return found


@dataclass(frozen=True)
class Opened:
    """All open work by task, and the medians that stand in for estimates."""

    left: dict[int, Left]
    medians: Medians
    _days: dict[ZoneInfo, Days] = field(default_factory=dict, repr=False)

    def days(self, zone: ZoneInfo) -> Days:
        """The days of due moments in a zone."""
        return self._days.setdefault(zone, Days(zone))


_ROW = (
    _TASK.id, _TASK.owner_id, _TASK.team_id, type_coerce(_TASK.kind, String), type_coerce(_TASK.due_at, String),
    _TASK.estimate_minutes, _TASK.spent_minutes, type_coerce(_TASK.category, String), type_coerce(_TASK.created_at, String),
    _TASK.site_id, _TASK.customer_id,
)  # fmt: skip
"""What a `Left` begins with."""


def opened(session: Session) -> Opened:
    """The open tasks with what is left of them."""
    rows = session.execute(select(*_ROW).where(IS_OPEN)).all()
    medians = _medians(rows)
    return Opened(_lefts(rows, medians), medians)


def opened_since(session: Session, before: Opened, tasks: Collection[int]) -> Opened:
    """The same when only some tasks have changed since `before`. They may have moved the medians, which are in other tasks'
    minutes."""
    rest = {task: left for task, left in before.left.items() if task not in tasks}
    rows = session.execute(select(*_ROW).where(IS_OPEN, among(session, _TASK.id, tasks))).all()
    medians = _medians([*rest.values(), *rows])
    if medians == before.medians:
        return replace(before, left=rest | _lefts(rows, medians))
    return replace(before, left=_lefts([*rest.values(), *rows], medians), medians=medians)


def as_given(session: Session, at: datetime) -> Any:
    """A moment to compare with those that are as the driver gives them."""
    return stamp(at.astimezone(UTC)) if session.get_bind().dialect.name == "sqlite" else at


def _lefts(rows: Iterable[Any], medians: Medians) -> dict[int, Left]:
    """What is left of each of some tasks: rows, or what was made of them by other medians."""
    found = {}
    make, of, width = Left._make, medians.of, len(_ROW)
    for row in rows:
        estimate, spent = row[5], row[6]
        minutes = max(0, estimate - spent) if estimate else max(1, of(row[2], row[3]) - spent)
        found[row[0]] = make((*row[:width], minutes, not estimate))
    return found


def _medians(rows: Iterable[Any]) -> Medians:
    estimates: dict[Class, list[int]] = defaultdict(list)
    for row in rows:
        if row[5]:
            estimates[row[2], row[3]].append(row[5])
    overall = class_medians({"": [minutes for some in estimates.values() for minutes in some]})
    return Medians(class_medians(estimates), overall.get("", GUESS))


def closed_since(session: Session, now: datetime, of: Callable[[int | None, str], int], *wanted: Any) -> list[Any]:
    """The minutes that were open a week ago and are closed by now: (owner, team, minutes). Nothing is replayed: whose a task
    is now it was then, and all of its estimate was left."""
    then, bare = now - WEEK, func.coalesce(_TASK.estimate_minutes, 0) == 0
    kind = type_coerce(_TASK.kind, String)
    query = (
        select(
            _TASK.owner_id, _TASK.team_id, kind, func.sum(func.coalesce(_TASK.estimate_minutes, 0)),
            func.sum(type_coerce(case((bare, 1), else_=0), Integer)),
        )
        .where(IS_CLOSED, _TASK.done_at > then, _TASK.created_at <= then, *wanted)
        .group_by(_TASK.owner_id, _TASK.team_id, kind)
    )  # fmt: skip
    return [
        (owner, team, int(minutes or 0) + int(guesses or 0) * of(team, kind))
        for owner, team, kind, minutes, guesses in session.execute(query)
    ]
