"""Two people, one field: a value that is neither what the sender saw nor what is asked for is a conflict."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from servicedesk_tui.locale import _, language
from servicedesk_tui.locale.words import field_word
from servicedesk_tui.models import Batch, Change, Person, Row, Status, Task
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Conflict

from .recorder import plain

COLUMNS: Mapping[str, str] = {
    "customer": "customer_id",
    "contact": "contact_id",
    "site": "site_id",
    "team": "team_id",
    "owner": "owner_id",
    "parent": "parent_id",
    "status": "status_id",
    "due": "due_at",
    "start": "planned_at",
    "until": "snoozed_until",
    "assignee": "assignee_id",
    "linked": "linked_id",
}
"""A command's name of a field → the task's column, where they differ."""


def refuse_conflicts(session: Session, row: Row, mine: Mapping[str, Any], base: Mapping[str, Any]) -> None:
    """Refuse when a field of `mine` (by the command's names, values as columns hold them) was changed by somebody else
    since its sender saw `base`. Fields without a base are not checked: a shell says what it wants, whatever was."""
    for name, asked in mine.items():
        if name not in base:
            continue
        column = COLUMNS.get(name, name)
        now = getattr(row, column)
        if plain(now) in (plain(base[name]), plain(asked)):
            continue
        task = None if row.names_task else getattr(row, "task_id", None)
        who, when = who_changed(session, str(row.__tablename__), row.id, column, task)
        raise Conflict(
            _("{who} changed {field} of {task} meanwhile.").format(
                who=who or _("Somebody"), field=field_word(name), task=_what(row)
            ),
            field=name,
            mine=asked,
            theirs=now,
            base=base[name],
            who=who,
            when=when,
            row=row.id,
        )


def _what(row: Row) -> str:
    """The row as a sentence names it."""
    if isinstance(row, Task):
        return ref(row.number)
    if isinstance(row, Status):
        return row.name_da if language() == "da" else row.name_en
    return str(row.login if isinstance(row, Person) else getattr(row, "name", "") or getattr(row, "text", ""))


def who_changed(
    session: Session, entity: str, row_id: int | None, column: str, task: int | None = None
) -> tuple[str, Any]:
    """The login of whoever last changed a field, and when; ("", None) when the history does not say. Of a row that hangs on
    a `task` it says so under that. When the next visit is follows from a task's visits: it is whoever last changed one."""
    on = row_id if entity == "task" else task
    which = [Change.task_id == on if on is not None else Change.task_id.is_(None)]  # type: ignore[union-attr]
    is_visit = (entity, column) == ("task", "planned_at")
    which += [Change.entity == "visit"] if is_visit else [Change.entity == entity, Change.row_id == row_id]
    rows = session.execute(
        select(Change.values, Person.login, Batch.at)  # type: ignore[call-overload]
        .join(Batch, Batch.id == Change.batch_id)
        .join(Person, Person.id == Batch.person_id)
        .where(*which)
        .order_by(Change.id.desc())  # type: ignore[union-attr]
        .limit(50)
    )
    for values, login, at in rows:
        if is_visit or column in values:
            return str(login), at
    return "", None
