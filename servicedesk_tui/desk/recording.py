"""The end of a command: derived fields, the flush, the batch with its changes, the feed, and what to answer."""

from collections.abc import Collection, Iterable
from typing import Any

from servicedesk_tui.locale import _, n_
from servicedesk_tui.models import Batch, Contact, Customer, Site, Task
from servicedesk_tui.store import feed
from servicedesk_tui.store.indexing import Stale, refresh
from servicedesk_tui.vocabulary.enums import Op, Reversal
from servicedesk_tui.vocabulary.history_rows import Done

from . import hanging
from .bulk import Passed
from .derive import PRICED, set_priority, touch
from .recorder import Touched
from .sentences import sentence, subject
from .undo import finish
from .work import Work


def conclude(work: Work, record: Batch | None, passed: Passed) -> Done:
    """Write everything a handler did and answer for it; without a `record` it was quiet, or nothing was to do."""
    if not work.locked:
        raise AssertionError("a command is written under the lock")
    work.recorder.collect()
    touched = work.recorder.touched
    _derive(work, touched)
    hanging.follow(work, touched)
    work.session.flush()
    work.warn_of_limits()
    _index(work, ((t.entity, t.row.id or 0, t.task_id, t.op, t.values) for t in touched))
    tasks = _tasks_of(work, touched)
    if record is not None and touched:
        record.tasks = len(tasks)
        _name_the_task(work, record, tasks, passed)
        _write_batch(work, record)
        work.recorder.write(record.id or 0)
    feed.append(work.session, [*_topics(touched), *work.topics], work.now)
    ids = tuple(t.id for t in tasks if t.id is not None)
    batch = record.id if record is not None and touched else None
    return Done(
        batch=batch,
        sentence=_sentence(work, record if touched else None, passed),
        tasks=ids or tuple(passed.tasks),
        declined=tuple(passed.declined),
        created=work.created,
        warnings=tuple(work.warnings),
    )


def _index(work: Work, changes: Iterable[tuple[str, int, int | None, Op, Collection[str]]]) -> None:
    """Keep what searching reads in step with what was written."""
    stale = Stale()
    for change in changes:
        stale.note(*change)
    refresh(work.session, stale)


def _write_batch(work: Work, record: Batch) -> None:
    work.session.add(record)
    work.session.flush()


def _derive(work: Work, touched: Iterable[Touched]) -> None:
    """What follows on every task that was changed, or on which something was."""
    seen: set[int] = set()
    for t in touched:
        if isinstance(t.row, Task):
            if t.op != "update" or PRICED & set(t.values) or _was_reopened(t):
                set_priority(work, t.row)
            if t.op == "update" and t.row.id not in seen:
                seen.add(t.row.id or 0)
                touch(work, t.row)
            elif t.op == "insert":
                seen.add(t.row.id or 0)
    for t in touched:
        if not isinstance(t.row, Task) and t.task_id is not None and t.task_id not in seen:
            seen.add(t.task_id)
            task = work.session.get(Task, t.task_id)
            if task is not None:
                touch(work, task)


def _was_reopened(touched: Touched) -> bool:
    """A closed task kept the priority it had; its customer's tier may be another by now."""
    return "done_at" in touched.values and touched.values["done_at"][1] is None


def _tasks_of(work: Work, touched: Iterable[Touched]) -> list[Task]:
    ids = dict.fromkeys(t.task_id for t in touched if t.task_id is not None)
    found = (work.session.get(Task, i) for i in ids)
    return [t for t in found if t is not None]


def _name_the_task(work: Work, record: Batch, tasks: list[Task], passed: Passed) -> None:
    """A batch about one task bears its number, also when others made room for it, or when it is others' rows that say so;
    one about several says how many, without those that only followed."""
    named = work.session.get(Task, passed.tasks[0]) if len(passed.tasks) == 1 else None
    about = named or (tasks[0] if len(tasks) == 1 else None)
    if about is not None and "task" not in record.params:
        record.params = {**record.params, "task": about.number}
    elif 1 < len(passed.tasks) != len(tasks):
        record.params = {**record.params, "about": len(passed.tasks)}


_TOPICS = {"person": "person", "saved_view": "view", "reminder": "reminder"}


def _topics(touched: Iterable[Touched]) -> list[tuple[str, int]]:
    """What other terminals should look at again."""
    topics: list[tuple[str, int]] = []
    for t in touched:
        if t.task_id is not None:
            topics.append(("task", t.task_id))
        elif isinstance(t.row, Customer):
            topics.append(("customer", t.row.id or 0))
        elif isinstance(t.row, Contact | Site):
            topics.append(("customer", t.row.customer_id))
        else:
            topics.append((_TOPICS.get(t.entity, "setting"), t.row.id or 0))
    return list(dict.fromkeys(topics))


def _sentence(work: Work, record: Batch | None, passed: Passed) -> str:
    if record is None:
        return _("Nothing to change: it is so already.") if passed.told.nothing and not passed.tasks else ""
    what = subject(record.params, record.tasks)
    said = sentence(record.command, record.params, who=_("You"), what=what, at=record.at, zone_name=work.me.zone)
    if passed.declined:
        count = len(passed.declined)
        said += ". " + n_("{count} was passed over", "{count} were passed over", count).format(count=count)
    return said


def conclude_reversal(
    work: Work, record: Batch, batch: Batch, batches: list[Batch], inverse: list[dict[str, Any]], tasks: list[Task]
) -> Done:
    """Write an undo or a redo and answer for it."""
    inner = batch.params.get("undoes") or {"command": batch.command, "params": batch.params, "tasks": batch.tasks}
    redo = record.reversal is Reversal.REDO
    record.command = "Redo" if redo else "Undo"
    record.params = {"undoes": inner, "redo": redo, "task": inner["params"].get("task")}
    ids = {c["task_id"] for c in inverse if c["task_id"] is not None}
    record.tasks = len(ids)
    work.session.flush()
    _write_batch(work, record)
    finish(work, record, batches, inverse, tasks)
    hanging.follow_back(work, inverse)
    work.session.flush()
    _index(work, ((c["entity"], c["row_id"], c["task_id"], c["op"], c["values"]) for c in inverse))
    topics = [("task", i) for i in sorted(ids)]
    topics += [("setting", 0)] if any(c["task_id"] is None for c in inverse) else []
    feed.append(work.session, [*topics, *work.topics], work.now)
    said = sentence(record.command, record.params, who=_("You"), what="", at=record.at, zone_name=work.me.zone)
    return Done(batch=record.id, sentence=said, tasks=tuple(sorted(ids)))
