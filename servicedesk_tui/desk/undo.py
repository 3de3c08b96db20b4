"""Taking back: a new batch that reverses an old one, whole or not at all.

`u` takes my latest standing batch of this terminal, with what rules did because of it; redo takes back an undo. It is
only done when every asked field still has the value the batch left; else it is refused with who changed what and when.
Rows are written straight, in the reverse of the order they were written in, so that no key ever points at nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from servicedesk_tui.locale import _, language
from servicedesk_tui.locale.dates import ago
from servicedesk_tui.models import METADATA, Batch, Change, Task, Visit
from servicedesk_tui.vocabulary.enums import Op, Reversal, VisitState
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.text import digits

from .alongside import give_turns_back, show_again, withdraw_notices
from .derive import PRICED, recount, reprice, set_priority, touch
from .linked import follow_back, without_overtaken
from .objections import STANDS, refuse_circles, refuse_misfits, refuse_unless_untouched
from .recorder import Recorder, recorded_fields, texts_of, write_changes
from .reversal_rights import require_rights
from .sentences import label
from .steps import CHUNK, hashes_of, inverse_of, merged, other_end, rows_now, steps_of, value_of
from .timers import spent_on
from .work import Work

FRESH = timedelta(hours=1)
FIRST = "InitDesk"
"""The batch that made the desk: there is nobody left to take it back."""
BY_ITSELF = "BringBack"
"""What happens by itself at somebody's terminal: it is no last thing they did, and is taken back by its number only."""


def find_batch(work: Work, terminal: str, asked: int | None, *, redo: bool) -> Batch:
    """The batch to take back. One from another terminal or older than an hour is shown and asked for first."""
    if asked is not None:
        return _asked(work, asked, redo=redo)
    mine = select(Batch).where(Batch.person_id == work.my_id, _candidates(redo)).order_by(Batch.id.desc()).limit(1)  # type: ignore[arg-type,union-attr]
    here: Batch | None = work.one(mine.where(Batch.terminal == terminal))  # type: ignore[arg-type]
    if here is not None and redo and _done_since(work, here, terminal):
        here = None
    found: Batch | None = here or (None if redo else work.one(mine))
    if found is None:
        raise Invalid(_("There is nothing to redo.") if redo else _("There is nothing to undo."))
    if found is not here or work.now - found.at > FRESH:
        said = label(found.command, found.params, found.tasks, language())
        where = _("at another terminal") if found is not here else _("here")
        raise Needs(
            "batch",
            _("The latest is {label}, {when}, {where}. Take it back?").format(
                label=said, when=ago(found.at, work.now), where=where
            ),
            [Choice(found.id, said)],
        )
    return found


def _candidates(redo: bool) -> Any:
    if redo:
        return (Batch.reversal == Reversal.UNDO) & (Batch.reversed_by_id.is_(None))  # type: ignore[union-attr]
    asked = col(Batch.command).not_in((FIRST, BY_ITSELF))
    return STANDS & (Batch.cause_id.is_(None)) & asked  # type: ignore[union-attr]


def _done_since(work: Work, undone: Batch, terminal: str) -> bool:
    """Something new done after an undo: there is nothing to redo any more."""
    later = select(Batch.id).where(  # type: ignore[call-overload]
        Batch.person_id == work.my_id,
        Batch.terminal == terminal,
        Batch.id > undone.id,  # type: ignore[operator]
        Batch.reversal.is_(None),  # type: ignore[union-attr]
    )
    return work.one(later.limit(1)) is not None


def _asked(work: Work, asked: int, *, redo: bool) -> Batch:
    batch = work.get(Batch, asked, _("batch"))
    if redo and batch.reversal is not Reversal.UNDO and batch.reversed_by_id is not None:
        batch = work.get(Batch, batch.reversed_by_id, _("batch"))  # named by what was taken back
    if batch.person_id != work.my_id:
        raise NotAllowed(_("Only who did it can take it back."))
    if batch.command == FIRST:
        raise Invalid(_("There is nothing to undo."))
    if batch.reversed_by_id is not None:
        raise Invalid(_("That was taken back already."))
    if (batch.reversal is Reversal.UNDO) is not redo:
        raise Invalid(_("That is no undo.") if redo else _("That is an undo; redo takes it back."))
    return batch


