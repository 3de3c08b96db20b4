"""What clears a field is said in the same words everywhere, and what is not there is named with what could be meant."""

import pytest

from .shell import Shell

LINES = (
    ("edit 2 --team", "team"),
    ("edit 2 --customer", "customer"),
    ("edit 2 --estimate", "estimate_minutes"),
    ("edit 2 --parent", "parent"),
    ("due 2 --on", "due"),
    ("assign 2 --to", "owner"),
)
WORDS = ("none", "NONE", "nobody", "ingen", "-")


@pytest.mark.parametrize(("line", "field"), LINES)
def test_a_field_is_cleared_by_any_of_the_words(shell: Shell, line: str, field: str) -> None:
    shell.tell("customer", "add", "Acme")
    shell.tell("add", "Whole")
    shell.tell("add", "Boiler @bo for:acme due:2030-03-04 est:90m")
    shell.tell("edit", "2", "--team", "field", "--parent", "1")
    for word in WORDS:
        assert shell.task("2")[field] is not None
        shell.tell(*line.split(), word)
        assert shell.task("2")[field] is None
        shell.tell("undo")


def test_limits_are_cleared_by_any_of_the_words(shell: Shell) -> None:
    for word in WORDS:
        shell.tell("status", "edit", "doing", "--limit", "3")
        shell.tell("status", "edit", "doing", "--limit", word)
        shell.tell("person", "edit", "bo", "--cap", word)
        shell.tell("team", "edit", "field", "--lead", word)
        assert next(row for row in shell.tell("status", "list").rows if row[0] == "doing")[3] == ""
    said = shell.refusal("status", "edit", "doing", "--limit", "many", status=2)
    assert said == "“many” is neither a number nor “none”."
    assert shell.refusal("person", "edit", "bo", "--cap", "many", status=2) == said


def test_what_is_not_there_is_named(shell: Shell) -> None:
    shell.tell("customer", "add", "Acme North")
    shell.tell("customer", "add", "Acme South")
    several = "Several customers could be “acme”: Acme North, Acme South."
    assert shell.refusal("customer", "edit", "acme", "--tier", "A") == several
    said = shell.refusal("customer", "edit", "Acme Nort h", "--tier", "A")
    assert said == "There is no customer called “Acme Nort h”. Did you mean Acme North?"
    shell.tell("team", "add", "Fielders")
    assert shell.refusal("team", "edit", "fie", "--lead", "bo") == "Several teams could be “fie”: field, Fielders."
    assert shell.refusal("team", "edit", "xyz", "--lead", "bo") == "There is no team called “xyz”."
