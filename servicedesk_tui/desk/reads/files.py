"""A file of a task with its content, or the beginning of it."""

from sqlalchemy import func, select

from servicedesk_tui.locale import _
from servicedesk_tui.models import METADATA
from servicedesk_tui.policy.contents import LOOKED_AT, first_lines
from servicedesk_tui.vocabulary.files import FileContent, FilePreview, FileQuestion, FileRow, PreviewQuestion
from servicedesk_tui.vocabulary.refusals import NotFound

from ..registry import answers
from .asking import Asking

_T = METADATA.tables
_FILE, _BLOB, _PERSON = _T["attachment"].c, _T["blob"].c, _T["person"].c


@answers(FileQuestion)
def file(asking: Asking, question: FileQuestion) -> FileContent:
    """The file; of a large one no more is read than is asked for."""
    content = _BLOB.content if question.limit is None else func.substr(_BLOB.content, 1, question.limit)
    query = (
        select(
            _FILE.id, _FILE.name, _BLOB.size, _FILE.media_type, _PERSON.login, _FILE.created_at, _FILE.url, _FILE.note_id,
            content,
        )
        .select_from(
            _T["attachment"]
            .join(_T["person"], _PERSON.id == _FILE.created_by_id)
            .outerjoin(_T["blob"], _BLOB.id == _FILE.blob_id)
        )
        .where(_FILE.id == question.file)
    )  # fmt: skip
    found = asking.rows(query)
    if not found:
        raise NotFound(_("There is no such {what}.").format(what=_("file")))
    *row, held = found[0]
    return FileContent(FileRow(*row), bytes(held or b""))


@answers(PreviewQuestion)
def preview(asking: Asking, question: PreviewQuestion) -> FilePreview:
    """The first lines; no more of the file is read than they can be in."""
    found = file(asking, FileQuestion(file=question.file, limit=LOOKED_AT))
    lines = first_lines(found.content, found.row.media_type, question.lines) if not found.row.url else None
    return FilePreview(found.row, None if lines is None else tuple(lines))
