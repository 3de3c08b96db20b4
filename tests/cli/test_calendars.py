"""The working calendars from a shell: shown, written as TOML, and kept from it."""

from pathlib import Path

from .shell import Shell


def test_the_desks_own_is_shown_before_anybody_set_it(shell: Shell) -> None:
    assert shell.tell("calendar", "show").rows[0][3] == "mon-fri 8-16"
    found = shell.tell("calendar", "show", "--json").json
    assert (found["key"], found["version"]) == ("", 0)
    assert found["weekly"]["1"] == [[480, 960]]


def test_it_is_exported_edited_and_imported(shell: Shell, tmp_path: Path) -> None:
    text = shell.tell("calendar", "export").out
    file = tmp_path / "hours.toml"
    file.write_text(text.replace('fri = "8-16"', 'fri = "8-14"') + '2026-12-24 = "-"\n', "utf-8")
    shell.tell("calendar", "import", str(file))
    rows = shell.tell("calendar", "show").rows
    assert rows[0][3] == "mon-thu 8-16, fri 8-14"
    assert rows[1] == ["2026-12-24", "-"]
    again = shell.tell("calendar", "export").out
    assert 'fri = "8-14"' in again
    assert '2026-12-24 = "-"' in again


def test_another_calendar_and_one_that_is_not(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "night.toml"
    file.write_text('key = "night"\n[weekly]\nfri = "22-6"\n', "utf-8")
    shell.tell("calendar", "import", str(file))
    assert [row[0] for row in shell.tell("calendar", "show").rows] == ["desk", "night"]
    assert shell.tell("calendar", "show", "night").rows == [["night", "night", "Europe/Copenhagen", "fri 22-6"]]
    assert "There is no calendar day; there is night." in shell.refusal("calendar", "export", "day")


def test_what_cannot_be_is_refused_in_words(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "never.toml"
    file.write_text('[weekly]\nmon = "-"\n', "utf-8")
    assert "Nobody ever works in this calendar" in shell.refusal("calendar", "import", str(file))
    file.write_text('[weekly]\nmon = "8-99"\n', "utf-8")
    assert "weekly.mon: 99:00 is no time of day" in shell.refusal("calendar", "import", str(file))
    assert "cannot be read" in shell.refusal("calendar", "import", str(tmp_path / "none.toml"), status=2)
