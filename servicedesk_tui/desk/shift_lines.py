"""What a shift's hand-over is made of: what changed since the last one, and what is to come in the next hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select

from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.dates import moment
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import Kind, Op, Priority, ShiftKind

from .conditions import IS_OPEN
from .reads.asking import Asking
from .reads.changed import Names, change_words

_T = METADATA.tables
_TASK, _PERSON, _ABSENCE = _T["task"].c, _T["person"].c, _T["absence"].c
_BATCH, _CHANGE = _T["batch"].c, _T["change"].c
RISK = timedelta(hours=8)
"""How far ahead what is due or visited counts as at risk."""
AHEAD = timedelta(hours=24)
"""How far ahead what wakes and what was promised is told."""
AWAY = timedelta(days=2)
MOST = 30
"""Lines of a kind; what is more is counted."""
_TOLD = frozenset({"status_id", "owner_id", "due_at", "due_is_day"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tasks: a person's, or (`is_team`) a team's; `team` is also where a person's colleagues are."""

    person: int | None
    team: int | None
    is_team: bool

    @property
    def theirs(self) -> Any:
        """The condition on tasks."""
        if not self.is_team:
            return _TASK.owner_id == self.person
        members = select(_PERSON.id).where(_PERSON.team_id == self.team)
        return or_(_TASK.team_id == self.team, _TASK.owner_id.in_(members))

    @property
    def near(self) -> Any:
        """The condition on tasks of nobody: the team's, or no team's."""
        return or_(_TASK.team_id == self.team, _TASK.team_id.is_(None))


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be."""

    kind: ShiftKind
    text: str
    task: int | None = None
    critical: bool = False


def draft_lines(asking: Asking, scope: Scope, since: datetime) -> list[Line]:
    """The lines, by kind; of each kind the first ones, most urgent first."""
    drawn = (_changed, _at_risk, _wakes, _promises, _unowned, _away)
    found = [one for draw in drawn for one in draw(asking, scope, since)]
    return [one for kind, some in groupby(found, key=lambda one: one.kind) for one in _first(kind, list(some))]


def _first(kind: ShiftKind, lines: list[Line]) -> list[Line]:
    left = len(lines) - MOST
    if left <= 0:
        return lines
    return [*lines[:MOST], Line(kind, n_("and {count} more", "and {count} more", left).format(count=left))]


def _tasks(asking: Asking, *conditions: Any) -> list[Any]:
    columns = (
        _TASK.id, _TASK.title, _TASK.priority, _TASK.due_at, _TASK.due_is_day, _TASK.planned_at, _TASK.waiting_until,
        _TASK.waiting_until_is_day, _TASK.snoozed_until,
    )  # fmt: skip
    query = select(*columns).where(IS_OPEN, *conditions).order_by(_TASK.priority, _TASK.rank, _TASK.number)
    return asking.rows(query)


def _line(kind: ShiftKind, row: Any, said: str) -> Line:
    text = f"{row.title}: {said}" if said else row.title
    return Line(kind, text, row.id, row.priority <= Priority.P2)


def _when(asking: Asking, at: datetime, is_day: bool = False) -> str:
    return moment(at, is_day, asking.now, asking.zone)


def _changed(asking: Asking, scope: Scope, since: datetime) -> Iterator[Line]:
    """Status, owner or due moment: how it was then, and how it is now. What was taken back meanwhile comes to nothing."""
    query = (
        select(
            _CHANGE.entity, _CHANGE.row_id, _CHANGE.task_id, _CHANGE.op, _CHANGE["values"], _TASK.title, _TASK.priority
        )
        .join_from(_T["change"], _T["batch"], _BATCH.id == _CHANGE.batch_id)
        .join(_T["task"], _TASK.id == _CHANGE.task_id)
        .where(_BATCH.at > since, _CHANGE.entity == "task", scope.theirs)
        .order_by(_TASK.priority, _TASK.number, _CHANGE.id)
    )
    names = Names(asking)
    rows = [row for row in asking.rows(query) if row.op is Op.INSERT or _TOLD & row.values.keys()]
    for task, some in groupby(rows, key=lambda row: row.task_id):
        changes = list(some)
        said = ", ".join(change_words(names, _as_one(task, changes)))
        if said:
            yield Line(ShiftKind.CHANGED, f"{changes[0].title}: {said}", task, changes[0].priority <= Priority.P2)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change as the history words it."""

    row_id: int
    op: Op
    values: Mapping[str, Any]
    entity: str = "task"


