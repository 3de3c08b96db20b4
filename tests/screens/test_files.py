"""Files and time on the glass: kept by their paths, looked into, saved, taken off; the timer and what is entered."""

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from screens.pathline import PathPrompt, begun, quoted, split_paths
from screens.prompts import Press
from screens.timing import read_spent
from servicedesk_tui.vocabulary.errands import CompletePath
from servicedesk_tui.vocabulary.files import AttachFiles, NewFile
from servicedesk_tui.vocabulary.task_rows import TaskView
from servicedesk_tui.vocabulary.timing import LogTime, TimerQuestion

from .conftest import Glass, OpenGlass, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
LEAK = "Boiler leak"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("a.txt", ["a.txt"]),
        ("a.txt b.txt", ["a.txt", "b.txt"]),
        ("'a b.txt' c", ["a b.txt", "c"]),
        ("a\\ b.txt", ["a b.txt"]),
        ("a.txt\nb.txt", ["a.txt", "b.txt"]),
        ("'a b", None),
        ("", []),
    ],
)
def test_paths_are_parted_as_a_shell_parts_them(text: str, paths: list[str] | None) -> None:
    assert split_paths(text) == paths


@pytest.mark.parametrize(
    ("text", "start", "path"),
    [
        ("/tmp/fl", 0, "/tmp/fl"),
        ("a.txt /tmp/fl", 6, "/tmp/fl"),
        ("/tmp/a\\ b", 0, "/tmp/a b"),
        ("'/tmp/a b", 0, "/tmp/a b"),
        ("a.txt ", 6, ""),
        ("a\\", 0, "a"),
    ],
)
def test_the_path_that_is_begun_is_known_without_its_quotes(text: str, start: int, path: str) -> None:
    assert begun(text) == (start, path)


@pytest.mark.parametrize("path", ["a b.txt", "it's.txt", 'say "x"', "back\\slash", "plain"])
def test_a_path_is_quoted_so_that_it_is_read_again(path: str) -> None:
    assert split_paths(quoted(path)) == [path]


def test_tab_completes_as_far_as_all_that_is_offered_goes() -> None:
    asked: list[CompletePath] = []

    def ask(errand: CompletePath, then: object, _otherwise: object) -> None:
        asked.append(errand)
        offered = {"/x/f": ("/x/flange a.jpg", "/x/flange b.jpg"), "/x/flange ": ("/x/flange a.jpg", "/x/flange b.jpg")}
        then(offered.get(errand.text, ()))  # type: ignore[operator]

    prompt = PathPrompt("Keep", lambda paths: ", ".join(paths), ask)
    for letter in "one.txt /x/f":
        prompt.key(
            Press(letter if letter not in " /." else {" ": "space", "/": "slash", ".": "full_stop"}[letter], letter)
        )
    assert [row[0][0].strip() for row in prompt.rows()] == ["/x/flange a.jpg", "/x/flange b.jpg"]
    prompt.key(Press("tab", "\t"))
    assert prompt.text == "one.txt /x/flange\\ "
    prompt.key(Press("b", "b"))
    prompt.key(Press("enter", "\r"))
    assert prompt.rows()[-1] == [("one.txt, /x/flange b", "error")]


@pytest.mark.parametrize(
    ("text", "minutes", "note"),
    [
        ("45m rang the supplier", 45, "rang the supplier"),
        ("1.5h", 90, ""),
        ("1h30m two visits", 90, "two visits"),
        ("2 h", 120, ""),
        ("2t på stedet", 120, "på stedet"),
        ("rang", None, ""),
        ("", None, ""),
    ],
)
def test_time_spent_is_read_with_what_was_done(text: str, minutes: int | None, note: str) -> None:
    assert read_spent(text) == (minutes, note)


async def opened(glass: Glass) -> None:
    await glass.press("enter")
    await glass.until("added SD-1")


async def test_files_are_kept_by_their_paths_and_undone(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", tmp_path: Path
) -> None:
    def now() -> TaskView:
        return view_of(anna, tasks[LEAK])

    (tmp_path / "flange one.jpg").write_bytes(PNG)
    (tmp_path / "log.txt").write_text("line one\n")
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("comma", "f")
        await glass.until("Keep with SD-1")
        await glass.press(*f"{tmp_path}/fl")
        await glass.until("flange one.jpg")
        await glass.press("tab")
        await glass.until("flange\\ one.jpg")
        await glass.press(*f" {tmp_path}/log.txt", "enter")
        await glass.until("You kept 2 files with SD-1 · u takes it back")
        await glass.until("flange one.jpg")
        assert [(file.name, file.media_type) for file in now().files] == [
            ("flange one.jpg", "image/png"),
            ("log.txt", "text/plain"),
        ]
        await glass.press("u")
        await glass.until(lambda: now().files == ())


