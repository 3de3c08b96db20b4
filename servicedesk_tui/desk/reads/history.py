"""What happened, as sentences; and which of my batches can be taken back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import not_, or_, select

from servicedesk_tui.models import METADATA
from servicedesk_tui.store.ids import among
from servicedesk_tui.vocabulary.commands import TickChecklistItem
from servicedesk_tui.vocabulary.enums import EventKind, LinkKind, NoteKind, Op, Reversal
from servicedesk_tui.vocabulary.history_rows import HistoryLine, NoteRow, UndoLine
from servicedesk_tui.vocabulary.questions import HistoryQuestion, UndoQuestion
from servicedesk_tui.vocabulary.refs import ref

from ..registry import answers
from ..sentences import label, sentence, subject
from ..undo import FIRST
from .asking import Asking
from .changed import Names, change_words

_BATCH, _CHANGE = METADATA.tables["batch"].c, METADATA.tables["change"].c
_PERSON, _NOTE = METADATA.tables["person"].c, METADATA.tables["note"].c
_LINK, _FILE = METADATA.tables["link"].c, METADATA.tables["attachment"].c
_LINES = select(
    _BATCH.id, _BATCH.at, _PERSON.login, _BATCH.command, _BATCH.params, _BATCH.tasks, _BATCH.reversed_by_id,
    _BATCH.person_id, _BATCH.terminal, _BATCH.cause_id, _BATCH.reversal,
).join(METADATA.tables["person"], _PERSON.id == _BATCH.person_id)  # fmt: skip
_READ = 200
"""Lines looked through at a time for a text."""
_KINDS = {
    NoteKind.INTERNAL: EventKind.NOTE,
    NoteKind.UPDATE: EventKind.UPDATE,
    NoteKind.CALL: EventKind.CALL,
    NoteKind.HANDOVER: EventKind.HANDOVER,
}
_WRITTEN = frozenset(_KINDS.values())


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
        story = Story(asking, question.task, question.kinds, question.text.casefold())
        return story.lines(question.limit, question.before)
    query = _LINES if question.before is None else _LINES.where(_BATCH.id < question.before)
    rows = asking.rows(query.order_by(_BATCH.id.desc()).limit(question.limit))
    return tuple(
        HistoryLine(
            row.id,
            row.at,
            row.login,
            _said(asking, row, subject(row.params, row.tasks)),
            row.reversed_by_id is not None,
            tasks=row.tasks,
            can_undo=_can_undo(asking, row),
        )
        for row in rows
    )


def history_of(asking: Asking, task_id: int, limit: int) -> tuple[HistoryLine, ...]:
    """A task's history, newest first, with the notes that were written."""
    return Story(asking, task_id).lines(limit)


