"""A task that its policy found nobody for: marked, and told to those who can do something about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Notification, Person, Task, Team
from servicedesk_tui.vocabulary.enums import PersonKind, Role
from servicedesk_tui.vocabulary.refs import ref

from ..work import Work

ESCALATED = "escalated"
"""The kind of notification."""
_LONGEST = 300


def escalate(work: Work, task: Task, ranked: Sequence[dict[str, Any]]) -> None:
    """Mark a task that nobody could take. Who was told already is told anew, not twice."""
    since, task.escalated_at = task.escalated_at, work.now
    assert task.id is not None
    reasons = "; ".join(f"{one['login']}: {one['why_not']}" for one in ranked)
    work.warnings.append(_("Nobody can take {task} now. {reasons}").format(task=ref(task.number), reasons=reasons))
    text = reasons[:_LONGEST]
    told = _told_since(work, task.id, since) if since is not None else {}
    for person in who_looks_after(work, task.team_id):
        if person == work.my_id:
            continue  # who does it knows
        known = told.get(person)
        if known is None:
            work.session.add(Notification(person_id=person, task_id=task.id, kind=ESCALATED, text=text, at=work.now))
        else:
            known.text, known.at = text, work.now


def _told_since(work: Work, task: int, since: datetime) -> dict[int, Notification]:
    """Who was told of a task since it was escalated."""
    query = select(Notification).where(
        col(Notification.task_id) == task, col(Notification.kind) == ESCALATED, col(Notification.at) >= since
    )
    return {one.person_id: one for one in work.all(query)}


def who_looks_after(work: Work, team: int | None) -> list[int]:
    """Who is told of what nobody has: the lead of its team, else all dispatchers and admins. Asked once of a team."""
    known: list[int] | None = work.kept.get(("looks after", team))
    if known is None:
        row = work.session.get(Team, team) if team is not None else None
        lead = work.session.get(Person, row.lead_id) if row and row.lead_id is not None else None
        if lead is not None and lead.active and lead.id is not None:
            known = [lead.id]
        else:
            desk = (
                col(Person.active),
                col(Person.kind) == PersonKind.HUMAN,
                col(Person.role).in_((Role.DISPATCHER, Role.ADMIN)),
            )
            known = work.all(select(col(Person.id)).where(*desk).order_by(col(Person.id)))
        work.kept["looks after", team] = known
    return known
