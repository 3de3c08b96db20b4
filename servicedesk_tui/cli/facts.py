"""A task as scripts read it: one form for every command that prints one."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from servicedesk_tui.vocabulary.refs import ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicedesk_tui.desk import Desk
    from servicedesk_tui.vocabulary.task_rows import TaskFacts

FIELDS = (
    "ref", "number", "title", "description", "next_step", "kind", "status", "category", "owner", "team", "collaborators",
    "customer", "contact", "site", "impact", "urgency", "priority", "due", "due_is_day", "planned_start", "planned_end",
    "estimate_minutes", "tags", "blocked", "waiting_on", "waiting_until", "parent", "created_at", "created_by",
    "updated_at", "done_at", "version",
)  # fmt: skip
"""The fields of a task in JSON, in order."""


def describe(facts: "TaskFacts", zone: tzinfo) -> dict[str, Any]:
    """The task with ids as a person types them, moments in ISO 8601 with the offset of `zone`, null where nothing is."""
    shown: dict[str, Any] = {"ref": ref(facts.number), "parent": None if facts.parent is None else ref(facts.parent)}
    return {name: _plain(shown.get(name, getattr(facts, name, None)), zone) for name in FIELDS}


def describe_all(desk: "Desk", ids: "Sequence[int]") -> list[dict[str, Any]]:
    """These tasks, in this order."""
    from servicedesk_tui.vocabulary.questions import FactsQuestion

    from .service import zone_of

    zone = zone_of(desk)
    return [describe(facts, zone) for facts in desk.ask(FactsQuestion(ids=tuple(ids)))]


def _plain(value: Any, zone: tzinfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, tuple):
        return list(value)
    return value
