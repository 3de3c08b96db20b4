"""Checklists: lines added, edited, put in order, ticked and taken off; and what becomes of open ones when a task is done."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.locale.words import word
from servicedesk_tui.models import ChecklistItem, Person, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.query.itemline import ItemLine, read_item
from servicedesk_tui.query.pieces import Against
from servicedesk_tui.vocabulary.checklists import (
    AddChecklistItems,
    EditChecklistItem,
    MoveChecklistItem,
    RemoveChecklistItem,
)
from servicedesk_tui.vocabulary.commands import AddChecklistItem, TaskCommand, TickChecklistItem
from servicedesk_tui.vocabulary.enums import Category, OpenItems, PersonKind
from servicedesk_tui.vocabulary.planning import SETTINGS
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice, Invalid, Needs, NotFound, Refusal

from ..conflicts import COLUMNS, refuse_conflicts
from ..linked import tick
from ..registry import NOTHING, Told, handles
from ..work import Work, is_open
from . import values

LINES_MAX = 200
"""How many lines are added at a time."""


@handles(AddChecklistItem)
def add_item(work: Work, command: AddChecklistItem) -> Told:
    """Add a line to the checklist, as it is."""
    task = _task(work, command)
    assert task.id is not None
    text = values.line(command.text, "body", empty=False)
    _add(work, task, [ChecklistItem(task_id=task.id, text=text, position=0)])
    return Told({"text": text})


@handles(AddChecklistItems)
def add_items(work: Work, command: AddChecklistItems) -> Told:
    """Add lines as they were written or pasted: all of them, or none."""
    task = _task(work, command)
    lines = [(n, line) for n, line in enumerate(command.lines, 1) if line.strip()]
    if not lines:
        raise Invalid(_("Write at least one line."))
    if len(lines) > LINES_MAX:
        raise Invalid(
            _("That is {count} lines; {most} can be added at a time.").format(count=len(lines), most=LINES_MAX)
        )
    work.flush()  # the tasks that lines stand for may be anybody's: not without the lock
    against = _against(work)
    items = [_read(work, task, n if len(lines) > 1 else 0, read_item(line, against)) for n, line in lines]
    _add(work, task, items)
    return Told({"text": items[0].text, "count": len(items)})


@handles(TickChecklistItem)
def tick_item(work: Work, command: TickChecklistItem) -> Told:
    """Tick or untick a line."""
    task = _task(work, command)
    item = _item(work, task, command.item)
    if item.done == command.done:
        return NOTHING
    tick(work, item, done=command.done)
    return Told({"text": item.text, "done": command.done})


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda v: values.line(v, "body", empty=False),
    "assignee": lambda v: v,
    "due": lambda v: values.moment(v, "due"),
    "linked": lambda v: v,
}


@handles(EditChecklistItem)
def edit_item(work: Work, command: EditChecklistItem) -> Told:
    """Set a line's text, who does it, by when, and which task it stands for."""
    task = _task(work, command)
    item = _item(work, task, command.item)
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A line of a checklist has no field {field}; {known} can be set.").format(
                field=unknown[0], known=", ".join(_FIELDS)
            )
        )
    read = {name: _FIELDS[name](value) for name, value in command.fields.items()}
    refuse_conflicts(work.session, item, read, command.base)
    read = {n: v for n, v in read.items() if getattr(item, COLUMNS.get(n, n)) != v}
    if not read:
        return NOTHING
    if read.get("assignee") is not None:
        work.person(read["assignee"])
    if read.get("linked") is not None:
        other = work.task(read["linked"])
        _stand_for(work, task, item, other)
        if "text" not in command.fields:
            read["text"] = other.title
    for name, value in read.items():
        setattr(item, COLUMNS.get(name, name), value)
    return Told({"text": item.text, "fields": sorted(read)})


@handles(MoveChecklistItem)
def move_item(work: Work, command: MoveChecklistItem) -> Told:
    """Put a line right above another, or right below it."""
    task = _task(work, command)
    item, other = _item(work, task, command.item), _item(work, task, command.other)
    if item is other:
        return NOTHING
    order = [one for one in _items(work, task) if one is not item]
    order.insert(order.index(other) + command.below, item)
    if order == _items(work, task):
        return NOTHING
    for place, one in enumerate(order, 1):
        one.position = place
    return Told({"text": item.text})


@handles(RemoveChecklistItem)
def remove_item(work: Work, command: RemoveChecklistItem) -> Told:
    """Take a line off."""
    task = _task(work, command)
    item = _item(work, task, command.item)
    work.session.delete(item)
    return Told({"text": item.text})


# -- lines -------------------------------------------------------------------------------------------------------------


def _task(work: Work, command: TaskCommand) -> Task:
    task = work.task(command.task)
    work.require(Right.CHANGE, task)
    return task


def _item(work: Work, task: Task, item_id: int) -> ChecklistItem:
    item = work.session.get(ChecklistItem, item_id)
    if item is None or item.task_id != task.id:
        raise NotFound(_("{task} has no such checklist item.").format(task=ref(task.number)))
    return item


