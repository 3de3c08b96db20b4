"""What becomes of the visits of who had a task when somebody else has it, or nobody: they go along, or are called off.

Only planned visits of the owner's that have not begun; other people's visits to the task stay as they are.
"""

from typing import Any

from servicedesk_tui.models import Person, Task, Visit
from servicedesk_tui.policy.working import Span
from servicedesk_tui.vocabulary.enums import VisitState

from ..work import Work, is_open
from .guarding import guard, passing


def ahead(work: Work, task: Task) -> list[Visit]:
    """The owner's planned visits that have not begun."""
    if task.owner_id is None or task.planned_at is None or task.id is None:
        return []
    mine = (visit for visit in work.planned_visits(task.id) if visit.person_id == task.owner_id)
    return [visit for visit in mine if visit.starts_at > work.now]


def guard_going(work: Work, task: Task, person: Person, visits: list[Visit]) -> None:
    """Look at each visit as `person` would make it: what the settings block refuses the whole, before anything changes."""
    if not is_open(task) or not visits:
        return
    passing(work)
    for visit in visits:
        guard(work, task, person, Span(visit.starts_at, visit.ends_at), visit)


def go_along(work: Work, person: Person, visits: list[Visit]) -> dict[str, Any]:
    """Visits become `person`'s; answers when they begin, for the sentence. Of many tasks at once all are told together."""
    assert person.id is not None
    for visit in visits:
        visit.person_id = person.id
        visit.calendar_sequence += 1
        passing(work).add(visit)
    return _told(work, "along", visits)


def call_off(work: Work, task: Task, visits: list[Visit]) -> dict[str, Any]:
    """Visits do not take place; answers when they would have begun."""
    if visits:
        assert task.id is not None
        for visit in visits:
            visit.state = VisitState.CANCELLED
        rest = (one.starts_at for one in work.planned_visits(task.id) if one.state is VisitState.PLANNED)
        task.planned_at = min(rest, default=None)
    return _told(work, "called_off", visits)


def _told(work: Work, name: str, visits: list[Visit]) -> dict[str, Any]:
    all_told: list[str] = work.kept.setdefault(name, [])
    all_told += [visit.starts_at.isoformat() for visit in visits]
    return {name: all_told}
