"""What speaks against taking a batch back: others' work on the same things, rights, and what may never be so."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import ago
from servicedesk_tui.locale.words import field_word
from servicedesk_tui.models import Batch, Change, ChecklistItem, Link, Person, Task
from servicedesk_tui.vocabulary.enums import Category, Op, Reversal, Role
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid

from .conflicts import who_changed
from .handlers.checklists import refuse_item_circle
from .handlers.customers import refuse_namesake
from .handlers.links import refuse_cycle
from .handlers.people import refuse_lockout
from .handlers.tasks import refuse_parent_cycle
from .offered import refuse_unfit_offers
from .recorder import ENTITIES, asked_fields, plain, texts_of
from .steps import CHUNK, Rows, Step, before_of, hashes, merged, value_of
from .work import Work

STANDS = (Batch.reversed_by_id.is_(None)) & (  # type: ignore[union-attr]
    (Batch.reversal.is_(None)) | (Batch.reversal == Reversal.REDO)  # type: ignore[union-attr]
)
"""A batch that was not taken back, and is no taking back itself."""
_NEVER_CHANGED = frozenset({"link", "tag", "task", "task_person", "task_tag"})
"""What only comes and goes, and the task itself, which is asked for with all that hangs on it."""
T = TypeVar("T")
Row = dict[str, Any]


def refuse_unless_untouched(work: Work, steps: list[Step], rows: Rows, batches: set[int]) -> None:
    """Refuse when an asked field is no longer what the batches left, or when others have added to what they made."""
    texts = texts_of(work.session, hashes(steps))
    goes = {s.key for s in steps if s.op is Op.DELETE}
    for step in merged(steps):
        row = rows.get(step.key)
        if step.op is Op.DELETE or (row is None and step.key in goes):
            continue
        if row is None:
            raise Invalid(_("What this made or changed is no longer there."))
        moved = row.get("task_id", step.task_id) != step.task_id and not ENTITIES[step.entity].names_task
        if step.op is Op.INSERT and moved:
            there = ref(work.task(row["task_id"]).number)
            raise Invalid(_("Not taken back: it has gone to {task} since.").format(task=there))
        if step.op is Op.UPDATE:
            for name in _asked_in(step):
                left = value_of(step.entity, name, step.values[name][1], texts)
                if plain(row[name]) != plain(left):
                    _refuse_changed(work, step, name, row[name], left)
    _refuse_added_to(work, steps, batches)


def _asked_in(step: Step) -> set[str]:
    """The fields of an update that somebody asked for: a place in a column too, where it is no due date that sets it."""
    asked = set(step.values) & asked_fields(step.entity)
    return asked | ({"rank"} & step.values.keys() if "due_at" not in step.values else set())


def _refuse_changed(work: Work, step: Step, name: str, theirs: Any, left: Any) -> None:
    who, when = who_changed(work.session, step.entity, step.row_id, name, step.task_id)
    what = _what(work, step.entity, step.row_id, step.task_id)
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


def _refuse_added_to(work: Work, steps: list[Step], batches: set[int]) -> None:
    """What a batch made goes only as it was made: not with what somebody did to it since."""
    made = [s for s in steps if s.op is Op.INSERT]
    tasks = {s.row_id for s in made if s.entity == "task"}
    for ids in _chunks(tasks):
        _refuse_any(work, col(Change.task_id).in_(ids), batches)
    for entity in {s.entity for s in made} - _NEVER_CHANGED:
        others = [s for s in made if s.entity == entity and s.task_id not in tasks]
        for some in _chunks(others):
            same = (col(Change.entity) == entity) & col(Change.row_id).in_({s.row_id for s in some})
            on = {s.task_id for s in some if s.task_id is not None}
            _refuse_any(work, same & (col(Change.task_id).in_(on) if on else col(Change.task_id).is_(None)), batches)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    listed = list(items)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def _refuse_any(work: Work, which: Any, batches: set[int]) -> None:
    row = work.session.execute(
        select(Change.entity, Change.row_id, Change.task_id, Person.login, Batch.at)  # type: ignore[call-overload]
        .join(Batch, Batch.id == Change.batch_id)
        .join(Person, Person.id == Batch.person_id)
        .where(which, col(Batch.id) > min(batches), col(Batch.id).not_in(batches), STANDS)
        .limit(1)
    ).first()
    if row is not None:
        entity, row_id, task_id, who, at = row
        raise Invalid(
            _("Not taken back: {who} has worked on {task} since, {when}.").format(
                who=who, task=_what(work, entity, row_id, task_id), when=ago(at, work.now)
            )
        )


def _what(work: Work, entity: str, row_id: int, task_id: int | None) -> str:
    """The thing as a sentence names it: its task's number, else its own name."""
    if task_id is not None:
        return ref(work.task(task_id).number)
    row = work.session.get(ENTITIES[entity], row_id)
    return str(getattr(row, "login", "") or getattr(row, "name", "") or getattr(row, "name_en", "") or _("it"))