def _items(work: Work, task: Task) -> list[ChecklistItem]:
    there = select(ChecklistItem).where(col(ChecklistItem.task_id) == task.id)
    return work.all(there.order_by(col(ChecklistItem.position), col(ChecklistItem.id)))


def _add(work: Work, task: Task, items: Iterable[ChecklistItem]) -> None:
    """Below those that are there."""
    work.flush()
    there = _items(work, task)
    place = there[-1].position if there else 0
    for item in items:
        place += 1
        item.position = place
        work.session.add(item)
    work.flush()


def _against(work: Work) -> Against:
    able = select(Person.id, Person.login).where(col(Person.active), col(Person.kind) == PersonKind.HUMAN)  # type: ignore[call-overload]
    people = [(row_id, login) for row_id, login in work.session.execute(able)]
    return Against(people, (), work.now, zone(work.me.zone), work.my_id)


def _read(work: Work, task: Task, number: int, line: ItemLine) -> ChecklistItem:
    """A new item of what a line says; what is wrong with it is said with the line's number, where there are several."""
    try:
        if line.unknown is not None:
            raise Invalid(line.unknown.sentence)
        assert task.id is not None
        item = ChecklistItem(task_id=task.id, text="-", position=0, assignee_id=line.assignee, due_at=line.due)
        if line.done:
            tick(work, item, done=True)
        other = None if line.number is None else _numbered(work, line.number)
        if other is not None:
            _stand_for(work, task, item, other)
            item.linked_id = other.id
        item.text = values.line(line.text if other is None else other.title, "body", empty=False)
        return item
    except Refusal as refusal:
        if not number:
            raise
        raise Invalid(_("Line {line}: {why}").format(line=number, why=refusal.message)) from None


def _numbered(work: Work, number: int) -> Task:
    task: Task | None = work.one(select(Task).where(col(Task.number) == number))
    if task is None:
        raise NotFound(_("There is no {refs}.").format(refs=ref(number)))
    return task


def _stand_for(work: Work, task: Task, item: ChecklistItem, other: Task) -> None:
    """`item`, a line of `task`, is to stand for `other`: not in a circle, and ticked if that is done."""
    work.flush()
    if other.id == task.id:
        raise Invalid(_("A line of {task} cannot stand for {task} itself.").format(task=ref(task.number)))
    refuse_item_circle(work, task, other)
    if other.category is Category.DONE and not item.done:
        tick(work, item, done=True)


def refuse_item_circle(work: Work, task: Task, other: Task) -> None:
    """Refuse a line of `task` that stands for `other` when that has one that leads to `task`, and show the path."""
    came_from: dict[int, int] = {}
    front = [other.id]
    while front:
        steps = select(ChecklistItem.task_id, ChecklistItem.linked_id).where(  # type: ignore[call-overload]
            col(ChecklistItem.task_id).in_(front), col(ChecklistItem.linked_id).is_not(None)
        )
        fresh = {b: a for a, b in work.session.execute(steps) if b not in came_from and b != other.id}
        came_from |= fresh
        if task.id in came_from:
            path = [task]
            while path[-1].id != other.id:
                path.append(work.task(came_from[path[-1].id or 0]))
            shown = " → ".join(ref(t.number) for t in [task, *reversed(path)])
            raise Invalid(_("That would go in a circle: {path}.").format(path=shown))
        front = list(fresh)


# -- what becomes of open lines ----------------------------------------------------------------------------------------


def settle_open_items(work: Work, task: Task, answer: OpenItems | None) -> dict[str, Any]:
    """A task is about to be done: what becomes of its open lines, as the desk has set it. Answers what a sentence says."""
    assert task.id is not None
    items = [item for item in work.open_items(task.id) if not item.done]
    if not items:
        return {"ticked": 0}
    if answer is OpenItems.TICK:
        for item in items:
            tick(work, item, done=True)
        return {"ticked": len(items)}
    rule = _rule(work)
    if rule == "refuse":
        raise Invalid(
            _("{task} has {count} open checklist items: tick them, or take them off, before it is done.").format(
                task=ref(task.number), count=len(items)
            )
        )
    if answer is None and rule == "ask":
        raise Needs(
            "open_items",
            _("{task} has {count} open checklist items. What of them?").format(task=ref(task.number), count=len(items)),
            [Choice(o, word(o)) for o in OpenItems],
        )
    return {"ticked": 0, "left": len(items)}


def left_open(work: Work, task: Task) -> dict[str, Any]:
    """What a sentence says of the open lines of a task that is closed without being done."""
    assert task.id is not None
    left = sum(not item.done for item in work.open_items(task.id)) if is_open(task) else 0
    return {"left": left} if left else {}


def _rule(work: Work) -> str:
    key = "open_items_on_close"
    if key not in work.kept:
        work.kept[key] = work.setting(key, SETTINGS[key])
    return str(work.kept[key])
