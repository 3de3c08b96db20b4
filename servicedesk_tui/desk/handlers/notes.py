"""Notes: written, changed, pinned, taken away."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Attachment, Note, Task
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import AddNote
from servicedesk_tui.vocabulary.enums import CallDirection, NoteKind
from servicedesk_tui.vocabulary.notes import SILENT_MINUTES, EditNote, PinNote, RemoveNote
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, NotFound

from ..conflicts import refuse_conflicts
from ..registry import NOTHING, Told, handles
from ..work import Work
from .mentions import forget_mentions, tell_mentioned
from .values import body, line, member

CALLER_MAX = 200


@handles(AddNote)
def add_note(work: Work, command: AddNote) -> Told:
    """Write a note."""
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    assert task.id is not None
    said = {name: _FIELDS[name](getattr(command, name)) for name in ("body", "kind", *_OF_A_CALL)}
    _refuse_call_words(said)
    note = work.add(
        Note(task_id=task.id, author_id=work.my_id, created_at=work.now, pinned=bool(command.pinned), **said)
    )
    tell_mentioned(work, note)
    return Told({"kind": note.kind.value, "note": note.id})


@handles(EditNote)
def edit_note(work: Work, command: EditNote) -> Told:
    """Set what a note says. Its author may within the first minutes without leaving a mark on it."""
    note = _own(work, command)
    unknown = sorted(set(command.fields) - set(_FIELDS))
    if unknown:
        raise Invalid(
            _("A note has no field {field}; {known} can be set.").format(field=unknown[0], known=", ".join(_FIELDS))
        )
    read = {name: _FIELDS[name](value) for name, value in command.fields.items()}
    refuse_conflicts(work.session, note, read, command.base)
    read = {name: value for name, value in read.items() if getattr(note, name) != value}
    if not read:
        return NOTHING
    after = {name: read.get(name, getattr(note, name)) for name in ("kind", *_OF_A_CALL)}
    if "kind" in read and after["kind"] is not NoteKind.CALL:  # what was no call has no caller
        after |= {name: empty for name, empty in _OF_A_CALL.items() if name not in read}
    _refuse_call_words(after)
    before = note.body
    for name, value in (read | after).items():
        setattr(note, name, value)
    if note.author_id != work.my_id or work.now - note.created_at >= timedelta(minutes=SILENT_MINUTES):
        note.edited_at = work.now
    if note.body != before:
        tell_mentioned(work, note, before)
    return Told({"kind": note.kind.value, "note": note.id})


@handles(PinNote)
def pin_note(work: Work, command: PinNote) -> Told:
    """Put a note above what happened, or let it go back."""
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    note = _note(work, task, command.note)
    if note.pinned == command.pinned:
        return NOTHING
    note.pinned = command.pinned
    return Told({"kind": note.kind.value, "note": note.id, "pinned": note.pinned})


@handles(RemoveNote)
def remove_note(work: Work, command: RemoveNote) -> Told:
    """Take a note away; files that came with it stay."""
    note = _own(work, command)
    work.flush()
    for file in work.all(select(Attachment).where(col(Attachment.note_id) == note.id)):
        file.note_id = None
        work.recorder.note_first(file)
    forget_mentions(work, note)
    work.flush()
    work.session.delete(note)
    return Told({"kind": note.kind.value, "note": note.id})


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "body": lambda value: body(value, empty=False),
    "kind": lambda value: member(NoteKind, value, "kind"),
    "caller": lambda value: line(value, "caller", most=CALLER_MAX),
    "direction": lambda value: None if value is None else member(CallDirection, value, "direction"),
    "outcome": lambda value: line(value, "outcome"),
}
_OF_A_CALL: Mapping[str, Any] = {"caller": "", "direction": None, "outcome": ""}
"""What only a call has, and what it is without."""


def _refuse_call_words(said: Mapping[str, Any]) -> None:
    if said["kind"] is not NoteKind.CALL and any(said[name] for name in _OF_A_CALL):
        raise Invalid(_("Only a call has a caller, a direction and an outcome; this is none."))


def _own(work: Work, command: EditNote | RemoveNote) -> Note:
    """The note, for its author and for who may change the task."""
    task = work.task(command.task)
    note = _note(work, task, command.note)
    work.require(Right.NOTE if note.author_id == work.my_id else Right.CHANGE, task)
    return note


def _note(work: Work, task: Task, note_id: int) -> Note:
    note = work.session.get(Note, note_id)
    if note is None or note.task_id != task.id:
        raise NotFound(_("{task} has no such note.").format(task=ref(task.number)))
    return note
