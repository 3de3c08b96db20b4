"""The columns of the board: what they stand for, what each of them holds, and how a place in one is compared.

Columns by status hold what was closed today too; all others hold open tasks. Each is read from an index of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from heapq import nlargest
from typing import Any

from sqlalchemy import func, literal, or_, select, tuple_

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import CLOSED, Grouping, PersonKind, Priority, Role
from servicedesk_tui.vocabulary.rows import ColumnRow, Key, StatusRow

from .asking import Asking
from .cards import CUSTOMER, IS_CLOSED, IS_OPEN, PERSON, TASK, chunks, from_micros
from .statuses import statuses

MOST_CUSTOMERS = 40
"""The customers that have a column: those with most open tasks."""
GROUPED: Mapping[Grouping, Any] = {
    Grouping.STATUS: TASK.status_id,
    Grouping.OWNER: TASK.owner_id,
    Grouping.CUSTOMER: TASK.customer_id,
    Grouping.PRIORITY: TASK.priority,
    Grouping.TEAM: TASK.team_id,
}
"""What of a task says which column it is in."""
_TEAM = METADATA.tables["team"].c
Counts = Mapping[int, int]
"""Open tasks by the key of their column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the conditions on what it holds."""

    row: ColumnRow
    by: Grouping
    inside: tuple[Any, ...]

    @property
    def key(self) -> int:
        """What it is named by."""
        return self.row.key

    @property
    def is_closed(self) -> bool:
        """True when it holds closed tasks, which stand with the latest first."""
        return self.row.category in CLOSED

    @property
    def place(self) -> tuple[Any, ...]:
        """What a card's place in it is decided by."""
        if self.is_closed:
            return (TASK.done_at, TASK.number)
        order = (TASK.priority, TASK.rank, TASK.number)
        return order[1:] if self.by is Grouping.PRIORITY else order

    @property
    def lead(self) -> tuple[Any, ...]:
        """What an order begins with so that an index of tasks without an owner, customer or team serves PostgreSQL, which
        does not know an empty field for a constant."""
        return () if self.row.key else (GROUPED[self.by],)

    def at(self, key: Key) -> Any:
        """A card's key as the database compares it with `place`."""
        if self.is_closed:
            return tuple_(literal(from_micros(key[0]), TASK.done_at.type), literal(key[1]))
        there = (literal(key[0], TASK.priority.type), literal(key[1], TASK.rank.type), literal(key[2]))
        return tuple_(*(there[1:] if self.by is Grouping.PRIORITY else there))


def columns(asking: Asking, by: Grouping, counts: Counts) -> tuple[Column, ...]:
    """The columns of the board; `counts` say which customers have most to do."""
    if by is Grouping.STATUS:
        return tuple(status_column(asking, status) for status in statuses(asking))
    return tuple(Column(row, by, _inside(by, row.key)) for row in _rows(asking, by, counts))


def column_by_key(asking: Asking, by: Grouping, key: int) -> Column | None:
    """The column named by `key`, whether the board shows it or not; None for a status, a priority that is none."""
    if by is Grouping.STATUS:
        found = next((s for s in statuses(asking) if s.id == key), None)
        return status_column(asking, found) if found else None
    if by is Grouping.PRIORITY and key not in tuple(Priority):
        return None
    return Column(ColumnRow(key, ""), by, _inside(by, key))


def status_column(asking: Asking, status: StatusRow) -> Column:
    """A status's column: its open tasks, or what was closed there today."""
    inside: tuple[Any, ...] = (TASK.status_id == status.id, IS_OPEN)
    if status.category in CLOSED:
        inside = (TASK.status_id == status.id, IS_CLOSED, TASK.done_at >= _midnight(asking))
    row = ColumnRow(status.id, status.name, status.category, status.wip_limit, status.key)
    return Column(row, Grouping.STATUS, inside)


def counts_by(asking: Asking, by: Grouping) -> Counts:
    """Open tasks by column, from an index."""
    query = select(GROUPED[by], func.count()).where(IS_OPEN).group_by(GROUPED[by])
    return {int(key or 0): int(count) for key, count in asking.rows(query)}


def _midnight(asking: Asking) -> datetime:
    return datetime.combine(asking.now.astimezone(asking.zone).date(), time(), asking.zone)


def _inside(by: Grouping, key: int) -> tuple[Any, ...]:
    return (GROUPED[by] == key if key else GROUPED[by].is_(None), IS_OPEN)


def _rows(asking: Asking, by: Grouping, counts: Counts) -> list[ColumnRow]:
    if by is Grouping.PRIORITY:
        return [ColumnRow(int(priority), priority.name) for priority in Priority]
    if by is Grouping.TEAM:
        teams = asking.rows(select(_TEAM.id, _TEAM.name).order_by(_TEAM.name))
        return [ColumnRow(0, _("No team")), *(ColumnRow(*row) for row in teams)]
    return _people(asking) if by is Grouping.OWNER else _busiest(asking, counts)


def _people(asking: Asking) -> list[ColumnRow]:
    """Nobody, me, then everybody who may own tasks or still does."""
    works = (PERSON.kind == PersonKind.HUMAN) & PERSON.active & (PERSON.role != Role.VIEWER)
    owns = select(TASK.id).where(IS_OPEN, TASK.owner_id == PERSON.id).exists()
    query = select(PERSON.id, PERSON.login).where(or_(PERSON.id == asking.me.id, works, owns)).order_by(PERSON.login)
    people = [ColumnRow(row.id, row.login, is_mine=row.id == asking.me.id) for row in asking.rows(query)]
    return [ColumnRow(0, _("Nobody")), *sorted(people, key=lambda row: not row.is_mine)]


def _busiest(asking: Asking, counts: Counts) -> list[ColumnRow]:
    """No customer, where there are such tasks; then those with most open tasks, by that and name."""
    rows = [ColumnRow(0, _("No customer"))] if counts.get(0) else []
    loads = {key: count for key, count in counts.items() if key}
    least = min(nlargest(MOST_CUSTOMERS, loads.values()), default=0)
    names: dict[int, str] = {}
    for some in chunks([key for key, count in loads.items() if count >= least]):
        query = select(CUSTOMER.id, CUSTOMER.name).where(CUSTOMER.id.in_(some))
        names.update((row.id, row.name) for row in asking.rows(query))
    order = sorted(names, key=lambda key: (-loads[key], names[key].casefold(), key))
    return rows + [ColumnRow(key, names[key]) for key in order[:MOST_CUSTOMERS]]


def others(counts: Counts, shown: tuple[Column, ...]) -> int:
    """How many columns more would hold open tasks."""
    keys = {column.key for column in shown}
    return sum(1 for key, count in counts.items() if count and key not in keys)
