"""Files on tasks, on both databases: a content is kept once, and undo takes back and brings back."""

import hashlib

import pytest
from sqlalchemy import func, select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import METADATA
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import Redo, Undo
from servicedesk_tui.vocabulary.enums import EventKind
from servicedesk_tui.vocabulary.files import (
    AttachFiles,
    DetachFile,
    FileContent,
    FilePreview,
    FileQuestion,
    NewFile,
    PreviewQuestion,
)
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, NotAllowed, NotFound
from servicedesk_tui.vocabulary.staffing import SetSetting
from servicedesk_tui.vocabulary.task_rows import TaskView

from ..conftest import OpenDesk
from .test_verbs import add

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def view(desk: Desk, task: int) -> TaskView:
    found: TaskView = desk.ask(TaskQuestion(id=task))
    return found


def blobs(address: StoreAddress, clock: FrozenClock) -> int:
    engine = open_engine(address, clock)
    with reading(engine, "") as session:
        count = session.execute(select(func.count()).select_from(METADATA.tables["blob"])).scalar_one()
    engine.dispose()
    return int(count)


def test_a_file_is_kept_with_what_it_is_and_read_again(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(AttachFiles(task=task, files=(NewFile("../../flange.txt", PNG),), note="the flange"))
    (row,) = view(desk, task).files
    assert (row.name, row.size, row.media_type, row.by, row.at) == (
        "flange.txt",
        len(PNG),
        "image/png",
        "anna",
        clock.now(),
    )
    found: FileContent = desk.ask(FileQuestion(file=row.id))
    assert hashlib.sha256(found.content).digest() == hashlib.sha256(PNG).digest()
    assert desk.ask(FileQuestion(file=row.id, limit=8)).content == PNG[:8]
    line = desk.ask(HistoryQuestion(task=task, limit=1))[0]
    assert line.sentence == "anna kept flange.txt with SD-1"
    assert line.note is not None
    assert line.note.body == "the flange"
    assert row.note == line.note.id
    assert [one.id for one in desk.ask(ListQuestion(filter="has:file"))] == [task]


def test_a_content_is_kept_once_however_many_tasks_have_it(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    first, second = add(desk), add(desk)
    desk.do(AttachFiles(task=first, files=(NewFile("a.png", PNG), NewFile("b.png", PNG))))
    desk.do(AttachFiles(task=second, files=(NewFile("c.png", PNG), NewFile("empty", b""))))
    assert blobs(store_address, clock) == 2
    assert [file.name for file in view(desk, first).files] == ["a.png", "b.png"]
    assert desk.ask(FileQuestion(file=view(desk, second).files[1].id)).content == b""


def test_undo_takes_it_off_and_redo_brings_it_back_with_its_content(desk: Desk) -> None:
    task = add(desk)
    desk.do(AttachFiles(task=task, files=(NewFile("a.png", PNG),)))
    desk.do(Undo())
    assert view(desk, task).files == ()
    desk.do(Redo())
    (row,) = view(desk, task).files
    assert desk.ask(FileQuestion(file=row.id)).content == PNG
    desk.do(DetachFile(task=task, file=row.id))
    assert view(desk, task).files == ()
    assert desk.ask(HistoryQuestion(task=task, limit=1))[0].sentence == "anna took a.png off SD-1"
    desk.do(Undo())
    assert desk.ask(FileQuestion(file=row.id)).content == PNG


def test_an_address_is_kept_without_a_content(desk: Desk) -> None:
    task = add(desk)
    desk.do(AttachFiles(task=task, files=(NewFile("map", url="https://maps.example/4"),)))
    (row,) = view(desk, task).files
    assert (row.size, row.url, row.media_type) == (None, "https://maps.example/4", "text/uri-list")
    with pytest.raises(Invalid, match="no address on the web"):
        desk.do(AttachFiles(task=task, files=(NewFile("map", url="https://a.example/\x1b[2J"),)))
    with pytest.raises(Invalid, match="no address on the web"):
        desk.do(AttachFiles(task=task, files=(NewFile("map", url="javascript:alert(1)"),)))
    assert desk.ask(FileQuestion(file=row.id)).content == b""
    with pytest.raises(Invalid, match="an address or a content"):
        desk.do(AttachFiles(task=task, files=(NewFile("map", b"x", "https://maps.example"),)))


def test_too_large_or_too_many_keeps_none_of_them(desk: Desk) -> None:
    task = add(desk)
    desk.do(SetSetting(key="file_limit_mb", value=1))
    with pytest.raises(Invalid, match=r"big has 1.0 MB; at most 1 MB are kept. Keep its address instead."):
        desk.do(AttachFiles(task=task, files=(NewFile("ok", b"x"), NewFile("big", b"x" * 1_000_001))))
    with pytest.raises(Invalid, match="At most 50 files at once"):
        desk.do(AttachFiles(task=task, files=tuple(NewFile(f"{n}", b"x") for n in range(51))))
    with pytest.raises(Invalid, match="Name a file"):
        desk.do(AttachFiles(task=task, files=()))
    assert view(desk, task).files == ()


def test_whoever_kept_it_may_take_it_off_and_others_only_where_they_may_change_the_task(
    desk: Desk, open_desk: OpenDesk
) -> None:
    task = add(desk)
    bo = open_desk("bo")
    desk.do(AttachFiles(task=task, files=(NewFile("a", b"1"),)))
    bo.do(AttachFiles(task=task, files=(NewFile("b", b"2"),)))
    first, second = view(desk, task).files
    with pytest.raises(NotAllowed):
        bo.do(DetachFile(task=task, file=first.id))
    bo.do(DetachFile(task=task, file=second.id))
    other = add(desk)
    with pytest.raises(NotFound, match="SD-2 has no such file"):
        desk.do(DetachFile(task=other, file=first.id))


def test_the_first_lines_of_a_text_are_shown_and_of_nothing_else(desk: Desk) -> None:
    task = add(desk)
    text = ("\x1b[31mone\n" + "x" * 1_000_000).encode()
    desk.do(AttachFiles(task=task, files=(NewFile("a.log", text), NewFile("b.png", PNG))))
    log, picture = view(desk, task).files
    found: FilePreview = desk.ask(PreviewQuestion(file=log.id, lines=2))
    assert found.lines is not None
    assert found.lines[0] == "one"
    assert len(found.lines[1]) < 1_000
    assert desk.ask(PreviewQuestion(file=picture.id)).lines is None
    with pytest.raises(NotFound):
        desk.ask(PreviewQuestion(file=999))


def test_the_timeline_knows_files_from_other_changes(desk: Desk) -> None:
    task = add(desk)
    desk.do(AttachFiles(task=task, files=(NewFile("a", b"1"),)))
    lines = desk.ask(HistoryQuestion(task=task, kinds=frozenset({EventKind.FILE})))
    assert [line.kind for line in lines] == [EventKind.FILE]
    changes = desk.ask(HistoryQuestion(task=task, kinds=frozenset({EventKind.CHANGE})))
    assert all("kept" not in line.sentence for line in changes)
