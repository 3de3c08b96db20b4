"""The desk as it was at a moment: taken back from today by what happened since, and read as it always is.

Cost grows with the changes since then, not with the desk's age. Of what the history does not keep (who has seen what,
drafts, notices) today's is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select, update
from sqlmodel import Session

from servicedesk_tui.models import METADATA, Task
from servicedesk_tui.policy.priority import Matrix, priority
from servicedesk_tui.store.ids import among
from servicedesk_tui.store.indexing import NAMED, names_as_kept, texts_as_kept
from servicedesk_tui.store.search import AS_OF
from servicedesk_tui.store.shadows import Shadows
from servicedesk_tui.vocabulary.enums import CLOSED, Level, Op, Tier, VisitState
from servicedesk_tui.vocabulary.text import digits

from .derive import PRICED, read_matrix, recount
from .recorder import ENTITIES, from_plain, texts_of
from .timers import spent_on

_T = METADATA.tables
_BATCH, _CHANGE, _VISIT = _T["batch"].c, _T["change"].c, _T["visit"].c
_COUNTED = ("slips", "hand_offs", "bounces", "reopened")
Images = dict[str, dict[int, dict[str, Any] | None]]
"""Rows by table and id as they were; None where there was none."""


def go_back(session: Session, moment: datetime) -> None:
    """From now on this session reads the desk as it was at `moment`; its transaction must be rolled back in the end."""
    first = session.execute(select(func.min(_BATCH.id)).where(_BATCH.at > moment)).scalar_one()
    if first is None:
        return
    images, tasks = _images(session, first)
    tasks |= _repriced(session, images)
    _fill_tasks(session, images, tasks)
    shadows = Shadows(session.connection())
    standing = f"CASE WHEN reversed_by_id < {first} THEN reversed_by_id END"
    shadows.cut("batch", f"id < {first}", {"reversed_by_id": standing})
    shadows.cut("change", f"batch_id < {first}")
    for name, rows in images.items():
        if name != "task":
            shadows.lay(name, [row for row in rows.values() if row is not None], rows)
    _derive(session, shadows, images.get("task", {}))
    _shadow_search(session, shadows, images, tasks)
    session.info[AS_OF] = moment


def _images(session: Session, first: int) -> tuple[Images, set[int]]:
    """The rows that were touched from a batch on, as they were before it, and the tasks that they are of."""
    query = (
        select(_CHANGE.entity, _CHANGE.row_id, _CHANGE.task_id, _CHANGE.op, _CHANGE["values"])
        .where(_CHANGE.batch_id >= first)
        .order_by(_CHANGE.id.desc())
    )
    changes = session.execute(query).all()
    touched: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        touched[change.entity].add(change.row_id)
    images: Images = {name: _now(session, name, ids) for name, ids in touched.items()}
    texts = texts_of(session, _hashes(changes))
    for change in changes:
        _take_back(images[change.entity], change, texts)
    for name, rows in images.items():
        if "phone_digits" in _T[name].c:
            for row in rows.values():
                if row is not None:
                    row["phone_digits"] = digits(row["phone"])
    return images, {change.task_id for change in changes if change.task_id is not None}


def _now(session: Session, name: str, ids: Iterable[int]) -> dict[int, dict[str, Any] | None]:
    table = _T[name]
    found: dict[int, dict[str, Any] | None] = dict.fromkeys(ids)
    for row in session.execute(select(table).where(among(session, table.c.id, list(found)))).mappings():
        found[row["id"]] = dict(row)
    return found


def _take_back(rows: dict[int, dict[str, Any] | None], change: Any, texts: Mapping[str, str | None]) -> None:
    """One change backwards."""
    entity, row = change.entity, rows[change.row_id]
    if change.op is Op.INSERT:
        rows[change.row_id] = None
    elif change.op is Op.DELETE:
        blank = {column.name: None for column in _T[entity].columns}
        image = {name: _value(entity, name, value, texts) for name, value in change.values.items()}
        rows[change.row_id] = blank | image | {"id": change.row_id}
    elif row is not None:
        row |= {name: _value(entity, name, before, texts) for name, (before, _after) in change.values.items()}


def _value(entity: str, name: str, value: Any, texts: Mapping[str, str | None]) -> Any:
    if name in ENTITIES[entity].long_texts and isinstance(value, dict):
        return texts.get(value["text"]) or ""
    return from_plain(entity, name, value)


def _hashes(changes: Sequence[Any]) -> set[str]:
    """The long texts that changes name."""
    found = set()
    for change in changes:
        for name in ENTITIES[change.entity].long_texts & change.values.keys():
            value = change.values[name]
            for side in value if isinstance(value, list) else (value,):
                if isinstance(side, dict):
                    found.add(side["text"])
    return found


# -- tasks, and what follows from the rest -----------------------------------------------------------------------------


def _repriced(session: Session, images: Images) -> set[int]:
    """The tasks of customers whose tier was another one: theirs was another priority."""
    before = {id_: row["tier"] for id_, row in images.get("customer", {}).items() if row is not None}
    if not before:
        return set()
    customer, task = _T["customer"].c, _T["task"].c
    now = session.execute(select(customer.id, customer.tier).where(among(session, customer.id, list(before))))
    other = [id_ for id_, tier in now if before[id_] != tier]
    return set(session.execute(select(task.id).where(among(session, task.customer_id, other))).scalars())


def _fill_tasks(session: Session, images: Images, tasks: set[int]) -> None:
    """Tasks that were touched through what hangs on them stand among the images too, as they are."""
    known = images.setdefault("task", {})
    known |= {id_: row for id_, row in _now(session, "task", tasks - known.keys()).items() if row is not None}


def _derive(session: Session, shadows: Shadows, tasks: dict[int, dict[str, Any] | None]) -> None:
    """Compute anew what is not kept, and lay the tasks' shadow."""
    there = {id_: row for id_, row in tasks.items() if row is not None}
    status, customer = _T["status"].c, _T["customer"].c
    categories = dict(tuple(row) for row in session.execute(select(status.id, status.category)))
    tiers = dict(tuple(row) for row in session.execute(select(customer.id, customer.tier)))
    batches, planned, matrix = _batches(session, list(there)), _planned(session, list(there)), _matrix(session)
    spent = spent_on(session, there)
    closed = {id_: row["customer_id"] for id_, row in there.items() if categories[row["status_id"]] in CLOSED}
    kept = _tiers_kept(session, closed, tiers)
    for id_, row in there.items():
        row["category"] = categories[row["status_id"]]
        row["urgency_lift"] = row["urgency_lift"] or 0
        tier = kept[id_] if id_ in kept else tiers.get(row["customer_id"])
        impact, urgency = Level(row["impact"]), Level(row["urgency"])
        row["priority"] = priority(impact, urgency, tier, lift=row["urgency_lift"], matrix=matrix)
        row["version"], row["updated_at"] = batches[id_]
        row["planned_at"], row["spent_minutes"] = planned.get(id_), spent.get(id_, 0)
        row |= dict.fromkeys(_COUNTED, 0)
    laid = shadows.lay("task", list(there.values()), tasks)
    _count(session, laid, list(there))