def take_back(work: Work, batch: Batch) -> tuple[list[Batch], list[dict[str, Any]], list[Task]]:
    """Reverse `batch` and what followed from it. Answers the batches, the changes to record, and the tasks touched."""
    batches = _with_effects(work, batch)
    # A tag that was made stays: others may have taken it up.
    ids = {b.id for b in batches if b.id is not None}
    steps = [s for s in steps_of(work, ids) if s.entity != "tag"]
    if not steps:
        raise Invalid(_("There is nothing left of that to take back."))
    rows = rows_now(work, steps)
    steps = without_overtaken(steps, rows)
    refuse_unless_untouched(work, steps, rows, ids)
    require_rights(work, steps, rows)
    refuse_misfits(work, steps, rows)
    inverse = [inverse_of(step, rows) for step in reversed(merged(steps))]
    withdraw_notices(work, inverse)
    try:
        _write(work, inverse)
    except IntegrityError as error:
        raise Invalid(_("Not taken back: something made since stands in its way; take that back first.")) from error
    show_again(work, batches, inverse)
    following = follow_back(work, inverse)
    if following:
        _write(work, following)
        inverse += following
    refuse_circles(work, steps)
    give_turns_back(work, batches)
    tasks = _derive(work, inverse)
    others = (other_end(step, rows) for step in steps)
    work.topics += [("task", other) for other in others if other is not None]
    if any(step.entity == "time_entry" for step in steps):
        work.topics.append(("timer", work.my_id))
    return batches, inverse, tasks


def _with_effects(work: Work, batch: Batch) -> list[Batch]:
    """The batch and, recursively, the standing ones it caused (by rules)."""
    found, front = [batch], [batch.id]
    while front:
        caused = work.all(select(Batch).where(Batch.cause_id.in_(front), Batch.reversed_by_id.is_(None)))  # type: ignore[union-attr]
        found += caused
        front = [b.id for b in caused]
    return found


def _write(work: Work, inverse: list[dict[str, Any]]) -> None:
    """Write the inverse changes in order, neighbours of one kind together. Neighbouring updates of one table are of
    different rows, so they may be told apart by the fields they set."""
    texts = texts_of(work.session, hashes_of(inverse))
    for _kind, neighbours in groupby(inverse, key=lambda change: (change["entity"], change["op"])):
        for _fields, group in groupby(sorted(neighbours, key=_fields_of), key=_fields_of):
            _write_group(work, list(group), texts)
    work.forget()


def _fields_of(change: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(change["values"]))


def _write_group(work: Work, group: list[dict[str, Any]], texts: Mapping[str, str | None]) -> None:
    entity, op = group[0]["entity"], group[0]["op"]
    table = METADATA.tables[entity]
    if op is Op.DELETE:
        _keep_images(work, entity, group)
        work.session.execute(
            delete(table).where(table.c.id == bindparam("b_id")), [{"b_id": c["row_id"]} for c in group]
        )
    elif op is Op.INSERT:
        work.session.execute(insert(table), [_image(work, entity, c, texts) for c in group])
    else:
        names = sorted(group[0]["values"])
        values = {n: bindparam(f"b_{n}", type_=table.c[n].type) for n in names}
        rows = [
            {"b_id": c["row_id"], **{f"b_{n}": value_of(entity, n, c["values"][n][1], texts) for n in names}}
            for c in group
        ]
        for name in _following(work, entity, rows):
            values[name] = bindparam(f"b_{name}", type_=table.c[name].type)
        work.session.execute(update(table).where(table.c.id == bindparam("b_id")).values(values), rows)


def _following(work: Work, entity: str, rows: list[dict[str, Any]]) -> list[str]:
    """Add the derived columns that the database wants at once, and those that follow from the row alone."""
    if entity == "task" and "b_status_id" in rows[0]:
        for row in rows:
            row["b_category"] = work.status_by_id(row["b_status_id"]).category
        return ["category"]
    if "phone_digits" in METADATA.tables[entity].c and "b_phone" in rows[0]:
        for row in rows:
            row["b_phone_digits"] = digits(row["b_phone"])
        return ["phone_digits"]
    return []


