"""What each verb implies, said plainly: a function from the facts before to the facts after, or the model's No."""

from collections.abc import Callable, Mapping
from typing import Any

from servicedesk_tui.vocabulary import commands as c

from .facts import CHAINS, Facts, No, Row, is_open, leads_to, may, require

Verb = Callable[[Facts, int, Any], None]


def clash(row: Row, mine: Mapping[str, Any], base: Mapping[str, Any]) -> None:
    """A field that is neither what I saw nor what I ask for."""
    for name, asked in mine.items():
        if name in base and row[name] not in (base[name], asked):
            raise No("Conflict", name)


def enter(task: Row, status: str) -> None:
    """Put a task in a status, with what no longer holds there."""
    if status in ("done", "closed"):
        if is_open(task):
            task["before"] = task["status"]
        task["blocked_reason"] = ""
    task["close_reason"] = None
    if status != "waiting":
        task["waiting_on"], task["waiting_until"] = None, None
    if status == "inbox":
        task["owner"] = None
    task["status"] = status


def has_left(facts: Facts, task: Row) -> bool:
    """Nobody is there to do it: no owner, or one who no longer works here."""
    return task["owner"] is None or not facts.rows["person", task["owner"]]["active"]


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
        "blocked_reason": "", "close_reason": None, "before": None,
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
    require(facts, me, "take" if command.owner == me else "change", command.task)
    clash(task, {"owner": command.owner}, command.base)
    if task["status"] == "inbox":
        enter(task, "ready")
    task["owner"] = command.owner


def take(facts: Facts, me: int, command: c.TakeTask) -> None:
    assign(facts, me, c.AssignTask(task=command.task, owner=me, base=command.base))