@dataclass(frozen=True)
class Story:
    """What happened to a task: of the kinds asked for (none: all), with `text`, folded, in what is said or written."""

    asking: Asking
    task: int
    kinds: frozenset[EventKind] = frozenset()
    text: str = ""

    def lines(self, limit: int, before: int | None = None) -> tuple[HistoryLine, ...]:
        """So many lines, newest first, before a batch."""
        found: list[HistoryLine] = []
        names = Names(self.asking)
        while len(found) < limit:
            wanted = max(_READ, limit) if self.text else limit - len(found)
            rows = self._rows(wanted, before)
            found += [line for line in self._told(names, rows) if self._holds(line)]
            if len(rows) < wanted:
                break
            before = rows[-1].id
        return tuple(found[:limit])

    def _rows(self, limit: int, before: int | None) -> Sequence[Any]:
        query = _LINES.where(_BATCH.id.in_(self._batches()), *self._of_kind())
        if before is not None:
            query = query.where(_BATCH.id < before)
        return list(self.asking.rows(query.order_by(_BATCH.id.desc()).limit(limit)))

    def _batches(self) -> Any:
        """Those that changed it or what hangs on it; those that linked another task to it, and what was written on one that
        turned out to be the same."""
        own = select(_CHANGE.batch_id).where(_CHANGE.task_id == self.task)
        here = (
            ((_CHANGE.entity == "link") & _CHANGE.row_id.in_(select(_LINK.id).where(_LINK.other_id == self.task)))
            | ((_CHANGE.entity == "note") & _CHANGE.row_id.in_(select(_NOTE.id).where(_NOTE.task_id == self.task)))
            | ((_CHANGE.entity == "attachment") & _CHANGE.row_id.in_(select(_FILE.id).where(_FILE.task_id == self.task)))
        )  # fmt: skip
        return own.union(
            select(_CHANGE.batch_id).where(_CHANGE.task_id.in_(self._others()), _CHANGE.op == Op.INSERT, here)
        )

    def _of_kind(self) -> list[Any]:
        if not self.kinds:
            return []
        written = {NoteKind(kind.value if kind is not EventKind.NOTE else "internal") for kind in self.kinds & _WRITTEN}
        asked: list[Any] = [_BATCH.id.in_(self._inserts("note", _NOTE.kind.in_(written)))] if written else []
        if EventKind.FILE in self.kinds:
            asked.append(_BATCH.id.in_(self._inserts("attachment")))
        if EventKind.CHANGE in self.kinds:
            told = or_(_BATCH.id.in_(self._inserts("note")), _BATCH.id.in_(self._inserts("attachment")))
            asked.append(not_(told))
        return [or_(*asked)]

    def _inserts(self, entity: str, *where: Any) -> Any:
        """The batches that put a row of an entity on the task, that is still there."""
        table = METADATA.tables[entity]
        return (
            select(_CHANGE.batch_id)
            .join_from(METADATA.tables["change"], table, (_CHANGE.row_id == table.c.id) & (_CHANGE.entity == entity))
            .where(table.c.task_id == self.task, self._written_on(), _CHANGE.op == Op.INSERT, *where)
        )

    def _written_on(self) -> Any:
        """A change on this task, or on one that is linked to it: notes and files come from there."""
        return or_(_CHANGE.task_id == self.task, _CHANGE.task_id.in_(self._others()))

    def _others(self) -> Any:
        """Tasks that are linked to it, and the duplicates of those."""
        found = select(_LINK.task_id.label("id")).where(_LINK.other_id == self.task).cte(recursive=True)
        further = METADATA.tables["link"].alias("further")
        step = select(further.c.task_id).join_from(found, further, further.c.other_id == found.c.id)
        return select(found.union(step.where(further.c.kind == LinkKind.DUPLICATES)).c.id)

    def _told(self, names: Names, rows: Sequence[Any]) -> list[HistoryLine]:
        if not rows:
            return []
        number = ref(names.row("task", self.task)["number"])
        ids = [row.id for row in rows]
        notes, changes = self._notes(rows), self._changes(ids)
        names.know(change for some in changes.values() for change in some)
        return [
            HistoryLine(
                row.id,
                row.at,
                row.login,
                _said(self.asking, row, _about(row, changes[row.id], number)),
                row.reversed_by_id is not None,
                notes.get(row.id),
                _kind(row, notes.get(row.id)),
                tuple(dict.fromkeys(change_words(names, changes[row.id]))),
                row.tasks,
                "" if row.terminal == self.asking.terminal else row.terminal.removesuffix(":-"),
                _can_undo(self.asking, row),
            )
            for row in rows
        ]

    def _changes(self, batches: list[int]) -> dict[int, list[Any]]:
        query = select(_CHANGE.batch_id, _CHANGE.entity, _CHANGE.row_id, _CHANGE.op, _CHANGE["values"]).where(
            _CHANGE.task_id == self.task, _CHANGE.batch_id.between(batches[-1], batches[0])
        )
        found: dict[int, list[Any]] = defaultdict(list)
        for change in self.asking.rows(query.order_by(_CHANGE.id)):
            found[change.batch_id].append(change)
        return found

    def _notes(self, rows: Sequence[Any]) -> dict[int, NoteRow]:
        """The notes that batches wrote. One that was taken back and written again is told where it was first written."""
        first = [row.id for row in rows if row.reversal is None]
        written = select(_CHANGE.row_id, _CHANGE.batch_id).where(
            among(self.asking.session, _CHANGE.batch_id, first), _CHANGE.entity == "note", _CHANGE.op == Op.INSERT
        )
        batches: dict[int, int] = dict(tuple(row) for row in self.asking.rows(written))
        query = (
            select(
                _NOTE.id, _NOTE.kind, _NOTE.body, _PERSON.login, _NOTE.created_at, _NOTE.edited_at, _NOTE.pinned,
                _NOTE.caller, _NOTE.direction, _NOTE.outcome,
            )
            .join_from(METADATA.tables["note"], METADATA.tables["person"], _PERSON.id == _NOTE.author_id)
            .where(_NOTE.task_id == self.task, among(self.asking.session, _NOTE.id, batches))
        )  # fmt: skip
        return {batches[row.id]: NoteRow(*row) for row in self.asking.rows(query)}

    def _holds(self, line: HistoryLine) -> bool:
        if not self.text:
            return True
        note = line.note
        said = [line.sentence, *line.details, *((note.body, note.caller, note.outcome) if note else ())]
        return any(self.text in one.casefold() for one in said)


def _about(row: Any, changes: Sequence[Any], number: str) -> str:
    """What a batch is about, in a task's story: the one that it names. Of several at once that is this one, unless only lines
    of it were ticked because others are done."""
    is_about_others = not changes or (
        row.command != TickChecklistItem.__name__ and all(c.entity == "checklist_item" and _is_tick(c) for c in changes)
    )
    return subject(row.params, row.tasks) if row.params.get("task") or is_about_others else number


def _is_tick(change: Any) -> bool:
    return change.op is Op.UPDATE and "done" in change.values


def _kind(row: Any, note: NoteRow | None) -> EventKind:
    if note is not None:
        return _KINDS[note.kind]
    return EventKind.FILE if row.command == "AttachFiles" else EventKind.CHANGE


def _can_undo(asking: Asking, row: Any) -> bool:
    is_first = row.command == FIRST or row.cause_id is not None or row.reversal == Reversal.UNDO
    return row.person_id == asking.me.id and row.reversed_by_id is None and not is_first


def pinned_notes(asking: Asking, task_id: int) -> tuple[NoteRow, ...]:
    """The pinned notes of a task, in the order they were written."""
    query = (
        select(
            _NOTE.id, _NOTE.kind, _NOTE.body, _PERSON.login, _NOTE.created_at, _NOTE.edited_at, _NOTE.pinned,
            _NOTE.caller, _NOTE.direction, _NOTE.outcome,
        )
        .join_from(METADATA.tables["note"], METADATA.tables["person"], _PERSON.id == _NOTE.author_id)
        .where(_NOTE.task_id == task_id, _NOTE.pinned)
    )  # fmt: skip
    return tuple(NoteRow(*row) for row in asking.rows(query.order_by(_NOTE.id)))


def _said(asking: Asking, row: Any, what: str) -> str:
    return sentence(row.command, row.params, who=row.login, what=what, at=row.at, zone_name=asking.me.zone)


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
