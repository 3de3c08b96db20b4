"""What is true of every desk's rows, however they came to be: the sample's, an import's, a thousand random commands'."""

import hashlib
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from servicedesk_tui.desk.derive import recount
from servicedesk_tui.desk.recorder import ENTITIES, plain, recorded_fields
from servicedesk_tui.models import METADATA, Task
from servicedesk_tui.policy.priority import priority
from servicedesk_tui.store.indexing import differences
from servicedesk_tui.vocabulary.enums import Op
from servicedesk_tui.vocabulary.text import digits

T = METADATA.tables
_OUTSIDE = {"batch", "change", "feed", "long_text", "draft", "seen"}
"""Tables that tell of the desk, or are nobody's history."""


def rows(session: Session, table: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    return [dict(row) for row in session.execute(select(T[table]).order_by(*T[table].primary_key)).mappings()]


def _kept(entity: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as the history would keep it."""
    found = {name: plain(row[name]) for name in recorded_fields(entity)}
    for name in ENTITIES[entity].long_texts & found.keys():
        if found[name]:
            found[name] = {"text": hashlib.sha256(found[name].encode()).hexdigest()}
    return found


def take_all_back(session: Session) -> set[str]:
    """Walk every change backwards from today's rows; each must find what it left. Answers the tables with rows left."""
    now = {(name, row["id"]): _kept(name, row) for name in ENTITIES.keys() - _OUTSIDE for row in rows(session, name)}
    for change in reversed(rows(session, "change")):
        key = (change["entity"], change["row_id"])
        if change["op"] is Op.INSERT:
            del now[key]
        elif change["op"] is Op.DELETE:
            assert key not in now, key
            now[key] = dict(change["values"])
        else:
            for name, (before, after) in change["values"].items():
                assert now[key][name] == after, (key, name)
                now[key][name] = before
    return {name for name, _id in now}


def assert_derived_follows(session: Session) -> None:
    """Counters, versions, priorities, plans and searchable digits are what they would be if computed anew."""
    changes = T["change"]
    batches = select(changes.c.task_id, func.count(changes.c.batch_id.distinct())).group_by(changes.c.task_id)
    versions = dict(session.execute(batches).all())
    tiers = {row["id"]: row["tier"] for row in rows(session, "customer")}
    visits = T["visit"].c
    first = select(visits.task_id, func.min(visits.starts_at)).where(visits.state == "planned").group_by(visits.task_id)
    planned = dict(session.execute(first).all())
    spent: dict[int, int] = {}
    for row in rows(session, "time_entry"):
        if row["ended_at"] is not None:
            minutes = (row["ended_at"] - row["started_at"]).total_seconds() / 60
            spent[row["task_id"]] = spent.get(row["task_id"], 0) + int(minutes + 0.5)
    tasks = list(session.execute(select(Task)).scalars())
    before = [task.model_dump() for task in tasks]
    recount(session, tasks)
    for task, was in zip(tasks, before, strict=True):
        assert task.model_dump() == was
        assert task.version == versions[task.id], task.number
        assert task.planned_at == planned.get(task.id), task.number
        assert task.spent_minutes == spent.get(task.id, 0), task.number
        if task.category.is_open:
            assert task.priority == priority(task.impact, task.urgency, tiers.get(task.customer_id)), task.number
            assert (task.owner_id is None) is not task.category.needs_owner, task.number
    session.expunge_all()
    for row in rows(session, "person") + rows(session, "customer") + rows(session, "contact"):
        assert row["phone_digits"] == digits(row["phone"])


def assert_batches_are_whole(session: Session) -> None:
    """Every batch has its changes and knows how many tasks they touched; ids and moments run one way."""
    changes: dict[int, list[dict[str, Any]]] = {}
    for change in rows(session, "change"):
        changes.setdefault(change["batch_id"], []).append(change)
    batches = rows(session, "batch")
    assert [b["id"] for b in batches] == sorted(changes)
    for batch in batches:
        assert batch["tasks"] == len({c["task_id"] for c in changes[batch["id"]]} - {None}), batch
    for earlier, later in pairwise(batches):
        assert earlier["at"] <= later["at"]
        assert changes[earlier["id"]][-1]["id"] < changes[later["id"]][0]["id"]
    feed = rows(session, "feed")
    assert all(a["at"] <= b["at"] for a, b in pairwise(feed))


def assert_no_circle(session: Session) -> None:
    """Nothing waits for itself, however far round, and no task is its own ancestor."""
    edges: dict[str, set[tuple[int, int]]] = {"parent": set()}
    for row in rows(session, "task"):
        if row["parent_id"] is not None:
            edges["parent"].add((row["id"], row["parent_id"]))
    for row in rows(session, "link"):
        if row["kind"] != "relates":
            edges.setdefault(row["kind"], set()).add((row["task_id"], row["other_id"]))
    edges["line"] = {(r["task_id"], r["linked_id"]) for r in rows(session, "checklist_item") if r["linked_id"]}
    for kind, left in edges.items():
        while left:
            ends = {second for _first, second in left} - {first for first, _second in left}
            assert ends, f"{kind} goes in a circle: {left}"
            left = {edge for edge in left if edge[1] not in ends}


def assert_offers_fit(session: Session) -> None:
    """What is offered is open, one offer a task, and whose it was; what nobody had is the receiver's at once."""
    tasks, people = ({row["id"]: row for row in rows(session, table)} for table in ("task", "person"))
    offered = [row for row in rows(session, "handover") if row["state"] == "offered"]
    assert len(offered) == len({row["task_id"] for row in offered})
    for row in offered:
        task = tasks[row["task_id"]]
        assert task["category"].is_open, row
        assert task["owner_id"] == (row["to_id"] if row["from_id"] is None else row["from_id"]), row
        assert people[row["to_id"]]["active"], row


def assert_search_follows(session: Session) -> None:
    """What searching reads is what it would be if made anew."""
    found = differences(session)
    assert not found, found


def assert_all(session: Session) -> None:
    """All of it, and the way back to nothing."""
    assert_search_follows(session)
    assert_derived_follows(session)
    assert_batches_are_whole(session)
    assert_no_circle(session)
    assert_offers_fit(session)
    left = take_all_back(session)
    assert left <= {"assignment_credit", "blob", "counter", "meta", "notification"}, left
