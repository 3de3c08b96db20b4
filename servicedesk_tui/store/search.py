"""Finding tasks by words, as conditions on a row of `task`.

A rare word is answered from the index: the few tasks it is in are named. A common one is left to be tried on each task as
a list is read in its order, where the first page is full soon. Which one it is, is asked of the index, with a limit.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Table,
    and_,
    any_,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlmodel import Session

from servicedesk_tui.models import METADATA, SEARCH_CLOSED, SEARCH_NAME, SEARCH_OPEN
from servicedesk_tui.models.search import KINDS, NOTE
from servicedesk_tui.query.words import sought, sought_opening
from servicedesk_tui.vocabulary.refs import number_of

FEW = 2_000
"""Up to so many tasks are named."""
MANY = 60_000
"""Up to so many are looked through where several common words may have few tasks in common."""
MOST_NAMED = 5_000
"""Up to so many are named when it took several words to find them."""
FIRST, PAGE = 3_000, 60
"""Common words that have a page of tasks in common among the first so many of the board are left to be tried."""
MANY_NAMES = 200
"""From so many customers, contacts and sites on a word is a common one."""


class Among(Enum):
    """Which tasks a query looks for."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


Condition = ColumnElement[bool]
Ids = frozenset[int]

_TASK, _NOTE = METADATA.tables["task"], METADATA.tables["note"]
# As literal texts, which the databases find in the conditions of their partial indices.
_IS_OPEN: Condition = literal_column("task.category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')")
_IS_CLOSED: Condition = literal_column("task.category IN ('done', 'cancelled')")
_AMONG: Mapping[Among, Sequence[tuple[Table, Condition]]] = {
    Among.OPEN: [(SEARCH_OPEN, _IS_OPEN)],
    Among.CLOSED: [(SEARCH_CLOSED, _IS_CLOSED)],
    Among.ALL: [(SEARCH_OPEN, _IS_OPEN), (SEARCH_CLOSED, _IS_CLOSED)],
}
_PLACES: Sequence[tuple[str, Any]] = (
    ("customer", _TASK.c.customer_id),
    ("contact", _TASK.c.contact_id),
    ("site", _TASK.c.site_id),
)


def word_condition(session: Session, word: str, *, among: Among = Among.ALL) -> Condition:
    """That a task is found by `word` (one, or several in a row): in its title, description, next step, tags and notes,
    in the names and numbers of its customer, contact and site, or by its number. A query that asks for open tasks only,
    or closed ones only, says so by `among` too, and is then the quicker. For queries on `task` in this session."""
    return words_condition(session, [word], among=among)


def text_condition(session: Session, words: str, *, among: Among = Among.ALL) -> Condition:
    """That a task is found by every word of a line, each wherever it may be; a telephone number counts as one word."""
    return words_condition(session, split(words), among=among)


def split(line: str) -> list[str]:
    """The words of a line, each to be found by itself; a number in groups is one."""
    return [line] if len(sought(line)) > 1 else line.split()


def words_condition(session: Session, words: Iterable[str], *, among: Among = Among.ALL) -> Condition:
    """That a task is found by each of `words`."""
    looked = [_Word(session, word, among=among) for word in words if sought(word)]
    if not looked:
        return true()
    all_tried = and_(*(word.tried() for word in looked))
    found = _found(looked, FEW)
    if not found and len(looked) > 1 and not _is_soon_found(session, all_tried, among):
        found = _found(looked, MANY)
    if not found:
        return all_tried
    named = frozenset.intersection(*found.values())
    if len(named) > MOST_NAMED:
        return all_tried
    return and_(_named(session, named), *(word.tried() for word in looked if word not in found))


def _found(words: Iterable["_Word"], most: int) -> dict["_Word", Ids]:
    """Of each word that is in at most so many tasks, which they are."""
    return {word: ids for word in words if (ids := word.ids(most)) is not None}


def _is_soon_found(session: Session, tried: Condition, among: Among) -> bool:
    """True when the first open tasks of the board already hold a page of what is looked for."""
    if among is Among.CLOSED:
        return False
    place = (_TASK.c.priority, _TASK.c.rank, _TASK.c.number)
    first = select(_TASK.c.id, tried.label("found")).where(_IS_OPEN).order_by(*place).limit(FIRST).subquery()
    hits = session.execute(select(func.count()).select_from(first).where(first.c.found)).scalar_one()
    return int(hits) >= PAGE


def opening_condition(session: Session, line: str, *, among: Among = Among.ALL) -> Condition:
    """That a task's title begins with `line`."""
    word = _Opening(session, line, among=among)
    ids = word.ids(FEW)
    return word.tried() if ids is None else _named(session, ids)


