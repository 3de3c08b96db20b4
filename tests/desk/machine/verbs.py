"""What each verb implies, said plainly: a function from the facts before to the facts after, or the model's No."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from servicedesk_tui.vocabulary import checklists as v
from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary import desk_commands as dc
from servicedesk_tui.vocabulary import notes as n
from servicedesk_tui.vocabulary.handing import AcceptHandOver, ReturnHandOver, WithdrawHandOver

from . import handing as o
from . import hangings as h
from . import items as i
from . import planning as p
from .facts import Facts, No, Row, clash, enter, has_left, is_open, leads_to, require, right_to_own
from .passing import give, let_go, pass_on
from .people import add_customer, edit_customer, edit_person

Verb = Callable[[Facts, int, Any], None]


def create(facts: Facts, me: int, command: c.CreateTask, made: int) -> None:
    require(facts, me, "add")
    if command.parent is not None:
        facts.task(command.parent)
    if command.owner is not None:
        facts.worker(command.owner)
    if command.customer is not None:
        facts.need("customer", command.customer)
    status = command.status or ("inbox" if command.owner is None else "ready")
    if command.owner is None and status not in ("inbox", "done", "closed"):
        raise No("Needs", "owner")
    if status == "waiting" and command.waiting_on is None:
        raise No("Needs", "waiting_on")
    if status == "inbox" and command.owner is not None:
        raise No("Invalid")
    facts.rows["task", made] = {
        "title": command.title, "next_step": "", "estimate_minutes": None, "customer": command.customer,
        "parent": command.parent, "status": status, "owner": command.owner, "impact": command.impact,
        "urgency": command.urgency, "due": command.due, "due_is_day": command.due_is_day and command.due is not None,
        "waiting_on": command.waiting_on if status == "waiting" else None, "waiting_until": None,
        "blocked_reason": "", "close_reason": None, "before": None, "until": None, "rank": p.rank_of(command.due),
    }  # fmt: skip
    for tag in dict.fromkeys(command.tags):
        facts.hang("tag", task=made, name=tag)


def edit(facts: Facts, me: int, command: c.EditTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    clash(task, command.fields, command.base)
    asked = {n: v for n, v in command.fields.items() if task[n] != v}
    if asked.get("parent") is not None:
        facts.task(asked["parent"])
        parents = [(k[1], r["parent"]) for k, r in facts.all("task") if r["parent"] is not None]
        if leads_to(parents, asked["parent"], command.task):
            raise No("Invalid")
    if asked.get("customer") is not None:
        facts.need("customer", asked["customer"])
    task.update(asked)


def assign(facts: Facts, me: int, command: c.AssignTask) -> None:
    task = facts.task(command.task)
    facts.worker(command.owner)
    require(facts, me, right_to_own(task, me, command.owner), command.task)
    clash(task, {"owner": command.owner}, command.base)
    if task["status"] == "inbox":
        enter(task, "ready")
    if task["owner"] != command.owner:
        pass_on(facts, command.task, command.owner)


def take(facts: Facts, me: int, command: c.TakeTask) -> None:
    assign(facts, me, c.AssignTask(task=command.task, owner=me, base=command.base))


def unassign(facts: Facts, me: int, command: c.UnassignTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "give", command.task)
    clash(task, {"owner": None}, command.base)
    let_go(facts, command.task)
    if is_open(task):
        enter(task, "inbox")


def move(facts: Facts, me: int, command: c.MoveTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    clash(task, {"status": command.status}, command.base)
    status = command.status
    if status == task["status"] and (status != "waiting" or command.waiting_on is None):
        return
    if status == "done":
        _finish(facts, me, command.task, command.open_items)
        return
    if status == "closed":
        _close(task, command.reason)
        return
    if status == "waiting" and command.waiting_on is None:
        raise No("Needs", "waiting_on")
    if status != "inbox" and has_left(facts, task):
        if command.owner is None:
            raise No("Needs", "owner")
        facts.worker(command.owner)
        require(facts, me, right_to_own(task, me, command.owner), command.task)
        give(facts, command.task, command.owner)
    if status == "inbox" and task["owner"] is not None:
        require(facts, me, "give", command.task)
        let_go(facts, command.task)
    if status != task["status"]:
        enter(task, status)
    if status == "waiting":
        task["waiting_on"], task["waiting_until"] = command.waiting_on, command.until


def wait(facts: Facts, me: int, command: c.WaitTask) -> None:
    same = {n: getattr(command, n) for n in ("task", "base", "owner", "waiting_on", "until")}
    move(facts, me, c.MoveTask(status="waiting", **same))


def finish(facts: Facts, me: int, command: c.FinishTask) -> None:
    move(facts, me, c.MoveTask(task=command.task, base=command.base, status="done", open_items=command.open_items))


def _finish(facts: Facts, me: int, task: int, answer: str | None) -> None:
    items = facts.all("item", task=task, done=False)
    if items and answer is None:
        raise No("Needs", "open_items")
    for _key, item in items if answer == "tick" else []:
        item.update(done=True, at=facts.now, by=me)
    enter(facts.task(task), "done")


def close(facts: Facts, me: int, command: c.CloseTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    clash(task, {"status": "closed"}, command.base)
    if task["status"] != "closed" or command.reason not in (None, task["close_reason"]):
        _close(task, command.reason)


def _close(task: Row, reason: str | None) -> None:
    if reason is None:
        raise No("Needs", "reason")
    enter(task, "closed")
    task["close_reason"] = reason


def reopen(facts: Facts, me: int, command: c.ReopenTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    if is_open(task):
        raise No("Invalid")
    status = task["before"] or "ready"
    if has_left(facts, task):
        status = "inbox"
    elif status == "inbox":
        status = "ready"
    clash(task, {"status": status}, command.base)
    enter(task, status)
    if status == "waiting":
        task["waiting_on"] = "other"


def prioritise(facts: Facts, me: int, command: c.PrioritiseTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    asked = {n: v for n, v in (("impact", command.impact), ("urgency", command.urgency)) if v is not None}
    clash(task, asked, command.base)
    task.update(asked)


def set_due(facts: Facts, me: int, command: c.SetDue) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    clash(task, {"due": command.due}, command.base)
    is_day = command.is_day and command.due is not None
    if (task["due"], task["due_is_day"]) != (command.due, is_day):
        task.update(due=command.due, due_is_day=is_day, rank=p.rank_of(command.due))


VERBS: Mapping[type[c.Command], Verb] = {
    c.EditTask: edit, c.AssignTask: assign, c.TakeTask: take, c.UnassignTask: unassign, c.MoveTask: move,
    c.WaitTask: wait, c.FinishTask: finish, c.CloseTask: close, c.ReopenTask: reopen, c.PrioritiseTask: prioritise,
    c.SetDue: set_due, c.TagTask: h.tag, c.LinkTask: h.link, c.UnlinkTask: h.unlink, c.BlockTask: h.block,
    c.UnblockTask: h.unblock, c.InvolvePerson: h.involve, c.ReleasePerson: h.release, c.AddNote: h.note,
    n.EditNote: h.edit_note, n.PinNote: h.pin_note, n.RemoveNote: h.remove_note,
    c.AddChecklistItem: i.add, c.TickChecklistItem: i.tick, v.AddChecklistItems: i.add_many, v.EditChecklistItem: i.edit,
    v.MoveChecklistItem: i.move, v.RemoveChecklistItem: i.remove, dc.EditCustomer: edit_customer, dc.EditPerson: edit_person,
    c.SnoozeTask: p.snooze, c.HandOver: o.hand_over, AcceptHandOver: o.accept,
    ReturnHandOver: o.return_it, WithdrawHandOver: o.withdraw, c.PlanVisit: p.plan, c.ReorderTask: p.reorder,
}  # fmt: skip


def carry_out(facts: Facts, me: int, command: c.Command, made: int) -> None:
    """Apply one command; `made` is the id of the row it makes, if it makes one."""
    if isinstance(command, c.CreateTask):
        create(facts, me, command, made)
    elif isinstance(command, dc.AddCustomer):
        add_customer(facts, me, command, made)
    else:
        done = i.done_tasks(facts)
        VERBS[type(command)](facts, me, command)
        i.follow(facts, me, done)
        o.settle(facts)


def carry_out_each(facts: Facts, me: int, command: c.Bulk) -> list[int]:
    """Each by itself; a question is everybody's. Answers whom it passed over."""
    declined, changed = [], False
    tasks = list(dict.fromkeys(command.tasks))
    if isinstance(command.command, c.ReorderTask) and command.command.below:
        tasks.reverse()  # the last one goes there first, so that they end as named
    for task in tasks:
        each = facts.copy(facts.now)
        try:
            carry_out(each, me, replace(command.command, task=task, base={}), 0)
        except No as no:
            if no.kind == "Needs":
                raise
            declined.append(task)
            continue
        changed = changed or each.rows != facts.rows
        facts.rows = each.rows
    if declined and (command.all_or_nothing or not changed):
        raise No("Invalid")
    return declined
