"""Keeping what searching reads: in the same transaction as the change it follows, or anew for the whole store."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text
from sqlmodel import Session

from servicedesk_tui.models import METADATA, SEARCH_CLOSED, SEARCH_NAME, SEARCH_OPEN
from servicedesk_tui.models.search import HEAD, KINDS, NOTE, TAGS, trigram_index
from servicedesk_tui.query.words import LINE, opening, searchable
from servicedesk_tui.vocabulary.enums import CLOSED, Op
from servicedesk_tui.vocabulary.text import digits

CHUNK = 500
READ = 5_000
TEXTS = (SEARCH_OPEN, SEARCH_CLOSED)

_T = METADATA.tables
_TASK, _NOTE, _TASK_TAG, _TAG = _T["task"].c, _T["note"].c, _T["task_tag"].c, _T["tag"].c
_HEAD_FIELDS = frozenset({"title", "description", "next_step"})

Connected = Connection | Session
Text = tuple[int, int, bool, str]
"""What is kept of one text: its id, its task, whether that is closed, and its searchable form."""
Name = tuple[str, int, str]
"""What is kept of one name: its table, its id, and its searchable form."""


@dataclass(slots=True)
class Stale:
    """What a change leaves to be indexed anew."""

    heads: set[int] = field(default_factory=set)
    tags: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    names: dict[str, set[int]] = field(default_factory=dict)

    def note(self, entity: str, row_id: int, task_id: int | None, op: Op, fields: Collection[str]) -> None:
        """Note one row as it was changed; `fields` says what of it, when `op` is an update."""
        whole = op is not Op.UPDATE
        if entity == "task":
            if whole or not _HEAD_FIELDS.isdisjoint(fields):
                self.heads.add(row_id)
            if not whole and "done_at" in fields:
                self.moved.add(row_id)
        elif entity == "note" and (whole or "body" in fields or "task_id" in fields):
            self.notes.add(row_id)
        elif entity == "task_tag" and task_id is not None:
            self.tags.add(task_id)
        elif entity in _NAMES and (whole or not set(fields).isdisjoint(_NAMES[entity])):
            self.names.setdefault(entity, set()).add(row_id)


def refresh(session: Session, stale: Stale) -> None:
    """Index anew what is stale. The rows themselves have been written."""
    for tasks in _chunks(stale.moved):
        _move(session, tasks)
    for kind, ids in ((HEAD, stale.heads), (TAGS, stale.tags), (NOTE, stale.notes)):
        for some in _chunks(ids):
            kept = [row_id * KINDS + kind for row_id in some]
            for table in TEXTS:
                session.execute(delete(table).where(table.c.id.in_(kept)))
            _insert(session, _READ[kind](session, _IDS[kind].in_(some)))
    for entity, ids in stale.names.items():
        for some in _chunks(ids):
            named = SEARCH_NAME.c
            session.execute(delete(SEARCH_NAME).where(named.entity == entity, named.row_id.in_(some)))
            _insert_names(session, _names(session, entity, some))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    listed = sorted(ids)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def _move(session: Session, tasks: Sequence[int]) -> None:
    """Put the texts of tasks that were closed or reopened where they belong now."""
    now = session.execute(select(_TASK.id, _TASK.category).where(_TASK.id.in_(tasks))).all()
    closed = [task for task, category in now if category in CLOSED]
    opened = [task for task, category in now if category not in CLOSED]
    for ids, source, target in ((closed, SEARCH_OPEN, SEARCH_CLOSED), (opened, SEARCH_CLOSED, SEARCH_OPEN)):
        if ids:
            there = select(source).where(source.c.task_id.in_(ids))
            session.execute(insert(target).from_select(["id", "task_id", "body"], there))
            session.execute(delete(source).where(source.c.task_id.in_(ids)))


def _insert(session: Session, texts: Iterable[Text]) -> None:
    rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for row_id, task, is_closed, body in texts:
        rows[is_closed].append({"id": row_id, "task_id": task, "body": body})
    for is_closed, those in rows.items():
        if those:
            session.execute(insert(TEXTS[is_closed]), those)


def _insert_names(session: Connected, names: Iterable[Name]) -> None:
    rows = [dict(zip(SEARCH_NAME.c.keys(), name, strict=True)) for name in names]
    if rows:
        session.execute(insert(SEARCH_NAME), rows)


# -- what is to be kept, from the rows themselves -----------------------------------------------------------------------


def _heads(session: Connected, where: Any) -> Iterator[Text]:
    query = select(_TASK.id, _TASK.category, _TASK.title, _TASK.description, _TASK.next_step).where(where)
    for task, category, title, description, next_step in session.execute(query):
        body = LINE.join((opening(title), searchable(title, description, next_step)))
        yield task * KINDS + HEAD, task, category in CLOSED, body


def _tags(session: Connected, where: Any) -> Iterator[Text]:
    query = (
        select(_TASK_TAG.task_id, _TASK.category, _TAG.name)
        .join(_T["task"], _TASK.id == _TASK_TAG.task_id)
        .join(_T["tag"], _TAG.id == _TASK_TAG.tag_id)
        .where(where)
        .order_by(_TASK_TAG.task_id, _TAG.name)
    )
    for (task, category), rows in groupby(session.execute(query), key=lambda row: (row[0], row[1])):
        yield task * KINDS + TAGS, task, category in CLOSED, searchable(*(row[2] for row in rows))


def _notes(session: Connected, where: Any) -> Iterator[Text]:
    joined = _T["note"].join(_T["task"], _TASK.id == _NOTE.task_id)
    query = select(_NOTE.id, _NOTE.task_id, _TASK.category, _NOTE.body).select_from(joined).where(where)
    for note, task, category, body in session.execute(query):
        yield note * KINDS + NOTE, task, category in CLOSED, searchable(body)


_READ: dict[int, Callable[[Connected, Any], Iterator[Text]]] = {HEAD: _heads, TAGS: _tags, NOTE: _notes}
_IDS: dict[int, Any] = {HEAD: _TASK.id, TAGS: _TASK_TAG.task_id, NOTE: _NOTE.id}


_NAMES: Mapping[str, tuple[str, ...]] = {
    "customer": ("name", "email", "phone"),
    "contact": ("name", "email", "phone", "title"),
    "site": ("name", "address"),
}
"""The searched fields of each table of names."""
NAMED = tuple(_NAMES)


def _names(session: Connected, entity: str, ids: Collection[int] | None = None) -> Iterator[Name]:
    columns, fields = _T[entity].c, _NAMES[entity]
    query = select(columns.id, *(columns[name] for name in fields))
    for row_id, *texts in session.execute(query if ids is None else query.where(columns.id.in_(ids))):
        phone = digits(texts[fields.index("phone")]) if "phone" in fields else ""
        yield entity, row_id, searchable(*texts, phone)


def texts_as_kept(session: Session, tasks: Iterable[int]) -> Iterator[Text]:
    """What is to be kept of the texts of tasks."""
    for some in _chunks(tasks):
        for kind, column in ((HEAD, _TASK.id), (TAGS, _TASK_TAG.task_id), (NOTE, _NOTE.task_id)):
            yield from _READ[kind](session, column.in_(some))


def names_as_kept(session: Session, entity: str, ids: Iterable[int]) -> Iterator[Name]:
    """What is to be kept of the names of customers, contacts or sites."""
    for some in _chunks(ids):
        yield from _names(session, entity, some)


def _all_texts(connection: Connection) -> Iterator[Text]:
    """Every text of the store, a range of ids at a time."""
    for kind, ids in _IDS.items():
        last = connection.execute(select(func.max(ids))).scalar_one() or 0
        for start in range(0, last + 1, READ):
            yield from _READ[kind](connection, ids.between(start, start + READ - 1))


# -- the whole store ----------------------------------------------------------------------------------------------------


def rebuild(connection: Connection) -> None:
    """Make all that searching reads anew, in the transaction under way."""
    put_down = _put_down_sqlite if connection.dialect.name == "sqlite" else _put_down_postgres
    for table in TEXTS:
        put_down(connection, table)
    connection.execute(delete(SEARCH_NAME))
    _fill(connection)
    for table in TEXTS:
        if connection.dialect.name == "sqlite":
            for statement in trigram_index(table.name):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"INSERT INTO {table.name}_index ({table.name}_index) VALUES ('rebuild')")
        else:
            _body_index(table).create(connection)
    for entity in _NAMES:
        _insert_names(connection, _names(connection, entity))


def _put_down_sqlite(connection: Connection, table: Table) -> None:
    for trigger in ("come", "gone", "other"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_{trigger}")
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}_index")
    connection.execute(delete(table))


def _put_down_postgres(connection: Connection, table: Table) -> None:
    connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
    _body_index(table).drop(connection, checkfirst=True)
    connection.execute(delete(table))


def _body_index(table: Table) -> Any:
    return next(index for index in table.indexes if "body" in index.columns)


def _fill(connection: Connection) -> None:
    """Write every text, the driver's own bulk way."""
    waiting: tuple[list[Any], list[Any]] = ([], [])
    for row_id, task, is_closed, body in _all_texts(connection):
        waiting[is_closed].append((row_id, task, body))
        if len(waiting[is_closed]) == READ:
            _write(connection, TEXTS[is_closed], waiting[is_closed])
    for table, rows in zip(TEXTS, waiting, strict=True):
        _write(connection, table, rows)