def texts_of_tasks(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """All that searching reads of each of these tasks."""
    found: dict[int, list[str]] = defaultdict(list)
    for table in (SEARCH_OPEN, SEARCH_CLOSED):
        rows = session.execute(select(table.c.task_id, table.c.body).where(table.c.task_id.in_(ids)))
        for task, body in rows:
            found[task].append(body)
    for entity, column in _PLACES:
        on = and_(SEARCH_NAME.c.entity == entity, SEARCH_NAME.c.row_id == column)
        query = select(_TASK.c.id, SEARCH_NAME.c.body).select_from(_TASK.join(SEARCH_NAME, on))
        for task, body in session.execute(query.where(_TASK.c.id.in_(ids))):
            found[task].append(body)
    return defaultdict(tuple, {task: tuple(bodies) for task, bodies in found.items()})


class _Word:
    """A word being looked for in one query."""

    def __init__(self, session: Session, word: str, *, among: Among) -> None:
        self._session = session
        self._is_sqlite = session.get_bind().dialect.name == "sqlite"
        self._among = _AMONG[among]
        self._wanted = self._sought(word)
        self._number = number_of(word)
        self._names: list[Any] | None = None

    def _sought(self, word: str) -> tuple[str, ...]:
        return sought(word)

    # -- from the index ---------------------------------------------------------------------------------------------

    def ids(self, most: int) -> Ids | None:
        """The tasks it is in; None when there are more than `most`."""
        names = self._matched_names()
        if len(names) > MANY_NAMES:
            return None
        found: set[int] = set()
        for part in self._parts(names, most + 1):
            if part is None or len(part) > most:
                return None
            found.update(part)
        return frozenset(found) if len(found) <= most else None

    def _parts(self, names: Sequence[Any], limit: int) -> Iterable[Sequence[int] | None]:
        if self._number is not None:
            yield self._tasks(_TASK.c.number == self._number, limit=limit)
        for table, _state in self._among:
            for wanted in self._wanted:
                yield self._in_texts(table, wanted, limit)
        customers = [n.row_id for n in names if n.entity == "customer"]
        if customers:
            yield self._tasks(_TASK.c.customer_id.in_(customers), limit=limit)
        others = {entity: [n.row_id for n in names if n.entity == entity] for entity in ("contact", "site")}
        if any(others.values()):
            theirs = sorted({n.customer_id for n in names if n.entity != "customer"})
            places = or_(_TASK.c.contact_id.in_(others["contact"]), _TASK.c.site_id.in_(others["site"]))
            yield self._tasks(_TASK.c.customer_id.in_(theirs), places, limit=limit)

    def _tasks(self, *conditions: Condition, limit: int) -> list[int]:
        """The tasks of conditions that an index of open tasks answers, and one of closed ones."""
        found: list[int] = []
        for _table, state in self._among:
            query = select(_TASK.c.id).where(state, *conditions).limit(limit)
            found += self._session.execute(query).scalars()
        return found

    def _in_texts(self, table: Table, wanted: str, limit: int) -> Sequence[int] | None:
        """The tasks of the texts that hold it; None when there are `limit` texts or more."""
        if not self._is_sqlite:
            query = select(table.c.task_id).where(table.c.body.like(f"%{wanted}%")).limit(limit)
            return self._session.execute(query).scalars().all()
        index = f"{table.name}_index"
        match = text(f"SELECT rowid FROM {index} WHERE {index} MATCH :wanted LIMIT :limit")
        found = [row[0] for row in self._session.execute(match, {"wanted": f'"{wanted}"', "limit": limit})]
        if len(found) == limit:
            return None
        notes = [row // KINDS for row in found if row % KINDS == NOTE]
        tasks = [row // KINDS for row in found if row % KINDS != NOTE]
        return tasks + self._tasks_of_notes(notes) if notes else tasks

    def _tasks_of_notes(self, notes: list[int]) -> list[int]:
        query = select(_NOTE.c.task_id).where(_NOTE.c.id.in_(_listed(notes)))
        return list(self._session.execute(query).scalars())

    def _matched_names(self) -> list[Any]:
        if self._names is None:
            named = SEARCH_NAME.c
            query = select(named.entity, named.row_id, named.customer_id).where(self._holds(named.body))
            self._names = list(self._session.execute(query.limit(MANY_NAMES + 1)))
        return self._names

    # -- as a list is read ------------------------------------------------------------------------------------------

    def tried(self) -> Condition:
        """The condition that is tried on each task."""
        parts: list[Condition] = [self._tried_in(table) for table, _state in self._among]
        if self._number is not None:
            parts.append(_TASK.c.number == self._number)
        if self._matched_names():
            for entity, column in _PLACES:
                named = select(SEARCH_NAME.c.row_id).where(SEARCH_NAME.c.entity == entity)
                parts.append(column.in_(named.where(self._holds(SEARCH_NAME.c.body))))
        return or_(*parts)

    def _tried_in(self, table: Table) -> Condition:
        # With a limit of its own it is tried row by row: neither database makes a join of it.
        one = select(literal(1)).where(table.c.task_id == _TASK.c.id, self._holds(table.c.body)).limit(1)
        return one.correlate(_TASK).scalar_subquery().is_not(None)

    def _holds(self, column: Any) -> Condition:
        position = func.instr if self._is_sqlite else func.strpos
        return or_(*(position(column, wanted) > 0 for wanted in self._wanted))


class _Opening(_Word):
    """The beginning of a title being looked for."""

    def __init__(self, session: Session, word: str, *, among: Among) -> None:
        super().__init__(session, word, among=among)
        self._number, self._names = None, []

    def _sought(self, word: str) -> tuple[str, ...]:
        return (sought_opening(word),)


def _named(session: Session, ids: Ids) -> Condition:
    listed = sorted(ids)
    if session.get_bind().dialect.name == "sqlite":
        return _TASK.c.id.in_(_listed(listed))
    return _TASK.c.id == any_(literal(listed, ARRAY(Integer)))


def _listed(ids: Iterable[int]) -> Any:
    """Ids as a query: one parameter however many they are (SQLite)."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