def _as_one(task: int, changes: Sequence[Any]) -> list[_Change]:
    """What became of a task in all: how it was before the first change, and how it is after the last."""
    values: dict[str, list[Any]] = {}
    for one in changes:
        for name in _TOLD & one.values.keys() if one.op is Op.UPDATE else ():
            before, after = one.values[name]
            values[name] = [values[name][0] if name in values else before, after]
    kept = {name: sides for name, sides in values.items() if sides[0] != sides[1]}
    made = [_Change(task, Op.INSERT, {})] if any(one.op is Op.INSERT for one in changes) else []
    return [*made, *([_Change(task, Op.UPDATE, kept)] if kept else [])]


def _at_risk(asking: Asking, scope: Scope, _since: datetime) -> Iterator[Line]:
    soon = asking.now + RISK
    visited = (_TASK.planned_at >= asking.now) & (_TASK.planned_at < soon)
    for row in _tasks(asking, scope.theirs, or_(_TASK.due_at < soon, visited)):
        said = []
        if row.due_at is not None and row.due_at < soon:
            said.append(_("due {when}").format(when=_when(asking, row.due_at, row.due_is_day)))
        if row.planned_at is not None and asking.now <= row.planned_at < soon:
            said.append(_("visit {when}").format(when=_when(asking, row.planned_at)))
        yield _line(ShiftKind.AT_RISK, row, ", ".join(said))


def _wakes(asking: Asking, scope: Scope, _since: datetime) -> Iterator[Line]:
    until = asking.now + AHEAD
    for row in _tasks(asking, scope.theirs, or_(_TASK.waiting_until < until, _TASK.snoozed_until < until)):
        at, is_day = (row.waiting_until, row.waiting_until_is_day) if row.waiting_until else (row.snoozed_until, False)
        yield _line(ShiftKind.WAKES, row, _("wakes {when}").format(when=_when(asking, at, is_day)))


def _promises(asking: Asking, scope: Scope, _since: datetime) -> Iterator[Line]:
    """What customers were promised; what is at risk is told already."""
    within = (_TASK.due_at >= asking.now + RISK) & (_TASK.due_at < asking.now + AHEAD)
    for row in _tasks(asking, scope.theirs, _TASK.kind == Kind.CUSTOMER, within):
        said = _("due {when}").format(when=_when(asking, row.due_at, row.due_is_day))
        yield _line(ShiftKind.PROMISE, row, said)


def _unowned(asking: Asking, scope: Scope, _since: datetime) -> Iterator[Line]:
    for row in _tasks(asking, scope.near, _TASK.owner_id.is_(None)):
        yield _line(ShiftKind.UNOWNED, row, "")


def _away(asking: Asking, scope: Scope, _since: datetime) -> Iterator[Line]:
    query = (
        select(_PERSON.login, _ABSENCE.starts_at, _ABSENCE.ends_at, _ABSENCE.is_day, _ABSENCE.kind)
        .join_from(_T["absence"], _T["person"], _PERSON.id == _ABSENCE.person_id)
        .where(_ABSENCE.starts_at < asking.now + AWAY, _ABSENCE.ends_at > asking.now, _PERSON.active)
        .order_by(_ABSENCE.starts_at, _PERSON.login)
    )
    if scope.team is not None:
        query = query.where(_PERSON.team_id == scope.team)
    for row in asking.rows(query):
        last = row.ends_at - timedelta(days=1) if row.is_day else row.ends_at
        said = _("{login} is away: {why}, until {when}")
        text = said.format(login=row.login, why=word(row.kind), when=_when(asking, last, row.is_day))
        yield Line(ShiftKind.AWAY, text)
