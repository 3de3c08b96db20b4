"""Files on tasks: a content is kept once, however many tasks have it."""

import hashlib
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from servicedesk_tui.locale import _
from servicedesk_tui.models import Attachment, Blob, Note, Task
from servicedesk_tui.policy.contents import MEGABYTE, is_address, safe_name
from servicedesk_tui.policy.permissions import Right
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.files import AttachFiles, DetachFile, NewFile
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Invalid, NotFound
from servicedesk_tui.vocabulary.text import one_line

from ..media import media_type
from ..registry import Told, handles
from ..terms import terms
from ..work import Work
from .mentions import tell_mentioned
from .values import body

MOST = 50
"""Files at once."""
_EXAMPLE = "https://example.com/plan"


@handles(AttachFiles)
def attach(work: Work, command: AttachFiles) -> Told:
    """Keep files with a task; all of them, or none."""
    task = work.task(command.task)
    work.require(Right.NOTE, task)
    if not command.files:
        raise Invalid(_("Name a file to keep."))
    if len(command.files) > MOST:
        raise Invalid(_("At most {count} files at once.").format(count=MOST))
    limit = int(terms(work.session)["file_limit_mb"]) * MEGABYTE
    for file in command.files:
        _refuse_unkept(file, limit)
    note = _note(work, task, command.note)
    names = [_keep(work, task, file, note) for file in command.files]
    return Told({"files": names, "count": len(names)})


def _refuse_unkept(file: NewFile, limit: int) -> None:
    if len(file.content) > limit:
        raise Invalid(
            _("{name} has {size} MB; at most {limit} MB are kept. Keep its address instead.").format(
                name=safe_name(file.name), size=f"{len(file.content) / MEGABYTE:.1f}", limit=limit // MEGABYTE
            )
        )
    if file.url and file.content:
        raise Invalid(_("{name} has an address or a content, not both.").format(name=safe_name(file.name)))
    if file.url and not is_address(file.url):
        said = one_line(file.url)[:200]
        raise Invalid(
            _("{address} is no address on the web, such as {example}.").format(address=said, example=_EXAMPLE)
        )


def _note(work: Work, task: Task, text: str) -> int | None:
    said = body(text)
    if not said or task.id is None:
        return None
    kind = NoteKind.INTERNAL
    note = work.add(Note(task_id=task.id, author_id=work.my_id, kind=kind, body=said, created_at=work.now))
    tell_mentioned(work, note)
    return note.id


def _keep(work: Work, task: Task, file: NewFile, note: int | None) -> str:
    name = safe_name(file.name)
    assert task.id is not None
    work.add(
        Attachment(
            task_id=task.id,
            note_id=note,
            blob_id=None if file.url else _content(work, file.content),
            url=file.url,
            name=name,
            media_type="text/uri-list" if file.url else media_type(file.content, name),
            created_at=work.now,
            created_by_id=work.my_id,
        )
    )
    return name


def _content(work: Work, content: bytes) -> int | None:
    """The row of a content, made when there is none of it yet."""
    digest = hashlib.sha256(content).hexdigest()
    known: Any = work.session.execute(select(col(Blob.id)).where(col(Blob.hash) == digest)).scalar_one_or_none()
    if known is not None:
        return int(known)
    return work.add(Blob(hash=digest, size=len(content), content=content)).id


@handles(DetachFile)
def detach(work: Work, command: DetachFile) -> Told:
    """Take a file off a task: whoever kept it may, and who may change the task. Its content stays for undo."""
    task = work.task(command.task)
    file = work.session.get(Attachment, command.file)
    if file is None or file.task_id != task.id:
        raise NotFound(_("{task} has no such file.").format(task=ref(task.number)))
    work.require(Right.NOTE if file.created_by_id == work.my_id else Right.CHANGE, task)
    work.session.delete(file)
    return Told({"files": [file.name], "count": 1})