def _tiers_kept(
    session: Session, closed: Mapping[int, int | None], tiers: Mapping[int, Tier]
) -> dict[int, Tier | None]:
    """The tier that each closed task (with its customer) has its priority by: its customer's when it was closed, or was given
    its priority after that."""
    if not closed:
        return {}
    priced, changed = _priced(session, closed), _tier_changes(session, set(closed.values()))
    kept: dict[int, Tier | None] = {}
    for task, customer in closed.items():
        later = [tier for batch, tier in changed[customer] if batch > priced[task]]
        kept[task] = later[0] if later else tiers.get(customer or 0)
    return kept


def _priced(session: Session, closed: Iterable[int]) -> dict[int, int]:
    """The batch that last gave each closed task its priority, or closed it."""
    found: dict[int, int] = defaultdict(int)
    query = select(_CHANGE.task_id, _CHANGE.batch_id, _CHANGE.op, _CHANGE["values"]).where(
        _CHANGE.entity == "task", among(session, _CHANGE.task_id, closed)
    )
    for task, batch, op, values in session.execute(query.order_by(_CHANGE.id)):
        if op is not Op.UPDATE or (PRICED | {"done_at"}) & values.keys():
            found[task] = batch
    return found


def _tier_changes(session: Session, customers: Iterable[int | None]) -> dict[int | None, list[tuple[int, Tier]]]:
    """The tiers that customers had before their changes, with the batches that changed them, in order."""
    found: dict[int | None, list[tuple[int, Tier]]] = defaultdict(list)
    query = select(_CHANGE.row_id, _CHANGE.batch_id, _CHANGE["values"]).where(
        _CHANGE.entity == "customer",
        _CHANGE.op == Op.UPDATE,
        among(session, _CHANGE.row_id, [one for one in customers if one is not None]),
    )
    for customer, batch, values in session.execute(query.order_by(_CHANGE.id)):
        if "tier" in values:
            found[customer].append((batch, Tier(values["tier"][0])))
    return found


