"""What I have seen: kept without history."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import col

from servicedesk_tui.models import Batch, Seen, Task
from servicedesk_tui.vocabulary.commands import MarkSeen

from ..registry import NOTHING, Told, handles
from ..seeing import CHUNK, parts_of, unread_of
from ..work import Work, is_open


@handles(MarkSeen)
def mark_seen(work: Work, command: MarkSeen) -> Told:
    """Take what is unread of these tasks as seen up to now."""
    ids = list(dict.fromkeys(command.tasks))
    marked = [_mark(work, ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]
    if not any(marked):
        return NOTHING
    work.topics.append(("seen", work.my_id))
    return Told()


def _mark(work: Work, ids: Sequence[int]) -> bool:
    """True when any of these tasks was unread."""
    tasks: list[Task] = work.all(select(Task).where(col(Task.id).in_(ids)))
    parts = parts_of(work.session, work.my_id, ids)
    mine = {t.id: t for t in tasks if t.id is not None and (t.owner_id == work.my_id or t.id in parts)}
    closed = {task_id for task_id, task in mine.items() if not is_open(task)}
    unread = unread_of(work.session, work.my_id, mine, closed)
    latest = work.session.execute(select(func.max(Batch.id))).scalar_one()
    known = select(Seen).where(col(Seen.person_id) == work.my_id, col(Seen.task_id).in_(unread))
    rows: dict[int, Seen] = {row.task_id: row for row in work.all(known)}
    for task in sorted(unread):
        if task in rows:
            rows[task].batch_id = latest
        else:
            work.session.add(Seen(person_id=work.my_id, task_id=task, batch_id=latest))
    return bool(unread)
