"""Teams and customers' hours from a shell."""

from pathlib import Path

from .shell import Shell


def test_a_team_is_added_edited_and_listed(either: Shell, tmp_path: Path) -> None:
    _keep_nights(either, tmp_path)
    either.tell("team", "add", "Night shift", "--lead", "@bo", "--calendar", "night")
    either.tell("team", "edit", "nig", "--name", "Nights", "--lead", "none")
    made = next(team for team in either.tell("team", "list", "--json").json if team["name"] == "Nights")
    assert made == {
        "name": "Nights", "lead": None, "calendar_key": "night", "people": 0, "open_tasks": 0, "unowned": 0,
    }  # fmt: skip
    assert ["Nights", "", "night", "0", "0", "0"] in either.tell("team", "list").rows
    either.tell("team", "edit", "Nights", "--calendar", "-")
    either.tell("undo")
    assert ["Nights", "", "night", "0", "0", "0"] in either.tell("team", "list").rows


def test_what_is_wrong_with_a_team_is_said(shell: Shell) -> None:
    shell.tell("team", "add", "North")
    assert shell.refusal("team", "add", "NORTH") == "There is already a team called NORTH."
    assert shell.refusal("team", "edit", "nroth", "--lead", "bo").endswith("Did you mean North?")
    assert shell.refusal("team", "edit", "North", status=2).startswith("Say what to set, for instance --lead")
    assert shell.refusal("team", "edit", "North", "--calendar", "none-such") == "There is no such calendar."
    assert shell.refusal("team", "add", "Nights", "--calendar", "none-such") == "There is no such calendar."
    assert "Nights" not in [team["name"] for team in shell.tell("team", "list", "--json").json]


def test_a_customer_is_given_hours_of_its_own(shell: Shell, tmp_path: Path) -> None:
    _keep_nights(shell, tmp_path)
    shell.tell("customer", "add", "Acme")
    shell.tell("customer", "edit", "acme", "--calendar", "night")
    assert shell.tell("history", "--json").json[0]["sentence"] == "anna changed the calendar of Acme"
    assert shell.refusal("customer", "edit", "acme", "--calendar", "none-such") == "There is no such calendar."
    shell.tell("customer", "edit", "acme", "--calendar", "-")


def test_a_task_is_given_and_handed_over_to_a_team(shell: Shell) -> None:
    shell.tell("team", "add", "North")
    shell.tell("add", "Boiler dead")
    shell.tell("add", "Lift stuck @bo")
    shell.tell("edit", "1", "--team", "north")
    shell.tell("handover", "2", "--team", "nor", "--note", "Needs the ladder")
    rows = shell.tell("list", "team:north", "is:unowned").rows
    assert sorted(row[0] for row in rows) == ["SD-1", "SD-2"]
    assert shell.tell("team", "list", "--json").json[-1]["unowned"] == 2
    shell.tell("edit", "1", "--team", "none")
    assert [row[0] for row in shell.tell("list", "team:north").rows] == ["SD-2"]
    assert shell.refusal("handover", "2", status=2) == "Say --to LOGIN or --team TEAM."


def test_a_page_says_what_nobody_has(shell: Shell) -> None:
    shell.tell("add", "Boiler dead")
    assert "nobody has it, for 0 m" in shell.tell("show", "1").out
    shell.tell("add", "Lift stuck @bo")
    assert "nobody has it" not in shell.tell("show", "2").out


def _keep_nights(shell: Shell, folder: Path) -> None:
    exported = shell.tell("calendar", "export").out
    file = folder / "night.toml"
    file.write_text(exported.replace('key = ""', 'key = "night"', 1))
    shell.tell("calendar", "import", str(file))