def _matrix(session: Session) -> Matrix:
    setting = _T["setting"].c
    stored = session.execute(select(setting.value).where(setting.key == "priority_matrix")).scalar_one_or_none()
    return read_matrix(stored)


def _batches(session: Session, tasks: list[int]) -> dict[int, tuple[int, datetime]]:
    """How many batches had touched each task, and when the last one did."""
    query = (
        select(_CHANGE.task_id, func.count(_CHANGE.batch_id.distinct()), func.max(_CHANGE.batch_id))
        .where(among(session, _CHANGE.task_id, tasks))
        .group_by(_CHANGE.task_id)
    )
    rows = session.execute(query).all()
    lasting = select(_BATCH.id, _BATCH.at).where(among(session, _BATCH.id, {row[2] for row in rows}))
    at = dict(tuple(row) for row in session.execute(lasting))
    return {task: (count, at[last]) for task, count, last in rows}


def _planned(session: Session, tasks: list[int]) -> dict[int, datetime]:
    query = (
        select(_VISIT.task_id, func.min(_VISIT.starts_at))
        .where(among(session, _VISIT.task_id, tasks), _VISIT.state == VisitState.PLANNED)
        .group_by(_VISIT.task_id)
    )
    return dict(tuple(row) for row in session.execute(query))


def _count(session: Session, laid: Table, tasks: list[int]) -> None:
    """Slips, hand-offs, bounces and reopenings, from the history as it was."""
    rows = list(session.execute(select(Task).where(among(session, _T["task"].c.id, tasks))).scalars())
    recount(session, rows)
    for row in rows:
        counted = {name: getattr(row, name) for name in _COUNTED}
        if any(counted.values()):
            session.execute(update(laid).where(laid.c.id == row.id).values(counted))
    session.expunge_all()


def _shadow_search(session: Session, shadows: Shadows, images: Images, tasks: set[int]) -> None:
    """What searching reads of what was touched, made anew from the rows as they were."""
    texts = list(texts_as_kept(session, tasks))
    for is_closed, name in enumerate(("search_open", "search_closed")):
        rows = [
            {"id": id_, "task_id": task, "body": body} for id_, task, closed, body in texts if closed == bool(is_closed)
        ]
        shadows.lay(name, rows, tasks, key="task_id")
    touched = [entity for entity in NAMED if entity in images]
    if touched:
        names = [name for entity in touched for name in names_as_kept(session, entity, images[entity])]
        kept = (f"NOT (entity = '{entity}' AND row_id IN (SELECT id FROM gone_{entity}))" for entity in touched)
        columns = _T["search_name"].columns.keys()
        shadows.replace("search_name", [dict(zip(columns, one, strict=True)) for one in names], " AND ".join(kept))
