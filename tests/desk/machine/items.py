"""Checklists in the plain desk: lines, their order, and those that stand for a task and are ticked with it."""

from collections.abc import Iterable
from typing import Any

from servicedesk_tui.vocabulary import checklists as v
from servicedesk_tui.vocabulary import commands as c

from .facts import Facts, Key, No, Row, clash, leads_to, require

Step = tuple[Key, Row | None, Row | None]
_TICK = {"done", "at", "by", "task"}


def _hang(facts: Facts, task: int, text: str, *, by: int | None = None) -> None:
    place = max((r["place"] for _k, r in facts.all("item", task=task)), default=0) + 1
    at = facts.now if by is not None else None
    facts.hang(
        "item", task=task, text=text, place=place, done=by is not None, at=at, by=by, linked=None, assignee=None
    )  # fmt: skip


def _item(facts: Facts, me: int, task: int, item: int) -> Row:
    require(facts, me, "change", task)
    found = facts.rows.get(("item", item))
    if found is None or found["task"] != task:
        raise No("NotFound")
    return found


def _tick(facts: Facts, me: int, item: Row, done: bool) -> None:
    if item["done"] is not done:
        item.update(done=done, at=facts.now if done else None, by=me if done else None)


def add(facts: Facts, me: int, command: c.AddChecklistItem) -> None:
    require(facts, me, "change", command.task)
    _hang(facts, command.task, command.text)


def add_many(facts: Facts, me: int, command: v.AddChecklistItems) -> None:
    require(facts, me, "change", command.task)
    for line in command.lines:
        text = line.removeprefix("- ").removeprefix("[x] ")
        _hang(facts, command.task, text, by=me if "[x] " in line else None)


def tick(facts: Facts, me: int, command: c.TickChecklistItem) -> None:
    _tick(facts, me, _item(facts, me, command.task, command.item), command.done)


def edit(facts: Facts, me: int, command: v.EditChecklistItem) -> None:
    item = _item(facts, me, command.task, command.item)
    clash(item, command.fields, command.base)
    asked = {name: value for name, value in command.fields.items() if item[name] != value}
    if asked.get("assignee") is not None:
        facts.worker(asked["assignee"])
    if asked.get("linked") is not None:
        other = facts.task(asked["linked"])
        if leads_to(edges(facts), asked["linked"], command.task):
            raise No("Invalid")
        if other["status"] == "done":
            _tick(facts, me, item, True)
    item.update(asked)


def move(facts: Facts, me: int, command: v.MoveChecklistItem) -> None:
    item, other = (_item(facts, me, command.task, one) for one in (command.item, command.other))
    before = sorted((r for _k, r in facts.all("item", task=command.task)), key=lambda r: r["place"])
    order = [row for row in before if row is not item]
    if item is other:
        return
    order.insert(order.index(other) + command.below, item)
    if [id(row) for row in order] != [id(row) for row in before]:
        for place, row in enumerate(order, 1):
            row["place"] = place


def remove(facts: Facts, me: int, command: v.RemoveChecklistItem) -> None:
    _item(facts, me, command.task, command.item)
    del facts.rows["item", command.item]


def edges(facts: Facts) -> list[tuple[int, int]]:
    """From the task of a line to the task it stands for."""
    return [(r["task"], r["linked"]) for _k, r in facts.all("item") if r["linked"] is not None]


# -- lines that stand for tasks ----------------------------------------------------------------------------------------


def done_tasks(facts: Facts) -> set[int]:
    """The tasks that are done."""
    return {key[1] for key, _row in facts.all("task", status="done")}


def follow(facts: Facts, me: int, before: set[int]) -> None:
    """Lines that stand for tasks that are done now and were not, or the other way round."""
    after = done_tasks(facts)
    for _key, item in facts.all("item"):
        if item["linked"] in before ^ after:
            _tick(facts, me, item, item["linked"] in after)


def is_following(facts: Facts, step: Step, steps: Iterable[Step]) -> bool:
    """A line was only ticked because its task was done in the same batch."""
    key, before, after = step
    if key[0] != "item" or before is None or after is None or not after.keys() <= _TICK:
        return False
    row = facts.rows.get(key)
    return row is not None and row["linked"] in _moved(steps)


def _moved(steps: Iterable[Step]) -> set[int]:
    return {key[1] for key, before, after in steps if key[0] == "task" and before and after and "status" in after}


def without_overtaken(facts: Facts, steps: list[Step]) -> list[Step]:
    """The steps without ticks that followed a task and that somebody has set otherwise since, or taken off."""
    return [step for step in steps if not _is_overtaken(facts, step, steps)]


def _is_overtaken(facts: Facts, step: Step, steps: list[Step]) -> bool:
    key, before, after = step
    if key[0] != "item" or before is None or after is None or not after.keys() <= _TICK:
        return False
    row = facts.rows.get(key)
    if row is None:
        own = {k[1] for k, _b, _a in steps if k[0] == "task"}
        return bool(_moved(steps)) and after["task"] not in own
    return is_following(facts, step, steps) and any(row[name] != value for name, value in after.items())


def follow_back(facts: Facts, me: int, steps: list[Step]) -> list[Step]:
    """What lines do because of what was taken back."""
    turned = {
        key[1]: before["status"] == "done"
        for key, before, after in steps
        if key[0] == "task" and before and after and "status" in after
        and (before["status"] == "done") is not (after["status"] == "done")
    }  # fmt: skip
    known = {key for key, _before, _after in steps}
    reborn = {key for key, _before, after in steps if after is None}
    found: list[Step] = []
    for key, item in facts.all("item"):
        if key not in known and item["linked"] in turned:
            found += _ticked(facts, me, key, item, turned[item["linked"]])
        elif key in reborn and item["linked"] in done_tasks(facts):
            found += _ticked(facts, me, key, item, True)
    return found


def _ticked(facts: Facts, me: int, key: Key, item: Row, done: bool) -> list[Step]:
    before: dict[str, Any] = {name: item[name] for name in _TICK}
    _tick(facts, me, item, done)
    after = {name: item[name] for name in _TICK}
    names = [name for name in _TICK if name == "task" or before[name] != after[name]]
    return [(key, {n: before[n] for n in names}, {n: after[n] for n in names})] if before != after else []
