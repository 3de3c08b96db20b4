"""Rows into a store in sets: the driver's own bulk path, with each column's value made as SQLAlchemy would make it.

A batch with its changes is written as `Desk.do` would have written it; ids are given here, in the order of time.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Index, Table, func, select, text

from servicedesk_tui.models import METADATA
from servicedesk_tui.models.base import Choice, Moment
from servicedesk_tui.vocabulary.enums import Op

from .life import Act, Life, Values

CHUNK = 20_000
MANY = 20_000
"""From this many tasks on it pays to build the indexes afterwards."""
UNREVERSED = dict.fromkeys(("cause_id", "undoes_id", "reversal", "reversed_by_id"))
ORDER = (
    "customer", "contact", "site", "tag", "task", "task_tag", "task_person", "checklist_item", "link", "note", "visit",
    "batch", "change",
)  # fmt: skip
"""Tables as they are written, each after those it refers to."""


class Sheet:
    """Rows of one table on their way into it: every column by name, enumerations by value."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        names = [column.name for column in table.columns]
        self._take = itemgetter(*names)
        makers = ((place, _maker(column.type, connection)) for place, column in enumerate(table.columns))
        self._makers = [(place, make) for place, make in makers if make is not None]
        quote = connection.dialect.identifier_preparer.quote
        self._into = f"{quote(table.name)} ({', '.join(quote(name) for name in names)})"
        self._marks = ", ".join("?" * len(names))
        self._pending: list[Values] = []
        self.next_id = _highest_id(connection, table) + 1

    def give_id(self) -> int:
        """The next id."""
        self.next_id += 1
        return self.next_id - 1

    def add(self, row: Values) -> None:
        """A row that may still change until the sheet is written."""
        self._pending.append(row)

    def __len__(self) -> int:
        return len(self._pending)

    def write(self) -> None:
        """Put the rows into the table."""
        if self._connection.dialect.name == "postgresql":
            self._copy(self._made())
        else:
            cursor: Any = self._connection.connection.cursor()
            cursor.executemany(f"INSERT INTO {self._into} VALUES ({self._marks})", self._made())
            cursor.close()
        self._pending.clear()

    def _made(self) -> Iterator[list[Any]]:
        for row in self._pending:
            values = list(self._take(row))
            for place, make in self._makers:
                values[place] = make(values[place])
            yield values

    def _copy(self, rows: Iterable[Sequence[Any]]) -> None:
        cursor: Any = self._connection.connection.cursor()
        with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.close()


def _maker(kind: Any, connection: Connection) -> Callable[[Any], Any] | None:
    """What makes a Python value the driver's: what SQLAlchemy would do for this column, where it matters sooner."""
    if isinstance(kind, Choice):
        return None
    if isinstance(kind, Moment):
        return _sqlite_moment if connection.dialect.name == "sqlite" else None
    maker: Callable[[Any], Any] | None = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return maker


def _sqlite_moment(at: datetime | None) -> str | None:
    """A moment in UTC as SQLite keeps it."""
    return None if at is None else at.isoformat(" ", "microseconds")[:26]


def _highest_id(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c[table.primary_key.columns.keys()[0]]))).scalar_one() or 0)


class Writer:
    """Turns acts into batches, changes and rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sheets = {name: Sheet(connection, METADATA.tables[name]) for name in ORDER}
        self._batches, self._changes = self._sheets["batch"], self._sheets["change"]

    def record(self, act: Act) -> None:
        """Write one act: the rows it adds, its batch, its changes."""
        batch = self._batches.give_id()
        tasks = set()
        for touch in act.touches:
            row = touch.row
            if touch.op is Op.INSERT:
                self._insert(act, touch.entity, row)
            task_id = row["id"] if touch.entity == "task" else row.get("task_id")
            tasks.add(task_id)
            self._changes.add(
                {
                    "id": self._changes.give_id(),
                    "batch_id": batch,
                    "entity": touch.entity,
                    "row_id": row["id"],
                    "task_id": task_id,
                    "op": touch.op.value,
                    "values": touch.values,
                }
            )
        if len(tasks - {None}) == 1:
            act.params["task"] = next(iter(tasks - {None}))
        login = act.worker.card.login
        self._batches.add(
            {
                "id": batch,
                "at": act.at,
                "person_id": act.worker.id,
                "origin": act.origin.value,
                "terminal": f"sample:{login}",
                "command": act.command,
                "params": act.params,
                "tasks": len(tasks - {None}),
                **UNREVERSED,
            }
        )
        if len(self._changes) >= CHUNK:
            self.flush()

    def _insert(self, act: Act, entity: str, row: Values) -> None:
        sheet = self._sheets[entity]
        if "id" not in row:
            row["id"] = sheet.give_id()
        if entity == "note":
            act.params["note"] = row["id"]
        sheet.add(row)

    def flush(self) -> None:
        """Put everything that waits into the store."""
        for name in ORDER:
            self._sheets[name].write()


def in_time(lives: Iterable[Life]) -> Iterator[Act]:
    """The acts of all lives in the order of time. Lives come in the order of their creation, so that only acts of tasks
    that exist are held in memory."""
    waiting: list[tuple[Any, int, Act]] = []
    count = 0
    for life in lives:
        start = life.acts[0].at
        while waiting and waiting[0][0] <= start:
            yield heapq.heappop(waiting)[2]
        for act in life.acts:
            heapq.heappush(waiting, (act.at, count, act))
            count += 1
    while waiting:
        yield heapq.heappop(waiting)[2]


def indexes_to_defer() -> list[Index]:
    """The indexes that cost more to keep than to build; unique ones stay, they guard."""
    return [index for name in ORDER for index in sorted(METADATA.tables[name].indexes, key=str) if not index.unique]


def continue_ids(connection: Connection) -> None:
    """On PostgreSQL a sequence does not see ids that were given; on SQLite it does."""
    if connection.dialect.name != "postgresql":
        return
    for name in ORDER:
        key = METADATA.tables[name].primary_key.columns.keys()[0]
        quoted = connection.dialect.identifier_preparer.quote(name)
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{quoted}', '{key}'), (SELECT max({key}) FROM {quoted}))")
        )
