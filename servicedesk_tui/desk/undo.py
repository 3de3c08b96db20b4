"""Taking back: a new batch that reverses an old one, whole or not at all.

`u` takes my latest standing batch of this terminal, with what rules did because of it; redo takes back an undo. It is
only done when every asked field still has the value the batch left; else it is refused with who changed what and when.
Rows are written straight, in the reverse of the order they were written in, so that no key ever points at nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from servicedesk_tui.locale import _, language
from servicedesk_tui.locale.dates import ago
from servicedesk_tui.locale.words import field_word
from servicedesk_tui.models import METADATA, Batch, Change, Person, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.enums import Op, Reversal
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Conflict, Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.text import digits

from .conflicts import who_changed
from .derive import recount, set_priority, touch
from .recorder import ENTITIES, Recorder, asked_fields, from_plain, plain, recorded_fields, texts_of, write_changes
from .sentences import label
from .work import Work

FRESH = timedelta(hours=1)
FIRST = "InitDesk"
"""The batch that made the desk: there is nobody left to take it back."""
_CHUNK = 500
_STANDS = (Batch.reversed_by_id.is_(None)) & (  # type: ignore[union-attr]
    (Batch.reversal.is_(None)) | (Batch.reversal == Reversal.REDO)  # type: ignore[union-attr]
)


@dataclass(frozen=True, slots=True)
class Step:
    """One change as the history has it."""

    id: int
    batch: int
    entity: str
    row_id: int
    task_id: int | None
    op: Op
    values: Mapping[str, Any]


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
    standing_undo = (Batch.reversal == Reversal.UNDO) & (Batch.reversed_by_id.is_(None))  # type: ignore[union-attr]
    return standing_undo if redo else _STANDS & (Batch.cause_id.is_(None)) & (Batch.command != FIRST)  # type: ignore[union-attr]


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
    steps = _steps(work, [b.id for b in batches if b.id is not None])
    if not steps:
        raise Invalid(_("There is nothing left of that to take back."))
    rows = _rows_now(work, steps)
    _refuse_unless_untouched(work, steps, rows, {b.id for b in batches})
    _require_rights(work, steps)
    inverse = [_inverse(step) for step in reversed(_merged(steps))]
    try:
        _write(work, inverse)
    except IntegrityError as error:
        raise Invalid(_("Something else now refers to what this made; take that back first.")) from error
    tasks = _derive(work, inverse)
    return batches, inverse, tasks


def _with_effects(work: Work, batch: Batch) -> list[Batch]:
    """The batch and, recursively, the standing ones it caused (by rules)."""
    found, front = [batch], [batch.id]
    while front:
        caused = work.all(select(Batch).where(Batch.cause_id.in_(front), Batch.reversed_by_id.is_(None)))  # type: ignore[union-attr]
        found += caused
        front = [b.id for b in caused]
    return found


def _steps(work: Work, batches: list[int]) -> list[Step]:
    query = (
        select(Change.id, Change.batch_id, Change.entity, Change.row_id, Change.task_id, Change.op, Change.values)  # type: ignore[call-overload]
        .where(Change.batch_id.in_(batches))  # type: ignore[attr-defined]
        .order_by(Change.id)
    )
    return [Step(*row) for row in work.session.execute(query)]


def _merged(steps: list[Step]) -> list[Step]:
    """Two updates of one row (a rule after its cause) as one: the first before, the last after."""
    updates: dict[tuple[str, int], Step] = {}
    merged: list[Step] = []
    for step in steps:
        key = (step.entity, step.row_id)
        earlier = updates.get(key)
        if step.op is not Op.UPDATE or earlier is None:
            merged.append(step)
            if step.op is Op.UPDATE:
                updates[key] = step
            continue
        values = dict(earlier.values)
        for name, (before, after) in step.values.items():
            values[name] = [values[name][0] if name in values else before, after]
        joined = Step(earlier.id, step.batch, step.entity, step.row_id, step.task_id, step.op, values)
        merged[merged.index(earlier)] = joined
        updates[key] = joined
    return merged


def _rows_now(work: Work, steps: Iterable[Step]) -> dict[tuple[str, int], Mapping[str, Any]]:
    ids: dict[str, list[int]] = {}
    for step in steps:
        ids.setdefault(step.entity, []).append(step.row_id)
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for entity, wanted in ids.items():
        table = METADATA.tables[entity]
        for start in range(0, len(wanted), _CHUNK):
            rows = work.session.execute(select(table).where(table.c.id.in_(wanted[start : start + _CHUNK]))).mappings()
            found.update({(entity, row["id"]): dict(row) for row in rows})
    return found


def _refuse_unless_untouched(
    work: Work, steps: list[Step], rows: Mapping[tuple[str, int], Mapping[str, Any]], batches: set[int | None]
) -> None:
    texts = texts_of(work.session, _hashes(steps))
    for step in _merged(steps):
        row = rows.get((step.entity, step.row_id))
        if step.op is Op.DELETE:
            continue
        if row is None:
            raise Invalid(_("What this made or changed is no longer there."))
        if step.op is Op.UPDATE:
            for name in set(step.values) & asked_fields(step.entity):
                left = _value(step.entity, name, step.values[name][1], texts)
                if plain(row[name]) != plain(left):
                    _refuse_changed(work, step, name, row[name], left)
    _refuse_added_to(work, [s.row_id for s in steps if s.op is Op.INSERT and s.entity == "task"], batches)


def _hashes(steps: Iterable[Step]) -> list[str]:
    found = []
    for step in steps:
        for value in step.values.values():
            for side in value if isinstance(value, list) else [value]:
                if isinstance(side, dict) and "text" in side:
                    found.append(str(side["text"]))
    return found


def _value(entity: str, name: str, kept: Any, texts: Mapping[str, str | None]) -> Any:
    """A recorded value as the column holds it; a text that was erased comes back empty."""
    if isinstance(kept, dict) and name in ENTITIES[entity].long_texts:
        return texts.get(str(kept.get("text"))) or ""
    return from_plain(entity, name, kept)


def _refuse_changed(work: Work, step: Step, name: str, theirs: Any, left: Any) -> None:
    who, when = who_changed(work.session, step.entity, step.row_id, name)
    what = _("it")
    if step.entity == "task" and step.task_id is not None:
        what = ref(work.task(step.task_id).number)
    raise Conflict(
        _("Not taken back: {who} changed {field} of {what} {when}.").format(
            who=who or _("somebody"), field=field_word(name), what=what, when=ago(when, work.now) if when else ""
        ),
        field=name,
        mine=left,
        theirs=theirs,
        base=left,
        who=who,
        when=when,
    )


def _refuse_added_to(work: Work, created: list[int], batches: set[int | None]) -> None:
    for start in range(0, len(created), _CHUNK):
        row = work.session.execute(
            select(Task.number, Person.login, Batch.at)  # type: ignore[call-overload]
            .join(Change, Change.task_id == Task.id)
            .join(Batch, Batch.id == Change.batch_id)
            .join(Person, Person.id == Batch.person_id)
            .where(Change.task_id.in_(created[start : start + _CHUNK]), Batch.id.not_in(batches), _STANDS)  # type: ignore[union-attr]
            .limit(1)
        ).first()
        if row is not None:
            raise Invalid(
                _("Not taken back: {who} has worked on {task} since, {when}.").format(
                    who=row[1], task=ref(row[0]), when=ago(row[2], work.now)
                )
            )


_RIGHTS: Mapping[str, Right] = {
    "person": Right.PEOPLE,
    "team": Right.PEOPLE,
    "setting": Right.SETTINGS,
    "status": Right.SETTINGS,
}


def _require_rights(work: Work, steps: list[Step]) -> None:
    """The right for the inverse, over the task as it stands or as it will stand when taken back."""
    work.preload({s.task_id for s in steps if s.task_id is not None})
    owner_after = {
        s.row_id: s.values["owner_id"][0]
        for s in _merged(steps)
        if s.entity == "task" and "owner_id" in s.values and s.op is Op.UPDATE
    }
    made = {s.row_id for s in steps if s.entity == "task" and s.op is Op.INSERT}
    for step in steps:
        if step.task_id is None:
            work.require(_RIGHTS.get(step.entity, Right.ADD if step.op is Op.INSERT else Right.CUSTOMERS))
            continue
        task = work.session.get(Task, step.task_id)
        if task is None or step.task_id in made:
            work.require(Right.ADD)
        elif step.entity in ("note", "task_person"):
            work.require(Right.NOTE, task)
        elif not work.may(Right.CHANGE, task) and not work.may(Right.CHANGE, task, owner=owner_after.get(step.task_id)):
            took = set(step.values) & {"owner_id"} and work.may(Right.TAKE, task)
            if not took:
                work.refuse(Right.CHANGE, task)


def _inverse(step: Step) -> dict[str, Any]:
    """The change that takes `step` back, as a change row without its batch."""
    inverse: dict[str, Any] = {"entity": step.entity, "row_id": step.row_id, "task_id": step.task_id}
    if step.op is Op.UPDATE:
        return inverse | {"op": Op.UPDATE, "values": {n: [after, before] for n, (before, after) in step.values.items()}}
    if step.op is Op.DELETE:
        return inverse | {"op": Op.INSERT, "values": {}, "image": step.values}
    return inverse | {"op": Op.DELETE, "values": {}}


def _write(work: Work, inverse: list[dict[str, Any]]) -> None:
    """Write the inverse changes in order, neighbours of one kind together. Neighbouring updates of one table are of
    different rows, so they may be told apart by the fields they set."""
    texts = texts_of(work.session, _hashes_of(inverse))
    for _kind, neighbours in groupby(inverse, key=lambda change: (change["entity"], change["op"])):
        for _fields, group in groupby(sorted(neighbours, key=_fields_of), key=_fields_of):
            _write_group(work, list(group), texts)
    work.forget()


def _hashes_of(inverse: Iterable[dict[str, Any]]) -> list[str]:
    found = []
    for change in inverse:
        sides = [v for pair in change["values"].values() for v in pair] + list(change.get("image", {}).values())
        found += [str(v["text"]) for v in sides if isinstance(v, dict) and "text" in v]
    return found


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
            {"b_id": c["row_id"], **{f"b_{n}": _value(entity, n, c["values"][n][1], texts) for n in names}}
            for c in group
        ]
        extra = _category_of(work, rows) if entity == "task" and "status_id" in names else {}
        if extra:
            values["category"] = bindparam("b_category", type_=table.c.category.type)
        work.session.execute(update(table).where(table.c.id == bindparam("b_id")).values(values), rows)


def _category_of(work: Work, rows: list[dict[str, Any]]) -> dict[str, bool]:
    for row in rows:
        row["b_category"] = work.status_by_id(row["b_status_id"]).category
    return {"category": True}


def _keep_images(work: Work, entity: str, group: list[dict[str, Any]]) -> None:
    """A deleted row's whole image, so that a redo can bring it back."""
    table = METADATA.tables[entity]
    recorder = Recorder(work.session)
    by_id = {c["row_id"]: c for c in group}
    ids = list(by_id)
    for start in range(0, len(ids), _CHUNK):
        for row in work.session.execute(select(table).where(table.c.id.in_(ids[start : start + _CHUNK]))).mappings():
            by_id[row["id"]]["values"] = {n: recorder.kept(entity, n, row[n]) for n in recorded_fields(entity)}
    recorder.keep_texts()


def _image(work: Work, entity: str, change: dict[str, Any], texts: Mapping[str, str | None]) -> dict[str, Any]:
    """A row to bring back: its image, and what derived columns must hold before they are computed anew."""
    image = change.pop("image")
    row: dict[str, Any] = {"id": change["row_id"]}
    row |= {n: _value(entity, n, v, texts) for n, v in image.items()}
    if entity == "task":
        status = work.status_by_id(row["status_id"])
        fresh = {
            "urgency_lift": 0,
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
    for task in tasks:
        set_priority(work, task)
        touch(work, task)
    return tasks


def finish(work: Work, record: Batch, batches: list[Batch], inverse: list[dict[str, Any]], tasks: list[Task]) -> None:
    """Record the reversal under its batch, mark what it reversed, and count anew."""
    write_changes(work.session, [{**c, "batch_id": record.id} for c in inverse])
    for batch in batches:
        batch.reversed_by_id = record.id
    work.session.flush()
    recount(work.session, tasks)
    work.session.flush()