def _keep_images(work: Work, entity: str, group: list[dict[str, Any]]) -> None:
    """A deleted row's whole image, so that a redo can bring it back."""
    table = METADATA.tables[entity]
    recorder = Recorder(work.session)
    by_id = {c["row_id"]: c for c in group}
    ids = list(by_id)
    for start in range(0, len(ids), CHUNK):
        for row in work.session.execute(select(table).where(table.c.id.in_(ids[start : start + CHUNK]))).mappings():
            by_id[row["id"]]["values"] = {n: recorder.kept(entity, n, row[n]) for n in recorded_fields(entity)}
    recorder.keep_texts()


def _image(work: Work, entity: str, change: dict[str, Any], texts: Mapping[str, str | None]) -> dict[str, Any]:
    """A row to bring back: its image, and what derived columns must hold before they are computed anew."""
    image = change.pop("image")
    row: dict[str, Any] = {"id": change["row_id"]}
    row |= {n: value_of(entity, n, v, texts) for n, v in image.items()}
    if entity == "task":
        status = work.status_by_id(row["status_id"])
        fresh = {
            "urgency_lift": 0,
            "spent_minutes": 0,
            "priority": 3,
            "version": 1,
            "slips": 0,
            "hand_offs": 0,
            "bounces": 0,
            "reopened": 0,
        }
        row |= fresh | {"category": status.category, "updated_at": work.now}
    if "phone_digits" in METADATA.tables[entity].c:
        row["phone_digits"] = digits(row["phone"])
    return row


def _derive(work: Work, inverse: list[dict[str, Any]]) -> list[Task]:
    """Compute anew what follows on every task that is still there."""
    ids = {c["task_id"] for c in inverse if c["task_id"] is not None}
    work.preload(ids)
    tasks = [t for t in (work.session.get(Task, i) for i in ids) if t is not None]
    reborn = [c["row_id"] for c in inverse if c["entity"] == "task" and c["op"] is Op.INSERT]
    versions = _versions(work, reborn)
    planned = list({*reborn, *(c["task_id"] for c in inverse if c["entity"] == "visit")})
    visits = _visits(work, planned)
    priced = {*reborn, *(c["task_id"] for c in inverse if c["entity"] == "task" and PRICED & c["values"].keys())}
    timed = {*reborn, *(c["task_id"] for c in inverse if c["entity"] == "time_entry")}
    spent = spent_on(work.session, timed) if timed else {}
    for task in tasks:
        task.version = versions.get(task.id or 0, task.version)
        if task.id in planned:
            task.planned_at = visits.get(task.id or 0)
        if task.id in timed:
            task.spent_minutes = spent.get(task.id or 0, 0)
        if task.category.is_open or task.id in priced:
            set_priority(work, task)
        touch(work, task)
    for change in inverse:
        if change["entity"] == "customer" and "tier" in change["values"] and change["op"] is Op.UPDATE:
            reprice(work, change["row_id"])
    return tasks


def _versions(work: Work, reborn: list[int]) -> dict[int, int]:
    """The last version of tasks that are brought back: it counts batches, and never counts backwards."""
    found: dict[int, int] = {}
    for start in range(0, len(reborn), CHUNK):
        counted = (
            select(Change.task_id, func.count(col(Change.batch_id).distinct()))  # type: ignore[call-overload]
            .where(col(Change.task_id).in_(reborn[start : start + CHUNK]))
            .group_by(Change.task_id)
        )
        found.update((task, count) for task, count in work.session.execute(counted))
    return found


def _visits(work: Work, tasks: list[int]) -> dict[int, datetime]:
    """When the first planned visits to tasks begin."""
    found: dict[int, datetime] = {}
    for start in range(0, len(tasks), CHUNK):
        planned = (
            select(Visit.task_id, func.min(Visit.starts_at))  # type: ignore[call-overload]
            .where(col(Visit.task_id).in_(tasks[start : start + CHUNK]), col(Visit.state) == VisitState.PLANNED)
            .group_by(Visit.task_id)
        )
        found.update((task, at) for task, at in work.session.execute(planned))
    return found


def finish(work: Work, record: Batch, batches: list[Batch], inverse: list[dict[str, Any]], tasks: list[Task]) -> None:
    """Record the reversal under its batch, mark what it reversed, and count anew."""
    write_changes(work.session, [{**c, "batch_id": record.id} for c in inverse])
    for batch in batches:
        batch.reversed_by_id = record.id
    work.session.flush()
    recount(work.session, tasks)
    work.session.flush()
