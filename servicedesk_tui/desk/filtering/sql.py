"""A filter as SQL: one condition on a row of `task`, and an order. The same on SQLite and PostgreSQL.

A condition is true or not; what is unknown (an empty field) counts as not, so that `-@ada` shows what nobody owns.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any as Anything
from typing import cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    exists,
    false,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.query.meaning import (
    All,
    Any,
    Between,
    ChangedBy,
    Everything,
    Filter,
    Flag,
    Holds,
    Involves,
    Is,
    Meaning,
    Missing,
    No,
    OneOf,
    Order,
    Relation,
    Says,
    Tagged,
)
from servicedesk_tui.store.search import Among, words_condition
from servicedesk_tui.vocabulary.enums import OPEN, ClockKind, ClockState, HandoverState, Part

from ..conditions import HAS_BLOCKER, IS_OFFERED
from ..reads.cards import CUSTOMER, IS_OPEN, PERSON, TASK

_T = METADATA.tables
_TASK_TABLE = _T["task"]
_TAG, _TASK_TAG, _PART = _T["tag"].c, _T["task_tag"].c, _T["task_person"].c
_LINK, _CLOCK, _RECURRENCE = _T["link"].c, _T["clock"].c, _T["recurrence"].c
_BATCH, _CHANGE, _HANDOVER = _T["batch"].c, _T["change"].c, _T["handover"].c
_OPEN_VALUES = frozenset(c.value for c in OPEN)

Condition = ColumnElement[bool]

_OFFER = (
    select(_HANDOVER.created_at)
    .where(_HANDOVER.task_id == TASK.id, IS_OFFERED)
    .correlate(_TASK_TABLE)
    .scalar_subquery()
)

COLUMNS: Mapping[str, Anything] = {
    "owner": TASK.owner_id,
    "status": TASK.status_id,
    "category": TASK.category,
    "customer": TASK.customer_id,
    "team": TASK.team_id,
    "site": TASK.site_id,
    "contact": TASK.contact_id,
    "waiting": TASK.waiting_on,
    "kind": TASK.kind,
    "number": TASK.number,
    "parent": TASK.parent_id,
    # As numbers: a bound may be one past the last of them.
    "priority": type_coerce(TASK.priority, Integer),
    "impact": type_coerce(TASK.impact, Integer),
    "urgency": type_coerce(TASK.urgency, Integer),
    "due": TASK.due_at,
    "at": TASK.planned_at,
    "until": TASK.waiting_until,
    "snoozed": TASK.snoozed_until,
    "created": TASK.created_at,
    "changed": TASK.updated_at,
    "done": TASK.done_at,
    "escalated": TASK.escalated_at,
    "offered": _OFFER,
    "est": TASK.estimate_minutes,
    "spent": TASK.spent_minutes,
    "slips": TASK.slips,
    "next": TASK.next_step,
    "description": TASK.description,
}
# With a sign before it SQLite takes a column for a value to try, not for one to look up.
_WALKED: Mapping[str, Anything] = {
    name: literal_column(f"+task.{column.name}", column.type)
    for name, column in (("due", TASK.due_at), ("created", TASK.created_at), ("changed", TASK.updated_at))
}
_TEXTS = frozenset({"next", "description"})
PARTS = {Relation.WATCHER: Part.WATCHER, Relation.COLLABORATOR: Part.COLLABORATOR}
HANGS_ON = {
    Relation.TAG: "task_tag",
    Relation.NOTE: "note",
    Relation.FILE: "attachment",
    Relation.CHECKLIST: "checklist_item",
}


def condition(
    meaning: Meaning, session: Session, now: datetime, among: Among = Among.ALL, *, walks: bool = False
) -> Condition:
    """`meaning` as a condition on `task`; `among` says which tasks it will be asked of, so that words are found there.
    With `walks` it is tried on tasks in an order of their own: the index of a moment must not be read instead."""
    return _Compiling(session, now, among, walks=walks).node(meaning)


class _Compiling:
    """One filter being compiled. `session` is asked how common a searched word is."""

    def __init__(self, session: Session, now: datetime, among: Among, *, walks: bool) -> None:
        self._session = session
        self._walks = walks and session.get_bind().dialect.name == "sqlite"
        self._now = now
        self._among = among

    def node(self, meaning: Meaning) -> Condition:
        """Any condition."""
        match meaning:
            case Everything():
                return true()
            case All(nodes):
                return self._together(nodes)
            case Any(nodes):
                return or_(false(), *(self.node(n) for n in nodes))
            case No(node):
                return self.node(node).is_not(true())
            case Says(text):
                return words_condition(self._session, [text], among=self._among)
            case Is(flag):
                return flag_condition(flag, self._now)
            case Between(field, low, high) if self._walks and field in _WALKED:
                return _between(_WALKED[field], low, high)
            case _:
                return _plain(meaning)

    def _together(self, nodes: tuple[Meaning, ...]) -> Condition:
        """All of `nodes`; their words are looked for together, so that the rarest of them decides how."""
        words = [node.text for node in nodes if isinstance(node, Says)]
        others = [self.node(node) for node in nodes if not isinstance(node, Says)]
        found = [words_condition(self._session, words, among=self._among)] if words else []
        return and_(true(), *others, *found)


def _plain(meaning: Meaning) -> Condition:
    match meaning:
        case OneOf(field, values):
            return _one_of(field, values)
        case Between(field, low, high):
            return _between(COLUMNS[field], low, high)
        case Missing(field):
            return _missing(field)
        case Tagged(names):
            return _tagged(names)
        case Holds(relation):
            return _holds(relation)
        case Involves(people, Relation.OFFERED_TO):
            return exists().where(_HANDOVER.task_id == TASK.id, IS_OFFERED, _HANDOVER.to_id.in_(sorted(people)))
        case Involves(people, part):
            theirs = _PART.person_id.in_(sorted(people))
            return exists().where(_PART.task_id == TASK.id, theirs, _PART.part == PARTS[part])
        case ChangedBy(people, low, high):
            return _changed_by(people, low, high)
    raise AssertionError(meaning)


def _missing(field: str) -> Condition:
    column = COLUMNS[field]
    empty: Condition = column == "" if field in _TEXTS else column.is_(None)
    return empty


def _one_of(field: str, values: frozenset[int | str]) -> Condition:
    listed = sorted(values, key=str)
    if field == "category" and values == _OPEN_VALUES:
        return cast(Condition, IS_OPEN)
    if field == "tier":
        return _among(TASK.customer_id, select(CUSTOMER.id).where(CUSTOMER.tier.in_(listed)))
    if field == "parent":
        above = _TASK_TABLE.alias("above")
        return _among(TASK.parent_id, select(above.c.id).where(above.c.number.in_(listed)))
    column = COLUMNS[field]
    same: Condition = column == listed[0] if len(listed) == 1 else column.in_(listed)
    return same


def _between(column: Anything, low: Anything, high: Anything) -> Condition:
    bounds: list[Condition] = [column >= low] if low is not None else []
    bounds += [column < high] if high is not None else []
    if isinstance(low, int) and high == low + 1:
        bounds = [column == low]
    return and_(column.is_not(None), *bounds)


def _tagged(names: frozenset[str]) -> Condition:
    known = select(_TAG.id).where(_TAG.name.in_(sorted(names)))
    return exists().where(_TASK_TAG.task_id == TASK.id, _TASK_TAG.tag_id.in_(known))


def _among(column: Anything, ids: Select[Anything]) -> Condition:
    found: Condition = column.in_(ids)
    return found


def _holds(relation: Relation) -> Condition:
    if relation is Relation.LINK:
        return or_(exists().where(_LINK.task_id == TASK.id), exists().where(_LINK.other_id == TASK.id))
    if relation in PARTS:
        return exists().where(_PART.task_id == TASK.id, _PART.part == PARTS[relation])
    rows = _T[HANGS_ON[relation]].c
    return exists().where(rows.task_id == TASK.id)


def _changed_by(people: frozenset[int], low: datetime | None, high: datetime | None) -> Condition:
    """Each task's own history is looked at; what few changed is looked up before (`narrowing`)."""
    batches: list[Condition] = [_BATCH.person_id.in_(sorted(people))]
    batches += [_BATCH.at >= low] if low is not None else []
    batches += [_BATCH.at < high] if high is not None else []
    # One inside the other, so that a task's changes are looked at first, and of their batches only those.
    its = exists().where(_BATCH.id == _CHANGE.batch_id, *batches).correlate(_T["change"])
    return exists().where(_CHANGE.task_id == TASK.id, its).correlate(_TASK_TABLE)