def _write(connection: Connection, table: Table, rows: list[Any]) -> None:
    cursor: Any = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.executemany(f"INSERT INTO {table.name} (id, task_id, body) VALUES (?, ?, ?)", rows)
    else:
        with cursor.copy(f"COPY {table.name} (id, task_id, body) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    cursor.close()
    rows.clear()


@dataclass(slots=True)
class Differences:
    """How far what is kept is from what is to be kept, in texts."""

    missing: int = 0
    other: int = 0
    left_over: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.other or self.left_over)


def differences(connection: Connected) -> Differences:
    """Compare all that searching reads with the rows it comes from."""
    found = Differences()
    for kind, ids in _IDS.items():
        last = _last_id(connection, kind, ids)
        for start in range(0, last + 1, READ):
            wanted = {t[0]: t[1:] for t in _READ[kind](connection, ids.between(start, start + READ - 1))}
            _compare(found, wanted, _kept(connection, kind, start))
    for entity in _NAMES:
        query = select(SEARCH_NAME).where(SEARCH_NAME.c.entity == entity)
        _compare(found, {n[1]: n for n in _names(connection, entity)}, {r[1]: r for r in connection.execute(query)})
    return found


def _last_id(connection: Connected, kind: int, ids: Any) -> int:
    """The highest id of a kind, of its rows or of the texts kept of them."""
    kept = [connection.execute(select(func.max(t.c.id)).where(t.c.id % KINDS == kind)).scalar_one() for t in TEXTS]
    highest = connection.execute(select(func.max(ids))).scalar_one()
    return max(highest or 0, *((row_id or 0) // KINDS for row_id in kept))


def _kept(connection: Connected, kind: int, start: int) -> dict[int, tuple[Any, ...]]:
    found = {}
    for is_closed, table in enumerate(TEXTS):
        inside = table.c.id.between(start * KINDS, (start + READ) * KINDS - 1)
        query = select(table.c.id, table.c.task_id, table.c.body).where(inside, table.c.id % KINDS == kind)
        found.update({row_id: (task, bool(is_closed), body) for row_id, task, body in connection.execute(query)})
    return found


def _compare(found: Differences, wanted: Mapping[int, Sequence[Any]], kept: Mapping[int, Sequence[Any]]) -> None:
    found.missing += len(wanted.keys() - kept.keys())
    found.left_over += len(kept.keys() - wanted.keys())
    found.other += sum(tuple(wanted[key]) != tuple(kept[key]) for key in wanted.keys() & kept.keys())


def analyse(connection: Connection) -> None:
    """Let the database look at what the tables hold, so that it plans well."""
    connection.exec_driver_sql("ANALYZE")
