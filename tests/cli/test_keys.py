"""`servicedesk keys`: every action, the user's own marked, and faults with what would be right."""

from pathlib import Path

from servicedesk_tui import settings
from servicedesk_tui.actions import ACTIONS

from .conftest import forget_settings
from .shell import Shell


def write_keys(*lines: str) -> Path:
    path = settings.config_folder() / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["[keys]", *lines, ""]), encoding="utf-8")
    forget_settings()
    return path


def test_without_settings_every_action_is_listed_with_its_keys_and_needs_no_store() -> None:
    rows = {row[0]: row for row in Shell(None).tell("keys").rows}
    assert set(rows) == {action.id for action in ACTIONS}
    assert rows["add"] == ["add", "n", "Board", "Add a task in one line"]
    assert rows["theme"][1] == ":theme"


def test_ones_own_keys_are_marked() -> None:
    write_keys('add = ["+", "n"]', 'urgency_up = "W"')
    said = Shell(None).tell("keys", "--json").json
    found = {action["id"]: action for action in said["actions"]}
    assert (found["add"]["keys"], found["add"]["default"], found["add"]["own"]) == (["+", "n"], ["n"], True)
    assert not found["done"]["own"]
    assert said["faults"] == []
    assert ["add*", "+ n"] in [row[:2] for row in Shell(None).tell("keys").rows]


def test_faults_are_said_with_what_would_be_right_and_the_status_is_one() -> None:
    path = write_keys('asign = ["x"]', 'add = ["a"]', 'done = ["W"]')
    said = Shell(None)("keys")
    assert said.status == 1
    first, second = said.err.splitlines()
    assert first == f"{path}: There is no action asign. Did you mean assign?"
    assert second.startswith(f"{path}: The key a for add is taken by assign (Board). Free there: ")
    assert ["done*", "W"] in [row[:2] for row in said.rows]
    facts = Shell(None)("keys", "--json")
    assert (facts.status, [fault["id"] for fault in facts.json["faults"]]) == (1, ["asign", "add"])
    assert [fault["known"] for fault in facts.json["faults"]] == [False, True]
    assert facts.err == ""
