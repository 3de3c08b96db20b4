"""How little of the store a filter needs looking at: which categories it can be true in, and, where one of its conditions
holds for few tasks, which these are.

A board that is walked in its order finds common things soon and rare ones late. What is rare is therefore looked up first,
in the index of its own: up to `FEW` open tasks are then all that is tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any as Anything

from sqlalchemy import CompoundSelect, Select, func, select
from sqlmodel import Session

from servicedesk_tui.models import METADATA
from servicedesk_tui.query.meaning import (
    All,
    Any,
    Between,
    ChangedBy,
    Flag,
    Involves,
    Is,
    Meaning,
    Missing,
    No,
    OneOf,
    Relation,
    Says,
    Tagged,
)
from servicedesk_tui.vocabulary.enums import OWNERLESS, Category, HandoverState, LinkKind

from ..conditions import IS_OFFERED
from ..reads.cards import IS_OPEN, TASK
from .sql import BLOCKED_BY_WORDS, PARTS

FEW = 3_000
FEW_IN_TIME = 15_000
"""Of a stretch of time more are worth it: databases would read all of them for every column."""
LATEST = 20_000
"""The batches looked through for what was changed; a time that had more is no rare thing."""
_T = METADATA.tables
_TAG, _TASK_TAG, _PART = _T["tag"].c, _T["task_tag"].c, _T["task_person"].c
_LINK, _HANDOVER = _T["link"].c, _T["handover"].c
_BATCH, _CHANGE = _T["batch"].c, _T["change"].c
EVERY = frozenset(Category)
_KEYED: Mapping[str, Anything] = {
    "owner": TASK.owner_id,
    "customer": TASK.customer_id,
    "site": TASK.site_id,
    "contact": TASK.contact_id,
    "number": TASK.number,
}
_RANGED: Mapping[str, Anything] = {"due": TASK.due_at, "created": TASK.created_at, "changed": TASK.updated_at}


def possible(meaning: Meaning, statuses: Mapping[int, Category]) -> frozenset[Category]:
    """The categories of tasks that `meaning` can be true of; `statuses` are the categories of statuses by id.

    It leans on what entering a status sees to: past the inbox a task has an owner, in it none; only what waits knows for
    what and until when."""
    match meaning:
        case OneOf("category", values):
            return frozenset(Category(str(value)) for value in values)
        case OneOf("status", values):
            return frozenset(statuses[int(value)] for value in values if int(value) in statuses)
        case OneOf("owner", _values):
            return EVERY - {Category.INBOX}
        case Missing("owner"):
            return frozenset(OWNERLESS)
        case OneOf("waiting", _) | Between("until", _, _):
            return frozenset({Category.WAITING})
        case All(nodes):
            return EVERY.intersection(*(possible(node, statuses) for node in nodes))
        case Any(nodes):
            return frozenset().union(*(possible(node, statuses) for node in nodes))
        case _:
            return EVERY


def has_words(meaning: Meaning) -> bool:
    """True when words are looked for: what finds them is then better made once than for every column."""
    match meaning:
        case Says():
            return True
        case All(nodes) | Any(nodes):
            return any(has_words(node) for node in nodes)
        case No(node):
            return has_words(node)
        case _:
            return False


def few_open(session: Session, meaning: Meaning) -> list[int] | None:
    """The open tasks, and perhaps more, that `meaning` can be true of, when one of its conditions names few."""
    for leaf in _conditions(meaning):
        query = _looked_up(session, leaf)
        if query is not None:
            most = FEW_IN_TIME if isinstance(leaf, Between) else FEW
            found = [int(row[0]) for row in session.execute(query.limit(most + 1))]
            if len(found) <= most:
                return found
    return None


def _conditions(meaning: Meaning) -> Iterator[Meaning]:
    if isinstance(meaning, All):
        for node in meaning.nodes:
            yield from _conditions(node)
    else:
        yield meaning


def _looked_up(session: Session, leaf: Meaning) -> Select[Anything] | CompoundSelect[Anything] | None:
    """The tasks of one condition, by an index; None for conditions that have none."""
    match leaf:
        case OneOf(field, values) if field in _KEYED:
            return select(TASK.id).where(IS_OPEN, _KEYED[field].in_(sorted(values, key=str)))
        case Between(field, low, high) if field in _RANGED and (low is not None or high is not None):
            return select(TASK.id).where(IS_OPEN, *_bounds(_RANGED[field], low, high))
        case ChangedBy(people, low, high) if low is not None:
            return _changed(session, people, low, high)
        case Tagged(names):
            tagged = select(_TASK_TAG.task_id).join(_T["tag"], _TAG.id == _TASK_TAG.tag_id)
            return tagged.where(_TAG.name.in_(sorted(names)))
        case No(Missing("escalated")):
            return select(TASK.id).where(IS_OPEN, TASK.escalated_at.is_not(None))
        case Is(Flag.BLOCKED):
            said = select(TASK.id).where(BLOCKED_BY_WORDS)
            return said.union_all(select(_LINK.other_id).where(_LINK.kind == LinkKind.BLOCKS))
        case No(Missing("offered")) | Between("offered", _, _):
            return select(_HANDOVER.task_id).where(IS_OFFERED)
        case Involves(people, Relation.OFFERED_TO):
            return select(_HANDOVER.task_id).where(IS_OFFERED, _HANDOVER.to_id.in_(sorted(people)))
        case Is(Flag.RETURNED):
            return select(_HANDOVER.task_id).where(_HANDOVER.state == HandoverState.RETURNED)
        case Involves(people, part):
            return select(_PART.task_id).where(_PART.person_id.in_(sorted(people)), _PART.part == PARTS[part])
    return None


def _bounds(column: Anything, low: Anything, high: Anything) -> Sequence[Anything]:
    bounds = [column >= low] if low is not None else []
    return bounds + ([column < high] if high is not None else [])


def _changed(session: Session, people: frozenset[int], low: Anything, high: Anything) -> Select[Anything] | None:
    """What these people's batches of a time touched, where that is not a long time. A task that was touched often counts often,
    which only makes it seem less rare."""
    batch = select(_BATCH.id, _BATCH.person_id).where(*_bounds(_BATCH.at, low, high)).limit(LATEST + 1).subquery()
    if int(session.execute(select(func.count()).select_from(batch)).scalar_one()) > LATEST:
        return None
    query = select(_CHANGE.task_id).join(batch, batch.c.id == _CHANGE.batch_id).where(_CHANGE.task_id.is_not(None))
    return query.where(batch.c.person_id.in_(sorted(people)))