def refuse_misfits(work: Work, steps: list[Step], rows: Rows) -> None:
    """Refuse what would leave work with nobody, or with somebody who has left, or two customers of one name; before
    anything is written."""
    changes = _rows_after(steps, rows)
    back = {
        row_id for (entity, row_id), (before, _after) in changes.items() if entity == "person" and before.get("active")
    }
    for (entity, row_id), (before, after) in changes.items():
        if entity == "task" and before.keys() & {"owner_id", "status_id"}:
            _refuse_homeless(work, after, back)
        elif entity == "person" and (entity, row_id) in rows:
            asked = {n: Role(v) if n == "role" else v for n, v in before.items()}
            refuse_lockout(work, work.get(Person, row_id, _("person")), asked, _given_by(work, changes, row_id))
        elif entity == "customer" and "name" in before:
            refuse_namesake(work, before["name"], row_id)
    made = {step.row_id for step in steps if step.entity == "handover" and step.op is Op.INSERT}
    refuse_unfit_offers(work, changes, made, back)


def _given_by(work: Work, changes: Mapping[tuple[str, int], tuple[Row, Row]], person: int) -> set[int]:
    """The tasks that are not, or not open, a person's once this is taken back."""
    return {
        row_id
        for (entity, row_id), (_before, after) in changes.items()
        if entity == "task"
        and (after["owner_id"] != person or not work.status_by_id(after["status_id"]).category.is_open)
    }


def _rows_after(steps: list[Step], rows: Rows) -> dict[tuple[str, int], tuple[Row, Row]]:
    """The rows that will be there when steps are taken back: what comes back of each, and the whole of it."""
    found: dict[tuple[str, int], tuple[Row, Row]] = {}
    for step in reversed(merged(steps)):
        if step.op is Op.INSERT:
            found.pop(step.key, None)
            continue
        back = before_of(step)
        before, after = found.get(step.key, ({}, dict(rows.get(step.key, {}))))
        found[step.key] = {**before, **back}, {**after, **back}
    return found


def _refuse_homeless(work: Work, after: Mapping[str, Any], back: Set[int]) -> None:
    """`back` are people who work here again once this is taken back."""
    category = work.status_by_id(after["status_id"]).category
    owner = after["owner_id"]
    if category.is_open and (owner is None) is not (category is Category.INBOX):
        raise Invalid(
            _("Not taken back: {task} was changed since, and its status and its owner would no longer agree.").format(
                task=ref(after["number"])
            )
        )
    if category.is_open and owner is not None and owner not in back:
        work.person(owner)


def refuse_circles(work: Work, steps: list[Step]) -> None:
    """Refuse what would go in a circle, now that it is written: other links and parents may have come since."""
    for step in steps:
        if step.entity == "link" and step.op is Op.DELETE:
            link = work.session.get(Link, step.row_id)
            if link is None:  # made by a later step of the same, and gone with it
                continue
            refuse_cycle(work, work.task(link.task_id), work.task(link.other_id), link.kind)
        elif step.entity == "checklist_item" and ("linked_id" in step.values or step.op is Op.DELETE):
            item = work.session.get(ChecklistItem, step.row_id)
            if item is not None and item.linked_id is not None:
                refuse_item_circle(work, work.task(item.task_id), work.task(item.linked_id))
        elif step.entity == "task" and ("parent_id" in step.values or step.op is Op.DELETE):
            task = work.session.get(Task, step.row_id)
            if task is not None and task.parent_id is not None:
                refuse_parent_cycle(work, task, task.parent_id)
