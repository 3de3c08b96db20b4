"""The real rows and the model's, both as the same plain picture, so that they can be compared whole."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.models import METADATA

from .facts import Facts, is_open, priority
from .history import History
from .planning import planned

Picture = dict[str, Any]
_T = METADATA.tables
_COUNTED = ("slips", "hand_offs", "bounces", "reopened", "version")
_COLUMNS = {
    "customer": "customer_id", "parent": "parent_id", "owner": "owner_id", "due": "due_at", "until": "snoozed_until",
}  # fmt: skip
_TASK = (
    "title", "next_step", "estimate_minutes", "customer", "parent", "owner", "impact", "urgency", "due", "due_is_day",
    "waiting_on", "waiting_until", "blocked_reason", "close_reason", "until", "rank",
)  # fmt: skip


def _rows(session: Session, table: str) -> list[Mapping[str, Any]]:
    return [dict(row) for row in session.execute(select(_T[table])).mappings()]


def real_picture(session: Session) -> Picture:
    """Today's rows."""
    tags = {r["id"]: r["name"] for r in _rows(session, "tag")}
    statuses = {r["id"]: r["key"] for r in _rows(session, "status")}
    return {
        "tasks": {r["id"]: _real_task(r, statuses) for r in _rows(session, "task")},
        "tags": sorted((r["task_id"], tags[r["tag_id"]]) for r in _rows(session, "task_tag")),
        "parts": sorted((r["task_id"], r["person_id"], r["part"].value) for r in _rows(session, "task_person")),
        "links": sorted((r["kind"].value, r["task_id"], r["other_id"]) for r in _rows(session, "link")),
        "notes": sorted((r["task_id"], r["author_id"], r["kind"].value, r["body"], r["pinned"], r["edited_at"]) for r in _rows(session, "note")),
        "items": sorted((r["task_id"], r["text"], r["position"], r["done"], r["done_by_id"], r["assignee_id"], r["linked_id"]) for r in _rows(session, "checklist_item")),
        "handovers": sorted((r["task_id"], r["to_id"], r["given_by_id"], r["state"].value, r["word"], r["from_id"] or 0) for r in _rows(session, "handover")),
        "visits": sorted((r["task_id"], r["person_id"], r["starts_at"], r["ends_at"], r["state"].value, r["calendar_sequence"]) for r in _rows(session, "visit")),
        "customers": {r["id"]: (r["name"], r["tier"], r["phone"]) for r in _rows(session, "customer")},
        "people": {
            r["id"]: (r["role"], r["active"], r["phone"], r["team_id"]) for r in _rows(session, "person") if r["kind"] == "human"
        },
    }  # fmt: skip


def _real_task(row: Mapping[str, Any], statuses: Mapping[int, str]) -> dict[str, Any]:
    found = {name: row[_COLUMNS.get(name, name)] for name in (*_TASK, *_COUNTED)}
    status = statuses[row["status_id"]]
    is_closed = status in ("done", "closed")
    return found | {
        "status": status,
        "before": statuses.get(row["status_before_id"] or 0),
        "priority": None if is_closed else int(row["priority"]),
        "is done": row["done_at"] is not None,
        "planned": row["planned_at"],
    }


def model_picture(facts: Facts, history: History) -> Picture:
    """The rows as they ought to be."""

    def all(kind: str, *names: str) -> list[tuple[Any, ...]]:
        return sorted(tuple(r[n] for n in names) for _k, r in facts.all(kind))

    return {
        "tasks": {k[1]: _model_task(facts, history, k[1]) for k, _r in facts.all("task")},
        "tags": all("tag", "task", "name"),
        "parts": all("part", "task", "person", "part"),
        "links": all("link", "kind", "task", "other"),
        "notes": all("note", "task", "author", "kind", "body", "pinned", "edited"),
        "items": all("item", "task", "text", "place", "done", "by", "assignee", "linked"),
        "handovers": sorted(
            (r["task"], r["to"], r["by"], r["state"], r["word"], r["before"] or 0) for _k, r in facts.all("handover")
        ),
        "visits": all("visit", "task", "person", "start", "end", "state", "moves"),
        "customers": {k[1]: (r["name"], r["tier"], r["phone"]) for k, r in facts.all("customer")},
        "people": {k[1]: (r["role"], r["active"], r["phone"], r["team"]) for k, r in facts.all("person")},
    }


def _model_task(facts: Facts, history: History, task_id: int) -> dict[str, Any]:
    task = facts.task(task_id)
    return {name: task[name] for name in (*_TASK, "status", "before")} | {
        **history.counters(task_id),
        "version": history.versions(task_id),
        "priority": priority(facts, task_id) if is_open(task) else None,
        "is done": not is_open(task),
        "planned": planned(facts, task_id),
    }


def differences(real: Any, model: Any, where: str = "") -> list[str]:
    """Where the two pictures part, as `tasks.3.owner: real is …, ought to be …`."""
    if isinstance(real, dict) and isinstance(model, dict):
        return [
            line
            for name in {**real, **model}
            for line in differences(real.get(name, "nothing"), model.get(name, "nothing"), f"{where}.{name}")
        ]
    return [] if real == model else [f"{where[1:]}: is {real!r}, ought to be {model!r}"]
