"""The facts of a few tasks, read together, for filters that are tried in memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import or_, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.query.matching import Facts
from servicedesk_tui.query.meaning import Flag, Relation
from servicedesk_tui.store.search import texts_of_tasks
from servicedesk_tui.vocabulary.enums import Part

from ..conditions import IS_OFFERED
from ..reads.asking import Asking
from ..reads.cards import CUSTOMER, FROM, TASK
from .sql import COLUMNS, HANGS_ON, flag_condition

MOST = 200
"""The tasks whose facts are read at once; past that a list is read again instead."""

_T = METADATA.tables
_ABOVE = _T["task"].alias("above")
_TAG, _TASK_TAG, _PART, _LINK = _T["tag"].c, _T["task_tag"].c, _T["task_person"].c, _T["link"].c
_HANDOVER = _T["handover"].c
_BATCH, _CHANGE = _T["batch"].c, _T["change"].c
_PLAIN = {name: column for name, column in COLUMNS.items() if name != "parent"}
_FACTS = select(
    TASK.id.label("task_id"),
    *(column.label(f"f_{name}") for name, column in _PLAIN.items()),
    CUSTOMER.tier.label("f_tier"),
    _ABOVE.c.number.label("f_parent"),
).select_from(FROM.outerjoin(_ABOVE, _ABOVE.c.id == TASK.parent_id))
_PART_RELATIONS = {Part.WATCHER: Relation.WATCHER, Part.COLLABORATOR: Relation.COLLABORATOR}


def facts_of(asking: Asking, ids: Sequence[int]) -> tuple[Facts, ...]:
    """The facts of these tasks (at most `MOST`); gone ones are left out."""
    assert len(ids) <= MOST
    rows = asking.rows(_FACTS.where(TASK.id.in_(ids)))
    tags, involved = _tags(asking, ids), _involved(asking, ids)
    relations, flags = _relations(asking, ids), _flags(asking, ids)
    texts, changes = texts_of_tasks(asking.session, ids), _changes(asking, ids)
    return tuple(
        Facts(
            id=row.task_id,
            fields={name[2:]: _plain(value) for name, value in row._mapping.items() if name != "task_id"},
            tags=frozenset(tags[row.task_id]),
            relations=frozenset(
                relations[row.task_id]
                | ({Relation.TAG} if tags[row.task_id] else set())
                | {part for _person, part in involved[row.task_id]}
            ),
            involved=frozenset(involved[row.task_id]),
            flags=frozenset(flags[row.task_id]),
            texts=texts[row.task_id],
            changes=tuple(changes[row.task_id]),
        )
        for row in rows
    )


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _grouped(pairs: Iterable[Any]) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for task, value in pairs:
        found[task].add(value)
    return found


def _tags(asking: Asking, ids: Sequence[int]) -> dict[int, set[str]]:
    query = select(_TASK_TAG.task_id, _TAG.name).join(_T["tag"], _TAG.id == _TASK_TAG.tag_id)
    return _grouped(asking.rows(query.where(_TASK_TAG.task_id.in_(ids))))


def _involved(asking: Asking, ids: Sequence[int]) -> dict[int, set[tuple[int, Relation]]]:
    rows = asking.rows(select(_PART.task_id, _PART.person_id, _PART.part).where(_PART.task_id.in_(ids)))
    offers = asking.rows(select(_HANDOVER.task_id, _HANDOVER.to_id).where(_HANDOVER.task_id.in_(ids), IS_OFFERED))
    found = [(task, (person, _PART_RELATIONS[part])) for task, person, part in rows]
    return _grouped(found + [(task, (person, Relation.OFFERED_TO)) for task, person in offers])


def _relations(asking: Asking, ids: Sequence[int]) -> dict[int, set[Relation]]:
    pairs: list[tuple[int, Relation]] = []
    for relation, table in HANGS_ON.items():
        column = _T[table].c.task_id
        pairs += [(row[0], relation) for row in asking.rows(select(column).where(column.in_(ids)).distinct())]
    links = asking.rows(
        select(_LINK.task_id, _LINK.other_id).where(or_(_LINK.task_id.in_(ids), _LINK.other_id.in_(ids)))
    )
    pairs += [(end, Relation.LINK) for row in links for end in row]
    return _grouped(pairs)


def _flags(asking: Asking, ids: Sequence[int]) -> dict[int, set[Flag]]:
    return _grouped(
        (row[0], flag)
        for flag in Flag
        for row in asking.rows(select(TASK.id).where(TASK.id.in_(ids), flag_condition(flag, asking.now)))
    )


def _changes(asking: Asking, ids: Sequence[int]) -> dict[int, set[tuple[datetime, int]]]:
    query = select(_CHANGE.task_id, _BATCH.at, _BATCH.person_id).join(_T["batch"], _BATCH.id == _CHANGE.batch_id)
    rows = asking.rows(query.where(_CHANGE.task_id.in_(ids)).distinct())
    return _grouped((task, (at, person)) for task, at, person in rows)
