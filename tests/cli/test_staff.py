"""People's time from a shell: hours, caps, skills, absences, leaving, settings."""

import json

from .shell import Shell


def test_hours_and_cap_are_set_in_words(shell: Shell) -> None:
    shell.tell("person", "edit", "bo", "--week", "mon-thu 8-16, fri 8-12", "--cap", "4")
    assert "Begin with the days" in shell("person", "edit", "bo", "--week", "8-16").err
    assert "neither a number" in shell("person", "edit", "bo", "--cap", "many").err
    shell.tell("person", "edit", "bo", "--week", "-", "--cap", "none")


def test_an_absence_is_added_listed_and_removed(shell: Shell) -> None:
    shell.tell("absence", "add", "bo", "2030-03-04", "2030-03-05", "--kind", "course", "--substitute", "ada")
    (absence,) = json.loads(shell.tell("absence", "list", "bo", "--json").out)
    assert absence["from"] == "2030-03-04T00:00:00+01:00"
    assert absence["to"] == "2030-03-06T00:00:00+01:00"
    assert (absence["kind"], absence["stands_in"]) == ("course", "ada")
    assert "ada" in shell.tell("absence", "list", "bo").out
    assert "no absence 99" in shell("absence", "remove", "bo", "99").err
    shell.tell("absence", "remove", "bo", str(absence["id"]))
    assert json.loads(shell.tell("absence", "list", "bo", "--json").out) == []
    assert "two days, or two moments" in shell("absence", "add", "bo", "2030-03-04", "2030-03-05 12:00").err


def test_who_leaves_says_who_gets_the_tasks(shell: Shell) -> None:
    shell.tell("add", "Boiler leak @bo")
    assert "--to" in shell("person", "leave", "bo").err
    shell.tell("person", "leave", "bo", "--to", "ada")
    assert "ada" in shell.tell("list").out


def test_a_skill_is_a_tag_with_a_level(shell: Shell) -> None:
    shell.tell("person", "skill", "bo", "gas", "--level", "2")
    assert "level 1, 2 or 3" in shell("person", "skill", "bo", "gas", "--level", "9").err
    shell.tell("person", "skill", "bo", "gas", "--level", "none")


def test_settings_are_listed_set_and_let_go(shell: Shell) -> None:
    assert json.loads(shell.tell("setting", "list", "--json").out)["reserve_percent"] == 15
    shell.tell("setting", "set", "reserve_percent", "20")
    shell.tell("setting", "set", "travel", '{"north": {"south": 35}}')
    found = json.loads(shell.tell("setting", "list", "--json").out)
    assert (found["reserve_percent"], found["travel"]) == (20, {"north": {"south": 35}})
    assert "from 0 to 90" in shell("setting", "set", "reserve_percent", "200").err
    shell.tell("setting", "set", "reserve_percent", "-")
    assert json.loads(shell.tell("setting", "list", "--json").out)["reserve_percent"] == 15