def unassign(facts: Facts, me: int, command: c.UnassignTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    clash(task, {"owner": None}, command.base)
    if is_open(task):
        enter(task, "inbox")
    task["owner"] = None


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
        task["owner"] = command.owner
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
    task.update(due=command.due, due_is_day=command.is_day and command.due is not None)


def tag(facts: Facts, me: int, command: c.TagTask) -> None:
    require(facts, me, "change", command.task)
    for name in dict.fromkeys(command.add):
        if name not in command.remove and not facts.all("tag", task=command.task, name=name):
            facts.hang("tag", task=command.task, name=name)
    for name in command.remove:
        for key, _row in facts.all("tag", task=command.task, name=name):
            del facts.rows[key]


def _add_link(facts: Facts, first: int, second: int, kind: str) -> None:
    if first == second:
        raise No("Invalid")
    edges = [(r["task"], r["other"]) for _k, r in facts.all("link", kind=kind)]
    if kind in CHAINS and leads_to(edges, second, first):
        raise No("Invalid")
    if (first, second) not in edges and not (kind == "relates" and (second, first) in edges):
        facts.hang("link", task=first, other=second, kind=kind)


def _drop_link(facts: Facts, first: int, second: int, kind: str) -> None:
    found = facts.all("link", task=first, other=second, kind=kind)
    if kind == "relates":
        found += facts.all("link", task=second, other=first, kind=kind)
    if not found:
        raise No("NotFound")
    del facts.rows[found[0][0]]


def link(facts: Facts, me: int, command: c.LinkTask) -> None:
    facts.task(command.task), facts.task(command.other)
    require(facts, me, "change", command.task)
    _add_link(facts, command.task, command.other, command.kind.value)


def unlink(facts: Facts, me: int, command: c.UnlinkTask) -> None:
    facts.task(command.task), facts.task(command.other)
    require(facts, me, "change", command.task)
    _drop_link(facts, command.task, command.other, command.kind.value)


def block(facts: Facts, me: int, command: c.BlockTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    if not command.reason and command.by is None:
        raise No("Invalid")
    clash(task, {"blocked_reason": command.reason} if command.reason else {}, command.base)
    if command.by is not None:
        facts.task(command.by)
        _add_link(facts, command.by, command.task, "blocks")
    task["blocked_reason"] = command.reason or task["blocked_reason"]


def unblock(facts: Facts, me: int, command: c.UnblockTask) -> None:
    task = facts.task(command.task)
    require(facts, me, "change", command.task)
    if command.by is not None:
        facts.task(command.by)
        _drop_link(facts, command.by, command.task, "blocks")
        return
    clash(task, {"blocked_reason": ""}, command.base)
    task["blocked_reason"] = ""


def _part(facts: Facts, me: int, command: c.InvolvePerson | c.ReleasePerson) -> dict[str, Any]:
    person = me if command.person is None else command.person
    watches = command.part == "watcher" and person == me
    require(facts, me, "note" if watches else "change", command.task)
    return {"task": command.task, "person": person, "part": command.part.value}


def involve(facts: Facts, me: int, command: c.InvolvePerson) -> None:
    facts.task(command.task)
    facts.worker(me if command.person is None else command.person)
    part = _part(facts, me, command)
    if not facts.all("part", **part):
        facts.hang("part", **part)


def release(facts: Facts, me: int, command: c.ReleasePerson) -> None:
    facts.task(command.task)
    facts.need("person", me if command.person is None else command.person)
    for key, _row in facts.all("part", **_part(facts, me, command)):
        del facts.rows[key]


def note(facts: Facts, me: int, command: c.AddNote) -> None:
    require(facts, me, "note", command.task)
    facts.hang("note", task=command.task, author=me, kind=command.kind.value, body=command.body)


def add_item(facts: Facts, me: int, command: c.AddChecklistItem) -> None:
    require(facts, me, "change", command.task)
    facts.hang("item", task=command.task, text=command.text, done=False, at=None, by=None)


def tick(facts: Facts, me: int, command: c.TickChecklistItem) -> None:
    require(facts, me, "change", command.task)
    item = facts.rows.get(("item", command.item))
    if item is None or item["task"] != command.task:
        raise No("NotFound")
    if item["done"] is not command.done:
        item.update(done=command.done, at=facts.now if command.done else None, by=me if command.done else None)


def add_customer(facts: Facts, me: int, command: c.AddCustomer, made: int) -> None:
    require(facts, me, "add")
    _refuse_namesake(facts, command.name, made)
    facts.rows["customer", made] = {"name": command.name, "tier": command.tier, "phone": command.phone}


def edit_customer(facts: Facts, me: int, command: c.EditCustomer) -> None:
    require(facts, me, "customers")
    customer = facts.need("customer", command.customer)
    clash(customer, command.fields, command.base)
    if command.fields.get("name", customer["name"]) != customer["name"]:
        _refuse_namesake(facts, command.fields["name"], command.customer)
    customer.update(command.fields)


def _refuse_namesake(facts: Facts, name: str, mine: int) -> None:
    if any(r["name"].casefold() == name.casefold() for k, r in facts.all("customer") if k[1] != mine):
        raise No("Invalid")


def edit_person(facts: Facts, me: int, command: c.EditPerson) -> None:
    require(facts, me, "people")
    person = facts.need("person", command.person)
    clash(person, command.fields, command.base)
    after = {**person, **command.fields}
    admins = [r for k, r in facts.all("person", role="admin", active=True) if k[1] != command.person]
    if person["role"] == "admin" and not admins and (after["role"] != "admin" or not after["active"]):
        raise No("Invalid")
    owned = [r for _k, r in facts.all("task", owner=command.person) if is_open(r)]
    if person["active"] and not after["active"] and owned:
        raise No("Invalid")
    person.update(command.fields)


VERBS: Mapping[type[c.Command], Verb] = {
    c.EditTask: edit, c.AssignTask: assign, c.TakeTask: take, c.UnassignTask: unassign, c.MoveTask: move,
    c.WaitTask: wait, c.FinishTask: finish, c.CloseTask: close, c.ReopenTask: reopen, c.PrioritiseTask: prioritise,
    c.SetDue: set_due, c.TagTask: tag, c.LinkTask: link, c.UnlinkTask: unlink, c.BlockTask: block,
    c.UnblockTask: unblock, c.InvolvePerson: involve, c.ReleasePerson: release, c.AddNote: note,
    c.AddChecklistItem: add_item, c.TickChecklistItem: tick, c.EditCustomer: edit_customer, c.EditPerson: edit_person,
}  # fmt: skip


def carry_out(facts: Facts, me: int, command: c.Command, made: int) -> None:
    """Apply one command; `made` is the id of the row it makes, if it makes one."""
    if isinstance(command, c.CreateTask):
        create(facts, me, command, made)
    elif isinstance(command, c.AddCustomer):
        add_customer(facts, me, command, made)
    else:
        VERBS[type(command)](facts, me, command)


__all__ = ["VERBS", "carry_out", "may"]
