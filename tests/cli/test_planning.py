"""Snoozing, planning, handing over and ordering from a shell; statuses, and what could be undone."""

import pytest

from .shell import Shell

FAR = "2030-03-04"


@pytest.fixture
def filled(either: Shell) -> Shell:
    """Two tasks of bo's and two in the inbox."""
    for title in ("One @bo", "Two @bo", "Three", "Four"):
        either.tell("add", title)
    return either


def inbox(shell: Shell) -> list[str]:
    return [row[0] for row in shell.tell("list", "--status", "inbox").rows]


def test_inbox_tasks_are_snoozed_and_woken(filled: Shell) -> None:
    assert filled.tell("snooze", "3", "4", "--until", FAR).out == ""
    assert filled.tell("history", "3", "--json").json[0]["sentence"] == "anna snoozed SD-3 until mon 4 mar 2030 08:00"
    filled.tell("snooze", "3", "--until", f"{FAR} 14:30")
    assert filled.tell("history", "3", "--json").json[0]["sentence"].endswith("until mon 4 mar 2030 14:30")
    filled.tell("snooze", "--until", "none", "--filter", "is:open -@bo")
    assert filled.tell("history", "4", "--json").json[0]["sentence"] == "anna woke SD-4"
    assert filled.refusal("snooze", "1", "--until", FAR).startswith("SD-1 is not in the inbox")
    assert "No task is let through" not in filled.tell("snooze", "3", "--until", "-").out


def test_visits_are_planned_moved_and_called_off(filled: Shell) -> None:
    filled.tell("plan", "1", "--at", f"{FAR} 9:00", "--for", "90m")
    task = filled.task("1")
    assert (task["status"], task["planned_start"], task["planned_end"]) == (
        "scheduled",
        "2030-03-04T09:00:00+01:00",
        "2030-03-04T10:30:00+01:00",
    )
    said = filled("plan", "2", "--at", f"{FAR} 10:00")
    assert (said.status, said.out) == (0, "")
    assert said.err == "bo has a visit to SD-1 then, 4 mar 2030 09:00.\n"
    filled.tell("plan", "1", "--at", f"{FAR} 13:00")
    assert filled.task("1")["planned_end"] == "2030-03-04T14:30:00+01:00"
    filled.tell("plan", "1", "--at", "none")
    assert (filled.task("1")["status"], filled.task("1")["planned_start"]) == ("ready", None)
    assert filled.refusal("plan", "1", "--at", "fri", status=2) == "A visit needs a time of day, as in fri 9:00."
    asked = filled.refusal("plan", "3", "--at", f"{FAR} 9:00")
    assert asked.startswith("Who is to own SD-3? Add --person ada|anna|bo|")
    filled.tell("plan", "3", "--at", f"{FAR} 9:00", "--person", "@ada")
    assert (filled.task("3")["owner"], filled.task("3")["status"]) == ("ada", "scheduled")
    dry = filled.tell("plan", "4", "--at", f"{FAR} 9:00", "--person", "me", "--dry-run")
    assert (dry.rows, filled.task("4")["owner"]) == ([["SD-4", "Four"]], None)


def test_tasks_are_put_in_order_by_hand(filled: Shell) -> None:
    filled.tell("add", "Five")
    assert inbox(filled) == ["SD-3", "SD-4", "SD-5"]
    filled.tell("reorder", "5", "--above", "3")
    assert inbox(filled) == ["SD-5", "SD-3", "SD-4"]
    filled.tell("reorder", "5", "3", "--below", "4")
    assert inbox(filled) == ["SD-4", "SD-5", "SD-3"]
    filled.tell("undo")
    assert inbox(filled) == ["SD-5", "SD-3", "SD-4"]
    assert filled.refusal("reorder", "5", status=2) == "Say --above REF or --below REF."
    assert filled.refusal("reorder", "5", "--above", "1").startswith("SD-5 and SD-1 differ in status or priority")


def test_statuses_are_listed_named_and_limited(filled: Shell) -> None:
    filled.tell("status", "edit", "ready", "--english", "To do", "--danish", "Skal gøres", "--limit", "2")
    found = {row["key"]: row for row in filled.tell("status", "list", "--json").json}
    assert found["ready"] == {"key": "ready", "name": "To do", "category": "ready", "wip_limit": 2}
    assert ["ready", "To do", "Ready", "2"] in filled.tell("status", "list").rows
    said = filled("take", "3")
    assert (said.status, said.err) == (0, "To do now holds 3, its limit is 2.\n")
    filled.tell("status", "edit", "To do", "--limit", "none")
    assert filled.tell("status", "list", "--json").json[1]["wip_limit"] is None
    assert filled.refusal("status", "edit", "ready", "--limit", "many", status=2).startswith("“many” is neither")
    assert filled.refusal("status", "edit", "ready", status=2).startswith("Say what to set")
    assert filled.by("dina").refusal("status", "edit", "ready", "--limit", "2").endswith("ask an admin.")


def test_what_could_be_undone_is_listed(filled: Shell) -> None:
    filled.tell("tag", "1", "--add", "pump")
    filled.tell("undo")
    lines = filled.tell("undo", "--list", "--json").json
    assert [(line["label"], line["undone"], line["here"]) for line in lines[:2]] == [
        ("tagged SD-1: +pump", True, True),
        ("added SD-4", False, True),
    ]
    assert filled.tell("undo", "--list", "--limit", "1").rows[0][2:] == ["here", "tagged SD-1: +pump (taken back)"]
    filled.tell("undo", "--batch", str(lines[1]["batch"]))
    assert filled.refusal("show", "4") == "There is no SD-4."
    assert filled.refusal("undo", "--list", "--batch", "3", status=2) == "Say --list or --batch, not both."
    assert filled.refusal("undo", "--json", status=2) == "--json goes with --list."
