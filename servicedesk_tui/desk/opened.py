"""The open work as capacity sees it: how much of each task is left, whose it is and by which day it is due.

Some twenty thousand rows are read for every look at the workload: plain values, as the driver gives them, in one query.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, String, case, func, select, type_coerce
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.capacity import GUESS, class_medians
from servicedesk_tui.vocabulary.enums import Category

from .conditions import IS_CLOSED, IS_OPEN

_TASK = METADATA.tables["task"].c
BEGUN = frozenset({Category.DOING.value, Category.WAITING.value})
"""What was started and is not finished: in hand, or waiting for somebody."""
WEEK = timedelta(days=7)
Class = tuple[int | None, str]
"""What tasks are alike by: their team and kind."""


class Left(NamedTuple):
    """What is left of an open task. `due` is as the driver gives it; `was_open` says that it was open a week ago."""

    task: int
    owner: int | None
    team: int | None
    minutes: int
    is_guess: bool
    due: Any
    is_begun: bool
    was_open: int


@dataclass(frozen=True, slots=True)
class Medians:
    """How long a task of a class takes, for those without an estimate: the median of the open ones' estimates of the same team
    and kind, else of all open ones, else an hour."""

    by_class: Mapping[Class, int]
    overall: int

    def of(self, team: int | None, kind: str) -> int:
        """Minutes for a task of a team and kind."""
        return self.by_class.get((team, kind), self.overall)


@dataclass(frozen=True)
class Opened:
    """All open work, and the medians that stand in for estimates."""

    left: list[Left]
    medians: Medians
    places: Mapping[int, tuple[int | None, int | None]]
    """The site and customer of every open task."""
    _days: dict[tuple[Any, ZoneInfo], date] = field(default_factory=dict, repr=False)

    def day(self, due: Any, zone: ZoneInfo) -> date:
        """The local day of a due moment as it was read."""
        known = self._days.get((due, zone))
        if known is None:
            at = datetime.fromisoformat(due + "+00:00") if isinstance(due, str) else due
            known = self._days[due, zone] = at.astimezone(zone).date()
        return known


def opened(session: Session, now: datetime) -> Opened:
    """The open tasks with what is left of them."""
    query = select(
        _TASK.id,
        _TASK.owner_id,
        _TASK.team_id,
        type_coerce(_TASK.kind, String),
        type_coerce(_TASK.due_at, String),
        _TASK.estimate_minutes,
        _TASK.spent_minutes,
        type_coerce(_TASK.category, String),
        case((_TASK.created_at <= now - WEEK, 1), else_=0),
        _TASK.site_id,
        _TASK.customer_id,
    ).where(IS_OPEN)
    rows = session.execute(query).all()
    medians = _medians(rows)
    left: list[Left] = []
    places = {}
    put, make, of = left.append, Left._make, medians.of
    for task, owner, team, kind, due, estimate, spent, category, old, site, customer in rows:
        minutes = estimate - spent if estimate else max(1, of(team, kind) - spent)
        put(make((task, owner, team, max(0, minutes), not estimate, due, category in BEGUN, old)))
        places[task] = (site, customer)
    return Opened(left, medians, places)


def _medians(rows: Any) -> Medians:
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