async def test_what_cannot_be_kept_is_said(open_glass: OpenGlass, tasks: Tasks, anna: "Desk", tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("comma", "f", "enter")
        await glass.until("Name a file to keep.")
        await glass.press(*f"{tmp_path}/pipe", "enter")
        await glass.until("is no file but a device or a pipe")
        await glass.press("comma", "f")
        await glass.press(*"~$report.docx", "enter")
        await glass.until("There is no folder ~$report.docx.")
        assert view_of(anna, tasks[LEAK]).files == ()


async def test_paths_that_are_pasted_or_dropped_are_written_once(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", tmp_path: Path
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(name)
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("comma", "f")
        await glass.until("Keep with SD-1")
        await glass.paste(f"{tmp_path}/one.txt\n{tmp_path}/two.txt\n")
        prompt = glass.app.screen.minibuffer.prompt  # type: ignore[attr-defined]
        assert prompt.text == f"{tmp_path}/one.txt {tmp_path}/two.txt"
        await glass.press("enter")
        await glass.until(lambda: len(view_of(anna, tasks[LEAK]).files) == 2)


async def test_a_file_is_looked_into_saved_and_taken_off(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = tasks[LEAK]
    files = (NewFile("log.txt", b"first line\nsecond line\n"), NewFile("flange.png", PNG))
    anna.do(AttachFiles(task=task, files=files))
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("j", "enter")
        await glass.until("second line")
        await glass.press("enter")
        await glass.until(lambda: "second line" not in glass.text)
        await glass.press("j", "enter")
        await glass.until("flange.png is image/png: o opens it, E saves it.")
        await glass.press("o")
        await glass.until("Save flange.png in the folder")
        await glass.press("ctrl+u", *str(tmp_path), "enter")
        await glass.until("Saved:")
        assert (tmp_path / "flange.png").read_bytes() == PNG
        await glass.press("X")
        await glass.until(lambda: [file.name for file in view_of(anna, task).files] == ["log.txt"])
        await glass.press("u")
        await glass.until(lambda: len(view_of(anna, task).files) == 2)


async def test_all_files_of_a_task_are_saved_at_once(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", tmp_path: Path
) -> None:
    anna.do(AttachFiles(task=tasks[LEAK], files=(NewFile("../a.txt", b"1"), NewFile("b.txt", b"2"))))
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("E")
        await glass.until("Save 2 files in the folder")
        await glass.press("ctrl+u", *f"{tmp_path}/none", "enter")
        await glass.until("There is no folder")
        await glass.press("E", "ctrl+u", *str(tmp_path), "enter")
        await glass.until("Saved 2 files")
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["a.txt", "b.txt"]


async def test_the_timer_starts_and_stops_and_shows_who_works_on_what(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("comma", "t")
        await glass.until("You started the timer for SD-1")
        await glass.until("runs for")
        assert anna.ask(TimerQuestion()).task == tasks[LEAK]
        await glass.press("q")
        await glass.until("anna ● SD-1 0 min")
        await glass.press("4")
        await glass.until("anna ● SD-1")
        await glass.press("1", "enter")
        await glass.until("added SD-1")
        await glass.press("comma", "t")
        await glass.until("You spent")
        assert anna.ask(TimerQuestion()) is None
        await glass.press("q")
        await glass.until(lambda: "● SD-1" not in glass.text)


async def test_time_is_entered_changed_and_taken_away(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    def spent() -> int:
        return view_of(anna, tasks[LEAK]).spent_minutes

    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("comma", "h", *"long", "enter")
        await glass.until("How long, as in 45m")
        await glass.press("ctrl+u", *"45m on the phone", "enter")
        await glass.until(lambda: spent() == 45)
        await glass.until("on the phone")
        await glass.press("j", "e")
        await glass.until("Time spent")
        await glass.press("ctrl+u", *"1h", "enter")
        await glass.until(lambda: spent() == 60)
        await glass.press("X")
        await glass.until(lambda: spent() == 0)


async def test_estimate_and_time_spent_stand_together(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    from servicedesk_tui.vocabulary.commands import EditTask

    anna.do(EditTask(task=tasks[LEAK], fields={"estimate_minutes": 120}))
    anna.do(LogTime(task=tasks[LEAK], minutes=30, ended_at=anna.now - timedelta(minutes=5)))
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.until("30 min spent of 2 h estimated")
