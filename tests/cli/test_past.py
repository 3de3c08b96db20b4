"""Looking back from a shell: lists and tasks as they were."""

from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import CreateTask

from .shell import Shell

THEN = "2026-03-03"
"""The day after the desk's clock stands in tests; the shell's own is today's."""


def test_a_list_and_a_task_are_shown_as_they_were(desk: Desk, either: Shell) -> None:
    desk.do(CreateTask(title="Boiler"))
    either.tell("edit", "1", "--title", "Lift")
    either.tell("add", "Pump")
    assert [row[-1] for row in either.tell("list").rows] == ["Lift", "Pump"]
    assert [row[-1] for row in either.tell("list", "--as-of", THEN).rows] == ["Boiler"]
    assert [row[-1] for row in either.tell("list", "boiler", "--as-of", THEN).rows] == ["Boiler"]
    assert either.tell("list", "lift", "--as-of", THEN).rows == []
    assert either.tell("show", "1", "--as-of", THEN, "--json").json["title"] == "Boiler"
    said = either.tell("show", "1", "--as-of", THEN).out
    assert "Boiler" in said
    assert "nobody has it, for 1 d 16 h" in said
    assert "Lift" not in said
    assert either.tell("show", "1", "--json").json["title"] == "Lift"


def test_what_was_not_there_yet_and_what_is_to_come_are_refused(desk: Desk, either: Shell) -> None:
    desk.do(CreateTask(title="Boiler"))
    either.tell("add", "Pump")
    assert either.refusal("show", "2", "--as-of", THEN) == "There is no SD-2."
    assert "still to come" in either.refusal("list", "--as-of", "tomorrow", status=2)
    assert "is not a date" in either.refusal("list", "--as-of", "soonish", status=2)