# Literal, so that the databases can prove that the partial index serves.
BLOCKED_BY_WORDS: Anything = literal_column("task.blocked_reason <> ''")


def _is_blocked(_now: datetime) -> Condition:
    return or_(BLOCKED_BY_WORDS, HAS_BLOCKER)


def _is_returned(_now: datetime) -> Condition:
    """The latest hand-over came back, and who had the task still has it."""
    later = _T["handover"].alias("later")
    latest = ~exists().where(later.c.task_id == _HANDOVER.task_id, later.c.id > _HANDOVER.id)
    same = or_(_HANDOVER.from_id == TASK.owner_id, and_(_HANDOVER.from_id.is_(None), TASK.owner_id.is_(None)))
    returned = _HANDOVER.state == HandoverState.RETURNED
    return exists().where(_HANDOVER.task_id == TASK.id, returned, same, latest)


def _clock(*conditions: Condition) -> Condition:
    return exists().where(_CLOCK.task_id == TASK.id, *conditions)


_RUNNING = _CLOCK.state == ClockState.RUNNING
_FLAGS: Mapping[Flag, Callable[[datetime], Condition]] = {
    Flag.BLOCKED: _is_blocked,
    Flag.RECURRING: lambda _now: TASK.template_id.in_(select(_RECURRENCE.template_id).where(_RECURRENCE.active)),
    Flag.AT_RISK: lambda _now: _clock(_RUNNING, _CLOCK.warned > 0, _CLOCK.breached_at.is_(None)),
    Flag.BREACHED: lambda _now: _clock(_CLOCK.breached_at.is_not(None)),
    Flag.RETURNED: _is_returned,
    Flag.UPDATE_OWED: lambda now: _clock(_RUNNING, _CLOCK.kind == ClockKind.UPDATE, _CLOCK.due_at <= now),
}


