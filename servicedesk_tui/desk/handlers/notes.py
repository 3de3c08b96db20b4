"""Notes."""

from servicedesk_tui.models import Note
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.commands import AddNote
from servicedesk_tui.vocabulary.enums import NoteKind

from ..registry import Told, handles
from ..work import Work
from .values import body, member


@handles(AddNote)
def add_note(work: Work, command: AddNote) -> Told:
    """Write a note."""
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    assert task.id is not None
    kind = member(NoteKind, command.kind, "kind")
    text = body(command.body, empty=False)
    note = work.add(Note(task_id=task.id, author_id=work.my_id, kind=kind, body=text, created_at=work.now))
    return Told({"kind": kind.value, "note": note.id})
