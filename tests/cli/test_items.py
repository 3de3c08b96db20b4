"""Checklists, duplicates, splits, parts and links from a shell, on both databases."""

import pytest

from .shell import Shell


@pytest.fixture
def task(either: Shell) -> Shell:
    either.tell("add", "Boiler dead @bo")
    either.tell("add", "Order the valve")
    either.tell("item", "add", "1", "shut the valve", "- [x] photo @ada due:2030-01-04", "SD-2")
    return either


def lines(shell: Shell) -> list[list[str]]:
    return shell.tell("item", "list", "1").rows


def test_lines_are_added_and_listed(task: Shell) -> None:
    assert lines(task) == [
        ["1", "", "", "", "", "shut the valve"],
        ["2", "x", "", "ada", "4 jan 2030", "photo"],
        ["3", "", "SD-2", "", "", "Order the valve"],
    ]
    found = task.tell("item", "list", "SD-1", "--json").json
    assert found[1] == {
        "line": 2, "text": "photo", "done": True, "assignee": "ada", "due": "2030-01-04T17:00:00+01:00", "task": None
    }  # fmt: skip
    assert found[2]["task"] == "SD-2"
    shown = task.tell("show", "1").out
    assert "[x] photo  @ada  due 4 jan 2030" in shown
    assert "[ ] SD-2 Order the valve" in shown


def test_lines_come_from_stdin(task: Shell) -> None:
    task.tell("item", "add", "1", "-", stdin="1. one\n\n2. two\n")
    assert [row[5] for row in lines(task)][3:] == ["one", "two"]
    assert task.refusal("item", "add", "1", "-", stdin="one\ntwo @nils\n") == ("Line 2: There is nobody behind @nils.")


def test_lines_are_ticked_edited_moved_and_removed(task: Shell) -> None:
    task.tell("item", "tick", "1", "1", "3")
    task.tell("item", "untick", "1", "2")
    assert [row[1] for row in lines(task)] == ["x", "", "x"]
    task.tell("item", "edit", "1", "1", "--text", "shut both valves", "--for", "me", "--due", "2030-02-01")
    task.tell("item", "edit", "1", "2", "--for", "none", "--due", "none")
    task.tell("item", "edit", "1", "3", "--task", "none")
    assert lines(task) == [
        ["1", "x", "", "anna", "1 feb 2030", "shut both valves"],
        ["2", "", "", "", "", "photo"],
        ["3", "x", "", "", "", "Order the valve"],
    ]
    task.tell("item", "move", "1", "3", "--above", "1")
    task.tell("item", "move", "1", "2", "--below", "3")
    assert [row[5] for row in lines(task)] == ["Order the valve", "photo", "shut both valves"]
    task.tell("item", "remove", "1", "2")
    assert [row[5] for row in lines(task)] == ["Order the valve", "shut both valves"]
    task.tell("undo")
    assert len(lines(task)) == 3


def test_what_cannot_be_is_said(task: Shell) -> None:
    assert task.refusal("item", "remove", "1", "7") == "There is no line 7; the checklist has 3."
    assert task.refusal("item", "move", "1", "1", status=2).startswith("Say --above LINE or --below LINE.")
    assert task.refusal("item", "edit", "1", "1", status=2).startswith("Say what to set")
    assert "circle" in task.refusal("item", "add", "2", "SD-1")


def test_a_linked_line_is_ticked_with_its_task(task: Shell) -> None:
    task.tell("assign", "2", "--to", "me")
    task.tell("done", "2")
    assert lines(task)[2][1] == "x"
    task.tell("undo")
    assert lines(task)[2][1] == ""


def test_open_items_are_asked_for_or_refused_by_the_desk(task: Shell) -> None:
    assert "open checklist items" in task("done", "1").err
    task.tell("setting", "set", "open_items_on_close", "refuse")
    assert "tick them, or take them off" in task("done", "1", "--items", "leave").err
    task.tell("done", "1", "--items", "tick")
    assert task.task("1")["status"] == "done"


def test_a_duplicate_is_closed_from_a_shell(task: Shell) -> None:
    task.tell("note", "2", "water everywhere")
    task.tell("close", "2", "--duplicate-of", "1")
    assert task.task("2")["status"] == "closed"
    assert "water everywhere" in task.tell("history", "1").out
    assert "duplicates SD-1" in task.tell("show", "2").out
    assert task.refusal("close", "1", "--duplicate-of", "1") == "SD-1 cannot be linked to itself."
    assert "not both" in task.refusal("close", "1", "--duplicate-of", "2", "--reason", "withdrawn", status=2)


def test_a_note_is_split_off(task: Shell) -> None:
    task.tell("note", "1", "the lamp is out, too")
    [note] = [line["note_id"] for line in task.tell("history", "1", "--json").json if line["note"]]
    assert task.tell("split", "1", str(note), "Change", "the", "lamp").out == "SD-3\n"
    assert task.task("3")["description"] == "the lamp is out, too"
    assert "follows SD-1" in task.tell("show", "3").out
    assert task.refusal("split", "1", "999", "x") == "SD-1 has no such note."


@pytest.mark.parametrize("kind", ["blocks", "relates", "duplicates", "follows"])
def test_every_kind_of_link_is_made_shown_and_taken_away(task: Shell, kind: str) -> None:
    task.tell("add", "Third")
    task.tell("link", "3", kind, "1")
    assert "SD-1 Boiler dead" in task.tell("show", "3").out
    assert "SD-3" in task.tell("show", "1").out
    task.tell("unlink", "3", kind, "1")
    assert "SD-1 Boiler dead" not in task.tell("show", "3").out
    assert "no such link" in task.refusal("unlink", "3", kind, "1")


def test_a_part_has_a_parent_and_circles_are_refused_with_the_path(task: Shell) -> None:
    task.tell("edit", "2", "--parent", "1")
    assert task.task("2")["parent"] == "SD-1"
    assert "parts 0/1" in task.tell("show", "1").out
    assert "SD-1 › SD-2 › SD-1" in task.refusal("edit", "1", "--parent", "2")
    task.tell("edit", "2", "--parent", "none")
    assert task.task("2")["parent"] is None