def flag_condition(flag: Flag, now: datetime) -> Condition:
    """A state that other rows decide, as a condition on `task`."""
    return _FLAGS[flag](now)


# Moments and texts that may be empty go last whichever way they are ordered.
_ORDERS: Mapping[str, tuple[Anything, bool]] = {
    "due": (TASK.due_at, False),
    "priority": (TASK.priority, False),
    "age": (TASK.created_at, False),
    "created": (TASK.created_at, False),
    "changed": (TASK.updated_at, False),
    "done": (TASK.done_at, False),
    "at": (TASK.planned_at, False),
    "number": (TASK.number, False),
    "title": (TASK.title, False),
    "owner": (PERSON.login, False),
    "for": (CUSTOMER.name, False),
    "status": (TASK.status_id, False),
    "est": (TASK.estimate_minutes, False),
    "slips": (TASK.slips, True),
}


def ordering(filter_: Filter) -> list[Anything]:
    """What to order by; the board's own order, where the filter names none, and after what it names."""
    return [*(part for order in filter_.order for part in _ordered(order)), TASK.priority, TASK.rank, TASK.number]


def _ordered(order: Order) -> list[Anything]:
    column, downward = _ORDERS[order.field]
    directed = column.desc() if order.down is not downward else column.asc()
    return [directed.nulls_last()]
