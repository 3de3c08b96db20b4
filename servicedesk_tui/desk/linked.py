"""A line of a checklist that stands for a task is ticked when that task is done, and open again when it is: in the same
batch, however the task came to be so, and nobody needs a right over the checklist for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.models import ChecklistItem, Task
from servicedesk_tui.vocabulary.enums import Category, Op

from .recorder import plain
from .steps import CHUNK, Rows, Step
from .work import NeedsLock, Work

_TICKED = frozenset({"done", "done_at", "done_by_id"})


def tick(work: Work, item: ChecklistItem, *, done: bool) -> None:
    """Tick a line, or take its tick off."""
    item.done = done
    item.done_at = work.now if done else None
    item.done_by_id = work.my_id if done else None


def follow(work: Work, task: Task) -> None:
    """The lines that stand for `task` say whether it is done now."""
    assert task.id is not None
    is_done = task.category is Category.DONE
    items = [item for item in work.standing_for(task.id) if item.done is not is_done]
    if items and not work.locked:
        raise NeedsLock  # they are on other tasks, which nobody watches while a bulk is prepared
    for item in items:
        tick(work, item, done=is_done)


# -- taking back -------------------------------------------------------------------------------------------------------


def is_following(step: Step, rows: Rows, steps: Iterable[Step]) -> bool:
    """True when a line was only ticked because a task of the same batch was done or opened."""
    if step.entity != "checklist_item" or step.op is not Op.UPDATE or not step.values.keys() <= _TICKED:
        return False
    linked = rows.get(step.key, {}).get("linked_id")
    return any(s.entity == "task" and s.row_id == linked and "status_id" in s.values for s in steps)


def without_overtaken(steps: list[Step], rows: Rows) -> list[Step]:
    """The steps without ticks that followed a task and that somebody has set otherwise since, or taken off: they stay."""
    tasks = [s for s in steps if s.entity == "task"]
    return [s for s in steps if not _is_overtaken(s, rows, tasks)]


def _is_overtaken(step: Step, rows: Rows, tasks: list[Step]) -> bool:
    if step.entity != "checklist_item" or step.op is not Op.UPDATE or not step.values.keys() <= _TICKED:
        return False
    row = rows.get(step.key)
    if row is not None and not is_following(step, rows, tasks):
        return False
    # Of a row that is gone nobody knows for what it stood; another's line is ticked only by following.
    if row is None:
        moved = any("status_id" in s.values for s in tasks)
        return moved and step.task_id not in {s.row_id for s in tasks}
    return any(plain(row[name]) != after for name, (_before, after) in step.values.items())


def follow_back(work: Work, inverse: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes that lines make because of what was taken back: tasks that are done or open again, and lines that are there
    again while their task was done. What is taken back itself is not among them."""
    turned = _turned(work, inverse)
    known = {c["row_id"] for c in inverse if c["entity"] == "checklist_item"}
    reborn = [c["row_id"] for c in inverse if c["entity"] == "checklist_item" and c["op"] is Op.INSERT]
    changes = []
    for item in _standing_for(work, list(turned)):
        if item["id"] not in known and bool(item["done"]) is not turned[item["linked_id"]]:
            changes.append(_change(work, item, done=turned[item["linked_id"]]))
    return changes + [_change(work, item, done=True) for item in _done_elsewhere(work, reborn)]


def _turned(work: Work, inverse: list[dict[str, Any]]) -> dict[int, bool]:
    """Tasks that are done now and were not, or the other way round."""
    found = {}
    for change in inverse:
        if change["entity"] == "task" and change["op"] is Op.UPDATE and "status_id" in change["values"]:
            was, now = (work.status_by_id(one).category is Category.DONE for one in change["values"]["status_id"])
            if was is not now:
                found[change["row_id"]] = now
    return found


_ITEM = ChecklistItem.__table__.c  # type: ignore[attr-defined]


def _standing_for(work: Work, tasks: list[int]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for start in range(0, len(tasks), CHUNK):
        query = select(*_ITEM).where(_ITEM.linked_id.in_(tasks[start : start + CHUNK])).order_by(_ITEM.id)
        found += map(dict, work.session.execute(query).mappings())
    return found


def _done_elsewhere(work: Work, items: list[int]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for start in range(0, len(items), CHUNK):
        query = (
            select(*_ITEM)
            .join(Task, col(Task.id) == _ITEM.linked_id)
            .where(_ITEM.id.in_(items[start : start + CHUNK]), ~_ITEM.done, col(Task.category) == Category.DONE)
        )
        found += map(dict, work.session.execute(query).mappings())
    return found


def _change(work: Work, item: Mapping[str, Any], *, done: bool) -> dict[str, Any]:
    after = {"done": done, "done_at": plain(work.now) if done else None, "done_by_id": work.my_id if done else None}
    values = {name: [plain(item[name]), value] for name, value in after.items() if plain(item[name]) != value}
    row = {"entity": "checklist_item", "row_id": item["id"], "task_id": item["task_id"], "op": Op.UPDATE}
    return {**row, "values": values}
