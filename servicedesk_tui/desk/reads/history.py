"""What happened, as sentences; and which of my batches can be taken back."""

from typing import Any

from sqlalchemy import select

from servicedesk_tui.models import METADATA
from servicedesk_tui.vocabulary.enums import Reversal
from servicedesk_tui.vocabulary.questions import HistoryQuestion, UndoQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.rows import HistoryLine, NoteRow, UndoLine

from ..registry import answers
from ..sentences import label, sentence, subject
from ..undo import FIRST
from .asking import Asking
from .cards import TASK

_BATCH, _CHANGE = METADATA.tables["batch"].c, METADATA.tables["change"].c
_PERSON, _NOTE = METADATA.tables["person"].c, METADATA.tables["note"].c
_LINES = select(
    _BATCH.id, _BATCH.at, _PERSON.login, _BATCH.command, _BATCH.params, _BATCH.tasks, _BATCH.reversed_by_id
).join(METADATA.tables["person"], _PERSON.id == _BATCH.person_id)


_UNDOABLE = (
    _BATCH.cause_id.is_(None)
    & (_BATCH.command != FIRST)
    & ((_BATCH.reversal.is_(None)) | (_BATCH.reversal == Reversal.REDO))
)
"""What somebody did, and not a rule because of it: that goes with what it followed from."""


@answers(HistoryQuestion)
def history(asking: Asking, question: HistoryQuestion) -> tuple[HistoryLine, ...]:
    """What happened, newest first."""
    if question.task is not None:
        return history_of(asking, question.task, question.limit)
    rows = asking.rows(_LINES.order_by(_BATCH.id.desc()).limit(question.limit))
    return tuple(_line(asking, row, subject(row.params, row.tasks), None) for row in rows)


def history_of(asking: Asking, task_id: int, limit: int) -> tuple[HistoryLine, ...]:
    """A task's history, newest first, with the notes that were written."""
    batches = select(_CHANGE.batch_id).where(_CHANGE.task_id == task_id).distinct()
    rows = asking.rows(_LINES.where(_BATCH.id.in_(batches)).order_by(_BATCH.id.desc()).limit(limit))
    number = asking.scalar(select(TASK.number).where(TASK.id == task_id))
    notes = _notes(asking, task_id, [row.id for row in rows])
    return tuple(_line(asking, row, ref(number), notes.get(row.id)) for row in rows)


def _notes(asking: Asking, task_id: int, batches: list[int]) -> dict[int, NoteRow]:
    if not batches:
        return {}
    query = (
        select(_CHANGE.batch_id, _NOTE.id, _NOTE.kind, _NOTE.body, _PERSON.login, _NOTE.created_at)
        .select_from(METADATA.tables["note"])
        .join(METADATA.tables["change"], (_CHANGE.row_id == _NOTE.id) & (_CHANGE.entity == "note"))
        .join(METADATA.tables["person"], _PERSON.id == _NOTE.author_id)
        .where(_NOTE.task_id == task_id, _CHANGE.task_id == task_id, _CHANGE.batch_id >= batches[-1])
    )
    # A note that was taken back and written again is told where it was first written.
    first: dict[int, int] = {}
    rows = asking.rows(query.order_by(_CHANGE.batch_id))
    for row in rows:
        first.setdefault(row.id, row.batch_id)
    return {row.batch_id: NoteRow(*tuple(row)[1:]) for row in rows if first[row.id] == row.batch_id}


def _line(asking: Asking, row: Any, what: str, note: NoteRow | None) -> HistoryLine:
    said = sentence(row.command, row.params, who=row.login, what=what, at=row.at, zone_name=asking.me.zone)
    return HistoryLine(row.id, row.at, row.login, said, row.reversed_by_id is not None, note)


@answers(UndoQuestion)
def undo_list(asking: Asking, question: UndoQuestion) -> tuple[UndoLine, ...]:
    """My latest batches, newest first; what was taken back is marked."""
    query = (
        select(
            _BATCH.id, _BATCH.at, _BATCH.command, _BATCH.params, _BATCH.tasks, _BATCH.reversed_by_id, _BATCH.terminal
        )
        .where(_BATCH.person_id == asking.me.id, _UNDOABLE)
        .order_by(_BATCH.id.desc())
        .limit(question.limit)
    )
    return tuple(
        UndoLine(
            row.id,
            row.at,
            label(row.command, row.params, row.tasks, None),
            row.tasks,
            row.reversed_by_id is not None,
            row.terminal == asking.terminal,
        )
        for row in asking.rows(query)
    )
