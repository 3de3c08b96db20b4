"""Files and time spent from a shell."""

from pathlib import Path

import pytest

from .shell import Shell

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
def task(either: Shell) -> Shell:
    """A desk with one task."""
    either.tell("add", "Boiler")
    return either


def test_files_are_attached_listed_saved_and_removed(task: Shell, tmp_path: Path) -> None:
    photo, text = tmp_path / "flange.jpg", tmp_path / "log.txt"
    photo.write_bytes(PNG)
    text.write_text("one\n  two\nthrees\n")
    task.tell("attach", "1", str(photo), str(text), "https://maps.example/4", "--note", "from the site")
    rows = task.tell("file", "list", "1").rows
    assert [row[1:4] for row in rows] == [
        [str(len(PNG)), "image/png", "anna"],
        ["17", "text/plain", "anna"],
        ["", "text/uri-list", "anna"],
    ]
    assert [row[-1] for row in rows] == ["flange.jpg", "log.txt", "https://maps.example/4"]
    out = tmp_path / "out"
    out.mkdir()
    assert task.tell("file", "save", rows[0][0], "--to", str(out)).out == f"{out}/flange.jpg\n"
    assert (out / "flange.jpg").read_bytes() == PNG
    saved = task.tell("file", "save", "1", "--all", "--to", str(out)).rows
    assert [row[0] for row in saved] == [f"{out}/flange (2).jpg", f"{out}/log.txt", "https://maps.example/4"]
    assert task.tell("file", "preview", rows[1][0], "--lines", "2").out == "one\n  two\n"
    assert "is no text but image/png" in task.refusal("file", "preview", rows[0][0], status=2)
    task.tell("file", "remove", "1", rows[0][0])
    assert [one["name"] for one in task.tell("file", "list", "1", "--json").json] == ["log.txt", "4"]
    task.tell("undo")
    assert len(task.tell("file", "list", "1").rows) == 3


def test_standard_input_is_kept_under_a_name(task: Shell) -> None:
    task.tell("attach", "1", "-", "--name", "../report.csv", stdin="a;b\n1;2\n")
    (one,) = task.tell("file", "list", "1", "--json").json
    assert (one["name"], one["type"], one["size"]) == ("report.csv", "text/csv", 8)


def test_what_cannot_be_kept_is_said_and_keeps_none(task: Shell, tmp_path: Path) -> None:
    good = tmp_path / "good"
    good.write_text("x")
    assert "There is no file" in task.refusal("attach", "1", str(good), str(tmp_path / "none"))
    assert "is a folder" in task.refusal("attach", "1", str(tmp_path))
    task.tell("setting", "set", "file_limit_mb", "1")
    (tmp_path / "big").write_bytes(b"x" * 1_500_000)
    assert "1.5 MB; at most 1 MB are kept" in task.refusal("attach", "1", str(tmp_path / "big"))
    assert "for a single file" in task.refusal("attach", "1", str(good), str(good), "--name", "x", status=2)
    assert task.tell("file", "list", "1").rows == []
    assert "no file's number" in task.refusal("file", "save", "x", status=2)


def test_time_is_entered_listed_changed_and_removed(task: Shell) -> None:
    task.tell("time", "add", "1", "1.5h", "--note", "on the phone")
    (row,) = task.tell("time", "list", "1").rows
    assert (row[1], row[3], row[4]) == ("anna", "1 h 30 min", "on the phone")
    task.tell("time", "edit", "1", row[0], "--for", "45m", "--at", "yesterday 14:00")
    (one,) = task.tell("time", "list", "1", "--json").json
    assert (one["minutes"], one["note"]) == (45, "on the phone")
    assert "Say what to set" in task.refusal("time", "edit", "1", row[0], status=2)
    task.tell("time", "remove", "1", row[0])
    assert task.tell("time", "list", "1").rows == []
    assert "still to come" in task.refusal("time", "add", "1", "5m", "--at", "tomorrow", status=2)


def test_the_timer_runs_and_stops(task: Shell) -> None:
    assert task.tell("timer", "show", "--json").json is None
    task.tell("timer", "start", "1")
    assert task.tell("timer", "show", "--json").json["task"] == "SD-1"
    assert task.tell("timer", "show").rows == [["SD-1", "0 min", "Boiler"]]
    task.tell("timer", "stop")
    assert "No timer of yours runs" in task.refusal("timer", "stop")
