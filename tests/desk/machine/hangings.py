"""The verbs for what hangs on a task: tags, links, blocks, people, notes and lines of its checklist."""

from datetime import timedelta
from typing import Any

from servicedesk_tui.vocabulary import commands as c
from servicedesk_tui.vocabulary import notes as n

from .facts import CHAINS, Facts, No, Row, clash, leads_to, require


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
    hang_note(facts, command.task, me, command.kind.value, command.body)


def hang_note(facts: Facts, task: int, author: int, kind: str, body: str) -> None:
    """A note as it is written."""
    facts.hang("note", task=task, author=author, kind=kind, body=body, at=facts.now, pinned=False, edited=None)


def _note(facts: Facts, task: int, note: int) -> Row:
    found = facts.rows.get(("note", note))
    if found is None or found["task"] != task:
        raise No("NotFound")
    return found


def _own_note(facts: Facts, me: int, task: int, note: int) -> Row:
    facts.task(task)
    found = _note(facts, task, note)
    require(facts, me, "note" if found["author"] == me else "change", task)
    return found


def edit_note(facts: Facts, me: int, command: n.EditNote) -> None:
    row = _own_note(facts, me, command.task, command.note)
    clash(row, command.fields, command.base)
    asked = {name: value for name, value in command.fields.items() if row[name] != value}
    if asked:
        row.update(asked)
        if row["author"] != me or facts.now - row["at"] >= timedelta(minutes=10):
            row["edited"] = facts.now


def pin_note(facts: Facts, me: int, command: n.PinNote) -> None:
    require(facts, me, "note", command.task)
    _note(facts, command.task, command.note)["pinned"] = command.pinned


def remove_note(facts: Facts, me: int, command: n.RemoveNote) -> None:
    _own_note(facts, me, command.task, command.note)
    del facts.rows["note", command.note]
