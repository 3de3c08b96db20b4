"""Finding tasks by words, as conditions on a row of `task`.

A rare word is answered from the index: the few tasks it is in are named. A common one is left to be tried on each task as
a list is read in its order, where the first page is full soon. Which one it is, is asked of the index, with a limit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlmodel import Session

from servicedesk_tui.models import METADATA, SEARCH_CLOSED, SEARCH_NAME, SEARCH_OPEN
from servicedesk_tui.models.search import KINDS, NOTE
from servicedesk_tui.query.words import sought, sought_opening
from servicedesk_tui.vocabulary.refs import number_of

from .ids import among

AS_OF = "as_of"
"""What a session's `info` holds while it reads the desk as it was."""
FEW = 2_000
"""Up to so many tasks are named."""
SOME = 10_000
"""Of several common words one that so many texts hold is as good as any to begin with."""
FIRST, PAGE = 600, 60
"""Common words that a page of tasks has among the first so many of the board are tried as a list is read."""
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
_THEIRS = _TASK.alias("theirs")
# As literal texts, which the databases find in the conditions of their partial indices.
_OPEN = "category IN ('inbox', 'ready', 'scheduled', 'doing', 'waiting')"
_CLOSED = "category IN ('done', 'cancelled')"
_AMONG: Mapping[Among, Sequence[tuple[Table, str]]] = {
    Among.OPEN: [(SEARCH_OPEN, _OPEN)],
    Among.CLOSED: [(SEARCH_CLOSED, _CLOSED)],
    Among.ALL: [(SEARCH_OPEN, _OPEN), (SEARCH_CLOSED, _CLOSED)],
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
    return _condition(session, looked, among)


def _condition(session: Session, words: Sequence["_Word"], among: Among) -> Condition:
    """Named where one word is rare; tried where a page is found soon; else listed, which takes as long for any word. The
    index knows today's texts only: of the desk as it was each word is tried."""
    if session.info.get(AS_OF):
        return and_(*(word.tried() for word in words))
    found = {word: ids for word in words if (ids := word.ids()) is not None}
    if found:
        named = among_ids(session, frozenset.intersection(*found.values()))
        return and_(named, *(word.tried() for word in words if word not in found))
    all_tried = and_(*(word.tried() for word in words))
    if among is not Among.CLOSED and _is_soon_found(session, all_tried):
        return all_tried
    rarest = _rarest(words)
    return and_(rarest.listed(), *(word.tried() for word in words if word is not rarest))


def _is_soon_found(session: Session, tried: Condition) -> bool:
    """True when the first open tasks of the board already hold a page of what is looked for."""
    place = (_TASK.c.priority, _TASK.c.rank, _TASK.c.number)
    first = select(_TASK.c.id).where(text(f"task.{_OPEN}")).order_by(*place).limit(FIRST).subquery()
    page = select(first.c.id).join(_TASK, _TASK.c.id == first.c.id).where(tried).limit(PAGE).subquery()
    return int(session.execute(select(func.count()).select_from(page)).scalar_one()) >= PAGE


def _rarest(words: Sequence["_Word"]) -> "_Word":
    """The word to begin with: the longest that is not in very many tasks, else the longest."""
    by_length = sorted(words, key=lambda word: -word.length)
    return next((word for word in by_length if len(words) > 1 and word.is_in_at_most(SOME)), by_length[0])


def opening_condition(session: Session, line: str, *, among: Among = Among.ALL) -> Condition:
    """That a task's title begins with `line`."""
    return _condition(session, [_Opening(session, line, among=among)], among)


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

    def ids(self) -> Ids | None:
        """The tasks it is in; None when there are more than a few."""
        if len(self._matched_names()) > MANY_NAMES:
            return None
        found: set[int] = set()
        for part in self._parts():
            some = self._session.execute(part.limit(FEW + 1)).scalars().all()
            if len(some) > FEW:
                return None
            found.update(some)
        return frozenset(found) if len(found) <= FEW else None

    @property
    def length(self) -> int:
        """How long it is; longer words are rarer."""
        return len(self._wanted[0])

    def is_in_at_most(self, count: int) -> bool:
        """True when no more than so many texts hold it."""
        some = self._in_texts(self._among[0][0], self._wanted[0]).limit(count + 1).subquery()
        return int(self._session.execute(select(func.count()).select_from(some)).scalar_one()) <= count

    def listed(self) -> Condition:
        """The condition that a task is one of all it is in. Written so that a list is read in its own order and each of
        its tasks looked up among these, not joined with them in theirs."""
        ids = union_all(*self._parts())
        return literal_column("+task.id", Integer).in_(ids) if self._is_sqlite else _TASK.c.id.in_(ids).is_(true())

    def _parts(self) -> list[Select[Any]]:
        """The ids of the tasks it is in, a query for each place it may be; an index answers each."""
        names = self._matched_names()
        parts = [self._in_texts(table, wanted) for table, _state in self._among for wanted in self._wanted]
        for _table, state in self._among:
            theirs = select(_THEIRS.c.id).where(literal_column(f"theirs.{state}"))
            if self._number is not None:
                parts.append(theirs.where(_THEIRS.c.number == self._number))
            for entity in dict(_PLACES) if len(names) > MANY_NAMES else sorted({name.entity for name in names}):
                parts.append(theirs.where(_THEIRS.c[f"{entity}_id"].in_(self._named(entity))))
        return parts

    def _in_texts(self, table: Table, wanted: str) -> Select[Any]:
        if not self._is_sqlite:
            return select(table.c.task_id).where(table.c.body.like(f"%{wanted}%"))
        index = f"{table.name}_index"
        row = literal_column(f"{index}.rowid", Integer)
        noted = select(_NOTE.c.task_id).where(_NOTE.c.id == row.op(">>")(2)).scalar_subquery()
        task = case((row.op("&")(KINDS - 1) == NOTE, noted), else_=row.op(">>")(2))
        match = literal_column(index).match(f'"{wanted}"')
        return select(task.label("id")).select_from(text(index)).where(match)

    def _matched_names(self) -> list[Any]:
        if self._names is None:
            named = SEARCH_NAME.c
            query = select(named.entity, named.row_id).where(self._holds(named.body))
            self._names = list(self._session.execute(query.limit(MANY_NAMES + 1)))
        return self._names

    def _named(self, entity: str) -> Any:
        """The ids of the customers, contacts or sites it names."""
        names, named = self._matched_names(), SEARCH_NAME.c
        if len(names) <= MANY_NAMES:
            return [n.row_id for n in names if n.entity == entity]
        return select(named.row_id).where(named.entity == entity, self._holds(named.body))

    # -- as a list is read ------------------------------------------------------------------------------------------

    def tried(self) -> Condition:
        """The condition that is tried on each task."""
        parts: list[Condition] = [self._tried_in(table) for table, _state in self._among]
        if self._number is not None:
            parts.append(_TASK.c.number == self._number)
        if self._matched_names():
            for entity, column in _PLACES:
                parts.append(column.in_(self._named(entity)))
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


def among_ids(session: Session, ids: Iterable[int]) -> Condition:
    """That a task is one of these, however many they are."""
    found: Condition = among(session, _TASK.c.id, sorted(ids))
    return found
