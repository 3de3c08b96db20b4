"""What I have seen: kept without history."""

from sqlalchemy import func, select
from sqlmodel import col

from servicedesk_tui.models import Batch, Seen, Task
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.commands import MarkSeen

from ..registry import NOTHING, Told, handles
from ..seeing import parts_of, unread_of
from ..work import Work, is_open
from .reminding import clear_of


@handles(MarkSeen)
def mark_seen(work: Work, command: MarkSeen) -> Told:
    """Take what is unread of these tasks as seen up to now."""
    ids = list(dict.fromkeys(command.tasks))
    tasks: list[Task] = work.all(select(Task).where(among(work.session, col(Task.id), ids)))
    parts = parts_of(work.session, work.my_id, ids)
    mine = {t.id: t for t in tasks if t.id is not None and (t.owner_id == work.my_id or t.id in parts)}
    closed = {task_id for task_id, task in mine.items() if not is_open(task)}
    clear_of(work, ids)
    unread = unread_of(work.session, work.my_id, mine, closed)
    if not unread:
        return NOTHING
    latest = work.session.execute(select(func.max(Batch.id))).scalar_one()
    known = select(Seen).where(col(Seen.person_id) == work.my_id, among(work.session, col(Seen.task_id), unread))
    rows: dict[int, Seen] = {row.task_id: row for row in work.all(known)}
    for task in sorted(unread):
        if task in rows:
            rows[task].batch_id = latest
        else:
            work.session.add(Seen(person_id=work.my_id, task_id=task, batch_id=latest))
    work.topics.append(("seen", work.my_id))
    return Told()
